// SPDX-License-Identifier: EUPL-1.2
/**
 * SQL for a lateral join `i`: the account through which a person is written to, the one where they were last active of those through which they may also speak:
 * of an admitted source, no bot, not deactivated, and outside the host a full member in a domain that the source is trusted for [T04].
 */
export const accountOf = (person: string, whereSource = 'true'): string => `
  select i.id, s.id as source, s.platform, i.locale, concat(s.platform, ':', s.external_id, ':@', i.user_id) as conversation
  from identities i join sources s on s.id = i.source_id and s.state = 'admitted' and ${whereSource}
  where i.person_id = ${person} and not i.is_deactivated and not i.is_bot
    and (s.is_host or (not i.is_guest and exists (
      select from source_domains t where t.source_id = s.id and t.domain = lower(split_part(i.email, '@', 2)))))
  order by i.active_at desc nulls last, i.checked_at desc nulls last, i.id limit 1`

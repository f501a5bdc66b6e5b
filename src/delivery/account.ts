// SPDX-License-Identifier: EUPL-1.2
import { belongs, vouched } from '#/network/vouching.ts'

/**
 * SQL for a lateral join `i`: the account through which the person `p` is written to on the day in `day`, the one where they were last active of those through which
 * they may also speak: its source vouches for it, and it still belongs to them [T04] [T06].
 */
export const accountOf = (day: string, whereSource = 'true'): string => `
  select i.id, s.id as source, s.platform, i.locale, concat(s.platform, ':', s.external_id, ':@', i.user_id) as conversation
  from identities i join sources s on s.id = i.source_id and ${whereSource}
  where i.person_id = p.id and ${vouched} and ${belongs(day)}
  order by i.active_at desc nulls last, i.checked_at desc nulls last, i.id limit 1`

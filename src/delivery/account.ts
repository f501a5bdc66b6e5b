// SPDX-License-Identifier: EUPL-1.2
import { belongs, vouched } from '#/network/vouching.ts'

/** SQL: whether the person `p` may be written to through the account `i` of the source `s` on the day in `day`: it is theirs, its source vouches for it, and it still belongs to them [T04] [T06]. */
export const isTheirs = (day: string): string => `(i.person_id = p.id and ${vouched} and ${belongs(day)})`

/** SQL: whether who asked something through the account `i` of the source `s`, and is nobody in the network (yet), may be answered there. */
export const isAnswerable = `(s.state = 'admitted' and not i.is_bot and not i.is_deactivated)`

/** SQL for a lateral join `i`: the account through which the person `p` is written to on the day in `day`, the one where they were last active of those that are theirs, one that could not be reached only for want of others. */
export const accountOf = (day: string, whereSource = 'true'): string => `
  select i.id, s.id as source, s.platform, i.locale, concat(s.platform, ':', s.external_id, ':@', i.user_id) as conversation
  from identities i join sources s on s.id = i.source_id and ${whereSource}
  where ${isTheirs(day)}
  order by i.unreached_at is not null, i.active_at desc nulls last, i.checked_at desc nulls last, i.id limit 1`

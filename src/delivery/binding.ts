// SPDX-License-Identifier: EUPL-1.2

/** SQL: whether the binding `b` is one of today, to the same purpose as the channel `c`. */
export const isForTheSame = `(b.ended_at is null and b.purpose = c.purpose
  and b.pillar_id is not distinct from c.pillar_id and b.theme_group_id is not distinct from c.theme_group_id)`

/** SQL: whether the channel `c` is bound to its purpose today. To bind it to the same once more ends the row, and changes nothing else. */
export const isBound = `exists (select from channels b where b.source_id = c.source_id and b.external_id = c.external_id and ${isForTheSame})`

/** SQL for a lateral join `b`: the channel that is bound today to the purpose of the channel `c`, that very one or one of its workspace before others. */
export const boundToday = `
  select b.id, s.id as source, s.platform, concat(s.platform, ':', s.external_id, ':', b.external_id) as conversation
  from channels b join sources s on s.id = b.source_id and s.state = 'admitted'
  where ${isForTheSame}
  order by b.source_id = c.source_id desc, b.external_id = c.external_id desc, b.bound_at desc, b.id limit 1`

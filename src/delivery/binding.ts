// SPDX-License-Identifier: EUPL-1.2

/** SQL: whether the binding `b` is one of today, to the same purpose as the channel `c`. */
export const isForTheSame = `(b.ended_at is null and b.purpose = c.purpose
  and b.pillar_id is not distinct from c.pillar_id and b.theme_group_id is not distinct from c.theme_group_id)`

/** SQL: whether the channel `c` is bound to its purpose today. To bind it to the same once more ends the row, and changes nothing else. */
export const isBound = `exists (select from channels b where b.source_id = c.source_id and b.external_id = c.external_id and ${isForTheSame})`

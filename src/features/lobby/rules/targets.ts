// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { remembering } from '#/database/remember.ts'

/** Whom a lobby point is addressed to: a ministry, a committee of the VNG, a province. */
export interface Target {
  readonly id: string
  readonly name: string
  readonly kind: string
}

const all = statement(
  'lobby_targets',
  `select id, name, kind from lobby_targets
   where (valid_from is null or valid_from <= $1::date) and (valid_to is null or valid_to >= $1::date)
   order by array_position(array['ministry', 'vngCommittee', 'vngAlv', 'parliament', 'province', 'transportAuthority', 'network', 'other'], kind), name`,
)

const remember = remembering<readonly Target[]>()

/** Those of today, ministries first. Kept in memory for a second. */
export const targets = (db: Db, today: string): Promise<readonly Target[]> =>
  remember(db, today, () => db.query<Target>(all, [today]))

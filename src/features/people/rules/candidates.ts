// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { HomeFunction } from '#/network/actor.ts'
import { holds } from '#/network/holding.ts'

export interface Candidate {
  readonly name: string
  readonly kind: HomeFunction
}

const all = statement(
  'candidates',
  `select p.name, r.kind from roles r join people p on p.id = r.person_id
   where r.municipality_id = $1 and p.municipality_id = $1 and r.kind in ('official', 'adviser', 'municipalSecretary') and ${holds('r', '$2::date')}
   order by r.kind = 'official' desc, p.name limit 10`,
)

/** Of whom a municipality's contact officer may be chosen: who said such a function there, officials first. */
export const candidates = (db: Db, municipality: string, today: string): Promise<readonly Candidate[]> =>
  db.query<Candidate>(all, [municipality, today])

// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { HomeFunction } from '#/network/actor.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'

export interface Colleague {
  readonly id: PersonId
  readonly name: string
  readonly kind: HomeFunction
}

const all = statement(
  'candidates',
  `select p.id, p.name, r.kind from roles r join people p on p.id = r.person_id
   where r.municipality_id = $1 and p.municipality_id = $1 and r.kind in ('official', 'adviser', 'municipalSecretary', 'alderman', 'mayor') and ${holds('r', '$2::date')}
   order by r.kind = 'official' desc, p.name`,
)

const serving: readonly HomeFunction[] = ['official', 'adviser', 'municipalSecretary']
const most = 10

/** Of whom a municipality's contact officer or a supporter may be chosen, officials first; and who else said a function there, and may know whom to ask. */
export async function candidates(
  db: Db,
  municipality: string,
  today: string,
): Promise<{ readonly serving: readonly Colleague[]; readonly others: readonly Colleague[] }> {
  const known = await db.query<Colleague>(all, [municipality, today])
  return {
    serving: known.filter(one => serving.includes(one.kind)).slice(0, most),
    others: known.filter(one => !serving.includes(one.kind)).slice(0, most),
  }
}

// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'
import { matchName } from '#/network/names.ts'
import { canAct } from '#/network/vouching.ts'

/** Someone who is called by name or address. */
export interface Named {
  readonly id: PersonId
  readonly name: string
  readonly email: string | null
  readonly municipality: MunicipalityId | null
}

const known = statement(
  'meeting_people_named',
  `select p.id, p.name, p.email, p.municipality_id as municipality from people p
   where p.merged_into_id is null and p.forgotten_at is null
     and exists (select from roles f where f.person_id = p.id and ${holds('f', '$1::date')}) and ${canAct('p.id', '$1::date')}
   order by p.name`,
)

/** Whom with a function someone means; the names of those whom they may mean, where that is not one. */
export async function personNamed(
  db: Db,
  typed: string,
  today: string,
): Promise<{ readonly person: Named | null; readonly near: readonly string[] }> {
  const all = await db.query<Named>(known, [today])
  const email = typed.trim().toLowerCase()
  if (email.includes('@')) return { person: all.find(one => one.email === email) ?? null, near: [] }
  const match = matchName(typed.trim(), all, one => [one.name])
  if (match.found === 'exact') return { person: match.item, near: [] }
  const near = match.found === 'several' ? match.items : match.found === 'near' ? [match.item] : []
  return { person: null, near: near.map(({ name }) => name) }
}

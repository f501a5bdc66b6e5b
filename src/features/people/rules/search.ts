// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { type HomeFunction, isFunction } from '#/network/actor.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'
import { fold } from '#/network/names.ts'

/** Someone whose name has the words. */
export interface PersonHit {
  readonly id: PersonId
  readonly name: string
  readonly municipalityName: string | null
  readonly function: HomeFunction | null
}

const everyone = statement(
  'people_search',
  `select p.id, p.name, m.name as "municipalityName",
     (select r.kind from roles r where r.person_id = p.id and r.kind in ${homeFunctions} and ${holds('r', '$1::date')} limit 1) as function
   from people p left join municipalities m on m.id = p.municipality_id
   where p.merged_into_id is null and p.forgotten_at is null and ($2::text[] is null or p.municipality_id = any($2::text[]))
     and ($3::text[] is null or exists (select from pillar_members s where s.person_id = p.id and s.pillar_id = any($3::text[]) and s.ended_at is null))
   order by p.name, p.id`,
)

/** Fewer letters are the beginning of too many names. */
const fewest = 3

const partsOf = (text: string): readonly string[] =>
  text
    .split(/[\s.,&'’"-]+/)
    .filter(Boolean)
    .map(fold)

/** Whether every word that is looked for begins a part of the name; initials and "de" say nothing by themselves. Pure. */
export function isNamed(name: string, typed: string): boolean {
  const [sought, parts] = [partsOf(typed), partsOf(name)]
  return (
    sought.some(word => word.length >= fewest) &&
    sought.every(word => parts.some(part => (word.length < fewest ? part === word : part.startsWith(word))))
  )
}

/** The people whose name some words are, at most so many: of some municipalities, in some pillars, where these are named. */
export async function searchPeopleNamed(
  db: Db,
  typed: string,
  of: { readonly municipalities: readonly string[] | null; readonly pillars: readonly string[] | null },
  today: string,
  most: number,
): Promise<readonly PersonHit[]> {
  const rows = await db.query<Omit<PersonHit, 'function'> & { readonly function: string | null }>(everyone, [
    today,
    of.municipalities,
    of.pillars,
  ])
  return rows
    .filter(({ name }) => isNamed(name, typed))
    .slice(0, most)
    .map(row => ({ ...row, function: row.function !== null && isFunction(row.function) ? row.function : null }))
}

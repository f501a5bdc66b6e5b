// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { asId, type MunicipalityId, type PersonId } from '#/network/ids.ts'
import { matchName } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'

export interface PersonFound {
  readonly id: PersonId
  readonly name: string
  readonly email: string | null
  readonly municipality: MunicipalityId | null
  readonly municipalityName: string | null
}

const people = statement(
  'people_all',
  `select p.id, p.name, p.email, p.municipality_id as municipality, m.name as "municipalityName"
   from people p left join municipalities m on m.id = p.municipality_id where p.merged_into_id is null and p.forgotten_at is null order by p.name`,
)

const byId = statement(
  'person_found',
  `select p.id, p.name, p.email, p.municipality_id as municipality, m.name as "municipalityName"
   from people p left join municipalities m on m.id = p.municipality_id where p.id = $1::uuid and p.merged_into_id is null and p.forgotten_at is null`,
)

/** The person with this id; null for none, and for one who was merged into another. */
export async function personById(db: Db, value: string): Promise<PersonFound | null> {
  const id = asId<PersonId>(value)
  return (id && (await db.query<PersonFound>(byId, [id]))[0]) || null
}

/** Whom a typed name or address may mean, for what only reads: typing errors are forgiven. */
export async function searchPeople(db: Db, typed: string): Promise<readonly PersonFound[]> {
  const all = await db.query<PersonFound>(people)
  const email = typed.toLowerCase()
  if (typed.includes('@')) return all.filter(person => person.email === email)
  const match = matchName(typed, all, person => [person.name])
  return match.found === 'several' ? match.items : match.found === 'none' ? [] : [match.item]
}

export const withPlace = (p: PersonFound) => (p.municipalityName ? `${p.name} (${p.municipalityName})` : p.name)

/** The person that a name or address means. Something is done with it, so a typing error is asked and not forgiven. @throws Refusal when nobody or several fit. */
export async function findPerson(db: Db, typed: string): Promise<PersonFound> {
  const all = await db.query<PersonFound>(people)
  const email = typed.toLowerCase()
  if (typed.includes('@')) {
    const byEmail = all.find(person => person.email === email)
    if (!byEmail) throw new Refusal('people.personUnknown', { words: typed })
    return byEmail
  }
  const match = matchName(typed, all, person => [person.name])
  if (match.found === 'several')
    throw new Refusal('people.personSeveral', {
      names: match.items.map(withPlace).join(', '),
    })
  if (match.found === 'none') throw new Refusal('people.personUnknown', { words: typed })
  if (match.found === 'near') throw new Refusal('people.personNear', { words: typed, name: withPlace(match.item) })
  return match.item
}

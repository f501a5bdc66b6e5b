// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'
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
   from people p left join municipalities m on m.id = p.municipality_id where p.forgotten_at is null order by p.name`,
)

const withPlace = (p: PersonFound) => (p.municipalityName ? `${p.name} (${p.municipalityName})` : p.name)

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

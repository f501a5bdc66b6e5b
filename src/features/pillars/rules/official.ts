// SPDX-License-Identifier: EUPL-1.2

import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'
import { matchName } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'

/**
 * The official whom an executive named [A16]. `none`: not named yet. `asked`: knows the bot, and was asked to confirm. `unknown`: a name or address that the bot does not know yet.
 */
export const official = z.object({
  state: z.enum(['none', 'asked', 'confirmed', 'declined', 'unknown']),
  person: z.uuid().nullable(),
  text: z.string().nullable(),
})
export type Official = z.infer<typeof official>

export const noOfficial: Official = { state: 'none', person: null, text: null }

const colleagues = statement(
  'official_colleagues',
  `select p.id, p.name, p.email from people p
   where p.municipality_id = $1 and p.id <> $2::uuid and exists (
     select from roles r where r.person_id = p.id and r.kind in ('official', 'adviser', 'municipalSecretary')
       and ${holds('r', '$3::date')})`,
)

const longest = 200

/** Resolves a typed name or address to an official of the own organisation. @throws Refusal at the field when several fit, or it is an address of another organisation. */
export async function nameOfficial(
  db: Db,
  by: { readonly person: PersonId; readonly municipality: { readonly id: MunicipalityId; readonly name: string } },
  typed: string,
  today: string,
): Promise<Official> {
  const text = typed.trim()
  const field = { field: 'official' }
  if (text.length > longest) throw new Refusal('pillars.officialTooLong', { length: text.length, max: longest }, field)
  const people = await db.query<{ id: string; name: string; email: string | null }>(colleagues, [
    by.municipality.id,
    by.person,
    today,
  ])
  if (text.includes('@')) {
    const email = text.toLowerCase()
    const known = people.find(person => person.email === email)
    if (known) return { state: 'asked', person: known.id, text: null }
    if (!z.email().safeParse(email).success) throw new Refusal('pillars.officialAddress', { address: text }, field)
    if (!(await isOfMunicipality(db, email, by.municipality.id)))
      throw new Refusal('pillars.officialElsewhere', { address: text, municipality: by.municipality.name }, field)
    return { state: 'unknown', person: null, text: email }
  }
  const match = matchName(text, people, person => [person.name])
  if (match.found === 'several')
    throw new Refusal('pillars.officialSeveral', { name: text, names: match.items.map(p => p.name).join(', ') }, field)
  if (match.found === 'none') return { state: 'unknown', person: null, text }
  return { state: 'asked', person: match.item.id, text: null }
}

const ownDomain = statement(
  'official_domain',
  `select from municipality_domains where municipality_id = $2 and kind = 'email' and domain = split_part($1, '@', 2)`,
)

const isOfMunicipality = async (db: Db, email: string, municipality: MunicipalityId): Promise<boolean> =>
  (await db.query(ownDomain, [email, municipality])).length > 0

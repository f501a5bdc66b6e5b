// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement } from '#/database/db.ts'
import { remembering } from '#/database/remember.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId } from '#/network/ids.ts'
import { fold, type Match, matchName } from '#/network/names.ts'

export interface Municipality {
  readonly id: MunicipalityId
  readonly name: string
  readonly region: string
  readonly inhabitants: number | null
  readonly inhabitantsYear: number | null
  readonly aliases: readonly string[]
  /** The day since which it is a member without a break, `2019-04-12`; null for no member today. */
  readonly memberSince: string | null
  /** The last valid day and what came after, for one that ended. */
  readonly validTo: string | null
  readonly successor: string | null
}

const all = statement(
  'municipalities',
  `select m.id, m.name, m.region, m.inhabitants, m.inhabitants_year as "inhabitantsYear", m.valid_to::text as "validTo", s.name as successor,
     (select min(n.starts_on)::text from memberships n where n.municipality_id = m.id and ${holds('n', '$1::date')}) as "memberSince",
     array(select a.alias from municipality_aliases a where a.municipality_id = m.id) as aliases
   from municipalities m left join municipalities s on s.id = m.successor_id`,
)

const remember = remembering<readonly Municipality[]>()

const byName = new Intl.Collator('nl', { ignorePunctuation: true, sensitivity: 'base' })

/** Every municipality that the network knows, by name; kept in memory for a second, since no right hangs on it. */
export const municipalities = (db: Db, today: string): Promise<readonly Municipality[]> =>
  remember(db, today, async () =>
    (await db.query<Municipality>(all, [today])).toSorted((a, b) => byName.compare(a.name, b.name)),
  )

/** Today's members of the network. */
export const membersOn = async (db: Db, today: string): Promise<readonly Municipality[]> =>
  (await municipalities(db, today)).filter(m => m.memberSince !== null)

/** The municipality that a typed name means: a member before one that is none, and one of today before one that ended. */
export async function findMunicipality(db: Db, today: string, typed: string): Promise<Match<Municipality>> {
  const list = await municipalities(db, today)
  const namesOf = (m: Municipality) => [m.name, ...m.aliases]
  const member = matchName(
    typed,
    list.filter(m => m.memberSince !== null),
    namesOf,
  )
  if (member.found === 'exact' || member.found === 'several') return member
  const any = matchName(typed, list, namesOf)
  if (any.found === 'exact') return any
  return member.found === 'none' ? any : member
}

const mostSuggested = 50

/** What one may mean who is still typing: names that begin so, or have a word that does; else what lies near. */
export function suggestedMunicipalities(query: string, members: readonly Municipality[]): readonly Municipality[] {
  const typed = fold(query)
  const beginning = members.filter(m =>
    [m.name, ...m.aliases].some(name => [name, ...name.split(/[\s&-]+/)].some(part => fold(part).startsWith(typed))),
  )
  if (beginning.length > 0) return beginning.slice(0, mostSuggested)
  const match = matchName(query, members, m => [m.name, ...m.aliases])
  return match.found === 'several' ? match.items.slice(0, mostSuggested) : match.found === 'none' ? [] : [match.item]
}

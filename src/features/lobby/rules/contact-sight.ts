// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Actor } from '#/network/actor.ts'
import { holds, speaks } from '#/network/holding.ts'
import { may } from '#/network/policy.ts'

/** Of which points someone reads the contacts, as the policy has it: of all, or of those of some pillars, municipalities and proposers [F27]. */
export interface ContactSight {
  readonly isAll: boolean
  readonly pillars: readonly string[]
  readonly municipalities: readonly string[]
  readonly proposers: readonly string[]
}

const nobodys = { person: null, pillar: null, municipality: null }

export function contactSight(actor: Actor): ContactSight {
  const own = [actor, ...actor.actsFor]
  const mayOf = (relation: Parameters<typeof may>[2]) => may(actor, 'lobby.contact', { ...nobodys, ...relation })
  const pillars = new Set(own.flatMap(({ roles }) => roles.flatMap(({ pillar }) => pillar ?? [])))
  const municipalities = new Set(own.flatMap(({ municipality }) => municipality?.id ?? []))
  const people = own.flatMap(({ person }) => person ?? [])
  return {
    isAll: mayOf({}),
    pillars: [...pillars].filter(pillar => mayOf({ pillar })),
    municipalities: [...municipalities].filter(municipality => mayOf({ municipality })),
    proposers: people.filter(person => mayOf({ person })),
  }
}

export const contactSightValues = ({ isAll, pillars, municipalities, proposers }: ContactSight) =>
  [isAll, pillars, municipalities, proposers] as const

/** SQL: whether the contacts of the point `p` are read by whoever the four parameters from `$from` are of. */
export const readsContacts = (p: string, from: number): string =>
  `($${from}::bool or ${p}.pillar_id = any($${from + 1}::text[]) or ${p}.municipality_id = any($${from + 2}::text[]) or ${p}.proposer_id = any($${from + 3}::uuid[]))`

// What the policy says of `lobby.contact`, of whoever proposed another point: nobody is asking, so there is no actor to ask it of.
const readsAnyway = statement(
  'lobby_contacts_read_anyway',
  `select from people h where h.id = $1::uuid and ((h.municipality_id = $2 and ${speaks('h.id', '$4::date')}) or exists (
     select from roles r where r.person_id = h.id and ${holds('r', '$4::date')}
       and (r.kind in ('secretariat', 'deputySecretariat') or (r.kind = 'chair' and r.pillar_id = $3))))`,
)

/** Whether all who read the contacts of one point read those of another already: only then may these stand there. */
export async function readNoWider(db: Db, from: Point, into: Point, today: string): Promise<boolean> {
  if (from.pillar !== into.pillar || from.municipality !== into.municipality) return false
  if (into.proposer === null || into.proposer === from.proposer) return true
  return (await db.query(readsAnyway, [into.proposer, from.municipality, from.pillar, today])).length > 0
}

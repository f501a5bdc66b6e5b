// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { recognise } from '#/features/bottlenecks/rules/recognise.ts'
import { followersOf } from '#/features/groups/rules/follow.ts'
import type { Actor } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { BottleneckId, PillarId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** The most characters of each text. */
export const longest = { title: 120, happens: 2000, place: 200, frequency: 200, cost: 500, example: 500 } as const

/** What someone says of a bottleneck: `happens` is empty where only its title was said. */
export interface Said {
  readonly title: string
  readonly happens: string
  readonly place: string | null
  readonly frequency: string | null
  readonly cost: string | null
  readonly pillar: PillarId
  readonly theme: string | null
}

const add = statement(
  'bottleneck_add',
  `insert into bottlenecks (title, happens, place, frequency, cost, pillar_id, theme_id, author_id, municipality_id, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8::uuid, $9, $10::timestamptz) returning id`,
)

/** Shares what a municipality runs into with its pillar [A26]: in its channel, and with who follows it. @throws Refusal for who is of no municipality */
export async function share(tx: Tx, actor: Actor, said: Said, by: ActedAs, now: Date): Promise<BottleneckId> {
  if (!actor.person || !actor.municipality) throw new Refusal('bottlenecks.noMunicipality')
  const { title, happens, place, frequency, cost, pillar, theme } = said
  const texts = [title, happens, place, frequency, cost]
  const values = [...texts, pillar, theme, actor.person, actor.municipality.id, now.toISOString()]
  const [row] = await tx.query<{ id: BottleneckId }>(add, values)
  if (!row) throw new Error('a bottleneck left no row')
  const subject = { kind: 'bottleneck', id: row.id }
  audit(tx, { action: 'bottleneck.shared', subject, by, new: { pillar } })
  await recognise(tx, row.id, actor.municipality.id, by, now)
  notify(tx, [{ kind: 'pillar', pillar }], 'bottlenecks.shared', { bottleneck: row.id }, { subject })
  const followers = (await followersOf(tx, { kind: 'pillar', id: pillar })).filter(person => person !== actor.person)
  const told = followers.map(person => ({ kind: 'person', person }) as const)
  notify(tx, told, 'bottlenecks.shared', { bottleneck: row.id }, { subject })
  return row.id
}

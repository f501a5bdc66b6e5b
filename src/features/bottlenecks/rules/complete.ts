// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { type Bottleneck, othersIn } from '#/features/bottlenecks/rules/bottlenecks.ts'
import type { Said } from '#/features/bottlenecks/rules/share.ts'
import { digestOf } from '#/features/lobby/rules/digest.ts'
import { type ActedAs, audit } from '#/network/audit.ts'

/** What others recognised keeps its title and its pillar. */
export const isFixed = (bottleneck: Bottleneck): boolean => othersIn(bottleneck).length > 0

/** What of it is said in words. */
export const wordFields = ['title', 'happens', 'place', 'frequency', 'cost'] as const
const fields = [...wordFields, 'pillar', 'theme'] as const

/** What of a bottleneck differs. */
export const changedIn = (before: Said, after: Said): readonly (typeof fields)[number][] =>
  fields.filter(field => before[field] !== after[field])

/** Tells what a form that says more of a bottleneck began with from what it says by now. */
export const saidDigest = (said: Said): string => digestOf(fields.map(field => said[field]))

const put = statement(
  'bottleneck_complete',
  `update bottlenecks set title = $2, happens = $3, place = $4, frequency = $5, cost = $6, pillar_id = $7, theme_id = $8, version = version + 1 where id = $1::uuid`,
)

const keep = statement(
  'bottleneck_wording_keep',
  `insert into bottleneck_wordings (bottleneck_id, title, happens, place, frequency, cost, replaced_at, replaced_by_id)
   select id, title, happens, place, frequency, cost, $2::timestamptz, $3::uuid from bottlenecks where id = $1::uuid returning id`,
)

/** What a bottleneck read before it was completed: `null` where nothing stood there. */
export type BottleneckWording = Readonly<Record<(typeof wordFields)[number], string | null>>

const wordings = statement(
  'bottleneck_wordings',
  'select id, title, happens, place, frequency, cost from bottleneck_wordings where bottleneck_id = $1::uuid',
)

/** All that it read before, by the row that its course names. */
export async function wordingsOf(
  db: Db,
  { id }: Pick<Bottleneck, 'id'>,
): Promise<ReadonlyMap<string, BottleneckWording>> {
  const rows = await db.query<BottleneckWording & { id: string }>(wordings, [id])
  return new Map(rows.map(row => [row.id, row]))
}

/** Says more of a locked bottleneck, or says it better; what it read before stays in its course [F74]. In another pillar's channel it is shown as well. Nothing where nothing differs. */
export async function complete(tx: Tx, bottleneck: Bottleneck, said: Said, by: ActedAs, now: Date): Promise<void> {
  const changed = changedIn(bottleneck, said)
  if (changed.length === 0) return
  const { title, happens, place, frequency, cost, pillar, theme } = said
  const isReworded = wordFields.some(field => changed.includes(field))
  const [kept] = isReworded ? await tx.query<{ id: string }>(keep, [bottleneck.id, now.toISOString(), by.personId]) : []
  await tx.query(put, [bottleneck.id, title, happens, place, frequency, cost, pillar, theme])
  const subject = { kind: 'bottleneck', id: bottleneck.id }
  audit(tx, {
    action: 'bottleneck.completed',
    subject,
    by,
    old: { pillar: bottleneck.pillar, ...(kept && { said: kept.id }) },
    new: { pillar, changed: changed.join(' ') },
  })
  touch(tx, subject)
  if (pillar !== bottleneck.pillar)
    notify(tx, [{ kind: 'pillar', pillar }], 'bottlenecks.shared', { bottleneck: bottleneck.id }, { subject })
}

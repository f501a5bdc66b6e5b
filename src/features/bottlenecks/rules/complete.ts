// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { type Bottleneck, othersIn } from '#/features/bottlenecks/rules/bottlenecks.ts'
import type { Said } from '#/features/bottlenecks/rules/share.ts'
import { type ActedAs, audit } from '#/network/audit.ts'

/** What others recognised keeps its title and its pillar. */
export const isFixed = (bottleneck: Bottleneck): boolean => othersIn(bottleneck).length > 0

const fields = ['title', 'happens', 'place', 'frequency', 'cost', 'pillar', 'theme'] as const

const put = statement(
  'bottleneck_complete',
  `update bottlenecks set title = $2, happens = $3, place = $4, frequency = $5, cost = $6, pillar_id = $7, theme_id = $8, version = version + 1 where id = $1::uuid`,
)

/** Says more of a locked bottleneck, or says it better. In another pillar's channel it is shown as well. Nothing where nothing differs. */
export async function complete(tx: Tx, bottleneck: Bottleneck, said: Said, by: ActedAs): Promise<void> {
  const changed = fields.filter(field => bottleneck[field] !== said[field])
  if (changed.length === 0) return
  const { title, happens, place, frequency, cost, pillar, theme } = said
  await tx.query(put, [bottleneck.id, title, happens, place, frequency, cost, pillar, theme])
  const subject = { kind: 'bottleneck', id: bottleneck.id }
  audit(tx, {
    action: 'bottleneck.completed',
    subject,
    by,
    old: { pillar: bottleneck.pillar },
    new: { pillar, changed: changed.join(' ') },
  })
  touch(tx, subject)
  if (pillar !== bottleneck.pillar)
    notify(tx, [{ kind: 'pillar', pillar }], 'bottlenecks.shared', { bottleneck: bottleneck.id }, { subject })
}

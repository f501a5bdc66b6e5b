// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touchAsk } from '#/features/pillars/rules/ask-official.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'

const end = statement(
  'pillar_leave',
  `update pillar_members set ended_at = $3::timestamptz, version = version + 1 where person_id = $1::uuid and pillar_id = $2 and ended_at is null returning id, request_id as request`,
)

/** Ends someone's seat in a pillar; false when there is none. */
export async function leave(tx: Tx, person: PersonId, pillar: Pillar, by: ActedAs, now: Date): Promise<boolean> {
  const [row] = await tx.query<{ id: string; request: string | null }>(end, [person, pillar.id, now.toISOString()])
  if (!row) return false
  if (row.request) touchAsk(tx, row.request)
  audit(tx, {
    action: 'pillar.left',
    subject: { kind: 'pillarMember', id: row.id },
    by,
    old: { pillar: pillar.id, person },
  })
  return true
}

// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'

const own = statement(
  'bottlenecks_of',
  'select number from bottlenecks where author_id = $1::uuid and merged_into_id is null and withdrawn_at is null order by number',
)

/** The numbers of the bottlenecks that someone shared and that go on. */
export const bottlenecksOf = async (db: Db, person: PersonId): Promise<readonly number[]> =>
  (await db.query<{ number: number }>(own, [person])).map(({ number }) => number)

const adopt = statement(
  'bottlenecks_hand_over',
  'update bottlenecks set author_id = $2::uuid, version = version + 1 where author_id = $1::uuid and merged_into_id is null and withdrawn_at is null returning id',
)

/** The bottlenecks of someone who leaves are the successor's; without one they stay as they are, and whoever leads the pillar may go on with them. */
export async function handOverBottlenecks(tx: Tx, from: PersonId, to: PersonId | null, by: ActedAs): Promise<void> {
  if (!to) return
  for (const { id } of await tx.query<{ id: string }>(adopt, [from, to])) {
    const subject = { kind: 'bottleneck', id }
    audit(tx, { action: 'bottleneck.handedOver', subject, by, old: { person: from }, new: { person: to } })
    touch(tx, subject)
  }
}

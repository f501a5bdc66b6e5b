// SPDX-License-Identifier: EUPL-1.2
// What was shared by mistake is taken back, and can be put back: nothing of it is lost.
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import type { Bottleneck } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { isBeingLifted } from '#/features/lobby/rules/origins.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const mark = statement(
  'bottleneck_withdraw',
  'update bottlenecks set withdrawn_at = $2::timestamptz, version = version + 1 where id = $1::uuid',
)
const concerned = statement(
  'bottleneck_concerned',
  `select person from (
     select r.person_id as person from bottleneck_recognitions r where r.bottleneck_id = $1::uuid and r.ended_at is null
     union select b.author_id from bottlenecks b where b.id = $1::uuid
     union select f.person_id from follows f where f.subject_kind = 'bottleneck' and f.subject_id = $1::text) told
   where person is distinct from $2::uuid and person is not null`,
)

/** Takes back a locked bottleneck: who shared, recognised or follows it hears so. Twice is once. @throws Refusal where it goes on elsewhere: in another, in what went on in it, or in a lobby point */
export async function withdraw(tx: Tx, bottleneck: Bottleneck, by: ActedAs, now: Date): Promise<void> {
  const { id, number, mergedInto, mergedFrom, points, withdrawnAt } = bottleneck
  if (withdrawnAt) return
  if (mergedInto !== null) throw new Refusal('bottlenecks.wentOn', { number, into: mergedInto })
  const [point] = points
  if (point) throw new Refusal('bottlenecks.becamePoint', { number, point: point.number })
  if (await isBeingLifted(tx, bottleneck)) throw new Refusal('bottlenecks.becomesPoint', { number })
  const [other] = mergedFrom
  if (other !== undefined) throw new Refusal('bottlenecks.absorbed', { number, other })
  await tx.query(mark, [id, now.toISOString()])
  const subject = { kind: 'bottleneck', id }
  audit(tx, { action: 'bottleneck.withdrawn', subject, by })
  touch(tx, subject)
  const people = await tx.query<{ person: PersonId }>(concerned, [id, by.personId])
  const told = people.map(({ person }) => ({ kind: 'person', person }) as const)
  notify(tx, told, 'bottlenecks.withdrawn', { bottleneck: id }, { subject })
}

/** Puts a locked bottleneck back as it was. Twice is once. */
export async function restore(tx: Tx, { id, withdrawnAt }: Bottleneck, by: ActedAs): Promise<void> {
  if (!withdrawnAt) return
  await tx.query(mark, [id, null])
  const subject = { kind: 'bottleneck', id }
  audit(tx, { action: 'bottleneck.restored', subject, by })
  touch(tx, subject)
}

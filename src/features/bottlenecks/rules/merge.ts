// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { type Bottleneck, demandStands } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { followAlong } from '#/features/groups/rules/follow.ts'
import { feedAlong } from '#/features/lobby/rules/feed.ts'
import type { At } from '#/features/lobby/rules/propose.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { BottleneckId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

// What was merged into it before goes on in the same one, so that nothing is two steps away.
const goOn = statement(
  'bottleneck_merge',
  `update bottlenecks set merged_into_id = $2::uuid, version = version + 1 where id = $1::uuid or merged_into_id = $1::uuid returning id`,
)
const changed = statement('bottleneck_changed', 'update bottlenecks set version = version + 1 where id = $1::uuid')
// Whoever recognises both has its example there, where it gave one to this alone.
const giveWay = statement(
  'bottleneck_give_way',
  `update bottleneck_recognitions k set ended_at = $3::timestamptz from bottleneck_recognitions r
   where r.bottleneck_id = $1::uuid and r.ended_at is null and r.example is not null
     and k.bottleneck_id = $2::uuid and k.ended_at is null and k.example is null and k.municipality_id = r.municipality_id`,
)
const copyRecognitions = statement(
  'bottleneck_copy_recognitions',
  `insert into bottleneck_recognitions (bottleneck_id, municipality_id, person_id, example, created_at)
   select $2::uuid, municipality_id, person_id, example, created_at from bottleneck_recognitions where bottleneck_id = $1::uuid and ended_at is null
   on conflict (bottleneck_id, municipality_id) where ended_at is null do nothing`,
)
const copyOrigins = statement(
  'bottleneck_copy_origins',
  `insert into lobby_point_origins (point_id, bottleneck_id, created_at) select point_id, $2::uuid, created_at from lobby_point_origins where bottleneck_id = $1::uuid on conflict do nothing`,
)
/** Lets a locked bottleneck go on in another locked one: who recognises or follows it does so there, and what came of it came of both: who recognises either stands behind that. Each keeps its texts and its history. @throws Refusal */
export async function mergeBottlenecks(tx: Tx, from: Bottleneck, into: Bottleneck, by: ActedAs, at: At): Promise<void> {
  if (from.id === into.id) throw new Refusal('bottlenecks.mergeSelf', { number: from.number }, { field: 'into' })
  for (const one of [from, into]) demandStands(one, { field: 'into' })
  for (const { number, mergedInto } of [from, into])
    if (mergedInto !== null) throw new Refusal('bottlenecks.merged', { number, into: mergedInto }, { field: 'into' })
  const gone = await tx.query<{ id: BottleneckId }>(goOn, [from.id, into.id])
  await tx.query(giveWay, [from.id, into.id, at.now.toISOString()])
  for (const copy of [copyRecognitions, copyOrigins]) await tx.query(copy, [from.id, into.id])
  await followAlong(tx, 'bottleneck', from.id, into.id)
  await feedAlong(tx, into, by, at)
  await tx.query(changed, [into.id])
  const [subject, other] = [from, into].map(({ id }) => ({ kind: 'bottleneck', id }))
  if (subject) audit(tx, { action: 'bottleneck.merged', subject, by, new: { into: into.number } })
  if (other) audit(tx, { action: 'bottleneck.absorbed', subject: other, by, new: { from: from.number } })
  for (const { id } of [...gone, into]) touch(tx, { kind: 'bottleneck', id })
}

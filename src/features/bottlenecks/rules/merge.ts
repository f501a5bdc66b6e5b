// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { type Bottleneck, demandStands } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { followAlong } from '#/features/groups/rules/follow.ts'
import { feedAlong } from '#/features/lobby/rules/feed.ts'
import type { At } from '#/features/lobby/rules/propose.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { BottleneckId, MunicipalityId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

interface Recognition {
  readonly id: string
  readonly municipality: MunicipalityId
}

// What was merged into it before goes on in the same one, so that nothing is two steps away.
const goOn = statement(
  'bottleneck_merge',
  `update bottlenecks set merged_into_id = $2::uuid, version = version + 1 where id = $1::uuid or merged_into_id = $1::uuid returning id`,
)
const changed = statement('bottleneck_changed', 'update bottlenecks set version = version + 1 where id = $1::uuid')
// Whoever recognises both has its example there, where it gave one to this alone; it recognises it since the earlier of the two.
const giveWay = statement(
  'bottleneck_give_way',
  `update bottleneck_recognitions k set ended_at = $3::timestamptz from bottleneck_recognitions r
   where r.bottleneck_id = $1::uuid and r.ended_at is null and r.example is not null
     and k.bottleneck_id = $2::uuid and k.ended_at is null and k.example is null and k.municipality_id = r.municipality_id
   returning k.id, k.municipality_id as municipality, k.created_at as since`,
)
const sinceBefore = statement(
  'bottleneck_since_before',
  'update bottleneck_recognitions set created_at = least(created_at, $2::timestamptz) where id = $1::uuid',
)
const copyRecognitions = statement(
  'bottleneck_copy_recognitions',
  `insert into bottleneck_recognitions (bottleneck_id, municipality_id, person_id, example, created_at)
   select $2::uuid, municipality_id, person_id, example, created_at from bottleneck_recognitions where bottleneck_id = $1::uuid and ended_at is null
   on conflict (bottleneck_id, municipality_id) where ended_at is null do nothing returning id, municipality_id as municipality`,
)
const copyOrigins = statement(
  'bottleneck_copy_origins',
  `insert into lobby_point_origins (point_id, bottleneck_id, created_at) select point_id, $2::uuid, created_at from lobby_point_origins where bottleneck_id = $1::uuid on conflict do nothing`,
)

/** Lets whoever recognises one do so at the other; what an example took the place of ends, and stays in the course [F74]. */
async function joinRecognitions(tx: Tx, from: Bottleneck, into: Bottleneck, by: ActedAs, now: Date): Promise<void> {
  const gone = await tx.query<Recognition & { since: Date }>(giveWay, [from.id, into.id, now.toISOString()])
  const put = await tx.query<Recognition>(copyRecognitions, [from.id, into.id])
  for (const { id: recognition, municipality, since } of gone) {
    const stands = put.find(one => one.municipality === municipality)
    if (!stands) throw new Error('what gave way was followed by nothing')
    await tx.query(sinceBefore, [stands.id, since.toISOString()])
    audit(tx, {
      action: 'bottleneck.saidAlong',
      subject: { kind: 'bottleneck', id: into.id },
      by,
      old: { municipality, recognition },
      new: { municipality, example: stands.id, from: from.number },
    })
  }
}

/** Lets a locked bottleneck go on in another locked one: who recognises or follows it does so there, and what came of it came of both: who recognises either stands behind that. Each keeps its texts and its history. @throws Refusal */
export async function mergeBottlenecks(tx: Tx, from: Bottleneck, into: Bottleneck, by: ActedAs, at: At): Promise<void> {
  if (from.id === into.id) throw new Refusal('bottlenecks.mergeSelf', { number: from.number }, { field: 'into' })
  for (const one of [from, into]) demandStands(one, { field: 'into' })
  for (const { number, mergedInto } of [from, into])
    if (mergedInto !== null) throw new Refusal('bottlenecks.merged', { number, into: mergedInto }, { field: 'into' })
  const gone = await tx.query<{ id: BottleneckId }>(goOn, [from.id, into.id])
  await joinRecognitions(tx, from, into, by, at.now)
  await tx.query(copyOrigins, [from.id, into.id])
  await followAlong(tx, 'bottleneck', from.id, into.id)
  await feedAlong(tx, into, by, at)
  await tx.query(changed, [into.id])
  const [subject, other] = [from, into].map(({ id }) => ({ kind: 'bottleneck', id }))
  if (subject) audit(tx, { action: 'bottleneck.merged', subject, by, new: { into: into.number } })
  if (other) audit(tx, { action: 'bottleneck.absorbed', subject: other, by, new: { from: from.number } })
  for (const { id } of [...gone, into]) touch(tx, { kind: 'bottleneck', id })
}

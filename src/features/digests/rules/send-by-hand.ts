// SPDX-License-Identifier: EUPL-1.2
// Whoever leads a pillar sends its digest, without waiting for the clock: what they were shown, and nothing else.
import { createHash } from 'node:crypto'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { composed, type When, whenOf } from '#/features/digests/rules/contents.ts'
import type { Digest } from '#/features/digests/rules/digests.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import { isReached, reachOf } from '#/features/digests/rules/reach.ts'
import { type At, demandOpen, type Reviewed, reviewed } from '#/features/digests/rules/review.ts'
import type { Schedule, Usual } from '#/features/digests/rules/schedules.ts'
import { sendDigest } from '#/features/digests/rules/send.ts'
import { addDigest, keepStanding } from '#/features/digests/rules/write-digest.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { DigestId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** @throws Refusal where nobody would read it: what it tells is not used up */
async function demandReach(db: Db, schedule: Schedule, { today }: At): Promise<void> {
  if (!isReached(await reachOf(db, schedule, today))) throw new Refusal('digests.nobody')
}

/** [Nu versturen]. */
export async function sendNow(tx: Tx, found: Reviewed, by: ActedAs, at: At): Promise<void> {
  demandOpen(found)
  await demandReach(tx, found.schedule, at)
  if (!(await keepStanding(tx, found.schedule, found.digest.id, whenOf(at)))) throw new Refusal('digests.isEmpty')
  await sendDigest(tx, found.schedule, found.digest.id, by, at)
}

const newest = statement(
  'digest_newest_open',
  `select id from digests where schedule_id = $1::uuid and state in ('draft', 'held') order by occurrence desc`,
)

/** The draft of a schedule that there is something in, the newest one. */
export async function openDraft(db: Db, schedule: Usual, at: When): Promise<Digest | null> {
  const rows = schedule.id ? await db.query<{ id: DigestId }>(newest, [schedule.id]) : []
  for (const { id } of rows) {
    const found = await reviewed(db, id, at)
    if (found && found.digest.items.length > 0) return found.digest
  }
  return null
}

/** What tells these lines, in this order, from others: short enough to stand in a button. */
export const shownAs = (items: readonly Item[]): string =>
  `#${createHash('sha256')
    .update(items.map(({ key }) => key).join('\n'))
    .digest('hex')
    .slice(0, 12)}`

/**
 * `m50 digest verstuur`: the draft there is, or what is new at this moment; what is new by then goes out on its own day. Its schedule is locked.
 * @throws Refusal where there is nothing new, or where it is not what was `shown`
 */
export async function sendNew(
  tx: Tx,
  schedule: Schedule,
  shown: string | null,
  by: ActedAs,
  at: At,
): Promise<DigestId> {
  const demandShown = (items: readonly Item[]) => {
    if (shown !== null && shown !== shownAs(items))
      throw new Refusal('digests.isOther', { of: schedule.group ?? schedule.pillar })
  }
  const digest = await openDraft(tx, schedule, whenOf(at))
  if (digest) {
    demandShown(digest.items)
    await sendNow(tx, { schedule, digest }, by, at)
    return digest.id
  }
  const made = await composed(tx, schedule, whenOf(at))
  if (made.items.length === 0) throw new Refusal('digests.nothingNew')
  demandShown(made.items)
  await demandReach(tx, schedule, at)
  const id = await addDigest(tx, { schedule: schedule.id }, at.now.toISOString(), made, { state: 'draft' })
  await sendDigest(tx, schedule, id, by, at)
  return id
}

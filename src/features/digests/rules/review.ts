// SPDX-License-Identifier: EUPL-1.2
// What whoever leads a pillar does to a digest before it goes out. Its schedule is locked first, so that the clock waits.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { standingOf, type When } from '#/features/digests/rules/contents.ts'
import { type Digest, digestById, draftRef } from '#/features/digests/rules/digests.ts'
import { lockedSchedule, type Schedule, scheduleById, waitsForSomeone } from '#/features/digests/rules/schedules.ts'
import { goesOutAt } from '#/features/digests/rules/sending-moment.ts'
import { setIntroduction, settleDigest } from '#/features/digests/rules/write-digest.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import { asId, type DigestId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

export interface At {
  readonly now: Date
  readonly today: string
  readonly hours: WorkingHours
}

/** A digest of a schedule, with what it is of. */
export interface Reviewed {
  readonly schedule: Schedule
  readonly digest: Digest
}

const isOpen = ({ state }: Digest): boolean => state === 'draft' || state === 'held'

/** What is not sent yet is read as it stands by now, each line under the key that it was written down with. */
async function asItStands(db: Db, schedule: Schedule, digest: Digest, at: When): Promise<Reviewed> {
  if (!isOpen(digest)) return { schedule, digest }
  const items = (await standingOf(db, schedule, digest, at)).map(({ was, is }) => ({ key: was.key, facts: is.facts }))
  return { schedule, digest: { ...digest, items } }
}

/** One to be read. */
export async function reviewed(db: Db, value: string, at: When): Promise<Reviewed | null> {
  const id = asId<DigestId>(value)
  const digest = id && (await digestById(db, id))
  const schedule = digest?.schedule ? await scheduleById(db, digest.schedule) : null
  return digest && schedule && asItStands(db, schedule, digest, at)
}

/** The same, to be changed: nothing else happens to it until the transaction ends. */
export async function lockedReviewed(tx: Db, value: string, at: When): Promise<Reviewed | null> {
  const found = await reviewed(tx, value, at)
  if (!found) return null
  const schedule = await lockedSchedule(tx, found.schedule.id)
  const digest = await digestById(tx, found.digest.id)
  return schedule && digest && asItStands(tx, schedule, digest, at)
}

/** @throws Refusal that says how it stands, where nothing can be done to it any more */
export function demandOpen({ digest }: Reviewed): void {
  const { state, id } = digest
  if (isOpen(digest)) return
  throw new Refusal(state === 'sent' ? 'digests.isSent' : 'digests.isSkipped', {}, { stale: draftRef(id) })
}

const note = (tx: Tx, { id }: Digest, act: string, by: ActedAs, is: { readonly line?: string } = {}): void => {
  audit(tx, { action: `digest.${act}`, subject: { kind: 'digest', id }, by, new: is })
  touch(tx, draftRef(id))
}

/** [Vasthouden]: it does not go out by itself. */
export async function hold(tx: Tx, found: Reviewed, by: ActedAs, { now }: At): Promise<void> {
  demandOpen(found)
  if (found.digest.state === 'held') return
  await settleDigest(tx, found.digest.id, 'held', { now })
  note(tx, found.digest, 'held', by)
}

/** [Toch op tijd versturen]. @throws Refusal where its time is over */
export async function release(tx: Tx, found: Reviewed, by: ActedAs, { now }: At): Promise<void> {
  demandOpen(found)
  const goesAt = await goesOutAt(tx, found.schedule, found.digest.occurrence)
  if (goesAt === null || goesAt <= now) throw new Refusal('digests.isLate')
  if (found.digest.state === 'draft' && !waitsForSomeone(found.schedule, found.digest)) return
  await settleDigest(tx, found.digest.id, 'draft', { now })
  note(tx, found.digest, 'released', by)
}

const leaveOut = statement(
  'digest_leave_out',
  'update digest_items set is_dropped = true where digest_id = $1::uuid and key = $2 and not is_dropped returning key',
)
const changed = statement('digest_changed', 'update digests set version = version + 1 where id = $1::uuid')

/** [Onderdeel weglaten]. */
export async function leaveOutOf(tx: Tx, found: Reviewed, key: string, by: ActedAs): Promise<void> {
  demandOpen(found)
  const rows = await tx.query(leaveOut, [found.digest.id, key])
  if (rows.length === 0) throw new Refusal('digests.noItem', {}, { field: 'item' })
  await tx.query(changed, [found.digest.id])
  note(tx, found.digest, 'leftOut', by, { line: key })
}

const arrange = statement(
  'digest_arrange',
  `update digest_items i set position = k.position from unnest($2::text[]) with ordinality as k(key, position) where i.digest_id = $1::uuid and i.key = k.key`,
)

/** Puts one line in a place, 1 for the first; the others make room. @throws Refusal at the field */
export async function putInPlace(tx: Tx, found: Reviewed, key: string, place: number, by: ActedAs): Promise<void> {
  demandOpen(found)
  const keys = found.digest.items.map(item => item.key)
  if (!keys.includes(key)) throw new Refusal('digests.noItem', {}, { field: 'item' })
  if (!Number.isInteger(place) || place < 1 || place > keys.length)
    throw new Refusal('digests.noPlace', { max: keys.length }, { field: 'place' })
  await tx.query(arrange, [found.digest.id, keys.filter(one => one !== key).toSpliced(place - 1, 0, key)])
  await tx.query(changed, [found.digest.id])
  note(tx, found.digest, 'arranged', by, { line: key })
}

export const longestIntroduction = 600

/** Puts some sentences above it; none takes them away. @throws Refusal at the field */
export async function introduceWith(tx: Tx, found: Reviewed, text: string, by: ActedAs): Promise<void> {
  demandOpen(found)
  const length = [...text].length
  if (length > longestIntroduction)
    throw new Refusal('digests.longIntroduction', { length, max: longestIntroduction }, { field: 'introduction' })
  await setIntroduction(tx, found.digest.id, text ? { introduction: text, introducedBy: by.personId } : null)
  note(tx, found.digest, 'introduced', by)
}

// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type Audience, notify, touch } from '#/delivery/notify.ts'
import { draftRef, messageRef } from '#/features/digests/rules/digests.ts'
import { nextOccurrence, type Schedule } from '#/features/digests/rules/schedules.ts'
import { dueOf, momentOf } from '#/features/digests/rules/times.ts'
import { wishing } from '#/features/digests/rules/wishes.ts'
import { settleDigest } from '#/features/digests/rules/write-digest.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { ChannelId, DigestId } from '#/network/ids.ts'

interface SendAt {
  readonly now: Date
  readonly today: string
  readonly hours: WorkingHours
}

const ofGroup = statement(
  'digest_group_channels',
  `select c.id from channels c join sources s on s.id = c.source_id and s.state = 'admitted' where c.purpose = 'themeGroup' and c.theme_group_id = $1 and c.ended_at is null`,
)

/** In which channels a digest is read, on every platform. */
async function channelsOf(db: Db, { pillar, group }: Schedule): Promise<readonly Audience[]> {
  if (group === null) return [{ kind: 'pillar', pillar }]
  return (await db.query<{ id: ChannelId }>(ofGroup, [group])).map(({ id }) => ({ kind: 'channel', channel: id }))
}

const entitle = statement('digest_entitle', 'update digests set sent_name = $2, sent_rhythm = $3 where id = $1::uuid')
const occurrenceOf = statement('digest_occurrence', 'select occurrence from digests where id = $1::uuid')

/** When the one after it is due; null where none is. One that goes out early stands in for its own. */
async function nextAfter(
  db: Db,
  schedule: Schedule,
  id: DigestId,
  { now, today, hours }: SendAt,
): Promise<Date | null> {
  const [row] = await db.query<{ occurrence: string }>(occurrenceOf, [id])
  const own = row ? dueOf(schedule, row.occurrence, hours) : now
  const next = nextOccurrence(schedule, own > now ? own : now, today, hours)
  return next ? momentOf(schedule, next, hours) : null
}

/**
 * Sends a digest: to its channels on every platform, and to who wants it by direct message. Its schedule is locked, so that it happens once.
 * What could not leave before the next one is due is told by that one: there are never two at once [T32].
 */
export async function sendDigest(tx: Tx, schedule: Schedule, id: DigestId, by: ActedAs, at: SendAt): Promise<void> {
  await settleDigest(tx, id, 'sent', { now: at.now, by: by.personId })
  await tx.query(entitle, [id, schedule.name, schedule.rhythm])
  const next = await nextAfter(tx, schedule, id, at)
  const people = schedule.group === null ? await wishing(tx, schedule.pillar, 'weekly', at.today) : []
  notify(
    tx,
    [...(await channelsOf(tx, schedule)), ...people.map(person => ({ kind: 'person', person }) as const)],
    'digests.sent',
    { digest: id },
    { subject: messageRef(id), ...(next && { notAfter: next }) },
  )
  audit(tx, { action: 'digest.sent', subject: { kind: 'digest', id }, by })
  touch(tx, draftRef(id))
}

const sentBy = statement(
  'digest_sent_by',
  'select p.name from digests d join people p on p.id = d.sent_by_id where d.id = $1::uuid',
)

/** Who sent it; null where the clock did. */
export const sentByName = async (db: Db, id: DigestId): Promise<string | null> =>
  (await db.query<{ name: string }>(sentBy, [id]))[0]?.name ?? null

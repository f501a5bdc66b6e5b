// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Feature, NoticeKind, Reader } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { type Db, statement } from '#/database/db.ts'
import { hasMore, restCard, sentCard } from '#/features/digests/cards/digest.ts'
import { draftCard } from '#/features/digests/cards/draft.ts'
import { readingFor, sentOne } from '#/features/digests/commands/about.ts'
import { reachOf } from '#/features/digests/rules/reach.ts'
import { reviewed } from '#/features/digests/rules/review.ts'
import { scheduleById } from '#/features/digests/rules/schedules.ts'
import { sentByName } from '#/features/digests/rules/send.ts'
import { goesOutAt } from '#/features/digests/rules/sending-moment.ts'
import { dueOf } from '#/features/digests/rules/times.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { workingHours } from '#/network/days-off.ts'

const about = z.object({ digest: z.uuid() })
const late = z.object({ missed: z.array(z.object({ schedule: z.uuid(), at: z.iso.datetime() })) })

/** The moment at which something is drawn, as far as a digest needs it: nothing in it is more exact than a day. */
const drawnAt = ({ today, zone }: Reader): Date =>
  new Date(Temporal.PlainDate.from(today).toZonedDateTime({ timeZone: zone }).epochMilliseconds)

async function sent(db: Db, value: string, reader: Reader, kind: string): Promise<Card | null> {
  const found = await sentOne(db, value, reader)
  if (!found || found.digest.items.length === 0) return null
  const { sentAt, items, left } = found.digest
  const drawn = drawnAt(reader)
  const now = sentAt && sentAt > drawn ? sentAt : drawn
  const reading = await readingFor(db, reader, reader.person, [...items, ...left], now)
  if (kind !== 'digests.rest') return sentCard(found.digest, found.told, reading)
  return hasMore(found.digest) ? restCard(found.digest, found.told, reading) : null
}

/** What was sent is told once: to read it twice is worse than to miss it. */
const telling = (kind: 'digests.sent' | 'digests.rest'): NoticeKind<{ digest: string }> => ({
  onUnclear: 'once',
  recordClass: 'message',
  facts: about,
  draw: (db, facts, reader) => sent(db, facts.digest, reader, kind),
})

const draftVersion = statement('digest_draft_version', 'select version from digest_drafts where id = $1::uuid')

async function draft(db: Db, value: string, reader: Reader) {
  const found = await reviewed(db, value, { now: drawnAt(reader), zone: reader.zone })
  if (!found) return null
  const { digest, schedule } = found
  const standing = {
    of: dueOf(schedule, digest.occurrence, await workingHours(db, reader.zone)),
    sendAt: await goesOutAt(db, schedule, digest.occurrence),
    reach: await reachOf(db, schedule, reader.today),
    sentBy: await sentByName(db, digest.id),
  }
  const reading = await readingFor(db, reader, null, digest.items, drawnAt(reader))
  const [row] = await db.query<{ version: number }>(draftVersion, [digest.id])
  return row ? { card: draftCard(digest, schedule, standing, reading), version: row.version } : null
}

export const digestNotices: NonNullable<Feature['notices']> = {
  'digests.sent': telling('digests.sent'),
  'digests.rest': telling('digests.rest'),
  'digests.draft': {
    onUnclear: 'surely',
    recordClass: 'message',
    isOfSubject: true,
    facts: about,
    draw: async (db, facts: z.infer<typeof about>, reader) => (await draft(db, facts.digest, reader))?.card ?? null,
  },
  'digests.late': {
    onUnclear: 'surely',
    recordClass: 'message',
    facts: late,
    async draw(db, { missed }: z.infer<typeof late>, { locale, zone }) {
      const t = digestTexts.in(locale)
      const items = []
      for (const [id, all] of Map.groupBy(missed, ({ schedule }) => schedule)) {
        const schedule = await scheduleById(db, id)
        const [first] = all
        if (!schedule || !first) continue
        const at = momentOf(new Date(first.at), locale, zone)
        items.push({
          text: t('late.of', { name: schedule.name, at, count: all.length }),
          accessory: lineButton(t('late.send'), `digest verstuur ${schedule.group ?? schedule.pillar}`),
        })
      }
      return items.length > 0 ? { version: 1, title: t('late.title'), items } : null
    },
  },
}

const messageVersion = statement('digest_message_version', 'select version from digest_messages where id = $1::uuid')

export const digestLive: NonNullable<Feature['live']> = {
  digestDraft: { table: 'digest_drafts', draw: draft },
  // What was sent stays as it was, but for what is for few by now [T20]; drawn anew it tells of no meeting that does not go on then either.
  digestMessage: {
    table: 'digest_messages',
    async draw(db, id, reader, begun) {
      const [row] = await db.query<{ version: number }>(messageVersion, [id])
      if (!row) return null
      const card = await sent(db, id, reader, begun.kind)
      return { card: card ?? { version: 1, text: digestTexts.in(reader.locale)('gone') }, version: row.version }
    },
  },
}

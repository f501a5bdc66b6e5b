// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Db } from '#/database/db.ts'
import { toCalendar } from '#/documents/calendar.ts'
import { calendarEvent } from '#/features/meetings/cards/calendar.ts'
import { allButton } from '#/features/meetings/cards/meeting.ts'
import { registrant } from '#/features/meetings/commands/register.ts'
import { feedMeetings, feedOf, renewFeed } from '#/features/meetings/rules/feed.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** [Agenda-abonnement]: the link to one's own meetings, which a calendar reads again and again [F38]. It is shown once; the next one voids it [T10]. */
export const feedPress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn) {
    const { person } = registrant(turn)
    return { code: 'feed', ids: { feed: await renewFeed(tx, turn.links, person, turn.as, turn.now) } }
  },
  async answer(_, { links, locale }, { ids }) {
    const t = meetingTexts.in(locale)
    const url = links.feedUrlOf(String(ids.feed))
    return {
      card: {
        version: 1,
        title: t('feed.title'),
        text: [t('feed.text'), t('feed.how', { url })].join('\n'),
        link: { label: t('feed.open'), url },
        buttons: [allButton(locale)],
      },
      to: 'me',
      secret: true,
    }
  },
}

/** What a calendar reads behind someone's link; null where it leads nowhere. */
export async function calendarFeed(db: Db, secret: string, now: Date, defaultLocale: Locale): Promise<string | null> {
  const feed = await feedOf(db, secret)
  if (!feed) return null
  const locale = feed.locale === 'nl' || feed.locale === 'en' ? feed.locale : defaultLocale
  const meetings = await feedMeetings(db, feed.person, now)
  const events = meetings.map(meeting => calendarEvent(meeting, locale))
  return toCalendar(meetingTexts.in(locale)('feed.name'), events, now)
}

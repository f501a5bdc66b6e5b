// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Db } from '#/database/db.ts'
import { toCalendar } from '#/documents/calendar.ts'
import { calendarEvent, feedCard } from '#/features/meetings/cards/calendar.ts'
import { registrant } from '#/features/meetings/commands/register.ts'
import { feedMeetings, feedOf, pillarsOfFeeds, renewFeed } from '#/features/meetings/rules/feed.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { Refusal } from '#/network/refusal.ts'

const isOwn = (value: string): boolean => value === 'new'

/** [Agenda-abonnement]: the link to one's own meetings, or to those of a pillar that one is in, which a calendar reads again and again [F38]. It is shown once; the next one voids it [T10]. */
export const feedPress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, value) {
    const { person } = registrant(turn)
    const pillar = isOwn(value)
      ? null
      : (await pillarsOfFeeds(tx, person, turn.today)).find(({ id }) => id === value)?.id
    if (pillar === undefined) throw new Refusal('chat.absent')
    const feed = await renewFeed(tx, turn.links, { person, pillar }, turn.as, turn.now)
    return { code: 'feed', ids: { feed, ...(pillar && { pillar }) } }
  },
  async answer(db, turn, { ids }) {
    const { person } = registrant(turn)
    const pillars = await pillarsOfFeeds(db, person, turn.today)
    const url = turn.links.feedUrlOf(String(ids.feed))
    return { card: feedCard(url, pillars, ids.pillar ?? null, turn.locale), to: 'me', secret: true }
  },
}

/** What a calendar reads behind someone's link; null where it leads nowhere. */
export async function calendarFeed(
  db: Db,
  secret: string,
  at: { readonly now: Date; readonly today: string; readonly defaultLocale: Locale },
): Promise<string | null> {
  const feed = await feedOf(db, secret)
  if (!feed) return null
  const locale = feed.locale ?? at.defaultLocale
  const t = meetingTexts.in(locale)
  const events = (await feedMeetings(db, feed, at)).map(meeting => calendarEvent(meeting, locale))
  const name = feed.pillarName ? t('feed.ofPillar', { pillar: feed.pillarName }) : t('feed.name')
  return toCalendar(name, events, at.now)
}

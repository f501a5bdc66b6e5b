// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Db } from '#/database/db.ts'
import { toCalendar } from '#/documents/calendar.ts'
import { calendarEvent, calendarLinkCard, deadlineEvent } from '#/features/meetings/cards/calendar.ts'
import { pressedIn, pressedMeeting } from '#/features/meetings/commands/about.ts'
import { calendarReader, isInCalendars } from '#/features/meetings/rules/feed.ts'
import { meetingById, readersFor, takesRegistrations } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import type { Links } from '#/network/files.ts'
import { Refusal } from '#/network/refusal.ts'

const withDeadline = 'deadline'

/** [Zet in agenda]: the link to the meeting as a calendar's file, for the one who asks alone [F38]; with the last moment to register where that is asked as well [F39]. */
export const calendarPress: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, value) {
    const { person } = turn.actor
    if (!person) throw new Refusal('meetings.noMunicipality')
    const meeting = await pressedMeeting(db, turn, value)
    const hasDeadline = pressedIn(value).rest.includes(withDeadline)
    const url = turn.links.eventUrlOf({ meeting: meeting.id, person, hasDeadline })
    const mayHaveDeadline = !hasDeadline && meeting.own?.state !== 'registered' && takesRegistrations(meeting, turn.now)
    const card = calendarLinkCard(meeting, { url, hasDeadline, mayHaveDeadline }, turn.locale, turn.zone)
    return { card, to: 'me', secret: true }
  },
}

/** A file for a calendar, by its name. */
export interface CalendarFile {
  readonly name: string
  readonly content: string
}

/** What stands behind such a link: the meeting as its reader may see it now; null where the link is none of ours, or leads nowhere any more. */
export async function calendarEventFile(
  db: Db,
  links: Links,
  token: string,
  at: { readonly now: Date; readonly today: string; readonly defaultLocale: Locale },
): Promise<CalendarFile | null> {
  const link = links.eventIn(token)
  if (!link) return null
  const [reader, meeting] = await Promise.all([
    calendarReader(db, link.person, at.today),
    meetingById(db, link.meeting, readersFor(link.person), at.today),
  ])
  if (!reader || !meeting || !isInCalendars(meeting, at.now)) return null
  const locale = reader.locale ?? at.defaultLocale
  const events = [calendarEvent(meeting, locale), ...(link.hasDeadline ? [deadlineEvent(meeting, locale)] : [])]
  const name = meetingTexts.in(locale)('calendar.file', { number: meeting.number })
  return { name: `${name}.ics`, content: toCalendar('M50', events, at.now) }
}

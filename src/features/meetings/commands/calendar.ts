// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { toCalendar } from '#/documents/calendar.ts'
import { calendarEvent, calendarFileCard } from '#/features/meetings/cards/calendar.ts'
import { meetingOf, pressedMeeting } from '#/features/meetings/commands/about.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { makeFile } from '#/network/files.ts'
import type { FileId } from '#/network/ids.ts'

/** [Zet in agenda]: the meeting as a calendar's file, behind a link for the one who asks alone [F38]. */
export const calendarPress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.read',
  async run(tx, turn, value) {
    const meeting = await pressedMeeting(tx, turn, value)
    const content = toCalendar('M50', [calendarEvent(meeting, turn.locale)], turn.now)
    const name = meetingTexts.in(turn.locale)('calendar.file', { number: meeting.number })
    const file = await makeFile(
      tx,
      turn.links,
      {
        reader: turn.actor.identity,
        kind: `meeting.${meeting.id}`,
        locale: turn.locale,
        parts: [{ name: `${name}.ics`, mediaType: 'text/calendar; charset=utf-8', content }],
      },
      turn.now,
    )
    return { code: 'calendar', ids: { meeting: meeting.id, file } }
  },
  async answer(db, turn, outcome) {
    const meeting = await meetingOf(db, turn, outcome)
    const url = turn.links.urlOf(String(outcome.ids.file) as FileId)
    return { card: calendarFileCard(meeting, url, turn.locale, turn.zone), to: 'me', secret: true }
  },
}

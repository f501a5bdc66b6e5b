// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { helpButton, lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { ordinal } from '#/chat/words.ts'
import { attendanceButton } from '#/features/meetings/cards/attendance.ts'
import { isRunning, kindLine, newButton, showMeeting, titleOf, whereOf } from '#/features/meetings/cards/meeting.ts'
import { withoutLine } from '#/features/meetings/cards/reminders.ts'
import type { Attendee } from '#/features/meetings/rules/attendees.ts'
import { type Meeting, roomOf, waysOf } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** Where a meeting is and how its reader stands to it, in one line. */
function line(meeting: Meeting, locale: Locale): string {
  const t = meetingTexts.in(locale)
  const { own } = meeting
  const stands =
    meeting.state === 'planned'
      ? [t('list.planned')]
      : own && isRunning(meeting)
        ? [
            own.came && own.state !== 'registered'
              ? t('list.own.present')
              : t(`list.own.${own.state}`, { position: ordinal(own.position, locale) }),
          ]
        : []
  return [...kindLine(meeting, locale), whereOf(meeting, locale), ...stands].join(' · ')
}

/** What is coming, a page at a time; `next` is the page after it, where there is one. */
export function listCard(
  meetings: readonly Meeting[],
  next: number | null,
  mayPlan: boolean,
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  const begin = mayPlan ? [newButton(locale)] : []
  if (meetings.length === 0)
    return { version: 1, title: t('list.title'), text: t('list.none'), buttons: [...begin, helpButton(locale)] }
  return {
    version: 1,
    title: t('list.title'),
    items: meetings.map(meeting => ({
      text: [`**${titleOf(meeting, locale, zone)}**`, line(meeting, locale)].join('\n'),
      accessory: showMeeting(meeting.number, locale),
    })),
    buttons: [...(next ? [lineButton(t('list.next'), `bijeenkomst lijst ${next}`)] : []), ...begin],
  }
}

/** To what those who come gave, for whoever may plan the meeting. */
const cateringButton = (number: number, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.catering'), `bijeenkomst wensen ${number}`)

/** So many names are read on one page. */
const namesOnPage = 40

/** Who comes to a meeting, by municipality; who waits, in order, and which municipalities are `without` anyone yet is for whoever plans it. */
export function attendeesCard(
  meeting: Meeting,
  all: readonly Attendee[],
  asked: number,
  mayPlan: boolean,
  without: readonly string[],
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  const shown = all.filter(({ state }) => state === 'registered' || mayPlan)
  const last = Math.max(1, Math.ceil(shown.length / namesOnPage))
  const page = Math.min(asked, last)
  const hasWays = waysOf(meeting).length > 1
  const lines = shown.slice((page - 1) * namesOnPage, page * namesOnPage).map(({ name, municipality, ...one }) => {
    const said = [
      ...(one.state === 'registered' ? [] : [t(`attendees.${one.state === 'waiting' ? 'waiting' : 'offered'}`)]),
      ...(hasWays ? [t(`attendees.${one.way}`)] : []),
      ...(one.session ? [t('attendees.session', { session: one.session })] : []),
    ]
    const who = t('attendees.one', { name: name ?? { text: t('attendees.forgotten') }, municipality })
    return `- ${[who, ...said].join(' · ')}`
  })
  const registered = all.filter(({ state }) => state === 'registered').length
  const waiting = waysOf(meeting).reduce((sum, way) => sum + roomOf(meeting, way).waiting, 0)
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: [
      t('attendees.count', { count: registered, municipalities: meeting.municipalities }),
      ...(waiting > 0 ? [t('attendees.waits', { count: waiting })] : []),
      ...(without.length > 0 ? [withoutLine(without, locale)] : []),
      ...(last > 1 ? [t('attendees.page', { page, last })] : []),
      ...lines,
    ].join('\n'),
    buttons: [
      ...(page < last ? [lineButton(t('list.next'), `bijeenkomst deelnemers ${meeting.number} ${page + 1}`)] : []),
      ...(mayPlan && meeting.openedAt ? [attendanceButton(meeting.number, locale)] : []),
      ...(mayPlan && meeting.asksNeeds ? [cateringButton(meeting.number, locale)] : []),
      showMeeting(meeting.number, locale),
    ],
  }
}

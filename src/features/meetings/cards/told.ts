// SPDX-License-Identifier: EUPL-1.2
// What everyone concerned is told of a meeting that moved, or does not take place.
import type { Button, Card } from '#/chat/card.ts'
import { periodOf } from '#/chat/dates.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import {
  becauseLines,
  declineButton,
  isRunning,
  showMeeting,
  titleOf,
  whereOf,
} from '#/features/meetings/cards/meeting.ts'
import { calendarButton, ownButtons, ownLines, registerButtons } from '#/features/meetings/cards/own.ts'
import { isMovedSince, type Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** When and where a meeting was, or is. */
export type Spot = Pick<Meeting, 'startsAt' | 'endsAt' | 'place' | 'isOnSite' | 'isOnline'>

function changeLines(was: Spot, is: Spot, locale: Locale, zone: string): Text[] {
  const t = meetingTexts.in(locale)
  const when = ({ startsAt, endsAt }: Spot) => periodOf(startsAt, endsAt, locale, zone)
  const where = (spot: Spot) => ({ text: whereOf(spot, locale) })
  return [
    ...(when(was) === when(is) ? [] : [t('moved.when', { was: when(was), is: when(is) })]),
    ...(whereOf(was, locale) === whereOf(is, locale) ? [] : [t('moved.where', { was: where(was), is: where(is) })]),
  ]
}

function movedButtons(meeting: Meeting, locale: Locale): Button[] {
  const { own, state, id } = meeting
  switch (own?.state) {
    case 'invited':
      return state === 'open' ? [...registerButtons(meeting, locale), declineButton(meeting, locale)] : []
    case 'asked':
    case 'offered':
      return ownButtons(meeting, locale)
    case 'registered':
    case 'waiting':
      return isRunning(meeting) && (state === 'open' || isMovedSince(meeting))
        ? [
            {
              does: 'press',
              name: 'meeting.cancel',
              label: meetingTexts.in(locale)('button.cannotThen'),
              value: id,
            },
          ]
        : []
    default:
      return []
  }
}

/** By which link one takes part who does so online. */
const linkLines = ({ own, onlineLink }: Meeting, locale: Locale): Text[] =>
  own?.way === 'online' && own.state === 'registered' && onlineLink
    ? [meetingTexts.in(locale)('remind.link', { link: onlineLink })]
    : []

/** Another link to take part by, to who does so online; nothing where they do not by now. */
export function relinkedCard(meeting: Meeting, locale: Locale, zone: string): Card | null {
  const [link] = linkLines(meeting, locale)
  return link === undefined
    ? null
    : {
        version: 1,
        title: titleOf(meeting, locale, zone),
        text: [meetingTexts.in(locale)('moved.link'), link].join('\n'),
        buttons: [calendarButton(meeting, locale), showMeeting(meeting.number, locale)],
      }
}

/** It has another time or place: what changed, and that who comes need do nothing. */
export function movedCard(meeting: Meeting, was: Spot, is: Spot, locale: Locale, zone: string): Card {
  const t = meetingTexts.in(locale)
  const stands = meeting.own?.state === 'registered' ? [t('moved.stands')] : []
  return {
    version: 1,
    title: t('moved.title', { title: meeting.title }),
    text: [
      ...changeLines(was, is, locale, zone),
      ...ownLines(meeting, locale, zone),
      ...linkLines(meeting, locale),
      ...stands,
    ].join('\n'),
    buttons: [...movedButtons(meeting, locale), showMeeting(meeting.number, locale)],
  }
}

/** It does not take place, and why. */
export function calledOffCard(meeting: Meeting, locale: Locale, zone: string): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: t('calledOff.title', { title: meeting.title }),
    text: [titleOf(meeting, locale, zone), ...becauseLines(meeting, locale)].join('\n'),
    buttons: [showMeeting(meeting.number, locale)],
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { timeOf } from '#/chat/dates.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { attendeesButton, invitationCard, showMeeting, titleOf, whereOf } from '#/features/meetings/cards/meeting.ts'
import { calendarButton, cancelButton, changeButton, hereButton, ownLines } from '#/features/meetings/cards/own.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** The invitation once more, to who gave no answer; the text says until when they can. */
export function askCard(meeting: Meeting, locale: Locale, zone: string): Card {
  const card = invitationCard(meeting, locale, zone)
  return { ...card, text: [meetingTexts.in(locale)('remind.ask'), card.text].join('\n') }
}

/** What one needs to be there: by the way in which one comes, with the link for who does so online. */
export function practicalCard(meeting: Meeting, which: 'soon' | 'today', locale: Locale, zone: string): Card {
  const t = meetingTexts.in(locale)
  const { own, onlineLink, place, startsAt } = meeting
  const where =
    own?.way === 'online'
      ? onlineLink
        ? t('remind.link', { link: onlineLink })
        : t('card.online')
      : place
        ? t('card.place', { place })
        : whereOf(meeting, locale)
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: [
      t(`remind.${which}`, { time: timeOf(startsAt, locale, zone) }),
      where,
      ...ownLines(meeting, locale, zone),
      ...(meeting.about ? [t('card.about', { about: meeting.about })] : []),
    ].join('\n'),
    buttons: [
      ...(which === 'today' ? [hereButton(meeting, locale)] : []),
      calendarButton(meeting, locale),
      showMeeting(meeting.number, locale),
      meeting.state === 'open' ? cancelButton(meeting, false, locale) : changeButton(meeting, locale),
    ],
  }
}

/** So many municipalities are named at once. */
const mostNamed = 60

/** Which municipalities send nobody yet, in a sentence [A19]. */
export function withoutLine(municipalities: readonly string[], locale: Locale): string {
  const t = meetingTexts.in(locale)
  const names = listed(municipalities.slice(0, mostNamed), locale)
  return t('without.names', { count: municipalities.length, names })
}

export const withoutCard = (
  meeting: Meeting,
  municipalities: readonly string[],
  locale: Locale,
  zone: string,
): Card => ({
  version: 1,
  title: titleOf(meeting, locale, zone),
  text: [withoutLine(municipalities, locale), meetingTexts.in(locale)('without.asked')].join('\n'),
  buttons: [attendeesButton(meeting.number, locale), showMeeting(meeting.number, locale)],
})

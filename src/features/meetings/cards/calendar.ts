// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import type { CalendarEvent } from '#/documents/calendar.ts'
import { showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { feedButton } from '#/features/meetings/cards/own.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

type Shown = Pick<
  Meeting,
  'id' | 'revision' | 'title' | 'startsAt' | 'endsAt' | 'place' | 'isOnSite' | 'onlineLink' | 'about' | 'state'
> & { readonly own: Pick<NonNullable<Meeting['own']>, 'state' | 'way'> | null }

/** A meeting in its reader's calendar: certain once they are registered; where one comes, or the link for who takes part online. */
export function calendarEvent(meeting: Shown, locale: Locale): CalendarEvent {
  const t = meetingTexts.in(locale)
  const { id, revision, title, startsAt, endsAt, place, isOnSite, onlineLink, about, state, own } = meeting
  const isCancelled = state === 'cancelled'
  const isIn = own?.state === 'registered'
  const isOnline = own?.way === 'online' || !isOnSite
  return {
    uid: `meeting-${id}`,
    sequence: revision,
    startsAt,
    endsAt,
    // Not every calendar shows that something is cancelled by its state.
    title: isCancelled ? t('calendar.cancelled', { title }) : title,
    place: isOnline ? t('card.online') : place,
    about,
    link: isIn && isOnline ? onlineLink : null,
    status: isCancelled ? 'cancelled' : isIn ? 'confirmed' : 'tentative',
  }
}

/** Where the file is to be had. */
export const calendarFileCard = (meeting: Meeting, url: string, locale: Locale, zone: string): Card => {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: t('calendar.title'),
    text: [titleOf(meeting, locale, zone), t('calendar.text')].join('\n'),
    link: { label: t('calendar.open'), url },
    buttons: [feedButton(locale), showMeeting(meeting.number, locale)],
  }
}

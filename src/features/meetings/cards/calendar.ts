// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import type { CalendarEvent } from '#/documents/calendar.ts'
import { allButton, showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { deadlineButton, feedButton, pillarFeedButton } from '#/features/meetings/cards/own.ts'
import type { PillarOfFeed } from '#/features/meetings/rules/feed.ts'
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

const noticeMinutes = 30
/** What stands under "meer" of a card. */
const mostPillars = 5

/** The last half hour in which one registers, as something to be seen in a calendar [F39]. */
export function deadlineEvent(meeting: Meeting, locale: Locale): CalendarEvent {
  const t = meetingTexts.in(locale)
  const { id, revision, title, registerUntil, state } = meeting
  const isCancelled = state === 'cancelled'
  const words = t('calendar.deadline', { title })
  return {
    uid: `deadline-${id}`,
    sequence: revision,
    startsAt: new Date(registerUntil.getTime() - noticeMinutes * 60 * 1000),
    endsAt: registerUntil,
    title: isCancelled ? t('calendar.cancelled', { title: { text: words } }) : words,
    place: null,
    about: null,
    link: null,
    status: isCancelled ? 'cancelled' : 'confirmed',
    isFree: true,
  }
}

/** Where a calendar reads along: `ofPillar` is whose meetings those are, null for the reader's own; each other pillar of theirs has a button. */
export function feedCard(
  url: string,
  pillars: readonly PillarOfFeed[],
  ofPillar: string | number | null,
  locale: Locale,
): Card {
  const t = meetingTexts.in(locale)
  const pillar = pillars.find(({ id }) => id === ofPillar)
  const others = pillars.filter(({ id }) => id !== ofPillar).map(one => pillarFeedButton(one, locale))
  return {
    version: 1,
    title: pillar ? t('feed.pillarTitle', { pillar: pillar.name }) : t('feed.title'),
    text: [pillar ? t('feed.pillarText', { pillar: pillar.name }) : t('feed.text'), t('feed.how', { url })].join('\n'),
    link: { label: t('feed.open'), url },
    buttons: [...(ofPillar === null ? [] : [feedButton(locale)]), allButton(locale)],
    ...(others.length > 0 && { more: others.slice(0, mostPillars) }),
  }
}

/** Where the file is to be had, `url`; `hasDeadline` where the last moment to register stands in it, `mayHaveDeadline` where that can be had as well. */
export function calendarLinkCard(
  meeting: Meeting,
  file: { readonly url: string; readonly hasDeadline: boolean; readonly mayHaveDeadline: boolean },
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: t('calendar.title'),
    text: [
      titleOf(meeting, locale, zone),
      t('calendar.text'),
      ...(file.hasDeadline ? [t('calendar.withDeadline')] : []),
    ].join('\n'),
    link: { label: t('calendar.open'), url: file.url },
    buttons: [
      ...(file.mayHaveDeadline ? [deadlineButton(meeting, locale)] : []),
      feedButton(locale),
      showMeeting(meeting.number, locale),
    ],
  }
}

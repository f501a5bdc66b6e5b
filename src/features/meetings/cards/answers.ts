// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed, ordinal } from '#/chat/words.ts'
import { invitationCard, showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import {
  calendarButton,
  cancelButton,
  feedButton,
  needsButton,
  offerButtons,
  ownLines,
} from '#/features/meetings/cards/own.ts'
import type { ColleagueAnswer } from '#/features/meetings/rules/colleagues.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import type { Pressed } from '#/features/meetings/rules/register.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** The answer to a press on [Inschrijven]: always said, also where one was in already. */
export function registeredCard(pressed: Pressed, locale: Locale, zone: string): Card {
  const t = meetingTexts.in(locale)
  const { number, stands, place, session } = pressed
  const title = { text: titleOf(pressed, locale, zone) }
  if (stands === 'offered' && pressed.offerUntil)
    return {
      version: 1,
      title: t('offered.title'),
      text: [
        titleOf(pressed, locale, zone),
        t(`own.offered.${pressed.way ?? 'onSite'}`, { at: momentOf(pressed.offerUntil, locale, zone) }),
      ].join('\n'),
      buttons: offerButtons(pressed, locale),
    }
  if (stands === 'waiting')
    return {
      version: 1,
      text: t(pressed.isGiven ? 'waiting.given' : 'waiting.stands', {
        title,
        position: ordinal(pressed.position, locale),
      }),
      buttons: [cancelButton(pressed, true, locale), showMeeting(number, locale)],
    }
  // Said once, where it is of use, and to nobody whose calendar reads along already.
  const proposesFeed = pressed.isGiven && pressed.isFirst
  const where = pressed.way === 'online' ? t('registered.online') : place ? t('registered.place', { place }) : null
  return {
    version: 1,
    title: t(pressed.isGiven ? 'registered.given' : 'registered.stands'),
    text: [
      titleOf(pressed, locale, zone),
      ...(where ? [where] : []),
      ...(session ? [t('own.session', { session })] : []),
      ...(proposesFeed ? [t('registered.feed')] : []),
    ].join('\n'),
    buttons: [
      ...(pressed.asksNeeds && pressed.way === 'onSite' ? [needsButton(pressed, locale)] : []),
      calendarButton(pressed, locale),
      ...(proposesFeed ? [feedButton(locale)] : []),
      showMeeting(number, locale),
      cancelButton(pressed, false, locale),
    ],
    ...(!proposesFeed && { more: [feedButton(locale)] }),
  }
}

/** Whom a meeting is for, in words. */
export function audienceWords(
  { audience, pillarName, groupName }: Pick<Meeting, 'audience' | 'pillarName' | 'groupName'>,
  locale: Locale,
): Text {
  const t = meetingTexts.in(locale)
  const words = audience.map(one =>
    t(`audience.${one as 'everyone'}`, { pillar: pillarName ?? '', group: groupName ?? '' }),
  )
  return listed(words, locale)
}

/** Why someone does not register: said to them alone. */
export function notInvitedCard(pressed: Pressed, locale: Locale, zone: string): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: titleOf(pressed, locale, zone),
    text: t('notInvited', { audience: { text: audienceWords(pressed, locale) } }),
    buttons: [showMeeting(pressed.number, locale)],
  }
}

/** The answer to who can't come, or does not wait any more. */
export function leftCard(
  meeting: Pick<Meeting, 'number' | 'title' | 'startsAt' | 'endsAt'>,
  code: 'declined' | 'cancelled' | 'unwaited' | 'already',
  locale: Locale,
  zone: string,
): Card {
  return {
    version: 1,
    text: meetingTexts.in(locale)(`left.${code}`, { title: { text: titleOf(meeting, locale, zone) } }),
    buttons: [showMeeting(meeting.number, locale)],
  }
}

/** Someone waits no longer in vain: a place, for a day. */
export const offerCard = (meeting: Meeting, locale: Locale, zone: string): Card => ({
  version: 1,
  title: meetingTexts.in(locale)('offered.title'),
  text: [titleOf(meeting, locale, zone), ...ownLines(meeting, locale, zone)].join('\n'),
  buttons: [...offerButtons(meeting, locale), showMeeting(meeting.number, locale)],
})

/** Someone's own card of a meeting, as they stand to it by now. */
export const ownCard = (meeting: Meeting, locale: Locale, zone: string): Card =>
  meeting.own?.state === 'offered' ? offerCard(meeting, locale, zone) : invitationCard(meeting, locale, zone)

/** The offered place went to the next. */
export function offerPassedCard(meeting: Meeting, locale: Locale, zone: string): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    text: t('offered.passed', { title: { text: titleOf(meeting, locale, zone) } }),
    buttons: [showMeeting(meeting.number, locale)],
  }
}

/** What a colleague said who was asked to come. */
export function colleagueCard(
  meeting: Meeting,
  name: string,
  answer: ColleagueAnswer,
  locale: Locale,
  zone: string,
): Card {
  return {
    version: 1,
    text: meetingTexts.in(locale)(`colleague.${answer}`, { name, title: { text: titleOf(meeting, locale, zone) } }),
    buttons: [showMeeting(meeting.number, locale)],
  }
}

/** What was asked after the deadline is so. */
export function changedCard(meeting: Meeting, substitute: string | null, locale: Locale, zone: string): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    text: [
      t('changed', { title: { text: titleOf(meeting, locale, zone) } }),
      ...(substitute ? [t('asked.substitute', { name: substitute })] : ownLines(meeting, locale, zone)),
    ].join('\n'),
    buttons: [showMeeting(meeting.number, locale)],
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf, periodOf } from '#/chat/dates.ts'
import type { Fields, Form, Input } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { type Again, contextOf } from '#/features/meetings/cards/again.ts'
import { allButton, becauseLines, showMeeting } from '#/features/meetings/cards/meeting.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import type { Poll, ProposedDate } from '#/features/meetings/rules/poll.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** Beside the day that is planned, so many more are proposed at most. */
export const otherDates = ['second', 'third', 'fourth', 'fifth'] as const

/** Which days are proposed, all at the hours that were planned, and until when people answer. */
export function pollForm(
  meeting: Meeting,
  again: (Again & { readonly fields: Fields }) | null,
  locale: Locale,
  zone: string,
): Form {
  const t = meetingTexts.in(locale)
  const days: Input[] = otherDates.map((name, at) => ({
    kind: 'date',
    name,
    label: t('pollForm.date', { number: at + 2 }),
    optional: at > 0,
    ...(again?.fields[name] && { value: again.fields[name] }),
  }))
  return {
    version: 1,
    name: 'meeting.poll',
    title: t('button.poll'),
    submit: t(again ? 'pollForm.anyway' : 'pollForm.submit'),
    intro: again?.intro ?? t('pollForm.intro', { when: periodOf(meeting.startsAt, meeting.endsAt, locale, zone) }),
    context: contextOf(meeting.id, again, ''),
    inputs: [
      ...days,
      {
        kind: 'date',
        name: 'until',
        label: t('pollForm.until'),
        hint: t('pollForm.untilHint'),
        ...(again?.fields.until && { value: again.fields.until }),
      },
    ],
    reopen: { label: t('button.poll'), value: meeting.id },
  }
}

/** What of a poll its reader may do. */
export interface PollSight {
  readonly mayPlan: boolean
  readonly mayAnswer: boolean
}

function accessoryOf({ id, isOwn }: ProposedDate, sight: PollSight, locale: Locale): Button | null {
  const t = meetingTexts.in(locale)
  const press = (name: 'can' | 'cannot'): Button => ({
    does: 'press',
    name: `meeting.${name}`,
    label: t(`button.${name}`),
    value: id,
  })
  return sight.mayAnswer ? press(isOwn ? 'cannot' : 'can') : null
}

/** Until when it is answered, or why it is not any more. */
function stateLine({ meetingState, closedAt, until }: Poll, locale: Locale, zone: string): Text {
  const t = meetingTexts.in(locale)
  if (meetingState === 'cancelled') return t('state.cancelled')
  return closedAt || meetingState !== 'planned'
    ? t('poll.closed')
    : t('poll.open', { until: momentOf(until, locale, zone) })
}

/** There will be no such day: told to who was asked for one. */
export function pollOffCard(poll: Poll, locale: Locale): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: t('calledOff.title', { title: poll.title }),
    text: [t('poll.off'), ...becauseLines(poll, locale)].join('\n'),
    buttons: [allButton(locale)],
  }
}

/** The proposed days with how many can, and what the reader said; whoever plans it chooses one there. */
export function pollCard(poll: Poll, sight: PollSight, locale: Locale, zone: string, asks?: 'again' | 'done'): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: t('poll.title', { title: poll.title }),
    text: [
      ...(asks ? [t(`poll.${asks}`)] : []),
      ...(poll.title === poll.kindName ? [] : [t('card.kind', { kind: poll.kindName })]),
      stateLine(poll, locale, zone),
      ...becauseLines(poll, locale),
      ...(sight.mayPlan ? [t('poll.answered', { count: poll.answered })] : []),
      ...(sight.mayAnswer && poll.hasAnswered && poll.dates.every(({ isOwn }) => !isOwn) ? [t('poll.none')] : []),
    ].join('\n'),
    items: poll.dates.map(one => {
      const accessory = accessoryOf(one, sight, locale)
      const when = periodOf(one.startsAt, one.endsAt, locale, zone)
      return {
        text: t(one.isOwn && sight.mayAnswer ? 'poll.own' : 'poll.date', { when, count: one.count }),
        ...(accessory && { accessory }),
      }
    }),
    buttons: [
      ...(sight.mayAnswer
        ? [{ does: 'press' as const, name: 'meeting.canNone', label: t('button.canNone'), value: poll.meeting }]
        : []),
      ...(sight.mayPlan
        ? [{ does: 'open' as const, name: 'meeting.choose', label: t('button.choose'), value: poll.meeting }]
        : []),
      ...(sight.mayPlan
        ? [showMeeting(poll.number, locale)]
        : [lineButton(t('button.polled'), `bijeenkomst peiling ${poll.number}`)]),
    ],
  }
}

/** Which of the proposed days it becomes: at first the one on which most can. */
export function chooseForm(poll: Poll, locale: Locale, zone: string): Form {
  const t = meetingTexts.in(locale)
  const best = poll.dates.toSorted((a, b) => b.count - a.count)[0]
  return {
    version: 1,
    name: 'meeting.choose',
    title: t('button.choose'),
    submit: t('button.choose'),
    intro: t('chooseForm.intro', { title: poll.title }),
    context: poll.meeting,
    inputs: [
      {
        kind: 'choice',
        name: 'date',
        label: t('form.date'),
        options: poll.dates.map(({ id, startsAt, endsAt, count }) => ({
          value: id,
          label: t('poll.date', { when: periodOf(startsAt, endsAt, locale, zone), count }),
        })),
        ...(best && { value: best.id }),
      },
    ],
    reopen: { label: t('button.choose'), value: poll.meeting },
  }
}

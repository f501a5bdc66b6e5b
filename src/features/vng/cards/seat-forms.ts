// SPDX-License-Identifier: EUPL-1.2

import type { Reader } from '#/chat/feature.ts'
import type { Form, Input } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { called, calledInText } from '#/features/vng/cards/called.ts'
import { committeeInput } from '#/features/vng/cards/committee-input.ts'
import { nameOf } from '#/features/vng/cards/seats.ts'
import { type Committee, seatFunctions } from '#/features/vng/rules/committees.ts'
import { type CommitteeMeeting, longestMeeting } from '#/features/vng/rules/meetings.ts'
import type { SeatOf, Term } from '#/features/vng/rules/seats.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { clockOf } from '#/network/clock-time.ts'

export const longestHolder = 120

function termInputs(term: Partial<Term>, locale: Locale): Input[] {
  const t = vngTexts.in(locale)
  return [
    {
      kind: 'choice',
      name: 'function',
      label: t('form.function'),
      options: seatFunctions.map(value => ({ value, label: t(`function.${value}`) })),
      value: term.function ?? 'member',
    },
    { kind: 'date', name: 'startsOn', label: t('form.startsOn'), ...(term.startsOn && { value: term.startsOn }) },
    {
      kind: 'date',
      name: 'endsOn',
      label: t('form.endsOn'),
      hint: t('form.endsOnHint'),
      optional: true,
      ...(term.endsOn && { value: term.endsOn }),
    },
  ]
}

/** Gives someone a seat: someone of the network, or another by name. */
export function seatForm(
  all: readonly Committee[],
  committee: string | null,
  { locale, today }: Pick<Reader, 'locale' | 'today'>,
): Form {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    name: 'vng.seat',
    title: t('button.seat'),
    submit: t('form.save'),
    context: '',
    inputs: [
      committeeInput(all, committee, locale),
      { kind: 'person', name: 'person', label: t('form.person'), hint: t('form.personHint'), optional: true },
      {
        kind: 'text',
        name: 'holder',
        label: t('form.holder'),
        hint: t('form.holderHint'),
        max: longestHolder,
        optional: true,
      },
      ...termInputs({ startsOn: today }, locale),
    ],
    reopen: { label: t('button.seat'), value: committee ?? 'new' },
  }
}

/** Changes or ends a seat. */
export function seatChangeForm(seat: SeatOf, committee: string, locale: Locale): Form {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    name: 'vng.seatChange',
    title: t('form.seatTitle'),
    submit: t('form.save'),
    intro: t('form.seatIntro', { name: nameOf(seat), committee: calledInText(committee, locale) }),
    context: seat.id,
    inputs: termInputs(seat, locale),
    buttons: [
      {
        does: 'press',
        name: 'vng.seatTake',
        label: t('button.takeSeat'),
        value: seat.id,
        style: 'danger',
        confirm: { text: t('form.takeSeat', { name: nameOf(seat) }), yes: t('button.takeSeat') },
      },
    ],
    reopen: { label: t('button.change'), value: seat.id },
  }
}

/** When a committee meets; of one that is known already with what is known. */
export function meetingForm(
  all: readonly Committee[],
  begun: { readonly committee: string | null; readonly meeting: CommitteeMeeting | null },
  { locale, zone }: Pick<Reader, 'locale' | 'zone'>,
): Form {
  const t = vngTexts.in(locale)
  const { meeting } = begun
  const from = meeting && clockOf(meeting.startsAt, zone)
  const text = (name: keyof typeof longestMeeting, kind: 'text' | 'longText'): Input => ({
    kind,
    name,
    label: t(`form.${name}`),
    max: longestMeeting[name],
    optional: true,
    ...(meeting?.[name] && { value: meeting[name] }),
  })
  return {
    version: 1,
    name: 'vng.meeting',
    title: t('form.meetingTitle'),
    submit: t('form.save'),
    context: meeting ? `${meeting.id}.${meeting.version}` : '',
    ...(meeting && { intro: called(meeting.committeeName, locale).text }),
    inputs: [
      ...(meeting ? [] : [committeeInput(all, begun.committee, locale)]),
      { kind: 'date', name: 'date', label: t('form.date'), ...(from && { value: from.day }) },
      { kind: 'time', name: 'startsAt', label: t('form.startsAt'), ...(from && { value: from.time }) },
      {
        kind: 'time',
        name: 'endsAt',
        label: t('form.endsAt'),
        ...(meeting && { value: clockOf(meeting.endsAt, zone).time }),
      },
      text('place', 'text'),
      text('about', 'longText'),
      text('link', 'text'),
      {
        kind: 'date',
        name: 'inputUntil',
        label: t('form.inputUntil'),
        hint: t('form.inputUntilHint'),
        optional: true,
        ...(meeting && { value: clockOf(meeting.inputUntil, zone).day }),
      },
      ...(meeting
        ? [
            {
              kind: 'checkbox' as const,
              name: 'cancelled',
              label: t('form.cancelled'),
              optional: true,
              ...(meeting.cancelledAt && { value: true }),
            },
          ]
        : []),
    ],
    reopen: { label: t(meeting ? 'button.change' : 'button.meeting'), value: meeting?.id ?? begun.committee ?? 'new' },
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Form, Input } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Again } from '#/features/meetings/cards/again.ts'
import { type KindOf, kindValue } from '#/features/meetings/rules/kinds.ts'
import type { Wish } from '#/features/meetings/rules/late-changes.ts'
import { type Meeting, waysOf } from '#/features/meetings/rules/meetings.ts'
import type { Way } from '#/features/meetings/rules/states.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import { clockOf } from '#/network/clock-time.ts'

/** So long each text may be. */
export const longest = { title: 120, place: 200, onlineLink: 500, about: 1000, reason: 500 } as const
/** No hall holds more. */
export const mostPlaces = 100_000

type Times = Pick<Meeting, 'startsAt' | 'endsAt'>

/** When, of a meeting that is planned already or of one that is not. */
export function timeInputs({ startsAt, endsAt }: Partial<Times>, locale: Locale, zone: string): Input[] {
  const t = meetingTexts.in(locale)
  const from = startsAt && clockOf(startsAt, zone)
  return [
    { kind: 'date', name: 'date', label: t('form.date'), ...(from && { value: from.day }) },
    { kind: 'time', name: 'startsAt', label: t('form.startsAt'), ...(from && { value: from.time }) },
    {
      kind: 'time',
      name: 'endsAt',
      label: t('form.endsAt'),
      ...(endsAt && { value: clockOf(endsAt, zone).time }),
    },
  ]
}

/** What stands in the first step: of a meeting that is planned already, or as it was filled in. */
export interface FirstStep extends Times {
  readonly kind: string
  readonly title: string
}

/** The first step: what, and when. `context` is what it carries with it, `reopen` what opens it once more. */
export function planForm(
  kinds: readonly KindOf[],
  given: Partial<FirstStep>,
  { context, reopen, again }: { readonly context: string; readonly reopen: string; readonly again: Again | null },
  locale: Locale,
  zone: string,
): Form {
  const t = meetingTexts.in(locale)
  const { kind } = given
  return {
    version: 1,
    name: 'meeting.new',
    title: t('form.title'),
    submit: again ? t('form.anyway') : t('form.next'),
    intro: again?.intro ?? t('form.intro'),
    context,
    inputs: [
      {
        kind: 'choice',
        name: 'kind',
        label: t('form.kind'),
        options: kinds.map(one => ({
          value: kindValue(one),
          label: one.of ? `${one.name} · ${one.of}` : one.name,
        })),
        ...(kinds.some(one => kindValue(one) === kind) && kind && { value: kind }),
      },
      {
        kind: 'text',
        name: 'title',
        label: t('form.name'),
        hint: t('form.nameHint'),
        optional: true,
        max: longest.title,
        ...(given.title && { value: given.title }),
      },
      ...timeInputs(given, locale, zone),
    ],
    reopen: { label: t('button.new'), value: reopen },
  }
}

const number = (name: string, label: string, value: number | null, hint?: string): Input => ({
  kind: 'number',
  name,
  label,
  optional: true,
  min: 1,
  max: mostPlaces,
  ...(hint && { hint }),
  ...(value !== null && { value }),
})

/** Where, for how many, until when. */
export function detailInputs(meeting: Meeting, locale: Locale, zone: string): Input[] {
  const t = meetingTexts.in(locale)
  const text = (name: 'place' | 'onlineLink', value: string | null): Input => ({
    kind: 'text',
    name,
    label: t(`form.${name}`),
    optional: true,
    max: longest[name],
    ...(value && { value }),
  })
  return [
    {
      kind: 'choice',
      name: 'ways',
      label: t('form.ways'),
      options: (['onSite', 'online', 'both'] as const).map(value => ({ value, label: t(`form.way.${value}`) })),
      value: meeting.isOnSite && meeting.isOnline ? 'both' : meeting.isOnline ? 'online' : 'onSite',
    },
    text('place', meeting.place),
    number('capacity', t('form.capacity'), meeting.onSite.capacity, t('form.capacityHint')),
    text('onlineLink', meeting.onlineLink),
    number('capacityOnline', t('form.capacityOnline'), meeting.online.capacity),
    {
      kind: 'date',
      name: 'registerUntil',
      label: t('form.registerUntil'),
      hint: t('form.registerUntilHint'),
      value: clockOf(meeting.registerUntil, zone).day,
    },
    number('mostPerMunicipality', t('form.most'), meeting.mostPerMunicipality),
    ...(meeting.mayHaveSessions
      ? [
          {
            kind: 'checkbox' as const,
            name: 'sessions',
            label: t('form.sessions'),
            optional: true,
            value: meeting.hasSessions,
          },
        ]
      : []),
    {
      kind: 'checkbox',
      name: 'needs',
      label: t('form.needs'),
      optional: true,
      value: meeting.asksNeeds,
    },
    {
      kind: 'longText',
      name: 'about',
      label: t('form.about'),
      optional: true,
      max: longest.about,
      ...(meeting.about && { value: meeting.about }),
    },
  ]
}

/** The second step: where, for how many, until when. */
export function detailsForm(
  meeting: Meeting,
  { intro, context }: { readonly intro: string; readonly context: string },
  locale: Locale,
  zone: string,
): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.details',
    title: t('form.details'),
    submit: t('form.submit'),
    intro,
    context,
    inputs: detailInputs(meeting, locale, zone),
    reopen: { label: t('button.details'), value: meeting.id },
  }
}

/** What stands for no session at all: a field that is left empty is no answer. */
export const noSession = 'none'

function sessionInput(pillars: readonly Pillar[], value: string | null, locale: Locale): Input {
  const t = meetingTexts.in(locale)
  return {
    kind: 'choice',
    name: 'session',
    label: t('form.session'),
    options: [
      ...pillars.map(({ id, name }) => ({ value: id, label: name })),
      { value: noSession, label: t('form.noSession') },
    ],
    ...(value && { value }),
  }
}

/** What registering asks: the session of which pillar one goes to afterwards [A15]. `own` is the pillar that one is in. */
export function registerForm(
  meeting: Meeting,
  way: Way,
  pillars: readonly Pillar[],
  own: string | null,
  locale: Locale,
): Form {
  const t = meetingTexts.in(locale)
  const value = `${meeting.id}.${way}`
  return {
    version: 1,
    name: 'meeting.register',
    title: t('registerForm.title'),
    submit: t('button.register.only'),
    intro: waysOf(meeting).length > 1 ? t(`registerForm.${way}`, { title: meeting.title }) : meeting.title,
    context: value,
    inputs: [sessionInput(pillars, own, locale)],
    reopen: { label: t('button.register.only'), value: `${value}.ask` },
  }
}

/** The same for who has a place already. */
export function sessionForm(meeting: Meeting, pillars: readonly Pillar[], own: string | null, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.session',
    title: t('form.session'),
    submit: t('registerForm.keep'),
    intro: meeting.title,
    context: meeting.id,
    inputs: [sessionInput(pillars, own, locale)],
    reopen: { label: t('button.session'), value: meeting.id },
  }
}

/** A colleague of the own municipality: beside oneself, or in one's own place [F34]. */
export function colleagueForm(meeting: Meeting, isInstead: boolean, municipality: string, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  const of = isInstead ? 'substitute' : 'colleague'
  const all = waysOf(meeting)
  return {
    version: 1,
    name: `meeting.${of}`,
    title: t(`button.${of}`),
    submit: t('colleagueForm.submit'),
    intro: t(`colleagueForm.${of}`, { title: meeting.title }),
    context: meeting.id,
    inputs: [
      {
        kind: 'person',
        name: 'person',
        label: t('colleagueForm.person', { municipality }),
        hint: t('colleagueForm.hint'),
      },
      ...(isInstead || all.length === 1
        ? []
        : [
            {
              kind: 'choice' as const,
              name: 'way',
              label: t('form.ways'),
              options: all.map(way => ({ value: way, label: t(`form.way.${way}`) })),
            },
          ]),
    ],
    reopen: { label: t(`button.${of}`), value: meeting.id },
  }
}

/** What stands for a wish in a form. */
export const wishValue = ({ wish, way }: Wish): string => `${wish}.${way}`

/** What one asks once registration is closed [F40]. */
export function changeForm(meeting: Meeting, wishes: readonly Wish[], municipality: string, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.change',
    title: t('button.change'),
    submit: t('changeForm.submit'),
    intro: t('changeForm.intro', { title: meeting.title }),
    context: meeting.id,
    inputs: [
      {
        kind: 'choice',
        name: 'wish',
        label: t('changeForm.wish'),
        options: wishes.map(one => ({ value: wishValue(one), label: t(`wish.${one.wish}.${one.way}`) })),
      },
      ...(wishes.some(({ wish }) => wish === 'substitute')
        ? [
            {
              kind: 'person' as const,
              name: 'person',
              label: t('changeForm.person', { municipality }),
              hint: t('changeForm.hint'),
              optional: true,
            },
          ]
        : []),
    ],
    reopen: { label: t('button.change'), value: meeting.id },
  }
}

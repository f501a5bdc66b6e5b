// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Form, Input } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import { plain } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import { wishButton } from '#/features/digests/cards/digest.ts'
import { lineOf } from '#/features/digests/cards/line.ts'
import type { Reading } from '#/features/digests/cards/lines.ts'
import { inSightOf } from '#/features/digests/rules/compose.ts'
import type { Digest } from '#/features/digests/rules/digests.ts'
import { longestIntroduction } from '#/features/digests/rules/review.ts'
import { silences, type Usual } from '#/features/digests/rules/schedules.ts'
import { rhythms } from '#/features/digests/rules/times.ts'
import { type WishRhythm, wishRhythms } from '#/features/digests/rules/wishes.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

/** When a digest goes out, and what comes of a draft that nobody says anything about. `of` is whose it is. */
export function scheduleForm(schedule: Usual, of: string, locale: Locale): Form {
  const t = digestTexts.in(locale)
  return {
    version: 1,
    name: 'digest.schedule',
    title: t('schedule.title'),
    submit: t('schedule.submit'),
    intro: t('schedule.intro', { name: schedule.name }),
    context: of,
    inputs: [
      {
        kind: 'choice',
        name: 'rhythm',
        label: t('schedule.rhythm'),
        options: [...rhythms, 'off' as const].map(value => ({ value, label: t(`schedule.${value}`) })),
        value: schedule.isOff ? 'off' : schedule.rhythm,
      },
      {
        kind: 'choice',
        name: 'weekday',
        label: t('schedule.weekday'),
        options: weekdays.map(value => ({ value, label: t(`schedule.day.${value}`) })),
        value: String(schedule.weekday),
      },
      {
        kind: 'time',
        name: 'time',
        label: t('schedule.time'),
        hint: t('schedule.timeHint'),
        value: schedule.timeOfDay,
      },
      {
        kind: 'checkbox',
        name: 'recess',
        label: t('schedule.recess'),
        optional: true,
        value: schedule.pausesInRecess,
      },
      { kind: 'number', name: 'review', label: t('schedule.review'), value: schedule.reviewHours, min: 1, max: 40 },
      {
        kind: 'choice',
        name: 'silence',
        label: t('schedule.silence'),
        options: silences.map(value => ({ value, label: t(`schedule.${value}`) })),
        value: schedule.silence,
      },
    ],
    reopen: { label: t('preview.rhythm'), value: of },
  }
}

const longestOption = 75

function itemChoice(digest: Digest, reading: Reading): Input {
  const t = digestTexts.in(reading.locale)
  return {
    kind: 'choice',
    name: 'item',
    label: t('leaveOutForm.item'),
    options: digest.items.map((item, i) => ({
      value: item.key,
      label: briefly(`${i + 1} · ${plain(lineOf(item, reading))}`, longestOption),
    })),
  }
}

export function leaveOutForm(digest: Digest, reading: Reading): Form {
  const t = digestTexts.in(reading.locale)
  return {
    version: 1,
    name: 'digest.leaveOut',
    title: t('leaveOutForm.title'),
    submit: t('leaveOutForm.submit'),
    intro: t('leaveOutForm.intro'),
    context: digest.id,
    inputs: [itemChoice(digest, reading)],
    reopen: { label: t('draft.leaveOut'), value: digest.id },
  }
}

export function orderForm(digest: Digest, reading: Reading): Form {
  const t = digestTexts.in(reading.locale)
  return {
    version: 1,
    name: 'digest.order',
    title: t('orderForm.title'),
    submit: t('orderForm.submit'),
    intro: t(digest.items.length > inSightOf(digest.items) ? 'orderForm.intro' : 'orderForm.introAll'),
    context: digest.id,
    inputs: [
      itemChoice(digest, reading),
      { kind: 'number', name: 'place', label: t('orderForm.place'), value: 1, min: 1, max: digest.items.length },
    ],
    reopen: { label: t('draft.order'), value: digest.id },
  }
}

export function introductionForm(digest: Digest, locale: Locale): Form {
  const t = digestTexts.in(locale)
  return {
    version: 1,
    name: 'digest.introduction',
    title: t('introForm.title'),
    submit: t('introForm.submit'),
    intro: t('introForm.intro'),
    context: digest.id,
    inputs: [
      {
        kind: 'longText',
        name: 'introduction',
        label: t('introForm.field'),
        optional: true,
        max: longestIntroduction,
        ...(digest.introduction && { value: digest.introduction }),
      },
    ],
    reopen: { label: t('draft.introduction'), value: digest.id },
  }
}

/** For whom a preview is asked. */
export function personForm(name: string, of: string, locale: Locale): Form {
  const t = digestTexts.in(locale)
  return {
    version: 1,
    name: 'digest.person',
    title: t('personForm.title'),
    submit: t('personForm.submit'),
    intro: t('personForm.intro', { name }),
    context: of,
    inputs: [{ kind: 'person', name: 'person', label: t('personForm.person') }],
    reopen: { label: t('preview.for'), value: of },
  }
}

/** How often someone hears of a pillar by direct message. */
export function wishForm(pillar: Pick<Pillar, 'id' | 'name'>, rhythm: WishRhythm | 'off', locale: Locale): Form {
  const t = digestTexts.in(locale)
  return {
    version: 1,
    name: 'digest.wish',
    title: t('wish.formTitle'),
    submit: t('wish.submit'),
    intro: t('wish.intro', { name: pillar.name }),
    context: pillar.id,
    inputs: [
      {
        kind: 'choice',
        name: 'rhythm',
        label: t('wish.field'),
        options: [...wishRhythms, 'off' as const].map(value => ({ value, label: t(`wish.rhythm.${value}`) })),
        value: rhythm,
      },
    ],
    reopen: { label: t('wish.change'), value: pillar.id },
  }
}

/** What someone hears of each pillar by direct message. */
export function wishesCard(
  pillars: readonly Pick<Pillar, 'id' | 'name'>[],
  wishes: ReadonlyMap<string, WishRhythm>,
  locale: Locale,
): Card {
  const t = digestTexts.in(locale)
  return {
    version: 1,
    title: t('wish.title'),
    items: pillars.map(({ id, name }) => ({
      text: t('wish.line', { name, rhythm: { text: t(`wish.rhythm.${wishes.get(id) ?? 'off'}`) } }),
      accessory: { ...wishButton(id, locale), label: t('wish.change') },
    })),
  }
}

/** Of which pillar or theme group? `line` is what is typed before its name. */
export const chooseCard = (
  of: readonly { readonly id: string; readonly name: string }[],
  line: string,
  locale: Locale,
): Card => {
  const t = digestTexts.in(locale)
  return {
    version: 1,
    title: t('preview.which'),
    items: of.map(({ id, name }) => ({
      text: t('preview.item', { name }),
      accessory: lineButton(t('preview.choose'), `${line} ${id}`),
    })),
  }
}

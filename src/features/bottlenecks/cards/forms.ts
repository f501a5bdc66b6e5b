// SPDX-License-Identifier: EUPL-1.2
import type { Form, Input } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly, listed } from '#/chat/words.ts'
import { lineOf, titleOf } from '#/features/bottlenecks/cards/bottleneck.ts'
import {
  type Bottleneck,
  type BottleneckLine,
  exampleDigest,
  othersIn,
  type Recognition,
} from '#/features/bottlenecks/rules/bottlenecks.ts'
import { changedIn, saidDigest } from '#/features/bottlenecks/rules/complete.ts'
import { longest, type Said } from '#/features/bottlenecks/rules/share.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import type { Theme } from '#/features/pillars/rules/themes.ts'

/** What the form begins with. `typed` is the line that it came of, of which the `rest` has no place in any field. */
export type Begun = Partial<Omit<Said, 'pillar'>> & {
  readonly pillar?: string | null
  readonly typed?: string
  readonly rest?: string
}

/** What a button carries of a line that is shared as something else: so much of it as stands in one. */
export const carried = (line: string): string => `other ${briefly(line, 1500)}`

/** What can be chosen of pillars and themes. */
export interface Choices {
  readonly pillars: readonly Pillar[]
  readonly themes: readonly Theme[]
}

/** What is asked of a bottleneck, its title and its pillar only where they may still become another. */
function inputsOf(begun: Begun, { pillars, themes }: Choices, isFixed: boolean, locale: Locale): Input[] {
  const t = bottleneckTexts.in(locale)
  const text = (kind: 'text' | 'longText', name: keyof typeof longest & keyof Said, optional: boolean): Input => ({
    kind,
    name,
    label: t(`form.${name}.label`),
    hint: t(`form.${name}.hint`),
    max: longest[name],
    ...(optional && { optional }),
    ...(begun[name] && { value: begun[name] }),
  })
  const theme: Input = {
    kind: 'choice',
    name: 'theme',
    label: t('form.theme'),
    optional: true,
    options: themes.map(one => ({ value: one.id, label: one.name })),
    ...(begun.theme && { value: begun.theme }),
  }
  const pillar: Input = {
    kind: 'choice',
    name: 'pillar',
    label: t('form.pillar'),
    options: pillars.map(({ id, name }) => ({ value: id, label: name })),
    ...(begun.pillar && { value: begun.pillar }),
  }
  return [
    ...(isFixed ? [] : [text('text', 'title', false)]),
    text('longText', 'happens', false),
    text('text', 'place', true),
    text('text', 'frequency', true),
    text('text', 'cost', true),
    ...(isFixed ? [] : [pillar]),
    ...(themes.length > 0 ? [theme] : []),
  ]
}

/** Shares a bottleneck. `isOther`: whoever fills it in was shown what it is like, and said that it is something else. */
export function shareForm(begun: Begun, choices: Choices, isOther: boolean, locale: Locale): Form {
  const t = bottleneckTexts.in(locale)
  return {
    version: 1,
    name: 'bottleneck.new',
    title: t('form.name'),
    submit: t('form.submit'),
    intro: [t('form.intro'), ...(begun.rest ? [t('begun.rest', { rest: begun.rest })] : [])].join('\n'),
    context: isOther ? 'other' : '',
    inputs: inputsOf(begun, choices, false, locale),
    reopen: { label: t('button.new'), value: begun.title ? carried(begun.typed ?? begun.title) : 'new' },
  }
}

/** As much of a long text stands above the fields. */
const mostShown = 1500

/** What someone else made of a bottleneck since a form began, of all that differs from the own. */
function theirLines(own: Said, now: Bottleneck, locale: Locale): readonly Text[] {
  const t = bottleneckTexts.in(locale)
  return changedIn(own, now).map(name => {
    const isChoice = name === 'pillar' || name === 'theme'
    const field = { text: t(isChoice ? `form.${name}` : `courseWas.${name}`) }
    const text = briefly((isChoice ? now[`${name}Name`] : now[name]) ?? '', mostShown)
    return text ? t('complete.theirs', { field, text }) : t('complete.emptied', { field })
  })
}

/** Says more of a bottleneck: `said` is what its fields begin with, and `isCollided` where someone else said more since. What others recognised keeps its title and its pillar. */
export function completeForm(
  bottleneck: Bottleneck,
  said: Said,
  { isFixed, isCollided }: { readonly isFixed: boolean; readonly isCollided: boolean },
  choices: Choices,
  locale: Locale,
): Form {
  const t = bottleneckTexts.in(locale)
  const { id, number, title } = bottleneck
  const intro = isFixed
    ? t('complete.fixed', {
        number,
        title,
        names: listed(
          othersIn(bottleneck).map(({ name }) => name),
          locale,
        ),
      })
    : t('complete.intro', { number })
  const theirs = isCollided ? [t('complete.collided'), ...theirLines(said, bottleneck, locale)] : []
  return {
    version: 1,
    name: 'bottleneck.complete',
    title: t('complete.name'),
    submit: t('complete.submit'),
    intro: [intro, ...theirs].join('\n'),
    context: `${id}.${saidDigest(bottleneck)}`,
    inputs: inputsOf(said, choices, isFixed, locale),
    reopen: { label: t('complete.button'), value: id },
  }
}

/** The same form with all that was typed, and what it is like: sent once more, it is shared as something else. */
export function askedAgain(form: Form, similar: readonly BottleneckLine[], typed: string, locale: Locale): Form {
  const t = bottleneckTexts.in(locale)
  const lines = similar.map(line => lineOf(line, locale))
  return { ...form, context: 'other', intro: [t('similar.inForm', { typed }), ...lines].join('\n') }
}

/** A municipality's own example. `own` is what it says now, and `written` what a colleague made of that since the form began. */
export function exampleForm(
  bottleneck: Bottleneck,
  example: string | null,
  own: Recognition | undefined,
  written: Text | null,
  locale: Locale,
): Form {
  const t = bottleneckTexts.in(locale)
  return {
    version: 1,
    name: 'bottleneck.example',
    title: t('example.name'),
    submit: t('example.submit'),
    intro: [
      titleOf(bottleneck, locale),
      ...(written === null ? [] : [t('example.collided', { written: { text: written } })]),
    ].join('\n'),
    context: `${bottleneck.id}.${exampleDigest(own)}`,
    inputs: [
      {
        kind: 'longText',
        name: 'example',
        label: t('example.label'),
        hint: t('example.hint'),
        max: longest.example,
        ...(example && { value: example }),
      },
    ],
    reopen: { label: t('button.example'), value: bottleneck.id },
  }
}

/** With what it goes on: another bottleneck, or a lobby point. */
export function mergeForm(bottleneck: Bottleneck, locale: Locale): Form {
  const t = bottleneckTexts.in(locale)
  return {
    version: 1,
    name: 'bottleneck.merge',
    title: t('merge.name'),
    submit: t('merge.submit'),
    intro: t('merge.intro', { number: bottleneck.number, title: bottleneck.title }),
    context: bottleneck.id,
    inputs: [{ kind: 'text', name: 'into', label: t('merge.label'), hint: t('merge.hint'), max: 30 }],
    reopen: { label: t('button.merge'), value: bottleneck.id },
  }
}

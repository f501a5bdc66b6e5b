// SPDX-License-Identifier: EUPL-1.2
import type { Form, Input } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import { digestOf } from '#/features/lobby/rules/digest.ts'
import { isAskFixed } from '#/features/lobby/rules/edit.ts'
import { factsDigest, factsOf, targetsApart } from '#/features/lobby/rules/facts.ts'
import { type Point, type Standing, standingDigest } from '#/features/lobby/rules/points.ts'
import type { Target } from '#/features/lobby/rules/targets.ts'
import { longest, wordsDigest } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import type { Theme } from '#/features/pillars/rules/themes.ts'

/** What the first step begins with: a line that was `typed`, of which the `rest` has no place in any field, or a draft. */
export type Begun = Partial<Pick<Point, 'id' | 'title' | 'problem' | 'ask' | 'whyMidsized'>> & {
  readonly pillar?: string | null
  readonly typed?: string
  readonly rest?: string
}

/** So much of a line stands in a button's value. */
const mostCarried = 1500

/** Tells what the first step of a draft began with from what stands there by now. */
export const draftDigest = ({ title, problem, ask, whyMidsized, pillar }: Begun): string =>
  digestOf([title, problem, ask, whyMidsized, pillar])

/** The inputs for a point's own words. */
function wordInputs(begun: Begun, locale: Locale): Input[] {
  const t = lobbyTexts.in(locale)
  const long = (name: 'problem' | 'ask' | 'whyMidsized'): Input => ({
    kind: 'longText',
    name,
    label: t(`form.${name}`),
    hint: t(`form.${name}Hint`),
    max: longest[name],
    ...(begun[name] && { value: begun[name] }),
  })
  return [
    {
      kind: 'text',
      name: 'title',
      label: t('form.pointTitle'),
      hint: t('form.pointTitleHint'),
      max: longest.title,
      ...(begun.title && { value: begun.title }),
    },
    long('problem'),
    long('ask'),
    long('whyMidsized'),
  ]
}

const pillarInput = (pillars: readonly Pillar[], pillar: string | null | undefined, locale: Locale): Input => ({
  kind: 'choice',
  name: 'pillar',
  label: lobbyTexts.in(locale)('form.pillar'),
  options: pillars.map(({ id, name }) => ({ value: id, label: name })),
  ...(pillar && { value: pillar }),
})

/** What can be chosen of targets and themes. */
export interface Choices {
  readonly targets: readonly Target[]
  readonly themes: readonly Theme[]
}

/** The inputs for whom a point is addressed to, by when, with what evidence. */
function detailInputs(begun: Partial<Point>, { targets, themes }: Choices, locale: Locale): Input[] {
  const t = lobbyTexts.in(locale)
  const target = (name: 'target' | 'secondTarget', at: number): Input => ({
    kind: 'choice',
    name,
    label: t(`form.${name}`),
    options: targets.map(one => ({ value: one.id, label: one.name })),
    ...(begun.targets?.[at] && { value: begun.targets[at].id }),
    ...(at > 0 && { optional: true }),
  })
  const theme: Input = {
    kind: 'choice',
    name: 'theme',
    label: t('form.theme'),
    optional: true,
    options: themes.map(one => ({ value: one.id, label: one.name })),
    ...(begun.theme && { value: begun.theme }),
  }
  const dossiers = (begun.dossiers ?? []).join(', ')
  return [
    ...(targets.length > 0 ? [target('target', 0), target('secondTarget', 1)] : []),
    ...(themes.length > 0 ? [theme] : []),
    {
      kind: 'date',
      name: 'deadline',
      label: t('form.deadline'),
      hint: t('form.deadlineHint'),
      optional: true,
      ...(begun.deadline && { value: begun.deadline }),
    },
    {
      kind: 'longText',
      name: 'evidence',
      label: t('form.evidence'),
      hint: t('form.evidenceHint'),
      optional: true,
      max: longest.evidence,
      ...(begun.evidence && { value: begun.evidence }),
    },
    {
      kind: 'text',
      name: 'dossiers',
      label: t('form.dossiers'),
      hint: t('form.dossiersHint'),
      optional: true,
      // Of two points that became one both stand there.
      max: Math.max(200, dossiers.length),
      ...(dossiers && { value: dossiers }),
    },
  ]
}

/** The first step: what, and why of this size. Of a draft it says with what it began, as `was` gives it where other words stand in the fields. */
export function wordsForm(begun: Begun, pillars: readonly Pillar[], locale: Locale, was: Begun = begun): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.new',
    title: t('form.title'),
    submit: t('form.next'),
    intro: [t('form.intro'), ...(begun.rest ? [t('begun.rest', { rest: begun.rest })] : [])].join('\n'),
    context: begun.id ? `${begun.id}.${draftDigest(was)}` : '',
    inputs: [...wordInputs(begun, locale), pillarInput(pillars, begun.pillar, locale)],
    reopen: {
      label: t('button.new'),
      value: begun.id ?? (begun.typed ? `title ${briefly(begun.typed, mostCarried)}` : 'new'),
    },
  }
}

/** The second step: to whom, by when, with what evidence. */
export function detailsForm(point: Point, choices: Choices, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.details',
    title: t('form.title'),
    submit: t('form.propose'),
    intro: t('form.kept', { number: point.number, title: point.title }),
    context: point.id,
    inputs: [
      ...detailInputs(point, choices, locale),
      {
        kind: 'checkbox',
        name: 'confidential',
        label: t('form.confidential'),
        optional: true,
        value: point.isConfidential,
      },
    ],
    reopen: { label: t('button.go'), value: point.id },
  }
}

/** Other words for a point. `other` is what someone else wrote since this one began: the own text stays in the fields. */
export function rewordForm(point: Point, own: Begun, intro: string, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.words',
    title: t('edit.title'),
    submit: t('edit.submit'),
    intro,
    context: `${point.id}.${wordsDigest(point)}`,
    inputs: wordInputs(own, locale).filter(({ name }) => name !== 'ask' || !isAskFixed(point)),
    reopen: { label: t('button.words'), value: point.id },
  }
}

/** What stands in the fields for a point's facts. */
export type Filled = Pick<Point, 'pillar' | 'theme' | 'deadline' | 'evidence' | 'dossiers' | 'targets'>

/** A target that is none of today's is in no list to choose from. */
const takeOff = (ended: Point['targets'], value: boolean, locale: Locale): Input[] =>
  ended.length > 0
    ? [
        {
          kind: 'checkbox',
          name: 'takeOff',
          label: lobbyTexts.in(locale)('edit.takeOff', { targets: ended.map(({ name }) => name).join(', ') }),
          optional: true,
          value,
        },
      ]
    : []

/** Another pillar, target, theme or deadline for a point. `own` is what stands in the fields, where that is not what the point has now; a target that has no field is named, for it stays. */
export function refileForm(
  point: Point,
  own: Filled | null,
  intro: string,
  pillars: readonly Pillar[],
  choices: Choices,
  locale: Locale,
  isTakenOff = false,
): Form {
  const t = lobbyTexts.in(locale)
  const { offered, kept, ended } = targetsApart(point, choices.targets)
  const filled: Filled = own ?? { ...point, targets: offered }
  const stays = kept.length > 0 ? [t('edit.keeps', { targets: kept.map(({ name }) => name).join(', ') })] : []
  return {
    version: 1,
    name: 'lobby.facts',
    title: t('edit.facts'),
    submit: t('edit.submit'),
    intro: [intro, ...stays].join('\n'),
    context: `${point.id}.${factsDigest(factsOf(point))}`,
    inputs: [
      pillarInput(pillars, filled.pillar, locale),
      ...detailInputs(filled, choices, locale),
      ...takeOff(ended, isTakenOff, locale),
    ],
    reopen: { label: t('button.facts'), value: point.id },
  }
}

/** Which point another goes on as. */
export function mergeForm(point: Point, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.merge',
    title: t('button.merge'),
    submit: t('button.merge'),
    intro: t('merge.intro', { number: point.number, title: point.title }),
    context: point.id,
    inputs: [{ kind: 'text', name: 'into', label: t('merge.into'), hint: t('merge.hint'), max: 20 }],
    reopen: { label: t('button.merge'), value: point.id },
  }
}

/** What the part of a point reads that goes on by itself. */
export function splitForm(point: Point, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.split',
    title: t('button.split'),
    submit: t('button.split'),
    intro: t('split.intro', { number: point.number }),
    context: point.id,
    inputs: wordInputs(point, locale),
    reopen: { label: t('button.split'), value: point.id },
  }
}

/** A line of a municipality's own: what it adds to its support, or what its reservation is. `said` is what it says now, and `written` what a colleague made of that since the form began. */
export function lineForm(
  point: Pick<Point, 'id' | 'number' | 'title' | 'isConfidential'>,
  stance: 'support' | 'reservation',
  line: string | null,
  said: Standing | undefined,
  written: Text | null,
  locale: Locale,
): Form {
  const t = lobbyTexts.in(locale)
  const title = t('card.title', { number: point.number, title: point.title })
  return {
    version: 1,
    name: stance === 'support' ? 'lobby.line' : 'lobby.reserve',
    title: t(`line.${stance}.title`),
    submit: t('line.submit'),
    intro: [
      title,
      ...(stance === 'support' && !said ? [t('line.gives')] : []),
      ...(written === null ? [] : [t('line.collided', { written: { text: written } })]),
    ].join('\n'),
    context: `${point.id}.${standingDigest(said)}`,
    inputs: [
      {
        kind: 'longText',
        name: 'line',
        label: t(`line.${stance}.label`),
        hint: t(point.isConfidential ? `hidden.${stance}Hint` : `line.${stance}.hint`),
        max: 500,
        ...(line && { value: line }),
      },
    ],
    reopen: { label: t(`button.${stance === 'support' ? 'line' : 'reserve'}`), value: point.id },
  }
}

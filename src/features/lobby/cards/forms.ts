// SPDX-License-Identifier: EUPL-1.2
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Target, Theme } from '#/features/lobby/rules/targets.ts'
import { longest } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'

/** What the first step begins with: a title that was typed, or a draft. */
export type Begun = Partial<Pick<Point, 'id' | 'title' | 'problem' | 'ask' | 'whyMidsized'>> & {
  readonly pillar?: string | null
}

/** The first step: what, and why of this size. */
export function wordsForm(begun: Begun, pillars: readonly Pillar[], locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  const long = (name: 'problem' | 'ask' | 'whyMidsized') => ({
    kind: 'longText' as const,
    name,
    label: t(`form.${name}`),
    hint: t(`form.${name}Hint`),
    max: longest[name],
    ...(begun[name] && { value: begun[name] }),
  })
  return {
    version: 1,
    name: 'lobby.new',
    title: t('form.title'),
    submit: t('form.next'),
    intro: t('form.intro'),
    context: begun.id ?? '',
    inputs: [
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
      {
        kind: 'choice',
        name: 'pillar',
        label: t('form.pillar'),
        options: pillars.map(({ id, name }) => ({ value: id, label: name })),
        ...(begun.pillar && { value: begun.pillar }),
      },
    ],
    reopen: { label: t('button.new'), value: begun.id ?? (begun.title ? `title ${begun.title}` : 'new') },
  }
}

/** The second step: to whom, by when, with what evidence. */
export function detailsForm(
  point: Pick<Point, 'id' | 'number' | 'title'>,
  targets: readonly Target[],
  themes: readonly Theme[],
  locale: Locale,
): Form {
  const t = lobbyTexts.in(locale)
  const target = (name: 'target' | 'secondTarget', optional: boolean) => ({
    kind: 'choice' as const,
    name,
    label: t(`form.${name}`),
    options: targets.map(one => ({ value: one.id, label: one.name })),
    ...(optional && { optional }),
  })
  return {
    version: 1,
    name: 'lobby.details',
    title: t('form.title'),
    submit: t('form.propose'),
    intro: t('form.kept', { number: point.number, title: point.title }),
    context: point.id,
    inputs: [
      ...(targets.length > 0 ? [target('target', false), target('secondTarget', true)] : []),
      ...(themes.length > 0
        ? [
            {
              kind: 'choice' as const,
              name: 'theme',
              label: t('form.theme'),
              optional: true,
              options: themes.map(one => ({ value: one.id, label: one.name })),
            },
          ]
        : []),
      { kind: 'date', name: 'deadline', label: t('form.deadline'), hint: t('form.deadlineHint'), optional: true },
      {
        kind: 'longText',
        name: 'evidence',
        label: t('form.evidence'),
        hint: t('form.evidenceHint'),
        optional: true,
        max: longest.evidence,
      },
      {
        kind: 'text',
        name: 'dossiers',
        label: t('form.dossiers'),
        hint: t('form.dossiersHint'),
        optional: true,
        max: 200,
      },
      { kind: 'checkbox', name: 'confidential', label: t('form.confidential'), optional: true },
    ],
    reopen: { label: t('button.go'), value: point.id },
  }
}

/** A line of a municipality's own: what it adds to its support, or what its reservation is. */
export function lineForm(
  point: Pick<Point, 'id' | 'number' | 'title'>,
  stance: 'support' | 'reservation',
  line: string | null,
  locale: Locale,
): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: stance === 'support' ? 'lobby.line' : 'lobby.reserve',
    title: t(`line.${stance}.title`),
    submit: t('line.submit'),
    intro: t('card.title', { number: point.number, title: point.title }),
    context: point.id,
    inputs: [
      {
        kind: 'longText',
        name: 'line',
        label: t(`line.${stance}.label`),
        hint: t(`line.${stance}.hint`),
        max: 500,
        ...(line && { value: line }),
      },
    ],
    reopen: { label: t(`button.${stance === 'support' ? 'line' : 'reserve'}`), value: point.id },
  }
}

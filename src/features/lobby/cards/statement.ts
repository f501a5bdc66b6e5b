// SPDX-License-Identifier: EUPL-1.2
import { plainDayOf } from '#/chat/dates.ts'
import type { Fields, Form } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import type { Block, Document } from '#/documents/document.ts'
import { resultText } from '#/features/lobby/cards/point-fields.ts'
import { figureLines, memberBlocks } from '#/features/lobby/cards/statement-figures.ts'
import type { Figures } from '#/features/lobby/rules/figures.ts'
import { type Point, supportersOf } from '#/features/lobby/rules/points.ts'
import { longest } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

export interface Statement {
  readonly title: string
  readonly introduction: string
  readonly points: readonly Point[]
}

export const longestIntroduction = 4000

/** Which points, in which order, under which title, with which introduction; `filled` is what stands in the fields. */
export function statementForm(filled: Fields, intro: Text, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.statement',
    title: t('file.statement.form'),
    submit: t('file.statement.make'),
    intro,
    context: '',
    inputs: [
      {
        kind: 'text',
        name: 'points',
        label: t('file.statement.points'),
        hint: t('file.statement.pointsHint'),
        max: 200,
        ...(filled.points && { value: filled.points }),
      },
      {
        kind: 'text',
        name: 'title',
        label: t('form.pointTitle'),
        max: longest.title,
        value: filled.title ?? t('file.statement.usual'),
      },
      {
        kind: 'longText',
        name: 'introduction',
        label: t('file.statement.introduction'),
        optional: true,
        max: longestIntroduction,
        ...(filled.introduction && { value: filled.introduction }),
      },
    ],
    reopen: { label: t('file.statement.form'), value: filled.points ?? '' },
  }
}

function pointBlocks(point: Point, place: number, locale: Locale): readonly Block[] {
  const t = lobbyTexts.in(locale)
  const supporters = supportersOf(point)
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b, 'nl'))
  const result = resultText(point)
  const told = (label: string, text: string): readonly Block[] => [
    { kind: 'heading', level: 3, text: label },
    { kind: 'text', text },
  ]
  return [
    { kind: 'heading', level: 2, text: `${place}. ${point.title}` },
    { kind: 'text', text: point.problem },
    ...told(t('file.column.ask'), point.ask),
    ...told(t('file.column.whyMidsized'), point.whyMidsized),
    ...(point.evidence ? told(t('form.evidence'), point.evidence) : []),
    ...(supporters.length > 0 ? told(t('file.column.supporters'), `${listed(supporters, locale)}.`) : []),
    ...(result ? told(`${t('file.column.result')}: ${t(`state.word.${point.state}`)}`, result) : []),
  ]
}

/** The statement of the network: its figures, each chosen point with who stands behind it, and its members [A30]. */
export function statementDocument(
  { title, introduction, points }: Statement,
  figures: Figures,
  today: string,
  locale: Locale,
): Document {
  const t = lobbyTexts.in(locale)
  return {
    title,
    language: locale,
    about: plainDayOf(today, locale),
    blocks: [
      ...(introduction ? [{ kind: 'text', text: introduction } as const] : []),
      { kind: 'heading', level: 2, text: t('file.statement.figures') },
      { kind: 'list', items: figureLines(figures, today, locale) },
      ...points.flatMap((point, i) => pointBlocks(point, i + 1, locale)),
      ...memberBlocks(figures, today, locale),
    ],
  }
}

// SPDX-License-Identifier: EUPL-1.2
import { plainDayOf } from '#/chat/dates.ts'
import { plain } from '#/chat/markdown.ts'
import type { Block, Document, Sheet } from '#/documents/document.ts'
import { narrowedWords } from '#/features/lobby/cards/agenda.ts'
import { titleOf } from '#/features/lobby/cards/point.ts'
import { cellsOf, cellText, columnNames, columns, type Saying, type Told } from '#/features/lobby/cards/point-fields.ts'
import type { Known } from '#/features/lobby/rules/filter.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** The lobby agenda as a table: a row a point. */
export function agendaSheet(all: readonly Told[], saying: Saying): Sheet {
  const t = lobbyTexts.in(saying.locale)
  return {
    name: t('file.agenda.sheet'),
    columns: columnNames.map(name => ({ label: t(`file.column.${name}`), width: columns[name] })),
    rows: all.map(told => {
      const cells = cellsOf(told, saying)
      return columnNames.map(name => cells[name])
    }),
  }
}

/** What stands under a heading of its own already. */
const inHeading = new Set(['number', 'title'])

function blocksOf(told: Told, saying: Saying): readonly Block[] {
  const { locale } = saying
  const t = lobbyTexts.in(locale)
  const cells = cellsOf(told, saying)
  const fields = columnNames.flatMap((name): Block[] => {
    const text = cellText(cells[name], locale)
    return inHeading.has(name) || text === '' ? [] : [{ kind: 'field', label: t(`file.column.${name}`), text }]
  })
  return [{ kind: 'heading', level: 2, text: plain(titleOf(told.point, locale)) }, ...fields]
}

/** The same to read: what is empty of a point is left out. */
export function agendaDocument(all: readonly Told[], only: readonly Known[], today: string, saying: Saying): Document {
  const { locale } = saying
  const t = lobbyTexts.in(locale)
  const about = plain(t('file.agenda.about', { count: all.length, day: plainDayOf(today, locale) }))
  return {
    title: t('file.agenda.title'),
    language: locale,
    about: [plain(narrowedWords(only, locale)), about].filter(Boolean).join(' · '),
    blocks: all.flatMap(told => blocksOf(told, saying)),
  }
}

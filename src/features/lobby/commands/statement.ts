// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Reads, Submitted } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import {
  longestIntroduction,
  type Statement,
  statementDocument,
  statementForm,
} from '#/features/lobby/cards/statement.ts'
import { documentPart, heldText, keepMade, type Made, madeAnswer, making } from '#/features/lobby/commands/files.ts'
import { figures } from '#/features/lobby/rules/figures.ts'
import { pointsByNumber } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import type { PointState } from '#/features/lobby/rules/states.ts'
import { longest } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** More is no statement but the agenda. */
const mostChosen = 30

/** The network does not stand for these any more. */
const isOver: ReadonlySet<PointState> = new Set(['withdrawn', 'declined', 'archived'])

/** `m50 lobby verklaring [nrs]`. */
export const statementLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.export',
  run: async (_, turn, typed) => ({
    form: statementForm(
      { points: typed.slice(0, 200) },
      lobbyTexts.in(turn.locale)('file.statement.intro'),
      turn.locale,
    ),
  }),
}

/** The chosen points in their order, or what is wrong with the fields. */
async function chosen(
  db: Db,
  turn: Turn,
  fields: Fields,
): Promise<Statement | { fieldErrors: Record<string, string> }> {
  const t = lobbyTexts.in(turn.locale)
  const numbers = [...new Set((fields.points?.match(/\d{1,9}/g) ?? []).map(Number))]
  const title = fields.title?.trim() ?? ''
  const introduction = fields.introduction?.trim() ?? ''
  const found = await pointsByNumber(db, numbers, readersOf(turn.actor), turn.today)
  const absent = numbers.filter(number => !found.some(point => point.number === number))
  const gone = found.filter(({ state }) => isOver.has(state))
  const closed = found.filter(point => point.isConfidential || !point.openedAt)
  const listOf = (all: readonly number[]) => ({
    count: all.length,
    points: listed(
      all.map(number => `LP ${number}`),
      turn.locale,
    ),
  })
  const points =
    numbers.length === 0 || numbers.length > mostChosen
      ? t('file.statement.which', { most: mostChosen })
      : absent.length > 0
        ? t('file.statement.absent', listOf(absent))
        : gone.length > 0
          ? t('file.statement.over', listOf(gone.map(({ number }) => number)))
          : closed.length > 0
            ? t('file.statement.closed', listOf(closed.map(({ number }) => number)))
            : null
  const long = [...title].length
  const longer = [...introduction].length
  const fieldErrors = {
    ...(points && { points }),
    ...(long === 0 && { title: t('file.statement.noTitle') }),
    ...(long > longest.title && { title: t('tooLong', { length: long, max: longest.title }) }),
    ...(longer > longestIntroduction && { introduction: t('tooLong', { length: longer, max: longestIntroduction }) }),
  }
  if (Object.keys(fieldErrors).length > 0) return { fieldErrors }
  // It is for others: it tells of them what all may read.
  return { title, introduction, points: await pointsByNumber(db, numbers, [], turn.today) }
}

async function statementFile(db: Db, turn: Turn, statement: Statement): Promise<NonNullable<Made>> {
  const document = statementDocument(statement, await figures(db, turn.today), turn.today, turn.locale)
  const name = lobbyTexts.in(turn.locale)('file.statement.name')
  const parts = await Promise.all((['docx', 'pdf'] as const).map(kind => documentPart(document, name, kind)))
  return { of: 'statement', points: statement.points.map(({ number }) => number), parts }
}

const submit = {
  does: 'writes',
  asks: 'lobby.export',
  async first(turn: Turn, db: Db, { fields }: Submitted): Promise<Made | Answer> {
    const statement = await chosen(db, turn, fields)
    return 'fieldErrors' in statement ? statement : making(db, turn, () => statementFile(db, turn, statement))
  },
  run: async (tx: Tx, turn: Turn, ready: Made | Answer) =>
    ready && !('parts' in ready) ? ready : keepMade(tx, turn, ready),
  // What was typed stays in the form until it can be made.
  answer: async (db: Db, turn: Turn, outcome: Outcome): Promise<Answer> =>
    outcome.code === 'held' && turn.act.kind === 'submit'
      ? { form: statementForm(turn.act.fields, heldText(turn), turn.locale) }
      : madeAnswer(db, turn, outcome),
} as const

/** The points, the title and the introduction of "De Kracht van Middelgroot" [A30]. */
export const statementHandler: FormHandler = { open: statementLine, submit }

// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { agendaDocument, agendaSheet } from '#/features/lobby/cards/agenda-file.ts'
import {
  documentPart,
  type FileKind,
  keepMade,
  type Made,
  madeAnswer,
  making,
  sayingIn,
  sheetPart,
  toldOf,
} from '#/features/lobby/commands/files.ts'
import { filterIn } from '#/features/lobby/commands/filter.ts'
import { mostPoints } from '#/features/lobby/rules/bulk.ts'
import { narrowedPoints } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { Refusal } from '#/network/refusal.ts'

const kinds: Readonly<Record<string, FileKind>> = {
  docx: 'docx',
  word: 'docx',
  xlsx: 'xlsx',
  excel: 'xlsx',
  csv: 'csv',
  pdf: 'pdf',
}
/** Where none is named: to read, and to sort. */
const usual: readonly FileKind[] = ['docx', 'xlsx']

async function agendaFile(db: Db, turn: Turn, typed: string): Promise<NonNullable<Made>> {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const named = new Set(words.flatMap(word => kinds[word] ?? []))
  const { found: only, strange } = await filterIn(db, turn, words.filter(word => !kinds[word]).join(' '))
  if (strange.length > 0) throw new Refusal('lobby.strangeExport', { words: strange.join(' ') })
  const points = await narrowedPoints(db, readersOf(turn.actor), turn.today, only, mostPoints + 1)
  if (points.length === 0) throw new Refusal('lobby.nothingToExport')
  if (points.length > mostPoints) throw new Refusal('lobby.tooManyToExport', { most: mostPoints })
  const all = await toldOf(db, turn, points)
  const saying = await sayingIn(db, turn)
  const name = lobbyTexts.in(turn.locale)('file.agenda.name')
  const made = async (kind: FileKind) => {
    if (kind === 'docx' || kind === 'pdf')
      return documentPart(agendaDocument(all, only, turn.today, saying), name, kind)
    return sheetPart(agendaSheet(all, saying), name, kind)
  }
  const parts = await Promise.all([...(named.size > 0 ? named : usual)].map(made))
  return { of: 'agenda', points: points.map(({ number }) => number), parts }
}

/** `m50 lobby export [docx|xlsx|pdf|csv] [woorden]`: the agenda, or a part of it, in the same columns whatever the kind [F91]. */
export const exportLine: Writes<string, undefined, Made> = {
  does: 'writes',
  asks: 'lobby.export',
  isForKnown: true,
  first: (turn, db, typed) => making(db, turn, () => agendaFile(db, turn, typed)),
  run: keepMade,
  answer: madeAnswer,
}

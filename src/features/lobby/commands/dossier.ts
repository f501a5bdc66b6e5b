// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { dossierDocument } from '#/features/lobby/cards/dossier.ts'
import { numberIn, typedPoint } from '#/features/lobby/commands/about.ts'
import {
  documentPart,
  keepMade,
  type Made,
  madeAnswer,
  making,
  sayingIn,
  toldOf,
} from '#/features/lobby/commands/files.ts'
import { Refusal } from '#/network/refusal.ts'

async function dossierFile(db: Db, turn: Turn, typed: string): Promise<NonNullable<Made>> {
  const number = numberIn(typed)
  if (number === null) throw new Refusal('lobby.whichDossier')
  const [told] = await toldOf(db, turn, [await typedPoint(db, turn, number)])
  if (!told) throw new Error('a point without what is told of it')
  const document = dossierDocument(told, turn.today, await sayingIn(db, turn))
  const parts = await Promise.all((['docx', 'pdf'] as const).map(kind => documentPart(document, `LP-${number}`, kind)))
  return { of: 'dossier', points: [number], parts }
}

/** `m50 lobby dossier <nr>`: one document for a talk with a ministry [F92]. */
export const dossierLine: Writes<string, undefined, Made> = {
  does: 'writes',
  asks: 'lobby.export',
  isForKnown: true,
  first: (turn, db, typed) => making(db, turn, () => dossierFile(db, turn, typed)),
  run: keepMade,
  answer: madeAnswer,
}

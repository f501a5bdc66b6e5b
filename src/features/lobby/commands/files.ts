// SPDX-License-Identifier: EUPL-1.2
import type { Outcome } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import type { Document, Sheet } from '#/documents/document.ts'
import type { Saying, Told } from '#/features/lobby/cards/point-fields.ts'
import { relationOf } from '#/features/lobby/commands/about.ts'
import { holdExport, mayExport, mostFiles, noteExport } from '#/features/lobby/rules/bulk.ts'
import { coursesOf, everyWordingOf, happenedTo, reasonsOf } from '#/features/lobby/rules/course.ts'
import { livesOf } from '#/features/lobby/rules/life.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { areStillSeen, insideOf } from '#/features/lobby/rules/still-seen.ts'
import { targets } from '#/features/lobby/rules/targets.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'
import { keptDays, makeFile, type Part } from '#/network/files.ts'
import type { FileId } from '#/network/ids.ts'
import { municipalities } from '#/network/municipalities.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
} as const
export type FileKind = keyof typeof mediaTypes

export const part = (name: string, kind: FileKind, content: Uint8Array): Part => ({
  name: `${name}.${kind}`,
  mediaType: mediaTypes[kind],
  content,
})

/** What writes a document is loaded only once someone asks for one: it takes its time and its memory. */
export async function documentPart(document: Document, name: string, kind: 'docx' | 'pdf'): Promise<Part> {
  if (kind === 'docx') return part(name, kind, await (await import('#/documents/docx.ts')).toDocx(document))
  return part(name, kind, await (await import('#/documents/pdf.ts')).toPdf(document))
}

/** A table, in the kind that is asked for. */
export async function sheetPart(sheet: Sheet, name: string, kind: 'xlsx' | 'csv'): Promise<Part> {
  if (kind === 'csv') return part(name, kind, (await import('#/documents/csv.ts')).toCsv(sheet))
  return part(name, kind, await (await import('#/documents/xlsx.ts')).toXlsx(sheet))
}

/** So many of each that became of a point stand in a file. */
const mostOfLife = 100

/** Points with all that a file tells of them, as far as who asks for it may know. */
export async function toldOf(db: Db, turn: Turn, points: readonly Point[]): Promise<readonly Told[]> {
  const { actor } = turn
  const seesContacts = (point: Point) => may(actor, 'lobby.contact', relationOf(point))
  const lives = await livesOf(db, points, seesContacts, turn, { size: mostOfLife, from: 0 })
  const courses = await coursesOf(db, points, seesContacts, readersOf(turn.actor), turn.today)
  const wordings = await everyWordingOf(db, points, readersOf(turn.actor), turn.today)
  const happened = await happenedTo(db, points, seesContacts, readersOf(turn.actor), turn.today)
  const reasons = await reasonsOf(
    db,
    points.filter(({ state }) => state === 'declined'),
  )
  return points.map(point => ({
    point,
    steps: courses.get(point.id) ?? [],
    wordings: wordings.get(point.id) ?? new Map(),
    happened,
    reason: reasons.get(point.id) ?? null,
    life: lives.get(point.id) ?? { ranks: [], placements: [], contacts: [], next: null, longest: 0 },
  }))
}

export async function sayingIn(db: Db, { today, locale, zone }: Turn): Promise<Saying> {
  const names = {
    pillar: await pillars(db, today),
    theme: await themes(db),
    targets: await targets(db, today),
    municipality: await municipalities(db, today),
  }
  return { locale, zone, names }
}

/** A file that waits to be kept; null where its asker had too many made by now. */
export type Made = {
  readonly of: 'agenda' | 'dossier' | 'statement'
  readonly points: readonly number[]
  readonly parts: readonly Part[]
} | null

/** Makes a file outside any transaction, unless its asker had too many made by now. */
export const making = async (db: Db, turn: Turn, make: () => Promise<NonNullable<Made>>): Promise<Made> =>
  (await mayExport(db, turn.actor.person, turn.now)) ? make() : null

/** Keeps a made file for its asker alone, counted; or holds it, and lets the secretariat know [T24] [T26]. @throws Refusal where one of its points is not for them any more */
export async function keepMade(tx: Tx, turn: Turn, made: Made): Promise<Outcome> {
  if (made === null || !(await mayExport(tx, turn.actor.person, turn.now))) {
    await holdExport(tx, turn.as, turn.now)
    return { code: 'held', ids: {} }
  }
  const { of, points, parts } = made
  if (!(await areStillSeen(tx, points, readersOf(turn.actor), turn.today, of === 'statement')))
    throw new Refusal('lobby.sightChanged', {}, { field: 'points' })
  const given = { reader: turn.actor.identity, kind: `lobby.${of}`, locale: turn.locale, parts }
  const file = await makeFile(tx, turn.links, { ...given, isOneOfMany: true }, turn.now)
  // A statement tells what all may know.
  const inside = of === 'statement' ? { inside: [], contacts: [] } : await insideOf(tx, points, turn.actor, turn.today)
  noteExport(tx, file, { of, points }, inside, turn.as)
  return { code: of, ids: { file, points: points.length } }
}

/** Why no file is made now, and what to do. */
export const heldText = ({ locale }: Turn) => lobbyTexts.in(locale)('file.held.text', { most: mostFiles })

/** Where the file is to be had, for its asker alone; or why it is not made now, and what to do. */
export async function madeAnswer(_: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const t = lobbyTexts.in(turn.locale)
  const agenda = lineButton(t('button.all'), 'lobby')
  if (code === 'held')
    return {
      card: {
        version: 1,
        title: t('file.held.title'),
        text: heldText(turn),
        buttons: [agenda],
      },
      to: 'me',
    }
  const count = Number(ids.points)
  return {
    card: {
      version: 1,
      title: t(`file.made.${code as NonNullable<Made>['of']}`),
      text: t('file.made.text', { days: keptDays, count }),
      link: { label: t('file.made.link'), url: turn.links.urlOf(String(ids.file) as FileId) },
      buttons: [agenda],
    },
    to: 'me',
    secret: true,
  }
}

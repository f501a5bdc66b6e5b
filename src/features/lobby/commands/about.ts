// SPDX-License-Identifier: EUPL-1.2
// Which point an act is about, as the one who acts may see it, with what of it matters for their rights.
import type { Outcome, Submitted } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { lockedPoint, type Point, pointById, pointByNumber } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { asId, type LobbyPointId } from '#/network/ids.ts'
import type { Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** A point with what of it matters for rights; null where there is none for this one. */
export type About = (Relation & { readonly subject: Point }) | null

/** What of a point matters for rights. */
export const relationOf = ({ proposer, pillar, municipality }: Point): Relation => ({
  person: proposer,
  pillar,
  municipality,
})

/** Whatever is answered about a confidential point goes by direct message [F29]. */
export const secretOf = ({ isConfidential }: Pick<Point, 'isConfidential'>) => (isConfidential ? { secret: true } : {})

const about = (point: Point | null): About => point && { subject: point, ...relationOf(point) }

/** What follows a full stop says what of the point was shown. */
const idIn = (value: string) => asId<LobbyPointId>(value.split('.', 1)[0])

const read = async (db: Db, value: string, turn: Turn): Promise<Point | null> => {
  const id = idIn(value)
  return id && pointById(db, id, readersOf(turn.actor), turn.today)
}

/** The point of a press, locked; null where there is none for this one. */
export const lockedIn = async (db: Db, value: string, turn: Turn): Promise<Point | null> => {
  const id = idIn(value)
  return id && lockedPoint(db, id, readersOf(turn.actor), turn.today)
}

function there(point: Point | null): Point {
  if (!point) throw new Refusal('chat.absent')
  return point
}

/** "12", "LP 12", "lp12" and "#12" are a point's number. */
export const numberIn = (typed: string): number | null => {
  const found = /^(?:lp\s*|#)?(\d{1,9})$/i.exec(typed.trim())
  return found ? Number(found[1]) : null
}

/** The point of a typed number. @throws Refusal */
export async function typedPoint(db: Db, turn: Turn, number: number): Promise<Point> {
  const point = await pointByNumber(db, number, readersOf(turn.actor), turn.today)
  if (!point) throw new Refusal('lobby.absent', { number })
  return point
}

/** The point of a press or a form. @throws Refusal */
export const pressedPoint = async (db: Db, turn: Turn, value: string): Promise<Point> =>
  there(await read(db, value, turn))

/** The same, locked: what is read of it then stays so. @throws Refusal */
export const pressedLocked = async (db: Db, turn: Turn, value: string): Promise<Point> =>
  there(await lockedIn(db, value, turn))

/** The point that a turn left behind. @throws Refusal where whoever acted may know of it no more */
export const pointOfOutcome = (db: Db, turn: Turn, { ids }: Outcome): Promise<Point> =>
  pressedPoint(db, turn, String(ids.point))

export const pointOf = async (db: Db, value: string, turn: Turn): Promise<About> => about(await read(db, value, turn))

export const lockedOf = async (db: Db, value: string, turn: Turn): Promise<About> =>
  about(await lockedIn(db, value, turn))

export const ofSubmitted = (db: Db, { context }: Submitted, turn: Turn): Promise<About> => lockedOf(db, context, turn)

/** The point that a line begins with the number of. @throws Refusal where it begins with none */
export async function ofTyped(db: Db, typed: string, turn: Turn): Promise<About> {
  const number = numberIn(typed.replace(/^lp\s+/i, 'lp').split(/\s+/, 1)[0] ?? '')
  if (number === null) throw new Refusal('lobby.whichPoint')
  return about(await typedPoint(db, turn, number))
}

// SPDX-License-Identifier: EUPL-1.2

import type { Outcome } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { lifeLines, type Steps, stepsButton, stepsCard, type Taking } from '#/features/lobby/cards/life.ts'
import type { Way } from '#/features/lobby/cards/point-read.ts'
import { pointOfOutcome, relationOf, secretOf } from '#/features/lobby/commands/about.ts'
import { type Life, lifeOf, mostShown } from '#/features/lobby/rules/life.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { PersonId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'

function stepsFor({ actor }: Turn, point: Point): Steps {
  const relation = relationOf(point)
  return {
    mayPlace: may(actor, 'lobby.place', relation),
    mayContact: may(actor, 'lobby.contact', relation),
    mayConclude: may(actor, 'lobby.conclude', relation),
    mayWithdraw: may(actor, 'lobby.withdraw', relation),
  }
}

/** What became of a point since it was approved, as far as its reader may know. */
export async function wayOf(db: Db, turn: Turn, point: Point): Promise<Way> {
  if (point.openedAt === null) return { lines: [], buttons: [] }
  const steps = stepsFor(turn, point)
  const life = await lifeOf(db, point, steps.mayContact, turn)
  // Whoever can take none of the steps reads here all that stands there, where it is no more than fits.
  const buttons =
    Object.values(steps).includes(true) || life.longest > mostShown ? [stepsButton(point, turn.locale)] : []
  return { lines: lifeLines(point, life, turn.locale, turn.zone), buttons }
}

/** Who noted what someone may take back of a point; null: whoever it was. */
function notersFor({ actor }: Turn, { pillar }: Point): readonly PersonId[] | null {
  if (may(actor, 'lobby.takeBack', { person: null, pillar })) return null
  return readersOf(actor).filter(person => may(actor, 'lobby.takeBack', { person, pillar }))
}

/** The latest of what someone may take back, `size` of each at most. */
export async function takenBackBy(
  db: Db,
  turn: Turn,
  point: Point,
  size: number,
): Promise<Pick<Life, 'placements' | 'contacts'>> {
  const seesContacts = may(turn.actor, 'lobby.contact', relationOf(point))
  return lifeOf(db, point, seesContacts, turn, { size, from: 0, by: notersFor(turn, point) })
}

/** Whether that is anything at all, on whichever page it stands. */
async function takesAny(db: Db, turn: Turn, point: Point): Promise<boolean> {
  const { placements, contacts } = await takenBackBy(db, turn, point, 1)
  return placements.length + contacts.length > 0
}

/** What became of a point, a page of it at a time: `typed` is the page, `just` what was noted right now. */
export async function showSteps(
  db: Db,
  turn: Turn,
  point: Point,
  typed = '',
  just: Exclude<Taking, 'any'> = null,
): Promise<Answer> {
  const steps = stepsFor(turn, point)
  const read = (from: number) => lifeOf(db, point, steps.mayContact, turn, { size: pageSize, from })
  const asked = await read(pageIn(typed, Number.POSITIVE_INFINITY).from)
  const page = pageIn(typed, asked.longest)
  // Past the last page stands the last.
  const life = page.page === pageIn(typed, Number.POSITIVE_INFINITY).page ? asked : await read(page.from)
  const taking = just ?? (point.mergedInto === null && (await takesAny(db, turn, point)) ? 'any' : null)
  const card = stepsCard(point, life, { ...steps, taking }, page, turn.locale, turn.zone)
  return { card, to: 'me', ...secretOf(point) }
}

/** What is told to few only is not said to be told to all who support it [T20]. */
const toldOfHidden = ['placed', 'ended', 'withdrawn'] as const

function doneKey(code: string, { isConfidential }: Point) {
  const told = isConfidential ? toldOfHidden.find(one => one === code) : undefined
  return told ? (`hidden.done.${told}` as const) : (`life.done.${code as 'placed'}` as const)
}

/** What was done, above what became of the point. */
export async function stepsAnswer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const { code, ids } = outcome
  const id = String(ids.noted)
  const just =
    code === 'placed' ? { id, is: 'placement' as const } : code === 'contacted' ? { id, is: 'contact' as const } : null
  const point = await pointOfOutcome(db, turn, outcome)
  const done = lobbyTexts.in(turn.locale)(doneKey(code, point), { number: point.number })
  return saidFirst(done, await showSteps(db, turn, point, '', just))
}

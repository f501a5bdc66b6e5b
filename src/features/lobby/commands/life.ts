// SPDX-License-Identifier: EUPL-1.2

import type { Outcome } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { lifeLines, type Steps, stepsButton, stepsCard } from '#/features/lobby/cards/life.ts'
import { pointOfOutcome, relationOf, secretOf } from '#/features/lobby/commands/about.ts'
import { lifeOf } from '#/features/lobby/rules/life.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
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

/** The point's card with what became of it since it was approved, as far as its reader may know. */
export async function withLife(db: Db, turn: Turn, point: Point, answer: Answer): Promise<Answer> {
  if (!('card' in answer) || point.openedAt === null) return answer
  const steps = stepsFor(turn, point)
  const life = await lifeOf(db, point, steps.mayContact, turn.today)
  const { card } = answer
  const lines = lifeLines(point, life, turn.locale, turn.zone)
  const text = [card.text, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n')
  // Whoever can take none of the steps reads here all that stands there.
  const next = Object.values(steps).includes(true) ? [stepsButton(point, turn.locale)] : []
  return { ...answer, card: { ...card, text, buttons: [...(card.buttons ?? []), ...next] } }
}

export async function showSteps(db: Db, turn: Turn, point: Point): Promise<Answer> {
  const steps = stepsFor(turn, point)
  const life = await lifeOf(db, point, steps.mayContact, turn.today)
  const card = stepsCard(point, life, steps, turn.locale, turn.zone)
  return { card, to: 'me', ...secretOf(point) }
}

/** What was done, above what became of the point. */
export async function stepsAnswer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const { code } = outcome
  const point = await pointOfOutcome(db, turn, outcome)
  const done = lobbyTexts.in(turn.locale)(`life.done.${code as 'placed'}`, { number: point.number })
  return saidFirst(done, await showSteps(db, turn, point))
}

// SPDX-License-Identifier: EUPL-1.2

import { type Denial, denial } from '#/chat/deny.ts'
import type { Handler, Next, Outcome, Stampedes, Writes } from '#/chat/feature.ts'
import type { Plan } from '#/chat/resolve.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { type Relation, rightFor } from '#/network/policy.ts'

/** The policy said no. */
export class Denied extends Error {
  readonly denial: Denial

  constructor(denial: Denial) {
    super('denied')
    this.denial = denial
  }
}

/** The one place where the policy is asked: loads what the act is about, asks, and hands it to the handler with the role that allowed it. @throws Denied */
async function admitted(
  db: Db,
  turn: Turn,
  handler: Handler<unknown>,
  input: unknown,
): Promise<{ readonly turn: Turn; readonly subject: unknown }> {
  const loaded: (Relation & { subject: unknown }) | null | undefined =
    handler.does === 'stampedes' ? undefined : await handler.of?.(db, input, turn)
  const right = loaded === null ? null : rightFor(turn.actor, handler.asks, loaded ?? {})
  if (right === null) throw new Denied(denial(turn, handler.asks, loaded ?? null))
  const { role, onBehalfOf } = right
  const behalf = onBehalfOf && {
    onBehalfOf: onBehalfOf.person,
    municipalityId: onBehalfOf.municipality?.id ?? null,
  }
  return { turn: { ...turn, as: { ...turn.as, role, ...behalf } }, subject: loaded?.subject }
}

export async function performRead(db: Db, turn: Turn, plan: Plan): Promise<Answer> {
  const { handler, input } = plan
  if (handler.does !== 'reads') throw new Error(`${plan.name} writes`)
  const allowed = await admitted(db, turn, handler, input)
  return handler.run(db, allowed.turn, input, allowed.subject)
}

/** Runs what hundreds do at once, in its one statement. @throws Denied */
export async function performStampede(
  db: Db,
  turn: Turn,
  handler: Stampedes<unknown>,
  input: unknown,
): ReturnType<Stampedes<unknown>['run']> {
  const { key } = turn
  if (key === null) throw new Error(`${handler.asks} came without a key`)
  const allowed = await admitted(db, turn, handler, input)
  return handler.run(db, { ...allowed.turn, key }, input)
}

/** Runs a writing handler in its transaction. What comes back as a form or field errors has written nothing, and the caller rolls back. */
export async function performWrite(
  tx: Tx,
  turn: Turn,
  handler: Writes<unknown>,
  input: unknown,
): ReturnType<Writes<unknown>['run']> {
  const allowed = await admitted(tx, turn, handler, input)
  return handler.run(tx, allowed.turn, input, allowed.subject as never)
}

export const answerOf = (db: Db, turn: Turn, handler: Writes<unknown>, outcome: Outcome): Promise<Answer | Next> =>
  handler.answer(db, turn, outcome)

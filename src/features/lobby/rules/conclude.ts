// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { agendaStand } from '#/features/lobby/rules/agenda-stand.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type At, move } from '#/features/lobby/rules/propose.ts'
import { isRunning, nextState } from '#/features/lobby/rules/states.ts'
import { tellOf } from '#/features/lobby/rules/tell-of.ts'
import type { ActedAs } from '#/network/audit.ts'
import { Refusal } from '#/network/refusal.ts'

/** What a point comes to in the end. */
export const endings = ['achieve', 'achievePartly', 'fail'] as const
export type Ending = (typeof endings)[number]

export const longestResult = 500

const end = statement(
  'lobby_end',
  'update lobby_points set result = $2, result_link = $3, ended_at = $4::timestamptz where id = $1::uuid',
)

/** @throws Refusal that says how a point stands of which nothing can be said any more, or yet */
export function demandRunning(point: Point): void {
  if (isRunning(point.state)) return
  const stale = { kind: 'lobbyPoint', id: point.id }
  if (point.state === 'draft' || point.state === 'declined' || point.mergedInto !== null) throw notNow(point, { stale })
  throw new Refusal(point.state === 'proposed' ? 'lobby.waits' : 'lobby.hasEnded', { number: point.number }, { stale })
}

const keep = statement(
  'lobby_result_keep',
  `insert into lobby_results (point_id, result, link, is_confidential, ended_at) select id, $2, $3, is_confidential, $4::timestamptz from lobby_points where id = $1::uuid returning id`,
)

/** Ends a locked point with what came of it, or takes it back with the reason; all whom it matters to are told, and its channel beneath its card. @throws Refusal */
export async function endPoint(
  tx: Tx,
  point: Point,
  event: Ending | 'withdraw',
  given: { readonly result: string; readonly link: string | null },
  by: ActedAs,
  at: At,
): Promise<void> {
  demandRunning(point)
  const values = [point.id, given.result, given.link, at.now.toISOString()]
  const [kept] = await tx.query<{ id: string }>(keep, values)
  if (!kept) throw new Error('a result left no row')
  await move(tx, point, event, by, at.now, { result: kept.id })
  await tx.query(end, values)
  const facts = { point: point.id, state: nextState(point.state, event) }
  await tellOf(tx, event, point, { facts, by, today: at.today })
}

const goesOnBy = { placed: 'resume', prioritised: 'rerank', gathering: 'regather' } as const

/** Goes on with a point after a result that was no end, which stays in its course: it is on an agenda again, or without one stands as its last ranking or none has it. @throws Refusal */
export async function resumePoint(tx: Tx, point: Point, by: ActedAs, at: At): Promise<void> {
  const event = goesOnBy[await agendaStand(tx, point)]
  await move(tx, point, event, by, at.now)
  await tx.query(end, [point.id, null, null, null])
  const facts = { point: point.id, state: nextState(point.state, event) }
  await tellOf(tx, event, point, { facts, by, today: at.today })
}

/** Puts a locked point away; whom it matters to is told [F20]. @throws Refusal while it goes on */
export async function archivePoint(tx: Tx, point: Point, by: ActedAs, at: At): Promise<void> {
  await move(tx, point, 'archive', by, at.now)
  await tellOf(tx, 'archive', point, { facts: { point: point.id }, by, today: at.today })
}

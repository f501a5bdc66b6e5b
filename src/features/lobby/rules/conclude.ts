// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import { isPlaced } from '#/features/lobby/rules/placements.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { move } from '#/features/lobby/rules/propose.ts'
import { isRunning, nextState } from '#/features/lobby/rules/states.ts'
import { aMoment, involvedIn, tell, tellBeneath } from '#/features/lobby/rules/tell.ts'
import type { ActedAs } from '#/network/audit.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { canAct } from '#/network/vouching.ts'

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

const behind = statement(
  'lobby_behind',
  `select told.id as person from people told
   where told.municipality_id in (select municipality_id from lobby_supports where point_id = $1::uuid and ended_at is null and stance = 'support')
     and exists (select from roles held where held.person_id = told.id and held.kind in ${homeFunctions} and ${holds('held', '$2::date')})
     and ${canAct('told.id', '$2::date')}`,
)

/** Whom a result matters to: who is involved, and everyone whose municipality supported the point. */
async function concerned(db: Db, point: Point, today: string): Promise<readonly PersonId[]> {
  const rows = await db.query<{ person: PersonId }>(behind, [point.id, today])
  return [...new Set([...(await involvedIn(db, point)), ...rows.map(({ person }) => person)])]
}

interface At {
  readonly now: Date
  readonly today: string
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
  await tellAll(tx, point, 'lobby.ended', nextState(point.state, event), by, at)
}

/** Goes on with a point after a result that was no end, which stays in its course: it is on an agenda again, or gathers support where it never was on one. @throws Refusal */
export async function resumePoint(tx: Tx, point: Point, by: ActedAs, at: At): Promise<void> {
  const wasPlaced = await isPlaced(tx, point)
  await move(tx, point, wasPlaced ? 'resume' : 'regather', by, at.now)
  await tx.query(end, [point.id, null, null, null])
  await tellAll(tx, point, 'lobby.resumed', wasPlaced ? 'placed' : 'gathering', by, at)
}

/** Puts a locked point away; whom it matters to is told [F20]. @throws Refusal while it goes on */
export async function archivePoint(tx: Tx, point: Point, by: ActedAs, now: Date): Promise<void> {
  await move(tx, point, 'archive', by, now)
  await tell(tx, point, 'lobby.archived', { point: point.id }, by)
  tellBeneath(tx, point, 'lobby.archived', { point: point.id })
}

async function tellAll(tx: Tx, point: Point, kind: string, state: string | null, by: ActedAs, at: At): Promise<void> {
  const told = (await concerned(tx, point, at.today)).filter(person => person !== by.personId)
  const facts = { point: point.id, state }
  notify(
    tx,
    told.map(person => ({ kind: 'person', person }) as const),
    kind,
    facts,
    aMoment(point),
  )
  tellBeneath(tx, point, kind, facts)
}

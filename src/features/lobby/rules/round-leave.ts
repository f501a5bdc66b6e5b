// SPDX-License-Identifier: EUPL-1.2
// A point that is over, or another pillar's, while its pillar's round is open: nothing that it was given counts any more [F22].
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyRoundId, PersonId } from '#/network/ids.ts'

// What became confidential is voted on by nobody, so that a vote for it counts only once it is opened again; what got a place was counted, whoever may know of it by now.
const countedIn = (round: string) =>
  `select from lobby_round_points here join lobby_points q on q.id = here.point_id
   where here.round_id = ${round} and here.left_at is null and (here.place is not null or not q.is_confidential)`

/** SQL: whether a vote `v` counts: its point is still in the round, and voted on. */
export const countsIn = (v: string): string =>
  `exists (${countedIn(`${v}.round_id`)} and here.point_id = ${v}.point_id)`

/** SQL: whether there is anything to vote on in an open round. */
export const isAsked = (round: string): string => `exists (${countedIn(round)})`

const leave = statement(
  'lobby_round_leave',
  `update lobby_round_points i set left_at = $2::timestamptz from lobby_rounds r
   where i.point_id = $1::uuid and i.left_at is null and r.id = i.round_id and r.state = 'open' returning r.id, r.closes_at as "closesAt"`,
)
const voted = statement(
  'lobby_round_left_voters',
  `select distinct v.person_id as person from lobby_votes v where v.round_id = $1::uuid and v.point_id = $2::uuid and v.person_id is not null`,
)

/** Takes a locked point out of the open round that it is in. Who gave it something hears that they have that vote back, as long as they can vote. */
export async function leaveRound(tx: Tx, point: Pick<Point, 'id'>, by: ActedAs, now: Date): Promise<void> {
  const values = [point.id, now.toISOString()]
  for (const { id, closesAt } of await tx.query<{ id: LobbyRoundId; closesAt: Date }>(leave, values)) {
    audit(tx, { action: 'lobby.leftRound', subject: { kind: 'lobbyPoint', id: point.id }, by })
    for (const kind of ['lobbyRound', 'lobbyBallot']) touch(tx, { kind, id })
    if (closesAt <= now) continue
    const told = (await tx.query<{ person: PersonId }>(voted, [id, point.id])).filter(
      ({ person }) => person !== by.personId,
    )
    notify(
      tx,
      told.map(({ person }) => ({ kind: 'person', person }) as const),
      'lobby.leftRound',
      { lobbyRound: id, point: point.id },
      { notAfter: closesAt, subject: { kind: 'lobbyBallot', id } },
    )
  }
}

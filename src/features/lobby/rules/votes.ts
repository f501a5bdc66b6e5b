// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { digestOf } from '#/features/lobby/rules/digest.ts'
import { countsIn, isAsked } from '#/features/lobby/rules/round-leave.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyPointId, LobbyRoundId, MunicipalityId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** What a municipality gives a point. */
export interface Vote {
  readonly point: LobbyPointId
  readonly score: number
}

const own = statement(
  'lobby_votes_own',
  `select v.point_id as point, v.score from lobby_votes v where v.round_id = $1::uuid and v.municipality_id = $2 and ${countsIn('v')}`,
)

/** What a municipality gave until now: read by itself alone while the round is open [F22]. */
export const votesOf = (db: Db, round: LobbyRoundId, municipality: MunicipalityId): Promise<readonly Vote[]> =>
  db.query<Vote>(own, [round, municipality])

/** Tells what a form began with from what a municipality gave since. */
export const votesDigest = (votes: readonly Vote[]): string =>
  digestOf(votes.map(({ point, score }) => `${point} ${score}`).toSorted())

const inTurn = statement(
  'lobby_votes_in_turn',
  `select pg_advisory_xact_lock(hashtextextended('vote ' || $1 || ' ' || $2, 0))`,
)

/** The same, with colleagues of one moment following one another until the transaction ends. */
export async function lockedVotesOf(
  tx: Tx,
  round: LobbyRoundId,
  municipality: MunicipalityId,
): Promise<readonly Vote[]> {
  await tx.query(inTurn, [round, municipality])
  return votesOf(tx, round, municipality)
}

// Shared: votes go beside one another, and the closing waits for those that are under way.
const voting = statement(
  'lobby_round_voting',
  `select id from lobby_rounds where id = $1::uuid and state = 'open' and closes_at > $2::timestamptz for share`,
)
const cast = statement(
  'lobby_vote',
  `insert into lobby_votes (round_id, point_id, municipality_id, person_id, score, cast_at)
   select i.round_id, i.point_id, $2, $3::uuid, g.score, $4::timestamptz
   from jsonb_to_recordset($5::jsonb) as g(point uuid, score int) join lobby_round_points i on i.round_id = $1::uuid and i.point_id = g.point and i.left_at is null
   join lobby_points p on p.id = i.point_id and not p.is_confidential
   order by i.point_id
   on conflict (round_id, point_id, municipality_id) do update set score = excluded.score, person_id = excluded.person_id, cast_at = excluded.cast_at
     where lobby_votes.score <> excluded.score
   returning point_id`,
)

/** Gives points what a municipality finds of them, in the place of what it gave before. That it did is noted; what it gave stands in the vote alone. @throws Refusal once the round is over */
export async function vote(
  tx: Tx,
  round: LobbyRoundId,
  municipality: MunicipalityId,
  votes: readonly Vote[],
  by: ActedAs,
  now: Date,
): Promise<void> {
  if ((await tx.query(voting, [round, now.toISOString()])).length === 0) throw new Refusal('lobby.roundOver')
  const changed = await tx.query(cast, [round, municipality, by.personId, now.toISOString(), JSON.stringify(votes)])
  if (changed.length === 0) return
  const subject = { kind: 'lobbyRound', id: round }
  audit(tx, { action: 'lobby.voted', subject, by, new: { municipality, points: changed.length } })
  touch(tx, subject)
}

/** How someone's municipality stands to a round. */
export interface Ballot {
  readonly municipality: string
  readonly hasVoted: boolean
}

const ballot = statement(
  'lobby_ballot',
  `select m.name as municipality, exists (select from lobby_votes v where v.round_id = $1::uuid and v.municipality_id = m.id and ${countsIn('v')}) as "hasVoted"
   from people p join municipalities m on m.id = p.municipality_id where p.id = $2::uuid`,
)

/** Null for who is of no municipality. */
export const ballotOf = async (db: Db, round: LobbyRoundId, person: PersonId): Promise<Ballot | null> =>
  (await db.query<Ballot>(ballot, [round, person]))[0] ?? null

/** A round that still waits for someone's municipality. */
export interface WaitingRound {
  readonly id: LobbyRoundId
  readonly pillarName: string
  readonly closesAt: Date
}

const waiting = statement(
  'lobby_ballots_waiting',
  `select r.id, l.name as "pillarName", r.closes_at as "closesAt" from pillar_members seat
   join lobby_rounds r on r.pillar_id = seat.pillar_id and r.state = 'open' and r.closes_at > $3::timestamptz join pillars l on l.id = r.pillar_id
   where seat.person_id = $1::uuid and seat.ended_at is null and ${isAsked('r.id')}
     and not exists (select from lobby_votes v where v.round_id = r.id and v.municipality_id = $2 and ${countsIn('v')})
   order by r.closes_at`,
)

/** Rounds of the pillars that someone has a seat in, as long as their municipality gave nothing. */
export const waitingRounds = (
  db: Db,
  person: PersonId,
  municipality: MunicipalityId,
  now: Date,
): Promise<readonly WaitingRound[]> => db.query<WaitingRound>(waiting, [person, municipality, now.toISOString()])

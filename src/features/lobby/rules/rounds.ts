// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { countsIn, isAsked } from '#/features/lobby/rules/round-leave.ts'
import { isSeen, type Readers } from '#/features/lobby/rules/sight.ts'
import { running } from '#/features/lobby/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { LobbyPointId, LobbyRoundId, PersonId, PillarId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { canAct } from '#/network/vouching.ts'

/** A point in a round. What it was given, and its place, stand here only once the round is closed. */
export interface RoundPoint {
  readonly id: LobbyPointId
  readonly number: number
  readonly title: string
  readonly isConfidential: boolean
  readonly place: number | null
  readonly given: readonly number[]
}

const row = z.object({
  id: z.string().transform(id => id as LobbyRoundId),
  pillar: z.string().transform(id => id as PillarId),
  pillarName: z.string(),
  question: z.string(),
  state: z.enum(['open', 'closed']),
  municipalities: z.number(),
  openedAt: z.date(),
  closesAt: z.date(),
  outcome: z.string().nullable(),
  voters: z.number(),
  version: z.number(),
  points: z.array(
    z.object({
      id: z.string().transform(id => id as LobbyPointId),
      number: z.number(),
      title: z.string(),
      isConfidential: z.boolean(),
      place: z.number().nullable(),
      given: z.array(z.number()),
    }),
  ),
})
/** A round with those of its points that its reader may know of. `voters` of so many `municipalities` gave something. */
export type Round = z.infer<typeof row>

const scores = [1, 2, 3, 4, 5].map(score => `count(v.score) filter (where v.score = ${score})`).join(', ')

/** SQL: the one reading of rounds. What was given is read by nobody while a round is open [F22]; what of it is confidential, by few [T20], and voted on by nobody. What left it is in it no more. */
const columns = `
  select r.id, r.pillar_id as pillar, l.name as "pillarName", r.question, r.state, r.municipalities, r.opened_at as "openedAt", r.closes_at as "closesAt", r.outcome,
    (select count(distinct v.municipality_id)::int from lobby_votes v where v.round_id = r.id and ${countsIn('v')}) as voters, c.version,
    coalesce((
      select json_agg(json_build_object('id', q.id, 'number', q.number, 'title', q.title, 'isConfidential', q.is_confidential, 'place', q.place, 'given', q.given) order by q.place nulls last, q.number)
      from (
        select p.id, p.number, p.title, p.is_confidential, i.place, case when r.state = 'closed' then array[${scores}] else '{}' end as given
        from lobby_round_points i join lobby_points p on p.id = i.point_id
        left join lobby_votes v on r.state = 'closed' and v.round_id = i.round_id and v.point_id = i.point_id
        where i.round_id = r.id and i.left_at is null and (r.state = 'closed' or not p.is_confidential) and ${isSeen('p', '$1', '$2')}
        group by p.id, p.number, p.title, p.is_confidential, i.place
      ) q), '[]'::json) as points
  from lobby_rounds r join pillars l on l.id = r.pillar_id join lobby_round_cards c on c.id = r.id`

const byId = statement('lobby_round', `${columns} where r.id = $3::uuid`)
const last = statement(
  'lobby_round_last',
  `${columns} where r.id = (select id from lobby_rounds where pillar_id = $3 order by opened_at desc limit 1)`,
)

export async function roundById(db: Db, id: LobbyRoundId, readers: Readers, today: string): Promise<Round | null> {
  const [found] = await db.query(byId, [readers, today, id])
  return found ? row.parse(found) : null
}

/** The round that a pillar has, or the last one that it had. */
export async function lastRound(db: Db, pillar: PillarId, readers: Readers, today: string): Promise<Round | null> {
  const [found] = await db.query(last, [readers, today, pillar])
  return found ? row.parse(found) : null
}

export const isVoting = (round: Pick<Round, 'state' | 'closesAt'>, now: Date): boolean =>
  round.state === 'open' && round.closesAt > now

/** What a round can be about. */
export interface Candidate {
  readonly id: LobbyPointId
  readonly number: number
  readonly title: string
}

const candidates = statement(
  'lobby_round_candidates',
  `select p.id, p.number, p.title from lobby_points p
   where p.pillar_id = $1 and p.state in ${running} and not p.is_confidential
   order by (p.state = 'gathering') desc, (select count(*) from lobby_supports s where s.point_id = p.id and s.ended_at is null and s.stance = 'support') desc, p.number
   limit $2::int`,
)

/** More is too much to weigh at once, and to show in one form. */
export const mostPoints = 20

/** Points of a pillar that all may know of and that have no result yet: what gathers support first, with most support first. */
export const candidatesIn = (db: Db, pillar: PillarId): Promise<readonly Candidate[]> =>
  db.query<Candidate>(candidates, [pillar, mostPoints])

const held = statement(
  'lobby_round_chosen',
  `select p.id, p.number, p.title from lobby_points p
   where p.pillar_id = $1 and p.number = any($2::int[]) and p.state in ${running} and not p.is_confidential order by p.id for share of p`,
)

/** Those of some points that a round can be about, and stay so until the transaction ends: what stops one meanwhile is waited for. */
export const heldIn = (tx: Tx, pillar: PillarId, numbers: readonly number[]): Promise<readonly Candidate[]> =>
  tx.query<Candidate>(held, [pillar, numbers])

const open = statement(
  'lobby_round_open',
  `insert into lobby_rounds (pillar_id, question, municipalities, opened_at, opened_by_id, closes_at)
   select $1, $2, (select count(distinct n.municipality_id) from memberships n where ${holds('n', '$6::date')}), $3::timestamptz, $4::uuid, $5::timestamptz
   on conflict (pillar_id) where state = 'open' do nothing returning id`,
)
const put = statement(
  'lobby_round_put',
  'insert into lobby_round_points (round_id, point_id) select $1::uuid, unnest($2::uuid[])',
)
const speakers = statement(
  'lobby_round_speakers',
  `select distinct seat.person_id as person from pillar_members seat join roles r on r.person_id = seat.person_id
   where seat.pillar_id = $1 and seat.ended_at is null and r.kind in ${homeFunctions} and ${holds('r', '$2::date')}
     and (r.kind in ('official', 'adviser') or r.confirmed_at is not null) and ${canAct('seat.person_id', '$2::date')}`,
)
const silent = statement(
  'lobby_round_silent',
  `select p.id as person from people p where p.id = any($2::uuid[]) and ${isAsked('$1::uuid')}
     and not exists (select from lobby_votes v where v.round_id = $1::uuid and v.municipality_id = p.municipality_id and ${countsIn('v')})`,
)

/** Who is in a pillar and may speak for their municipality: they get the ballot. */
export const votersIn = async (db: Db, pillar: PillarId, today: string): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(speakers, [pillar, today])).map(({ person }) => person)

/** Those of them whose municipality has given nothing yet [F23]; nobody, where there is nothing to vote on any more. */
export const silentOf = async (
  db: Db,
  round: LobbyRoundId,
  people: readonly PersonId[],
): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(silent, [round, people])).map(({ person }) => person)

/** Opens a round for a pillar: its channel sees it, and who may vote gets a ballot. @throws Refusal where one is open already */
export async function openRound(
  tx: Tx,
  given: {
    readonly pillar: PillarId
    readonly question: string
    readonly closesAt: Date
    readonly points: readonly LobbyPointId[]
  },
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<LobbyRoundId> {
  const { pillar, question, closesAt, points } = given
  const values = [pillar, question, at.now.toISOString(), by.personId, closesAt.toISOString(), at.today]
  const [round] = await tx.query<{ id: LobbyRoundId }>(open, values)
  if (!round) throw new Refusal('lobby.roundIsOpen')
  await tx.query(put, [round.id, points])
  const subject = { kind: 'lobbyRound', id: round.id }
  audit(tx, { action: 'lobby.roundOpened', subject, by, new: { pillar, points: points.length } })
  notify(tx, [{ kind: 'pillar', pillar }], 'lobby.roundOpen', { lobbyRound: round.id }, { subject })
  const voters = await votersIn(tx, pillar, at.today)
  notify(
    tx,
    voters.map(person => ({ kind: 'person', person }) as const),
    'lobby.ballot',
    { lobbyRound: round.id },
    { notAfter: closesAt, subject: { kind: 'lobbyBallot', id: round.id } },
  )
  return round.id
}

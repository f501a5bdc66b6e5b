// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { unplan } from '#/delivery/planned.ts'
import { digestOf } from '#/features/lobby/rules/digest.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { move } from '#/features/lobby/rules/propose.ts'
import { tellRanked } from '#/features/lobby/rules/ranked.ts'
import { ranked, type Tally } from '#/features/lobby/rules/ranking.ts'
import { isVoting, type Round, silentOf, votersIn } from '#/features/lobby/rules/rounds.ts'
import { running } from '#/features/lobby/rules/states.ts'
import { transitions } from '#/features/lobby/rules/transitions.ts'
import { type ActedAs, audit, byBot } from '#/network/audit.ts'
import { asId, type LobbyRoundId, type PillarId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { Refusal } from '#/network/refusal.ts'
import { addWorkingDays, atHour } from '#/network/working-days.ts'

const roundRef = (id: LobbyRoundId) => ({ kind: 'lobbyRound', id })
const rankingRef = (id: LobbyRoundId) => ({ kind: 'lobbyRanking', id })
/** What is written to someone of a round. */
const ballotRef = (id: LobbyRoundId) => ({ kind: 'lobbyBallot', id })

const ending = statement(
  'lobby_rounds_ending',
  `select id, opened_at as "openedAt", closes_at as "closesAt" from lobby_rounds where state = 'open' and closes_at <= $1::timestamptz`,
)
interface Ending {
  readonly id: LobbyRoundId
  readonly openedAt: Date
  readonly closesAt: Date
}

/** Every round closes at its moment. */
export const roundsToClose = async (db: Db, _: PlannedAt, until: Date): Promise<readonly Occurrence[]> =>
  (await db.query<Ending>(ending, [until.toISOString()])).map(({ id, closesAt }) => ({
    subject: roundRef(id),
    occurrence: 'close',
    dueAt: closesAt,
  }))

const reminderDays = 2
const reminderHour = 9

/** Two working days before a round closes; in the morning of the last day, where it was opened later than that. */
export async function ballotsToRemind(db: Db, { hours }: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const rows = await db.query<Ending>(ending, [until.toISOString()])
  return rows.flatMap(({ id, openedAt, closesAt }) => {
    const last = Temporal.Instant.fromEpochMilliseconds(closesAt.getTime()).toZonedDateTimeISO(hours.zone).toPlainDate()
    const days = [addWorkingDays(last.toString(), -reminderDays, hours.off), last.toString()]
    const dueAt = days.map(day => atHour(day, reminderHour, hours)).find(at => at > openedAt && at < closesAt)
    return dueAt ? [{ subject: roundRef(id), occurrence: 'reminder', dueAt }] : []
  })
}

const held = statement(
  'lobby_round_held',
  `select id, state, pillar_id as pillar, closes_at as "closesAt" from lobby_rounds where id = $1::uuid for update`,
)
interface Held {
  readonly id: LobbyRoundId
  readonly state: Round['state']
  readonly pillar: PillarId
  readonly closesAt: Date
}

async function heldRound(tx: Tx, id: string): Promise<Held | null> {
  const round = asId<LobbyRoundId>(id)
  return round && ((await tx.query<Held>(held, [round]))[0] ?? null)
}

/** Reminds who may vote and whose municipality has given nothing yet [F23]. */
export async function remindVoters(tx: Tx, { subject }: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const round = await heldRound(tx, subject.id)
  if (round?.state !== 'open') return { pointless: 'closed' }
  const silent = await silentOf(tx, round.id, await votersIn(tx, round.pillar, at.today))
  if (silent.length === 0) return { pointless: 'voted' }
  notify(
    tx,
    silent.map(person => ({ kind: 'person', person }) as const),
    'lobby.ballotReminder',
    { lobbyRound: round.id },
    { notAfter: round.closesAt, subject: ballotRef(round.id) },
  )
  return 'done'
}

const tallies = statement(
  'lobby_round_tallies',
  `select p.id, p.number, p.state, array[${[1, 2, 3, 4, 5].map(score => `count(v.score) filter (where v.score = ${score})::int`).join(', ')}] as given
   from lobby_round_points i join lobby_points p on p.id = i.point_id
   left join lobby_votes v on v.round_id = i.round_id and v.point_id = i.point_id
   where i.round_id = $1::uuid and i.left_at is null and p.state in ${running} and not p.is_confidential
   group by p.id, p.number, p.state`,
)
const close = statement(
  'lobby_round_close',
  `update lobby_rounds set state = 'closed', closed_at = $2::timestamptz where id = $1::uuid`,
)
const place = statement(
  'lobby_round_place',
  `update lobby_round_points i set place = g.place from jsonb_to_recordset($2::jsonb) as g(point uuid, place int)
   where i.round_id = $1::uuid and i.point_id = g.point`,
)
const lockPoints = statement(
  'lobby_round_lock_points',
  `select p.id from lobby_points p join lobby_round_points i on i.point_id = p.id where i.round_id = $1::uuid order by p.id for update of p`,
)

/** Closes a round: its points get their places, its pillar sees the ranking, whom its points matter to hear their places, and its chair (the secretariat where there is none) is asked for the outcome at that moment [F24]. False where it is closed already. */
async function endRound(tx: Tx, id: string, by: ActedAs, at: Pick<PlannedAt, 'now' | 'today'>): Promise<boolean> {
  const round = await heldRound(tx, id)
  if (round?.state !== 'open') return false
  await tx.query(lockPoints, [round.id])
  await tx.query(close, [round.id, at.now.toISOString()])
  const counted = await tx.query<Tally & Pick<Point, 'id' | 'state'>>(tallies, [round.id])
  const places = ranked(counted)
  await tx.query(place, [round.id, JSON.stringify(places.map(one => ({ point: one.point.id, place: one.place })))])
  // What went on as another left its round.
  for (const { point } of places) await move(tx, { ...point, mergedInto: null }, 'prioritise', by, at.now)
  audit(tx, { action: 'lobby.roundClosed', subject: roundRef(round.id), by, new: { points: places.length } })
  touch(tx, roundRef(round.id))
  touch(tx, ballotRef(round.id))
  const about = { subject: rankingRef(round.id) }
  const { channel, leads, involved } = transitions.prioritise.tells
  notify(tx, [{ kind: 'pillar', pillar: round.pillar }], channel, { lobbyRound: round.id }, about)
  const asked = await leadsOf(tx, round.pillar, at.today)
  notify(tx, asked, leads, { lobbyRound: round.id }, { subject: ballotRef(round.id) })
  // Who is asked for the outcome, or closed it, reads the whole ranking.
  await tellRanked(
    tx,
    involved,
    round.id,
    new Set([by.personId, ...asked.flatMap(one => ('person' in one ? [one.person] : []))]),
  )
  return true
}

/** On time, by the clock. */
export const closeRound = async (tx: Tx, { subject }: Planned, at: PlannedAt): Promise<PlannedOutcome> =>
  (await endRound(tx, subject.id, byBot, at)) ? 'done' : { pointless: 'closed' }

/** By hand, where its time is over and the clock did not. @throws Refusal while votes are taken */
export async function closeLate(
  tx: Tx,
  round: Round,
  by: ActedAs,
  at: Pick<PlannedAt, 'now' | 'today'>,
): Promise<void> {
  if (isVoting(round, at.now)) throw new Refusal('lobby.roundRuns')
  if (await endRound(tx, round.id, by, at)) await unplan(tx, roundRef(round.id), 'closed', at.now)
}

/** So long after its moment a round that is still open is one that did not close by itself. */
const lateMinutes = 10

/** Whether each round did. */
export const roundsToWatch = async (db: Db, _: PlannedAt, until: Date): Promise<readonly Occurrence[]> =>
  (await db.query<Ending>(ending, [until.toISOString()])).map(({ id, closesAt }) => ({
    subject: roundRef(id),
    occurrence: 'watch',
    dueAt: new Date(closesAt.getTime() + lateMinutes * 60_000),
  }))

/** Alarms whoever leads the pillar, and the secretariat, of a round that did not close on time [F24]. */
export async function alarmLateRound(tx: Tx, { subject }: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const round = await heldRound(tx, subject.id)
  if (round?.state !== 'open') return { pointless: 'closed' }
  const leads = (await leadsOf(tx, round.pillar, at.today)).filter(({ kind }) => kind !== 'secretariat')
  const about = { subject: ballotRef(round.id) }
  notify(tx, [...leads, { kind: 'secretariat' }], 'lobby.roundLate', { lobbyRound: round.id }, about)
  return 'done'
}

const late = statement(
  'lobby_rounds_late',
  `select r.pillar_id as pillar, l.name as "pillarName", r.closes_at as "closesAt" from lobby_rounds r join pillars l on l.id = r.pillar_id
   where r.state = 'open' and r.closes_at < $1::timestamptz - make_interval(mins => ${lateMinutes}) order by r.closes_at`,
)

/** Rounds that should have closed and did not: whoever may close them sees it [F24]. */
export const lateRounds = (db: Db, now: Date): Promise<readonly Pick<Round, 'pillar' | 'pillarName' | 'closesAt'>[]> =>
  db.query(late, [now.toISOString()])

export const longestOutcome = 2000

const note = statement(
  'lobby_round_outcome',
  `with put as (
     update lobby_rounds set outcome = $2, outcome_at = $3::timestamptz, outcome_by_id = $4::uuid, revision = revision + (outcome is not null)::int
     where id = $1::uuid and state = 'closed' and outcome is not distinct from $5 returning id, revision
   ), kept as (
     insert into lobby_round_outcomes (round_id, revision, outcome, noted_at, noted_by_id, replaced_at, replaced_by_id)
     select was.id, was.revision, was.outcome, was.outcome_at, was.outcome_by_id, $3::timestamptz, $4::uuid
     from put join lobby_rounds was on was.id = put.id where was.outcome is not null
   ) select revision from put`,
)

/** Tells the outcome that a form began with from the one that another noted since. */
export const outcomeDigest = ({ outcome }: Pick<Round, 'outcome'>): string => digestOf([outcome])

/** Keeps what was decided upon a round, or puts it right; it stands under the ranking [F24], and what stood there before is kept [F74]. Nothing where nothing differs. @throws Refusal */
export async function noteOutcome(tx: Tx, round: Round, text: string, by: ActedAs, now: Date): Promise<void> {
  if (round.state === 'open') throw new Refusal('lobby.roundRuns')
  if (round.outcome === text) return
  const values = [round.id, text, now.toISOString(), by.personId, round.outcome]
  const [put] = await tx.query<{ revision: number }>(note, values)
  if (!put) throw new Refusal('lobby.outcomeThere')
  const isFirst = round.outcome === null
  audit(tx, {
    action: isFirst ? 'lobby.outcomeNoted' : 'lobby.outcomeCorrected',
    subject: roundRef(round.id),
    by,
    ...(!isFirst && { old: { round: round.id, outcome: put.revision - 1 } }),
    new: { round: round.id, outcome: put.revision },
  })
  touch(tx, rankingRef(round.id))
}

// SPDX-License-Identifier: EUPL-1.2
// What those who came thought of a meeting: asked the day after, without their names.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { came, type MeetingState } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { asId, type MeetingId, type PersonId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { Refusal } from '#/network/refusal.ts'
import { atHour } from '#/network/working-days.ts'

export const questions = ['worth', 'useful', 'met'] as const
export type Question = (typeof questions)[number]
export const opinions = ['yes', 'partly', 'no'] as const
export type Opinion = (typeof opinions)[number]
export type Evaluation = Readonly<Record<Question, Opinion>>

/** So many answers are added to the sums at once: of fewer, one would read who said what, also of those that came since the last look. */
export const fewestAnswers = 5
/** It is asked the day after, and once more of who did not answer; after two weeks no more. */
const askedAfterDays = [1, 8] as const
const openDays = 14
const hour = 9
const dayMs = 24 * 60 * 60 * 1000

/** Until when it is answered. */
export const evaluatedUntil = ({ endsAt }: Pick<Meeting, 'endsAt'>): Date =>
  new Date(endsAt.getTime() + openDays * dayMs)

/** Whether someone is asked, or is by now. */
export const mayEvaluate = (meeting: Meeting, now: Date): boolean =>
  meeting.state === 'held' &&
  meeting.own !== null &&
  meeting.own.came &&
  !meeting.own.hasEvaluated &&
  now < evaluatedUntil(meeting)

const mark = statement(
  'meeting_evaluated',
  `update meeting_registrations r set evaluated_at = $2::timestamptz where r.id = $1::uuid and r.evaluated_at is null and ${came('r')} returning r.id`,
)
const keep = statement(
  'meeting_evaluation_keep',
  'insert into meeting_evaluations (meeting_id, worth, useful, met) values ($1::uuid, $2, $3, $4)',
)
// The meeting is locked: nobody else answers meanwhile.
const count = statement(
  'meeting_evaluation_count',
  `update meeting_evaluations set is_counted = true where meeting_id = $1::uuid and not is_counted
     and (select count(*) from meeting_evaluations e where e.meeting_id = $1::uuid and not e.is_counted) >= ${fewestAnswers}`,
)

/** Keeps what someone thought, apart from who they are. @throws Refusal for who was not there, or said so before */
export async function evaluate(tx: Tx, meeting: Meeting, given: Evaluation, by: ActedAs, now: Date): Promise<void> {
  const { own } = meeting
  if (own?.hasEvaluated) throw new Refusal('meetings.evaluated')
  if (!own || !mayEvaluate(meeting, now)) throw new Refusal('meetings.notEvaluating', { number: meeting.number })
  if ((await tx.query(mark, [own.id, now.toISOString()])).length === 0) throw new Refusal('meetings.evaluated')
  await tx.query(keep, [meeting.id, given.worth, given.useful, given.met])
  await tx.query(count, [meeting.id])
  audit(tx, { action: 'meeting.evaluated', subject: meetingRef(meeting.id), by, new: {} })
}

const sums = statement(
  'meeting_evaluation_sums',
  `select count(*)::int as answers, count(*) filter (where is_counted)::int as counted, ${questions
    .flatMap(question =>
      opinions.map(one => `count(*) filter (where is_counted and ${question} = '${one}')::int as "${question}.${one}"`),
    )
    .join(', ')} from meeting_evaluations where meeting_id = $1::uuid`,
)

export interface Sums {
  readonly answers: number
  /** How many of them the sums are of. */
  readonly counted: number
  /** How many said what; null where there are too few answers to sum. */
  readonly of: Readonly<Record<`${Question}.${Opinion}`, number>> | null
}

/** What those who answered said together. */
export async function evaluationOf(db: Db, meeting: MeetingId): Promise<Sums> {
  const [row] = await db.query<Omit<Sums, 'of'> & Record<`${Question}.${Opinion}`, number>>(sums, [meeting])
  const { answers = 0, counted = 0 } = row ?? {}
  return { answers, counted, of: row && counted > 0 ? row : null }
}

const over = statement(
  'meetings_to_evaluate',
  `select id, ends_at as "endsAt" from meetings where state in ('open', 'closed', 'held') and ends_at between $1::timestamptz - interval '${openDays} days' and $2::timestamptz`,
)

/** The morning after, and a week later. It holds the moment that the meeting ends: one that was moved is asked about after that. */
export async function evaluationsToAsk(db: Db, { now, hours }: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const rows = await db.query<{ id: MeetingId; endsAt: Date }>(over, [now.toISOString(), until.toISOString()])
  return rows.flatMap(({ id, endsAt }) => {
    const day = Temporal.Instant.fromEpochMilliseconds(endsAt.getTime()).toZonedDateTimeISO(hours.zone).toPlainDate()
    return askedAfterDays
      .map(days => ({
        subject: meetingRef(id),
        occurrence: `${days}.${endsAt.toISOString()}`,
        dueAt: atHour(day.add({ days }).toString(), hour, hours),
      }))
      .filter(({ dueAt }) => dueAt <= until)
  })
}

const held = statement(
  'meeting_evaluation_of',
  'select id, state, ends_at as "endsAt" from meetings where id = $1::uuid',
)
const silent = statement(
  'meeting_not_evaluated',
  `select r.person_id as person from meeting_registrations r where r.meeting_id = $1::uuid and r.person_id is not null and r.evaluated_at is null and ${came('r')} order by r.id`,
)

/** Who came, registered or not, and did not answer yet: not who was absent after all. */
export const notEvaluated = async (db: Db, meeting: MeetingId): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(silent, [meeting])).map(({ person }) => person)

/** Asks those of whom there is no answer yet: who gave one is left alone. */
export async function askEvaluation(
  tx: Tx,
  { subject, occurrence }: Planned,
  { now }: PlannedAt,
): Promise<PlannedOutcome> {
  const id = asId<MeetingId>(subject.id)
  const [meeting] = id ? await tx.query<{ id: MeetingId; state: MeetingState; endsAt: Date }>(held, [id]) : []
  if (meeting?.state !== 'held') return { pointless: meeting?.state === 'cancelled' ? 'cancelled' : 'moved' }
  if (!occurrence.endsWith(meeting.endsAt.toISOString())) return { pointless: 'moved' }
  const notAfter = evaluatedUntil(meeting)
  if (notAfter <= now) return { pointless: 'late' }
  const people = await notEvaluated(tx, meeting.id)
  if (people.length === 0) return { pointless: 'answered' }
  const audience = people.map(person => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'meetings.evaluate', { meeting: meeting.id }, { notAfter })
  return 'done'
}

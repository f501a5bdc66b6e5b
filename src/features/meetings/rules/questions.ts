// SPDX-License-Identifier: EUPL-1.2
// Questions sent in before a meeting, and whose they are as well [A22].
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MeetingId, MeetingQuestionId, MunicipalityId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** So many characters, of which a list shows each whole. */
export const longestQuestion = 300

const row = z.object({
  id: z.string().transform(id => id as MeetingQuestionId),
  meeting: z.string().transform(id => id as MeetingId),
  person: z
    .string()
    .nullable()
    .transform(id => id as PersonId | null),
  municipality: z.string(),
  text: z.string(),
  municipalities: z.number(),
  isBacked: z.boolean(),
  isOurs: z.boolean(),
  answeredAt: z.date().nullable(),
  total: z.number(),
})
/** A question as a municipality sees it. `municipality` is the name of whose it was first, `municipalities` of how many it is by now, `isBacked` whether of the reader's, and `isOurs` whether it was that one's first. */
export type Question = z.infer<typeof row>

const columns = `q.id, q.meeting_id as meeting, q.person_id as person, g.name as municipality, q.text, q.answered_at as "answeredAt",
    (select count(*)::int from meeting_question_backers b where b.question_id = q.id) as municipalities,
    exists (select from meeting_question_backers b where b.question_id = q.id and b.municipality_id = $2) as "isBacked", q.municipality_id is not distinct from $2 as "isOurs"`
const all = statement(
  'meeting_questions',
  `select ${columns}, count(*) over ()::int as total from meeting_questions q join municipalities g on g.id = q.municipality_id
   where q.meeting_id = $1::uuid and q.withdrawn_at is null
   order by q.answered_at is not null, municipalities desc, q.created_at, q.id limit $3::int offset $4::int`,
)
const one = statement(
  'meeting_question',
  `select ${columns}, 1 as total from meeting_questions q join municipalities g on g.id = q.municipality_id where q.id = $1::uuid and q.withdrawn_at is null for no key update of q`,
)
const count = statement(
  'meeting_questions_count',
  'select count(*)::int as count from meeting_questions where meeting_id = $1::uuid and withdrawn_at is null',
)

/** The questions for a meeting: those that most municipalities ask first, and what was answered last. */
export async function questionsOf(
  db: Db,
  meeting: MeetingId,
  municipality: MunicipalityId | null,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<readonly Question[]> {
  return (await db.query(all, [meeting, municipality, most, from])).map(found => row.parse(found))
}

export const countQuestions = async (db: Db, meeting: MeetingId): Promise<number> =>
  (await db.query<{ count: number }>(count, [meeting]))[0]?.count ?? 0

/** A question, locked; null where it was withdrawn. */
export async function lockedQuestion(
  db: Db,
  id: MeetingQuestionId,
  municipality: MunicipalityId | null,
): Promise<Question | null> {
  const [found] = await db.query(one, [id, municipality])
  return found ? row.parse(found) : null
}

const inTurn = statement(
  'meeting_question_in_turn',
  `select pg_advisory_xact_lock(hashtextextended('question ' || $1 || ' ' || $2, 0))`,
)
const add = statement(
  'meeting_question_add',
  `insert into meeting_questions (meeting_id, person_id, municipality_id, text, created_at) select $1::uuid, $2::uuid, $3, $4, $5::timestamptz
   where not exists (select from meeting_questions q where q.meeting_id = $1::uuid and q.municipality_id = $3 and q.text = $4 and q.withdrawn_at is null) returning id`,
)
const back = statement(
  'meeting_question_back',
  `insert into meeting_question_backers (question_id, municipality_id, person_id, created_at) values ($1::uuid, $2, $3::uuid, $4::timestamptz) on conflict do nothing returning question_id`,
)
const unback = statement(
  'meeting_question_unback',
  `delete from meeting_question_backers b using meeting_questions q where q.id = b.question_id and b.question_id = $1::uuid and b.municipality_id = $2 and q.municipality_id <> $2 returning b.question_id`,
)
const answer = statement(
  'meeting_question_answer',
  `update meeting_questions set answered_at = $2::timestamptz where id = $1::uuid and (answered_at is null) = ($2::timestamptz is not null) returning id`,
)
// Who else asks it is counted here: what was read with the lock is of before it, and who had it may just have asked it as well.
const withdraw = statement(
  'meeting_question_withdraw',
  `update meeting_questions q set withdrawn_at = $2::timestamptz where q.id = $1::uuid
     and not exists (select from meeting_question_backers b where b.question_id = q.id and b.municipality_id <> q.municipality_id) returning q.id`,
)

/** Who acts, of which municipality. */
type By = ActedAs & { readonly municipalityId: MunicipalityId }

/** Sends in a question, which is then that municipality's. The same, sent in again for the same municipality, is once. */
export async function askQuestion(tx: Tx, { id }: Pick<Meeting, 'id'>, text: string, by: By, now: Date): Promise<void> {
  const at = now.toISOString()
  await tx.query(inTurn, [id, by.municipalityId])
  const [made] = await tx.query<{ id: MeetingQuestionId }>(add, [id, by.personId, by.municipalityId, text, at])
  if (!made) return
  await tx.query(back, [made.id, by.municipalityId, by.personId, at])
  audit(tx, { action: 'meeting.questionAsked', subject: meetingRef(id), by, new: { question: made.id } })
}

/** Says that a municipality asks it as well, or no longer. Twice is once. @throws Refusal where it was theirs first: who sent it in takes it back whole */
export async function backQuestion(tx: Tx, question: Question, isGiven: boolean, by: By, now: Date): Promise<void> {
  const { id, meeting } = question
  if (!isGiven && question.isOurs) throw new Refusal('meetings.questionOurs')
  const rows = isGiven
    ? await tx.query(back, [id, by.municipalityId, by.personId, now.toISOString()])
    : await tx.query(unback, [id, by.municipalityId])
  if (rows.length === 0) return
  const action = isGiven ? 'meeting.questionBacked' : 'meeting.questionUnbacked'
  audit(tx, { action, subject: meetingRef(meeting), by, new: { question: id } })
}

/** Marks a question as answered at the meeting, or as not answered after all. */
export async function markAnswered(
  tx: Tx,
  { id, meeting }: Question,
  isAnswered: boolean,
  by: ActedAs,
  now: Date,
): Promise<void> {
  if ((await tx.query(answer, [id, isAnswered ? now.toISOString() : null])).length === 0) return
  const action = isAnswered ? 'meeting.questionAnswered' : 'meeting.questionReopened'
  audit(tx, { action, subject: meetingRef(meeting), by, new: { question: id } })
}

/** Takes back a question that nobody else asks. False where others do: then it is theirs as well. */
export async function withdrawQuestion(tx: Tx, { id, meeting }: Question, by: ActedAs, now: Date): Promise<boolean> {
  if ((await tx.query(withdraw, [id, now.toISOString()])).length === 0) return false
  audit(tx, { action: 'meeting.questionWithdrawn', subject: meetingRef(meeting), by, old: { question: id } })
  return true
}

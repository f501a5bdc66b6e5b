// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { PersonId, RequestId } from '#/network/ids.ts'

export interface Question {
  readonly id: string
  readonly request: RequestId
  readonly number: number
  readonly question: string
  readonly answer: string | null
  readonly askedBy: string
  readonly isOpen: boolean
}

const columns = `select q.id, r.id as request, r.number, q.question, q.answer, p.name as "askedBy", r.state = 'asked' and q.answered_at is null and q.asked_at >= r.opened_at as "isOpen"
   from request_questions q join requests r on r.id = q.request_id join people p on p.id = q.asked_by_id`

const one = statement('question', `${columns} where q.id = $1::uuid`)
const ofRequest = statement('questions_of_request', `${columns} where r.id = $1::uuid order by q.asked_at`)
const open = statement(
  'questions_open',
  `${columns} where r.requester_id = $1::uuid and r.state = 'asked' and q.answered_at is null and q.asked_at >= r.opened_at order by q.asked_at desc`,
)

export const questionById = async (db: Db, id: string): Promise<Question | null> =>
  (await db.query<Question>(one, [id]))[0] ?? null

export const questionsOf = (db: Db, request: RequestId): Promise<readonly Question[]> =>
  db.query<Question>(ofRequest, [request])

/** The requests in which a question waits for this person, once each. */
export async function openQuestions(db: Db, person: PersonId): Promise<readonly Question[]> {
  const rows = await db.query<Question>(open, [person])
  return rows.filter((row, i) => rows.findIndex(other => other.request === row.request) === i)
}

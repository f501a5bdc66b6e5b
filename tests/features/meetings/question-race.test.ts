// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { backQuestion, lockedQuestion, questionsOf, withdrawQuestion } from '#/features/meetings/rules/questions.ts'
import type { MeetingId, MeetingQuestionId, MunicipalityId } from '#/network/ids.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { eventually } from '../../support/eventually.ts'
import { aPerson } from '../../support/people.ts'

const now = new Date('2027-02-03T10:00:00Z')
const zeist = 'GM0355' as MunicipalityId
const dronten = 'GM0303' as MunicipalityId

let test: TestDatabase
let db: Database

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  db = openDatabase({ url: test.url, turns: 1, background: 1 })
})

afterAll(async () => {
  await db.close()
  await test.drop()
})

/** A question of Zeist, and who sent it in. */
async function asked() {
  const person = await aPerson(test)
  const [meeting] = await test.query<{ id: MeetingId }>(
    `insert into meetings (kind_id, title, starts_at, ends_at, place, register_until, state, created_at, opened_at)
     values ('lobbyistenoverleg', 'Overleg', $1::timestamptz + interval '30 days', $1::timestamptz + interval '31 days', 'Zeist', $1::timestamptz + interval '20 days', 'open', $1, $1) returning id`,
    [now.toISOString()],
  )
  const [question] = await test.query<{ id: MeetingQuestionId }>(
    `insert into meeting_questions (meeting_id, person_id, municipality_id, text, created_at) values ($1, $2, $3, 'Wat kost het?', $4) returning id`,
    [meeting?.id, person, zeist, now.toISOString()],
  )
  if (!meeting || !question) throw new Error('nothing was asked')
  await test.query(
    `insert into meeting_question_backers (question_id, municipality_id, person_id, created_at) values ($1, $2, $3, $4)`,
    [question.id, zeist, person, now.toISOString()],
  )
  return { meeting: meeting.id, question: question.id, person }
}

it('[A22] a question that another municipality asks as well from this very moment is not taken back', async () => {
  const { meeting, question, person } = await asked()
  const other = await aPerson(test)
  const act = { role: 'member', app: 'slack' } as const
  const waiting = () =>
    test.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
  let withdrawing = Promise.resolve(true)
  await db.turns.transaction(async tx => {
    const found = await lockedQuestion(tx, question, dronten)
    withdrawing = db.background.transaction(async later => {
      const own = await lockedQuestion(later, question, zeist)
      return own !== null && withdrawQuestion(later, own, { ...act, personId: person, municipalityId: zeist }, now)
    })
    await eventually(waiting, ({ length }) => length === 1)
    if (found) await backQuestion(tx, found, true, { ...act, personId: other, municipalityId: dronten }, now)
  })
  expect(await withdrawing).toBe(false)
  expect(await questionsOf(db.turns, meeting, dronten, { from: 0, most: 5 })).toMatchObject([
    { municipalities: 2, isBacked: true },
  ])
})

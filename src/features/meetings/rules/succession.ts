// SPDX-License-Identifier: EUPL-1.2
// Of which municipality someone comes to what is still to be: one that ended goes on as its successor [A10], and who changes municipality comes for the new one.
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { meetingRef } from '#/features/meetings/rules/meetings.ts'
import { type ActedAs, audit, byBot } from '#/network/audit.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'
import type { Planned, PlannedOutcome } from '#/network/planned-kind.ts'
import { successionOf, successionsWhere } from '#/network/succession.ts'

/** SQL: the meetings that are still to be; what was, stays as it was. */
const ahead = `(select id from meetings where state in ('planned', 'open', 'closed'))`
const kinds = `('meeting.change', 'meeting.item')`

/** At the beginning of the first day on which a municipality is another's. */
export const meetingSuccessions = successionsWhere(
  'meeting_successions',
  `exists (select from meeting_registrations r where r.municipality_id = m.id and r.meeting_id in ${ahead})
     or exists (select from meeting_questions q where q.municipality_id = m.id and q.meeting_id in ${ahead})
     or exists (select from meeting_question_backers b join meeting_questions q on q.id = b.question_id where b.municipality_id = m.id and q.meeting_id in ${ahead})
     or exists (select from meeting_date_answers d where d.municipality_id = m.id and d.meeting_id in ${ahead})
     or exists (select from requests q where q.municipality_id = m.id and q.kind in ${kinds} and q.state in ('open', 'asked'))`,
)

const registrations = statement(
  'meeting_succession_registrations',
  `update meeting_registrations set municipality_id = $2, version = version + 1 where municipality_id = $1 and meeting_id in ${ahead} returning meeting_id as id`,
)
const questions = statement(
  'meeting_succession_questions',
  `update meeting_questions set municipality_id = $2 where municipality_id = $1 and meeting_id in ${ahead} returning meeting_id as id`,
)
// What both ask is asked by one.
const backers = statement(
  'meeting_succession_backers',
  `with gone as (
     delete from meeting_question_backers b using meeting_questions q
     where q.id = b.question_id and b.municipality_id = $1 and q.meeting_id in ${ahead} returning b.*, q.meeting_id
   ), kept as (
     insert into meeting_question_backers (question_id, municipality_id, person_id, created_at) select question_id, $2, person_id, created_at from gone
     on conflict (question_id, municipality_id) do nothing
   )
   select meeting_id as id from gone`,
)
const answers = statement(
  'meeting_succession_date_answers',
  `update meeting_date_answers set municipality_id = $2 where municipality_id = $1 and meeting_id in ${ahead} returning meeting_id as id`,
)
const requests = statement(
  'meeting_succession_requests',
  `update requests set municipality_id = $2, version = version + 1 where municipality_id = $1 and kind in ${kinds} and state in ('open', 'asked') returning id`,
)

/** Lets who comes, what is asked and what was requested go on in the successor's name. Nobody loses a place, also where more come than one municipality may send. */
export async function succeedInMeetings(tx: Tx, { subject }: Planned): Promise<PlannedOutcome> {
  const found = await successionOf(tx, subject.id)
  if (!found) return { pointless: 'ended' }
  const over = async (which: ReturnType<typeof statement>) =>
    (await tx.query<{ id: string }>(which, [subject.id, found.into])).map(({ id }) => id)
  const meetings = new Set<string>()
  for (const which of [registrations, questions, backers, answers]) for (const id of await over(which)) meetings.add(id)
  const asked = await over(requests)
  for (const id of asked) touch(tx, { kind: 'request', id })
  if (meetings.size + asked.length === 0) return { pointless: 'ended' }
  const change = { by: byBot, old: { municipality: subject.id }, new: { municipality: found.into } }
  for (const id of meetings) {
    audit(tx, { action: 'meeting.succeeded', subject: meetingRef(id), ...change })
    touch(tx, meetingRef(id))
  }
  return 'done'
}

const ownRegistrations = statement(
  'meeting_moved_registrations',
  `update meeting_registrations set municipality_id = $2, version = version + 1
   where person_id = $1::uuid and municipality_id <> $2 and meeting_id in ${ahead} returning id, meeting_id as meeting`,
)
const ownAnswers = statement(
  'meeting_moved_date_answers',
  `update meeting_date_answers set municipality_id = $2 where person_id = $1::uuid and meeting_id in ${ahead}`,
)
const ownRequests = statement(
  'meeting_moved_requests',
  `update requests set municipality_id = $2, version = version + 1 where requester_id = $1::uuid and kind in ${kinds} and state in ('open', 'asked') returning id`,
)

/** Someone is of another municipality from now on: they come to what is still to be for that one. What they asked there for the former stays its question. */
export async function moveInMeetings(tx: Tx, person: PersonId, to: MunicipalityId, by: ActedAs): Promise<void> {
  for (const { id, meeting } of await tx.query<{ id: string; meeting: string }>(ownRegistrations, [person, to])) {
    const facts = { registration: id, municipality: to }
    audit(tx, { action: 'meeting.municipalityChanged', subject: meetingRef(meeting), by, new: facts })
    touch(tx, meetingRef(meeting))
  }
  await tx.query(ownAnswers, [person, to])
  for (const { id } of await tx.query<{ id: string }>(ownRequests, [person, to])) touch(tx, { kind: 'request', id })
}

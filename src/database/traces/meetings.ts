// SPDX-License-Identifier: EUPL-1.2
import type { Traces } from '#/database/traces/shape.ts'

const isOfTheirRegistration =
  'exists (select from meeting_registrations r where r.id = t.registration_id and r.person_id = who.person)'
const isOfTheirMeeting = 'exists (select from meetings m where m.id = t.meeting_id and m.planned_by_id = who.person)'

/** Meetings, who comes, and what is agreed there. */
export const meetingsTraces: Readonly<Record<string, Traces | null>> = {
  meetings: { about: 't.planned_by_id = who.person', forget: [] },
  actions: {
    about: 'who.person in (t.owner_id, t.noted_by_id, t.done_by_id)',
    shows: `to_jsonb(t) - array_remove(array[case when t.owner_id is distinct from who.person then 'owner_id' end, case when t.noted_by_id is distinct from who.person then 'noted_by_id' end,
      case when t.done_by_id is distinct from who.person then 'done_by_id' end], null)`,
    forget: [],
  },
  agenda_items: { about: 't.proposed_by_id = who.person', forget: [] },
  meeting_registrations: {
    about: 't.person_id = who.person',
    shows: `to_jsonb(t) - array_remove(array[case when t.by_id is distinct from who.person then 'by_id' end, case when t.instead_of_id is distinct from who.person then 'instead_of_id' end], null)`,
    part: {
      where: 'who.person in (t.by_id, t.instead_of_id)',
      shows: `jsonb_build_object('id', t.id, 'meeting_id', t.meeting_id) || case when t.by_id = who.person then jsonb_build_object('by_id', t.by_id) else '{}' end ||
        case when t.instead_of_id = who.person then jsonb_build_object('instead_of_id', t.instead_of_id) else '{}' end`,
    },
    forget: [
      {
        does: 'deletes',
        where: `t.person_id = who.person and exists (select from meetings m where m.id = t.meeting_id and m.state <> 'held')`,
      },
      // What was held keeps its counts.
      { does: 'empties', set: 'person_id = null, version = t.version + 1', where: 't.person_id = who.person' },
      { does: 'empties', set: 'by_id = null', where: 't.by_id = who.person' },
      { does: 'empties', set: 'instead_of_id = null', where: 't.instead_of_id = who.person' },
    ],
  },
  meeting_polls: { about: isOfTheirMeeting, forget: [] },
  meeting_dates: { about: isOfTheirMeeting, forget: [] },
  meeting_date_answers: {
    about: 't.person_id = who.person',
    forget: [{ does: 'deletes', where: 't.person_id = who.person' }],
  },
  meeting_questions: { about: 't.person_id = who.person', forget: [] },
  meeting_question_backers: { about: 't.person_id = who.person', forget: [] },
  meeting_needs: {
    about: isOfTheirRegistration,
    shows: `to_jsonb(t) - 'sealed'`,
    forget: [{ does: 'deletes', where: isOfTheirRegistration }],
  },
}

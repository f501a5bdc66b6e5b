// SPDX-License-Identifier: EUPL-1.2
// What colleagues would bring in: at a meeting of a committee, or with what a report says [F55].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { replan } from '#/delivery/planned.ts'
import type { Readers } from '#/features/lobby/rules/sight.ts'
import { stands } from '#/features/vng/rules/committees.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { CommitteeMeetingId, MunicipalityId, PersonId, ReportId } from '#/network/ids.ts'
import { canAct } from '#/network/vouching.ts'

export const longestInput = 2000

/** What it is about. */
export type InputAbout =
  | { readonly kind: 'meeting'; readonly id: CommitteeMeetingId }
  | { readonly kind: 'report'; readonly id: ReportId }

export interface Input {
  readonly person: PersonId | null
  readonly name: string | null
  readonly municipality: string
  readonly text: string
}

const idsOf = ({ kind, id }: InputAbout) => [kind === 'meeting' ? id : null, kind === 'report' ? id : null]

const give = (key: 'meeting_id' | 'report_id') =>
  statement(
    `report_input_give_${key}`,
    `insert into report_inputs (meeting_id, report_id, person_id, municipality_id, text, created_at, changed_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::timestamptz, $6::timestamptz)
     on conflict (${key}, person_id) do update set text = excluded.text, changed_at = excluded.changed_at`,
  )
const giveAt = { meeting: give('meeting_id'), report: give('report_id') }

/** Says what someone would bring in; said again, it takes the place of what they said before. */
export async function giveInput(
  tx: Tx,
  about: InputAbout,
  municipality: MunicipalityId,
  text: string,
  by: ActedAs,
  now: Date,
): Promise<void> {
  const person = by.onBehalfOf ?? by.personId
  await tx.query(giveAt[about.kind], [...idsOf(about), person, municipality, text, now.toISOString()])
  const subject = { kind: about.kind === 'meeting' ? 'committeeMeeting' : 'report', id: about.id }
  // What was handed over early, or was not to be, is so anew with this in it.
  await replan(tx, subject, { kind: 'vng.bundle', skipped: true })
  audit(tx, { action: 'report.inputGiven', subject, by, new: { municipality } })
}

const own = statement(
  'report_input_own',
  `select text from report_inputs where (meeting_id = $1::uuid or report_id = $2::uuid) and person_id = $3::uuid`,
)

export const ownInput = async (db: Db, about: InputAbout, person: PersonId | null): Promise<string | null> =>
  (await db.query<{ text: string }>(own, [...idsOf(about), person]))[0]?.text ?? null

/** SQL: those of the network who sit in the committee `committee` on a day, and can act there; nobody once it has ended. */
export const sitsIn = (committee: string, day: string): string =>
  `(select s.person_id from committee_seats s join committees stood on stood.id = s.committee_id and ${stands('stood', day)} where s.committee_id = ${committee} and s.person_id is not null and ${holds('s', day)} and ${canAct('s.person_id', day)})`

const all = statement(
  'report_inputs_of',
  `select i.person_id as person, case when h.forgotten_at is null then h.name end as name, u.name as municipality, i.text
   from report_inputs i join municipalities u on u.id = i.municipality_id left join people h on h.id = i.person_id
     left join committee_meetings m on m.id = i.meeting_id left join reports r on r.id = i.report_id
     cross join lateral (select coalesce((m.starts_at at time zone $5)::date, $4::date) as day) sat
   where (i.meeting_id = $1::uuid or i.report_id = $2::uuid) and (
     i.person_id = any($3::uuid[]) or r.author_id = any($3::uuid[])
     or exists (select from ${sitsIn('coalesce(m.committee_id, r.committee_id)', 'sat.day')} sitter where sitter.person_id = any($3::uuid[]))
     or exists (select from roles seer where seer.person_id = any($3::uuid[]) and seer.kind in ('secretariat', 'deputySecretariat') and ${holds('seer', '$4::date')}))
   order by u.name, i.created_at, i.id`,
)

/** What was brought in, as its reader may know it: whoever sits in the committee when it meets, whoever reported and the secretariat read all of it, others their own. */
export const inputsOf = (
  db: Db,
  about: InputAbout,
  readers: Readers,
  { today, zone }: { readonly today: string; readonly zone: string },
): Promise<readonly Input[]> => db.query<Input>(all, [...idsOf(about), readers, today, zone])

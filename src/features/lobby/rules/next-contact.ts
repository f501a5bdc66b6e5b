// SPDX-License-Identifier: EUPL-1.2
// The day on which a point is to be talked about next: of its latest agenda or contact, whichever came last.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import { running } from '#/features/lobby/rules/states.ts'
import { aMoment } from '#/features/lobby/rules/tell.ts'
import { asId, type LobbyPointId, type PersonId, type PillarId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { canAct } from '#/network/vouching.ts'
import { atHour } from '#/network/working-days.ts'

const hour = 9

/** Today in the network's time zone. */
export interface LocalDay {
  readonly today: string
  readonly zone: string
}

/** SQL: what was said last of when the point `p` is to be talked about again, until it was: a contact that names no day ends one that has come, in the `zone`, and leaves one that is still to come, which another may have named. */
export const nextContact = (p: string, zone: string): string => `(
  select n.id, n.day, n.person_id from (
    select a.id, a.next_contact_on as day, a.person_id, a.created_at from lobby_placements a where a.point_id = ${p}.id and a.next_contact_on is not null and a.taken_back_at is null
    union all select c.id, c.next_contact_on, c.person_id, c.created_at from lobby_contacts c where c.point_id = ${p}.id and c.next_contact_on is not null and c.taken_back_at is null
    order by created_at desc limit 1
  ) n where not exists (
    select from lobby_contacts c where c.point_id = ${p}.id and c.taken_back_at is null and c.created_at > n.created_at and (c.created_at at time zone ${zone})::date >= n.day))`

const dueSql = `select p.id, p.pillar_id as pillar, n.id::text as said, n.day::text as day, n.person_id as person, n.person_id is not null and ${canAct('n.person_id', '$2::date')} as acts
  from lobby_points p cross join lateral ${nextContact('p', '$3')} n where p.state in ${running}`
const due = statement('lobby_contacts_due', `${dueSql} and n.day <= $1::date and n.day >= $2::date`)
const one = statement('lobby_contact_due', `${dueSql} and p.id = $1::uuid`)

interface Due {
  readonly id: LobbyPointId
  readonly pillar: PillarId
  /** What named the day. */
  readonly said: string
  readonly day: string
  readonly person: PersonId
  readonly acts: boolean
}

const occurrenceOf = ({ day, said }: Due): string => `${day} ${said}`

/** In the morning of the day, once for whatever named it. */
export async function contactsToCome(db: Db, { hours, today }: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const last = Temporal.Instant.fromEpochMilliseconds(until.getTime()).toZonedDateTimeISO(hours.zone).toPlainDate()
  const rows = await db.query<Due>(due, [last.toString(), today, hours.zone])
  return rows.map(row => ({
    subject: { kind: 'lobbyPoint', id: row.id },
    occurrence: occurrenceOf(row),
    dueAt: atHour(row.day, hour, hours),
  }))
}

export async function dueContact(db: Db, id: string, { today, zone }: LocalDay): Promise<Due | null> {
  const point = asId<LobbyPointId>(id)
  return point && ((await db.query<Due>(one, [point, today, zone]))[0] ?? null)
}

/** Whether a reminder is still about the day that stands. */
export const isStill = (due: Due | null, { occurrence }: Pick<Planned, 'occurrence'>): due is Due =>
  due !== null && occurrenceOf(due) === occurrence

/** Reminds whoever named the day; who leads the pillar, where they act no more. */
export async function remindContact(tx: Tx, planned: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const found = await dueContact(tx, planned.subject.id, { today: at.today, zone: at.hours.zone })
  if (!isStill(found, planned)) return { pointless: 'moved' }
  const asked = found.acts
    ? [{ kind: 'person', person: found.person } as const]
    : await leadsOf(tx, found.pillar, at.today)
  notify(tx, asked, 'lobby.contactDue', { point: found.id, said: found.said }, aMoment(found))
  return 'done'
}

// SPDX-License-Identifier: EUPL-1.2
// What people do after a meeting, or apart from one [A21].
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { unplan } from '#/delivery/planned.ts'
import type { Named } from '#/features/meetings/rules/named.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { ActionId, MeetingId, MunicipalityId, PersonId, SubjectRef } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

export const longestAction = 300

export const actionRef = (id: string): SubjectRef => ({ kind: 'action', id })

const row = z.object({
  id: z.string().transform(id => id as ActionId),
  number: z.number(),
  text: z.string(),
  owner: z
    .string()
    .nullable()
    .transform(id => id as PersonId | null),
  ownerName: z.string().nullable(),
  ownerEmail: z.string().nullable(),
  notedBy: z.string().nullable(),
  municipality: z
    .string()
    .nullable()
    .transform(id => id as MunicipalityId | null),
  municipalityName: z.string().nullable(),
  meeting: z.number().nullable(),
  meetingId: z
    .string()
    .nullable()
    .transform(id => id as MeetingId | null),
  meetingTitle: z.string().nullable(),
  dueOn: z.string(),
  state: z.enum(['open', 'done']),
  version: z.number(),
})
/** What someone does before a day; nobody does, where `owner` is null. `meeting` is the number of the one at which it was noted. */
export type Action = z.infer<typeof row>

const columns = `select a.id, a.number, a.text, a.owner_id as owner, p.name as "ownerName", p.email as "ownerEmail", n.name as "notedBy", a.municipality_id as municipality, u.name as "municipalityName", m.number as meeting,
    m.id as "meetingId", m.title as "meetingTitle", a.due_on::text as "dueOn", a.state, a.version
  from actions a left join people p on p.id = a.owner_id left join people n on n.id = a.noted_by_id and n.id is distinct from a.owner_id
  left join municipalities u on u.id = a.municipality_id left join meetings m on m.id = a.meeting_id and m.opened_at is not null`
const byId = statement('action_by_id', `${columns} where a.id = $1::uuid`)
const byIdLocked = statement('action_locked', `${columns} where a.id = $1::uuid for no key update of a`)
const byNumber = statement('action_by_number', `${columns} where a.number = $1::int`)
/** So many are read at once, and one more says that there are more. */
export const mostActions = 20
const most = mostActions + 1
const open = statement(
  'actions_open',
  `${columns} where a.state = 'open' and (a.owner_id = $1::uuid or a.municipality_id = $2) order by a.owner_id is distinct from $1::uuid, a.due_on, a.number limit ${most}`,
)
const own = statement(
  'actions_own',
  `${columns} where a.state = 'open' and a.owner_id = $1::uuid order by a.due_on, a.number limit ${most}`,
)

// Of the meetings before it that are of the same kind, of the same pillar or group. Which those are is asked first: then what is open is found at once, among all that was done.
const before = statement(
  'actions_before_meeting',
  `${columns} where a.state = 'open' and a.meeting_id = any(array(
     select o.id from meetings b join meetings o on o.id = b.id or o.kind_id = b.kind_id and o.pillar_id is not distinct from b.pillar_id
       and o.theme_group_id is not distinct from b.theme_group_id and o.starts_at < b.starts_at where b.id = $1::uuid))
   order by a.due_on, a.number limit ${most}`,
)

const first = (rows: readonly unknown[]): Action | null => (rows[0] ? row.parse(rows[0]) : null)

export const actionById = async (db: Db, id: ActionId): Promise<Action | null> => first(await db.query(byId, [id]))
export const lockedAction = async (db: Db, id: ActionId): Promise<Action | null> =>
  first(await db.query(byIdLocked, [id]))
export const actionByNumber = async (db: Db, number: number): Promise<Action | null> =>
  first(await db.query(byNumber, [number]))

/** What is still to be done: one's own first, then of the own municipality, the soonest first. */
export const openActions = async (
  db: Db,
  person: PersonId | null,
  municipality: MunicipalityId | null,
): Promise<readonly Action[]> => (await db.query(open, [person, municipality])).map(one => row.parse(one))

export const ownActions = async (db: Db, person: PersonId): Promise<readonly Action[]> =>
  (await db.query(own, [person])).map(one => row.parse(one))

/** What is still to be done after a meeting and those like it before: it is on the programme of the next [F44]. */
export const actionsUntil = async (db: Db, meeting: MeetingId): Promise<readonly Action[]> =>
  (await db.query(before, [meeting])).map(one => row.parse(one))

export interface Noted {
  readonly text: string
  readonly owner: Named
  readonly dueOn: string
  readonly meeting: MeetingId | null
}

/** Who does it hears so, unless it was they who said it. */
function tellOwner(tx: Tx, action: ActionId, owner: PersonId, by: ActedAs): void {
  if (owner === by.personId) return
  notify(tx, [{ kind: 'person', person: owner }], 'meetings.action', { action }, { subject: actionRef(action) })
}

const inTurn = statement('action_in_turn', `select pg_advisory_xact_lock(hashtextextended('action ' || $1, 0))`)
const add = statement(
  'action_add',
  `with same as (
     select id from actions where text = $1 and owner_id = $2::uuid and meeting_id is not distinct from $4::uuid and due_on = $5::date
       and noted_by_id is not distinct from $6::uuid and state = 'open' order by number limit 1
   ), made as (
     insert into actions (text, owner_id, municipality_id, meeting_id, due_on, noted_by_id, created_at)
     select $1, $2::uuid, $3, $4::uuid, $5::date, $6::uuid, $7::timestamptz where not exists (select from same) returning id
   )
   select id, true as "isNew" from made union all select id, false from same`,
)

/** Notes who does what before when; whoever that is hears it, unless they noted it themselves. The same, noted again by the same person before it is done, is once. */
export async function noteAction(tx: Tx, given: Noted, by: ActedAs, now: Date): Promise<ActionId> {
  const { text, owner, dueOn, meeting } = given
  const values = [text, owner.id, owner.municipality, meeting, dueOn, by.personId, now.toISOString()]
  await tx.query(inTurn, [owner.id])
  const [added] = await tx.query<{ id: ActionId; isNew: boolean }>(add, values)
  if (!added) throw new Error('an action left no row')
  if (!added.isNew) return added.id
  audit(tx, {
    action: 'action.noted',
    subject: actionRef(added.id),
    by,
    new: { owner: owner.id, meeting, dueOn, state: 'open' },
  })
  tellOwner(tx, added.id, owner.id, by)
  return added.id
}

const change = statement(
  'action_change',
  `update actions set text = $2, owner_id = $3::uuid, municipality_id = $4, due_on = $5::date, version = version + 1 where id = $1::uuid`,
)

/** Another does a locked action, or before another day, or it reads otherwise; who does it now and did not before is told. @throws Refusal where it was done already */
export async function alterAction(tx: Tx, action: Action, given: Omit<Noted, 'meeting'>, by: ActedAs): Promise<void> {
  const { id, number, state, owner: old, dueOn: oldDue } = action
  const { text, owner, dueOn } = given
  if (state === 'done') throw new Refusal('meetings.actionDone', { number }, { stale: actionRef(id) })
  await tx.query(change, [id, text, owner.id, owner.municipality, dueOn])
  audit(tx, {
    action: 'action.altered',
    subject: actionRef(id),
    by,
    old: { owner: old, dueOn: oldDue },
    new: { owner: owner.id, dueOn },
  })
  touch(tx, actionRef(id))
  if (owner.id !== old) tellOwner(tx, id, owner.id, by)
}

const finish = statement(
  'action_finish',
  `update actions set state = 'done', done_at = $2::timestamptz, done_by_id = $3::uuid, version = version + 1 where id = $1::uuid and state = 'open'`,
)

/** A locked action is done: nobody is reminded of it any more. Twice is once. */
export async function finishAction(tx: Tx, { id, state }: Action, by: ActedAs, now: Date): Promise<void> {
  if (state === 'done') return
  await tx.query(finish, [id, now.toISOString(), by.personId])
  audit(tx, { action: 'action.done', subject: actionRef(id), by, old: { state }, new: { state: 'done' } })
  await unplan(tx, actionRef(id), 'done', now)
  touch(tx, actionRef(id))
}

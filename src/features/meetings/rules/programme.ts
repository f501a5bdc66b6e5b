// SPDX-License-Identifier: EUPL-1.2
// What a meeting is about, in order [F43].
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { isSeen } from '#/features/lobby/rules/sight.ts'
import { type Meeting, meetingRef, type Readers } from '#/features/meetings/rules/meetings.ts'
import { touchPoint } from '#/features/meetings/rules/on-programme.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { AgendaItemId, LobbyPointId, MeetingId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** So long each may be, and so many there are at most: a programme is read whole on every platform. */
export const longestItem = { title: 120, about: 500 } as const
const mostItems = 12

const row = z.object({
  id: z.string().transform(id => id as AgendaItemId),
  meeting: z.string().transform(id => id as MeetingId),
  position: z.number(),
  title: z.string(),
  about: z.string().nullable(),
  point: z
    .string()
    .nullable()
    .transform(id => id as LobbyPointId | null),
  pointNumber: z.number().nullable(),
  pointTitle: z.string().nullable(),
  proposer: z.string().nullable(),
  municipality: z.string().nullable(),
})
/** A matter on the programme. `proposer` is the name of the member who proposed it, and `municipality` theirs. */
export type AgendaItem = z.infer<typeof row>

// Who may not know of a point reads nothing of what is said of it either [T20].
const columns = `select i.id, i.meeting_id as meeting, i.position, i.title, i.about, p.id as point, p.number as "pointNumber", p.title as "pointTitle", h.name as proposer,
    u.name as municipality
  from agenda_items i left join lobby_points p on p.id = i.point_id left join people h on h.id = i.proposed_by_id left join municipalities u on u.id = h.municipality_id
  where (i.point_id is null or ${isSeen('p', '$1', '$2')})`
const ofMeeting = statement(
  'agenda_items_of',
  `${columns} and i.meeting_id = $3::uuid order by i.position, i.created_at`,
)
const byId = statement('agenda_item_by_id', `${columns} and i.id = $3::uuid`)

/** The programme of a meeting as someone may know it: the one way to it. Whether they may know of the meeting is asked before. */
export async function programmeOf(
  db: Db,
  meeting: MeetingId,
  readers: Readers,
  today: string,
): Promise<readonly AgendaItem[]> {
  return (await db.query(ofMeeting, [readers, today, meeting])).map(one => row.parse(one))
}

/** One matter of it; null where there is none, or none that they may know of. */
export async function agendaItem(
  db: Db,
  id: AgendaItemId,
  readers: Readers,
  today: string,
): Promise<AgendaItem | null> {
  const [found] = await db.query(byId, [readers, today, id])
  return found ? row.parse(found) : null
}

/** Whether its programme can still change: a meeting that is over had the one that it had. */
export const takesItems = ({ state }: Pick<Meeting, 'state'>): boolean =>
  state === 'planned' || state === 'open' || state === 'closed'

export interface GivenItem {
  readonly title: string
  readonly about: string | null
  readonly point: LobbyPointId | null
}

const add = statement(
  'agenda_item_add',
  `insert into agenda_items (meeting_id, position, title, about, point_id, proposed_by_id, created_at)
   select $1::uuid, coalesce(max(i.position), 0) + 1, $2, $3, $4::uuid, $5::uuid, $6::timestamptz from agenda_items i where i.meeting_id = $1::uuid having count(*) < ${mostItems}
   returning id`,
)

/** Puts a matter at the end of a locked meeting's programme. @throws Refusal where that is full, or stands as it was */
export async function addItem(
  tx: Tx,
  meeting: Pick<Meeting, 'id' | 'number' | 'state'>,
  given: GivenItem,
  proposer: PersonId | null,
  by: ActedAs,
  now: Date,
): Promise<AgendaItemId> {
  if (!takesItems(meeting)) throw new Refusal('meetings.programmeStands', { number: meeting.number })
  const values = [meeting.id, given.title, given.about, given.point, proposer, now.toISOString()]
  const [added] = await tx.query<{ id: AgendaItemId }>(add, values)
  if (!added) throw new Refusal('meetings.programmeFull', { count: mostItems })
  const facts = { item: added.id, point: given.point }
  audit(tx, { action: 'meeting.itemAdded', subject: meetingRef(meeting.id), by, new: facts })
  await touchPoint(tx, given.point)
  return added.id
}

const change = statement(
  'agenda_item_change',
  'update agenda_items set title = $2, about = $3, point_id = $4::uuid where id = $1::uuid',
)
// Where it comes to stand counts from before it was taken out.
const place = statement(
  'agenda_item_place',
  `update agenda_items i set position = n.place from (
     select o.id, row_number() over (order by case when o.id <> $2::uuid then o.position when $3::int <= o.position then $3::int - 0.5 else $3::int + 0.5 end, o.created_at) as place
     from agenda_items o where o.meeting_id = $1::uuid) n
   where n.id = i.id and i.position <> n.place`,
)

/** What of a matter on a locked meeting's programme is otherwise from now on, and before which position it stands. @throws Refusal */
export async function changeItem(
  tx: Tx,
  meeting: Meeting,
  item: AgendaItem,
  given: GivenItem,
  position: number,
  by: ActedAs,
): Promise<void> {
  if (!takesItems(meeting)) throw new Refusal('meetings.programmeStands', { number: meeting.number })
  await tx.query(change, [item.id, given.title, given.about, given.point])
  await tx.query(place, [meeting.id, item.id, position])
  const facts = { item: item.id, point: given.point }
  audit(tx, {
    action: 'meeting.itemChanged',
    subject: meetingRef(meeting.id),
    by,
    old: { point: item.point },
    new: facts,
  })
  if (item.point === given.point) return
  await touchPoint(tx, item.point)
  await touchPoint(tx, given.point)
}

const remove = statement(
  'agenda_item_remove',
  'delete from agenda_items where id = $1::uuid returning point_id as point',
)
const close = statement(
  'agenda_items_close',
  `update agenda_items i set position = n.place from (
     select o.id, row_number() over (order by o.position, o.created_at) as place from agenda_items o where o.meeting_id = $1::uuid) n
   where n.id = i.id and i.position <> n.place`,
)

/** Takes a matter off a locked meeting's programme. Twice is once. @throws Refusal */
export async function removeItem(
  tx: Tx,
  meeting: Pick<Meeting, 'id' | 'number' | 'state'>,
  id: AgendaItemId,
  by: ActedAs,
): Promise<void> {
  if (!takesItems(meeting)) throw new Refusal('meetings.programmeStands', { number: meeting.number })
  const [gone] = await tx.query<{ point: LobbyPointId | null }>(remove, [id])
  if (!gone) return
  await tx.query(close, [meeting.id])
  audit(tx, { action: 'meeting.itemRemoved', subject: meetingRef(meeting.id), by, old: { item: id, ...gone } })
  await touchPoint(tx, gone.point)
}

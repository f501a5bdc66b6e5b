// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { isInvited } from '#/features/meetings/rules/audience.ts'
import { positionSql } from '#/features/meetings/rules/meetings.ts'
import { meetingStates, registrationStates, taking, type Way, ways } from '#/features/meetings/rules/states.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { MeetingId, MunicipalityId, PersonId, PillarId, RegistrationId } from '#/network/ids.ts'

const row = z.object({
  id: z.string().transform(id => id as MeetingId),
  number: z.number(),
  title: z.string(),
  kindName: z.string(),
  audience: z.array(z.string()),
  pillarName: z.string().nullable(),
  groupName: z.string().nullable(),
  startsAt: z.date(),
  endsAt: z.date(),
  place: z.string().nullable(),
  registerUntil: z.date(),
  state: z.enum(meetingStates),
  asksNeeds: z.boolean(),
  isInvited: z.boolean(),
  isWay: z.boolean(),
  most: z.number().nullable(),
  own: z.number(),
  isGiven: z.boolean(),
  registration: z
    .string()
    .nullable()
    .transform(id => id as RegistrationId | null),
  stands: z.enum(registrationStates).nullable(),
  way: z.enum(ways).nullable(),
  session: z.string().nullable(),
  position: z.number(),
  offerUntil: z.date().nullable(),
})
/** What came of a press on [Inschrijven]: how the one who pressed stands by now, `isGiven` by this press; `own` is how many of their municipality have a place or wait for one, where that is limited to `most`. */
export type Pressed = z.infer<typeof row>

/** Whether they have a place or wait for one. */
export const isIn = ({ stands }: Pick<Pressed, 'stands'>): boolean =>
  stands === 'registered' || stands === 'waiting' || stands === 'offered'

/** SQL: a meeting for the person $1 on the day $2, and how they stand to it. */
const meeting = `meeting as (
     select m.id, m.number, m.title, k.name as kind_name, k.audience, l.name as pillar_name, g.name as group_name, m.starts_at, m.ends_at, m.place, m.register_until, m.state,
       m.most_per_municipality as most, m.asks_needs, ${isInvited('m', 'k', 'p', '$2::date')} as is_invited
     from meetings m join meeting_kinds k on k.id = m.kind_id left join pillars l on l.id = m.pillar_id left join theme_groups g on g.id = m.theme_group_id
     join people p on p.id = $1::uuid
     where m.id = $3::uuid and m.opened_at is not null
   ), own as (
     select r.id, r.state, r.way, s.name as session, r.offer_until, ${positionSql('r')} as position
     from meeting_registrations r left join pillars s on s.id = r.session_id where r.meeting_id = $3::uuid and r.person_id = $1::uuid
   )`

const shown = (room: 'put' | 'none') => `
   select meeting.id, meeting.number, meeting.title, kind_name as "kindName", audience, pillar_name as "pillarName", group_name as "groupName",
     starts_at as "startsAt", ends_at as "endsAt", place, meeting.asks_needs as "asksNeeds", meeting.is_invited as "isInvited", meeting.most,
     ${
       room === 'put'
         ? `coalesce(room.state, meeting.state) as state, coalesce(room.register_until, meeting.register_until) as "registerUntil", coalesce(room.is_way, true) as "isWay", coalesce(room.own, 0) as own,
     put.id is not null as "isGiven", coalesce(put.id, own.id) as registration, coalesce(put.state, own.state) as stands, coalesce(put.way, own.way) as way,
     case when put.id is not null then (select s.name from pillars s where s.id = put.session_id) else own.session end as session,
     case when put.state = 'waiting' then room.waiting + 1 when put.id is not null then 0 else coalesce(own.position, 0) end as position,
     case when put.id is null then own.offer_until end as "offerUntil"
   from meeting left join room on true left join put on true left join own on true`
         : `meeting.state, register_until as "registerUntil", true as "isWay", 0 as own, false as "isGiven", own.id as registration, own.state as stands, own.way, own.session,
     coalesce(own.position, 0) as position, own.offer_until as "offerUntil"
   from meeting left join own on true`
     }`

/**
 * A press on [Inschrijven] in the one statement that hundreds may send at once (architecture, stampede write): it claims the key, looks who is asked, locks the meeting as late as it can, counts behind
 * that lock, gives a place or the next one on the waiting list, and notes it. The database itself refuses one place too many.
 */
const press = statement(
  'meeting_register',
  `with ${meeting}, room as materialized (
     select t.* from meeting, lateral meeting_room(meeting.id, $4, $5) t
     where meeting.is_invited and not exists (select from own where state in ${taking}) and not exists (select from turns where key = $7)
   ), put as (
     insert into meeting_registrations as r (meeting_id, person_id, municipality_id, state, way, session_id, created_at, changed_at)
     select $3::uuid, $1::uuid, $5, case when room.capacity is null or room.taken < room.capacity and room.waiting = 0 then 'registered' else 'waiting' end, $4,
       (select s.id from pillars s where s.id = $6), $8::timestamptz, $8::timestamptz
     from room where room.state = 'open' and $8::timestamptz < room.register_until and room.is_way and (room.most is null or room.own < room.most)
     on conflict (meeting_id, person_id) do update set state = excluded.state, way = excluded.way, session_id = excluded.session_id, municipality_id = excluded.municipality_id,
       place_in_line = excluded.place_in_line, by_id = null, instead_of_id = null, changed_at = excluded.changed_at, version = r.version + 1
     where r.state not in ${taking}
     returning r.id, r.state, r.way, r.session_id
   ), kept as (
     insert into turns (key, outcome) select $7, '{"code":"registered","ids":{}}'::jsonb from put on conflict do nothing
   ), noted as (
     insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, on_behalf_of_id, acted_municipality_id, app, new)
     select $8::timestamptz, 'meeting.' || put.state, 'meeting', $3, $1::uuid, $9, null, $5, $10, jsonb_build_object('registration', put.id, 'way', put.way) from put
   )${shown('put')}`,
)
const stands = statement('meeting_stands', `with ${meeting}${shown('none')}`)

/** How someone stands to a meeting; null where there is none for them. */
export async function standingOf(db: Db, id: MeetingId, person: PersonId, today: string): Promise<Pressed | null> {
  const [found] = await db.query(stands, [person, today, id])
  return found ? row.parse(found) : null
}

/** Registers someone, or puts them on the waiting list. Twice is once. Null where there is no such meeting. */
export async function pressRegister(
  db: Db,
  given: { readonly meeting: MeetingId; readonly way: Way; readonly session: PillarId | null },
  by: ActedAs & { readonly personId: PersonId; readonly municipalityId: MunicipalityId },
  turn: { readonly key: string; readonly now: Date; readonly today: string },
): Promise<Pressed | null> {
  const [found] = await db.query(press, [
    by.personId,
    turn.today,
    given.meeting,
    given.way,
    by.municipalityId,
    given.session,
    turn.key,
    turn.now.toISOString(),
    by.role,
    by.app,
  ])
  if (!found) return null
  const pressed = row.parse(found)
  // Nothing was given, and nothing stands between: another press of theirs came first, at this very moment.
  const isRaced =
    !isIn(pressed) &&
    pressed.isInvited &&
    pressed.state === 'open' &&
    turn.now < pressed.registerUntil &&
    pressed.isWay &&
    (pressed.most === null || pressed.own < pressed.most)
  return isRaced ? standingOf(db, given.meeting, by.personId, turn.today) : pressed
}

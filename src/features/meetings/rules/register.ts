// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { gathering } from '#/database/gathering.ts'
import { remembering } from '#/database/remember.ts'
import { isInvited } from '#/features/meetings/rules/audience.ts'
import { positionSql } from '#/features/meetings/rules/meetings.ts'
import { type MeetingState, type RegistrationState, taking, type Way } from '#/features/meetings/rules/states.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { MeetingId, MunicipalityId, PersonId, PillarId, RegistrationId } from '#/network/ids.ts'

/** What came of a press on [Inschrijven]: how the one who pressed stands by now, `isGiven` by this press, `wasThere` where they stood to it in any way before, as invited; `own` is how many of their municipality have a place or wait for one, where that is limited to `most`, `isFirst` whether they had no place at any meeting before and no calendar reads along. */
export interface Pressed {
  readonly id: MeetingId
  readonly number: number
  readonly title: string
  readonly kindName: string
  readonly audience: string[]
  readonly pillarName: string | null
  readonly groupName: string | null
  readonly startsAt: Date
  readonly endsAt: Date
  readonly place: string | null
  readonly registerUntil: Date
  readonly state: MeetingState
  readonly asksNeeds: boolean
  readonly isInvited: boolean
  readonly isWay: boolean
  readonly most: number | null
  readonly own: number
  readonly isGiven: boolean
  readonly wasThere: boolean
  readonly isFirst: boolean
  readonly registration: RegistrationId | null
  readonly stands: RegistrationState | null
  readonly way: Way | null
  readonly session: string | null
  readonly position: number
  readonly offerUntil: Date | null
}

/** Whether they have a place or wait for one. */
export const isIn = ({ stands }: Pick<Pressed, 'stands'>): boolean =>
  stands === 'registered' || stands === 'waiting' || stands === 'offered'

/**
 * SQL: a meeting for each who presses (`given`), and how they stand to it, by what they themselves do not change. `offset 0` has a few looked up, where the planner
 * would read and hash all that anyone ever registered for. Nor does it see which meeting it is: it would count what is there and plan this anew each time, for as long as it runs.
 */
const found = (given: string, meeting: string, day: string) => `given as materialized (
     ${given}
   ), meeting as materialized (
     select given.nth, m.id, m.number, m.title, k.name as kind_name, k.audience, l.name as pillar_name, g.name as group_name, m.starts_at, m.ends_at, m.place, m.register_until, m.state,
       m.most_per_municipality as most, m.asks_needs, ${isInvited('m', 'k', 'p', day)} as is_invited,
       not exists (select from calendar_feeds f where f.person_id = p.id and f.pillar_id is null)
         and not exists (select from meeting_registrations e where e.person_id = p.id and e.state = 'registered' offset 0) as is_first
     from given cross join lateral (select * from people p where p.id = given.person limit 1) p join meetings m on m.id = ${meeting} and m.opened_at is not null
     join meeting_kinds k on k.id = m.kind_id left join pillars l on l.id = m.pillar_id left join theme_groups g on g.id = m.theme_group_id
   ), own as (
     select given.nth, r.*, s.name as session from given cross join lateral (
       select r.id, r.state, r.way, r.session_id, r.offer_until, ${positionSql('r')} as position from meeting_registrations r
       where r.meeting_id = ${meeting} and r.person_id = given.person limit 1) r left join pillars s on s.id = r.session_id
   )`

const shown = `meeting.nth, meeting.id, meeting.number, meeting.title, kind_name as "kindName", audience, pillar_name as "pillarName", group_name as "groupName",
     starts_at as "startsAt", ends_at as "endsAt", meeting.place, meeting.asks_needs as "asksNeeds", meeting.is_invited as "isInvited", meeting.is_first as "isFirst", meeting.most`

/**
 * Presses on [Inschrijven], of one moment and for one way of one meeting, in one statement (architecture, stampede write): it claims their keys, looks who is asked, and has the
 * database give each a place or the next one on the waiting list, in order, behind one lock that is had as late as can be; and notes it. The database itself refuses one place too many.
 * Who was asked by a colleague is given nothing here: with their yes another hears it, or gives up a place.
 */
const press = statement(
  'meeting_register',
  `with ${found(
    'select * from jsonb_to_recordset($3::jsonb) as g(nth int, person uuid, municipality text, session text, key text, at timestamptz, role text, app text)',
    '(select $1::uuid)',
    '$2::date',
  )}, wanted as (
     select jsonb_agg(jsonb_build_object('nth', given.nth, 'person', given.person, 'municipality', given.municipality, 'session', s.id, 'at', given.at)) as all
     from given join meeting on meeting.nth = given.nth left join pillars s on s.id = given.session
     where meeting.is_invited and not exists (select from own where own.nth = given.nth and (own.state in ${taking} or own.state = 'asked')) and (select key from turns where key = given.key) is null
   ), put as materialized (
     select t.* from wanted, lateral meeting_take($1::uuid, $4, wanted.all) t where wanted.all is not null
   ), kept as (
     insert into turns (key, outcome) select given.key, '{"code":"registered","ids":{}}'::jsonb from put join given on given.nth = put.nth where put.put_id is not null on conflict do nothing
   ), noted as (
     insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, on_behalf_of_id, acted_municipality_id, app, new)
     select given.at, 'meeting.' || put.put_state, 'meeting', $1, given.person, given.role, null, given.municipality, given.app, jsonb_build_object('registration', put.put_id, 'way', $4)
     from put join given on given.nth = put.nth where put.put_id is not null order by put.nth
   )
   select ${shown}, coalesce(put.state_now, meeting.state) as state, coalesce(put.until, meeting.register_until) as "registerUntil", coalesce(put.is_way, true) as "isWay", coalesce(put.own, 0) as own,
     put.put_id is not null as "isGiven", own.id is not null as "wasThere", coalesce(put.put_id, own.id) as registration, coalesce(put.put_state, own.state) as stands, case when put.put_id is null then own.way else $4 end as way,
     case when put.put_id is null then own.session else (select s.name from pillars s where s.id = put.put_session) end as session,
     case when put.put_id is null then coalesce(own.position, 0) else put.place end as position, case when put.put_id is null then own.offer_until end as "offerUntil"
   from meeting left join put on put.nth = meeting.nth left join own on own.nth = meeting.nth`,
)
const stands = statement(
  'meeting_stands',
  `with ${found('select 0 as nth, $1::uuid as person', '(select $3::uuid)', '$2::date')}
   select ${shown}, meeting.state, register_until as "registerUntil", true as "isWay", 0 as own, false as "isGiven", own.id is not null as "wasThere", own.id as registration, own.state as stands, own.way, own.session,
     coalesce(own.position, 0) as position, own.offer_until as "offerUntil"
   from meeting left join own on own.nth = meeting.nth`,
)

/** How someone stands to a meeting; null where there is none for them. */
export async function standingOf(db: Db, id: MeetingId, person: PersonId, today: string): Promise<Pressed | null> {
  const [found] = await db.query<Pressed>(stands, [person, today, id])
  return found ?? null
}

/** Whether a place at it would be someone's first at any meeting, while no calendar reads along: see `Pressed`. */
export const isFirstPlace = async (db: Db, id: MeetingId, person: PersonId, today: string): Promise<boolean> =>
  (await standingOf(db, id, person, today))?.isFirst === true

/** A meeting, and in which way. */
interface At {
  readonly meeting: MeetingId
  readonly way: Way
  readonly today: string
}

/** One who presses, as the statement reads it. */
interface Presses {
  readonly person: PersonId
  readonly municipality: MunicipalityId
  readonly session: PillarId | null
  readonly key: string
  readonly at: string
  readonly role: string
  readonly app: string
}

async function pressAll(
  db: Db,
  { meeting, way, today }: At,
  all: readonly Presses[],
): Promise<readonly (Pressed | null)[]> {
  const found = await db.query<Pressed & { nth: number }>(press, [
    meeting,
    today,
    JSON.stringify(all.map((one, nth) => ({ ...one, nth }))),
    way,
  ])
  const byNth = new Map(found.map(one => [one.nth, one]))
  return all.map((_, nth) => byNth.get(nth) ?? null)
}

const pressTogether = gathering(pressAll, ({ meeting, way, today }) => `${meeting} ${way} ${today}`)

const plain = statement(
  'meeting_plain',
  `select id, case when is_on_site then 'onSite' else 'online' end as way from meetings
   where number = $1::int and opened_at is not null and is_on_site <> is_online and not has_sessions`,
)

const keptPlain = remembering<Plain | null>()

interface Plain {
  readonly id: MeetingId
  readonly way: Way
}

/** A meeting by its number, to which people were invited and for which there is nothing to choose; null where that is not so. Hundreds ask of one at once. */
export const plainMeeting = (db: Db, number: number): Promise<Plain | null> =>
  keptPlain(db, String(number), async () => (await db.query<Plain>(plain, [number]))[0] ?? null)

/** Registers someone, or puts them on the waiting list. Twice is once. Null where there is no such meeting. */
export async function pressRegister(
  db: Db,
  given: { readonly meeting: MeetingId; readonly way: Way; readonly session: PillarId | null },
  by: ActedAs & { readonly personId: PersonId; readonly municipalityId: MunicipalityId },
  turn: { readonly key: string; readonly now: Date; readonly today: string },
): Promise<Pressed | null> {
  const { meeting, way, session } = given
  const pressed = await pressTogether(
    db,
    { meeting, way, today: turn.today },
    {
      person: by.personId,
      municipality: by.municipalityId,
      session,
      key: turn.key,
      at: turn.now.toISOString(),
      role: by.role,
      app: by.app,
    },
  )
  if (!pressed) return null
  // Nothing was given, and nothing stands between: another press of theirs came first, at this very moment.
  const isRaced =
    !isIn(pressed) &&
    pressed.isInvited &&
    pressed.state === 'open' &&
    turn.now < pressed.registerUntil &&
    pressed.isWay &&
    (pressed.most === null || pressed.own < pressed.most)
  return isRaced ? standingOf(db, meeting, by.personId, turn.today) : pressed
}

// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { isInvited } from '#/features/meetings/rules/audience.ts'
import {
  invitationRef,
  isAskedLate,
  isFull,
  type Meeting,
  meetingRef,
  takesRegistrations,
} from '#/features/meetings/rules/meetings.ts'
import { isMunicipalityFull, roomFor } from '#/features/meetings/rules/room.ts'
import { holding, type Taking, taking, type Way } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { MeetingId, MunicipalityId, PersonId, PillarId, RegistrationId } from '#/network/ids.ts'
import { matchName } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'
import { canAct } from '#/network/vouching.ts'

interface Colleague {
  readonly id: PersonId
  readonly name: string
  readonly email: string | null
  readonly isInvited: boolean
  /** How they stand where they take a place, or wait for one. */
  readonly stands: Taking | null
  /** Who asked them and still may have an answer, and in whose place. */
  readonly askedBy: PersonId | null
  readonly askedByName: string | null
  readonly insteadOf: PersonId | null
}

const colleagues = statement(
  'meeting_colleagues',
  `select p.id, p.name, p.email, ${isInvited('m', 'k', 'p', '$4::date')} as "isInvited",
     (select r.state from meeting_registrations r where r.meeting_id = m.id and r.person_id = p.id and r.state in ${taking}) as stands,
     b.id as "askedBy", b.name as "askedByName", a.instead_of_id as "insteadOf"
   from meetings m join meeting_kinds k on k.id = m.kind_id cross join people p
   left join meeting_registrations a on a.meeting_id = m.id and a.person_id = p.id and a.state = 'asked' left join people b on b.id = a.by_id and ${canAct('b.id', '$4::date')}
   where m.id = $1::uuid and p.municipality_id = $2 and p.id <> $3::uuid and p.merged_into_id is null and p.forgotten_at is null
     and exists (select from roles f where f.person_id = p.id and f.kind in ${homeFunctions} and ${holds('f', '$4::date')}) and ${canAct('p.id', '$4::date')}
   order by p.name`,
)

/** Someone of the municipality with a function, as they stand to a meeting; null where there is none with that id. */
export async function colleagueById(
  db: Db,
  meeting: MeetingId,
  by: { readonly person: PersonId; readonly municipality: MunicipalityId },
  colleague: PersonId,
  today: string,
): Promise<Colleague | null> {
  const all = await db.query<Colleague>(colleagues, [meeting, by.municipality, by.person, today])
  return all.find(({ id }) => id === colleague) ?? null
}

const inAlready = (name: string, stands: Taking): Refusal =>
  new Refusal(`meetings.colleagueIn.${stands}`, { name }, { field: 'person' })

/** Whom someone means, of the own municipality: for a place of their own those whom the meeting is for, in one's own place anyone with a function. @throws Refusal at the field */
export async function namedColleague(
  db: Db,
  meeting: MeetingId,
  by: { readonly person: PersonId; readonly municipality: { readonly id: MunicipalityId; readonly name: string } },
  typed: string,
  isInstead: boolean,
  today: string,
): Promise<Colleague> {
  const field = { field: 'person' }
  const all = await db.query<Colleague>(colleagues, [meeting, by.municipality.id, by.person, today])
  const email = typed.trim().toLowerCase()
  const match = matchName(typed.trim(), all, person => [person.name])
  const found = email.includes('@')
    ? all.find(person => person.email === email)
    : match.found === 'exact'
      ? match.item
      : undefined
  const municipality = by.municipality.name
  if (!found && match.found === 'several')
    throw new Refusal('meetings.colleagueSeveral', { names: match.items.map(({ name }) => name).join(', ') }, field)
  if (!found && match.found === 'near')
    throw new Refusal('meetings.colleagueNear', { words: typed, name: match.item.name }, field)
  if (!found) throw new Refusal('meetings.colleagueUnknown', { words: typed, municipality }, field)
  if (found.stands) throw inAlready(found.name, found.stands)
  // What one asked before may still become another question of one's own: nobody's is lost.
  if (found.askedBy === by.person && found.insteadOf === (isInstead ? by.person : null))
    throw new Refusal('meetings.colleagueAsked', { name: found.name }, field)
  if (found.askedBy !== null && found.askedBy !== by.person)
    throw new Refusal('meetings.colleagueAskedBy', { name: found.name, by: found.askedByName ?? '' }, field)
  if (!isInstead && !found.isInvited) throw new Refusal('meetings.colleagueNotInvited', { name: found.name }, field)
  return found
}

const ask = statement(
  'meeting_ask',
  `insert into meeting_registrations as r (meeting_id, person_id, municipality_id, state, way, by_id, instead_of_id, created_at, changed_at)
   values ($1::uuid, $2::uuid, $3, 'asked', $4, $5::uuid, $6::uuid, $7::timestamptz, $7::timestamptz)
   on conflict (meeting_id, person_id) do update set state = 'asked', way = excluded.way, by_id = excluded.by_id, instead_of_id = excluded.instead_of_id,
     municipality_id = excluded.municipality_id, changed_at = excluded.changed_at, version = r.version + 1
   where r.state not in ${taking} returning r.id`,
)

// The row that could not be asked is locked by the attempt.
const standing = statement(
  'meeting_colleague_stands',
  'select state as stands from meeting_registrations where meeting_id = $1::uuid and person_id = $2::uuid',
)

/** `asker` is who asks, in whose place where it `isInstead`. */
interface Ask {
  readonly way: Way
  readonly isInstead: boolean
  readonly asker: PersonId
  readonly municipality: MunicipalityId
}

/** Asks a colleague whether they come, beside the asker or in their place; they say so themselves [F34]. @throws Refusal at the field where they registered meanwhile */
export async function askColleague(
  tx: Tx,
  meeting: Meeting,
  colleague: Pick<Colleague, 'id' | 'name'>,
  { way, isInstead, asker, municipality }: Ask,
  by: ActedAs,
  now: Date,
): Promise<void> {
  const instead = isInstead ? asker : null
  const values = [meeting.id, colleague.id, municipality, way, asker, instead, now.toISOString()]
  const [row] = await tx.query<{ id: RegistrationId }>(ask, values)
  if (!row) {
    const [own] = await tx.query<{ stands: Taking }>(standing, [meeting.id, colleague.id])
    if (!own) throw new Error('a registration that was in the way is not there')
    throw inAlready(colleague.name, own.stands)
  }
  audit(tx, { action: 'meeting.asked', subject: meetingRef(meeting.id), by, new: { registration: row.id, way } })
  notify(
    tx,
    [{ kind: 'person', person: colleague.id }],
    'meetings.asked',
    { meeting: meeting.id },
    {
      subject: invitationRef(row.id),
      notAfter: takesRegistrations(meeting, now) ? meeting.registerUntil : meeting.startsAt,
    },
  )
  touch(tx, invitationRef(row.id))
}

interface Asked {
  readonly id: RegistrationId
  readonly way: Way
  readonly by: PersonId | null
  readonly instead: PersonId | null
  readonly municipality: MunicipalityId
}

const asked = statement(
  'meeting_asked',
  `select id, way, by_id as by, instead_of_id as instead, municipality_id as municipality from meeting_registrations where meeting_id = $1::uuid and person_id = $2::uuid and state = 'asked'`,
)
const giveUp = statement(
  'meeting_give_up',
  `update meeting_registrations set state = 'cancelled', offer_until = null, changed_at = $3::timestamptz, version = version + 1
   where meeting_id = $1::uuid and person_id = $2::uuid and state in ${holding} returning id, way`,
)
const accept = statement(
  'meeting_accept',
  `update meeting_registrations set state = $2, way = $3, session_id = coalesce($5, session_id), place_in_line = nextval(pg_get_serial_sequence('meeting_registrations', 'place_in_line')), changed_at = $4::timestamptz, version = version + 1
   where id = $1::uuid`,
)

/** The colleague comes: in the place of who asked them, or else in one that is free, or they wait for one; in the way that they want or that was asked. The meeting is locked. Gives how they stand then. @throws Refusal */
export async function acceptAsked(
  tx: Tx,
  meeting: Meeting,
  person: PersonId,
  wanted: { readonly way: Way | null; readonly session: { readonly id: PillarId } | null },
  by: ActedAs,
  now: Date,
): Promise<'registered' | 'waiting'> {
  const [own] = await tx.query<Asked>(asked, [meeting.id, person])
  if (!own) throw new Refusal('meetings.notAsked', {}, { stale: meetingRef(meeting.id) })
  const at = now.toISOString()
  const [given] = own.instead
    ? await tx.query<{ id: RegistrationId; way: Way }>(giveUp, [meeting.id, own.instead, at])
    : []
  if (given) {
    const noted = { registration: given.id, state: 'registered' }
    audit(tx, {
      action: 'meeting.placeGiven',
      subject: meetingRef(meeting.id),
      by,
      old: noted,
      new: { state: 'cancelled' },
    })
    touch(tx, invitationRef(given.id))
  }
  if (!given && (!meeting.isInvited || isAskedLate(meeting))) throw new Refusal('meetings.placeGone')
  const way = given?.way ?? wanted.way ?? own.way
  const room = await roomFor(tx, meeting.id, way, own.municipality)
  if (!given && isMunicipalityFull(room)) throw new Refusal('meetings.municipalityFullNow', { count: room.own })
  const state = !given && isFull(room) ? 'waiting' : 'registered'
  await tx.query(accept, [own.id, state, way, at, wanted.session?.id ?? null])
  audit(tx, { action: `meeting.${state}`, subject: meetingRef(meeting.id), by, new: { registration: own.id, way } })
  touch(tx, meetingRef(meeting.id))
  touch(tx, invitationRef(own.id))
  tellAsker(tx, meeting.id, { ...own, person }, given ? 'instead' : state)
  return state
}

/** What a colleague said; `instead` where the place of who asked went over to them. */
export const colleagueAnswers = ['registered', 'instead', 'waiting', 'declined'] as const
export type ColleagueAnswer = (typeof colleagueAnswers)[number]

/** Who asked a colleague hears what they said. */
export function tellAsker(
  tx: Tx,
  meeting: MeetingId,
  { by, person }: { readonly by: PersonId | null; readonly person: PersonId },
  answer: ColleagueAnswer,
): void {
  if (by && by !== person)
    notify(tx, [{ kind: 'person', person: by }], 'meetings.colleague', { meeting, person, answer })
}

// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { switchWay } from '#/features/meetings/rules/change.ts'
import { askColleague, colleagueById, tellAsker } from '#/features/meetings/rules/colleagues.ts'
import { leaveMeeting } from '#/features/meetings/rules/leave.ts'
import {
  invitationRef,
  isFull,
  lockedMeeting,
  type Meeting,
  meetingRef,
  roomOf,
  waysOf,
} from '#/features/meetings/rules/meetings.ts'
import { takeOffer } from '#/features/meetings/rules/offers.ts'
import { isMunicipalityFull, roomFor } from '#/features/meetings/rules/room.ts'
import { type RegistrationState, taking, ways } from '#/features/meetings/rules/states.ts'
import type { Actor } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MeetingId, MunicipalityId, PersonId, RegistrationId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { fileRequest } from '#/requests/file.ts'
import type { Request, RequestKind } from '#/requests/kind.ts'

/** What is asked after the deadline: to come, to come in the other way, that another comes in one's place, or not to come. */
export const wishes = ['register', 'switch', 'substitute', 'cancel'] as const

const changeSubject = z.object({
  meeting: z.uuid().transform(id => id as MeetingId),
  person: z.uuid().transform(id => id as PersonId),
  wish: z.enum(wishes),
  way: z.enum(ways),
  /** Who would go in their place. */
  substitute: z
    .uuid()
    .transform(id => id as PersonId)
    .optional(),
})
export type Change = z.infer<typeof changeSubject>
export type Wish = Pick<Change, 'wish' | 'way' | 'substitute'>

/** What of it someone can ask for, as they stand to a meeting whose registration is closed. */
export function wishesOf(meeting: Meeting): readonly Wish[] {
  const { own } = meeting
  // They choose whether they take it: there is nothing to ask.
  if (own?.state === 'offered') return []
  const holds = own?.state === 'registered' || own?.state === 'waiting'
  const all = waysOf(meeting)
  if (!holds || !own.way) return meeting.isInvited ? all.map(way => ({ wish: 'register', way })) : []
  return [
    ...all.filter(way => way !== own.way).map(way => ({ wish: 'switch', way }) as const),
    ...(own.state === 'registered' ? [{ wish: 'substitute', way: own.way } as const] : []),
    { wish: 'cancel', way: own.way },
  ]
}

/** Whether people were invited to it, and it is still to begin. */
const isAhead = ({ state, startsAt }: Pick<Meeting, 'state' | 'startsAt'>, now: Date): boolean =>
  (state === 'open' || state === 'closed') && startsAt > now

/** Whether changes are asked for by now: registration is closed, and the meeting has not begun. */
export const takesRequests = (meeting: Pick<Meeting, 'state' | 'registerUntil' | 'startsAt'>, now: Date): boolean =>
  isAhead(meeting, now) && (meeting.state === 'closed' || meeting.registerUntil <= now)

const add = statement(
  'meeting_add_late',
  `insert into meeting_registrations as r (meeting_id, person_id, municipality_id, state, way, created_at, changed_at)
   values ($1::uuid, $2::uuid, $3, 'registered', $4, $5::timestamptz, $5::timestamptz)
   on conflict (meeting_id, person_id) do update set state = 'registered', way = excluded.way, instead_of_id = null, changed_at = excluded.changed_at, version = r.version + 1
   where r.state not in ${taking}
   returning r.id, r.by_id as by, (select o.state from meeting_registrations o where o.id = r.id) as was`,
)

async function addLate(
  tx: Tx,
  meeting: Meeting,
  { person, way }: Change,
  municipality: NonNullable<Request<Change>['municipality']>,
  by: ActedAs,
  now: Date,
): Promise<void> {
  const { own } = meeting
  const isHeld = own?.state === 'registered' || own?.state === 'offered'
  if (!isHeld && isFull(roomOf(meeting, way))) throw new Refusal('meetings.fullNow')
  // Registration was open again since they asked, and they used it: that goes in the way that they asked for.
  if (own?.state === 'offered') await takeOffer(tx, meeting.id, person, by, now)
  if (own && (isHeld || own.state === 'waiting'))
    return switchWay(tx, { ...meeting, own: { ...own, state: 'registered' } }, way, by, now)
  const room = await roomFor(tx, meeting.id, way, municipality.id)
  if (isMunicipalityFull(room))
    throw new Refusal('meetings.municipalityFullLate', { municipality: municipality.name, count: room.own })
  const values = [meeting.id, person, municipality.id, way, now.toISOString()]
  const [row] = await tx.query<{ id: RegistrationId; by: PersonId | null; was: RegistrationState | null }>(add, values)
  if (!row) return
  audit(tx, { action: 'meeting.registered', subject: meetingRef(meeting.id), by, new: { registration: row.id, way } })
  touch(tx, meetingRef(meeting.id))
  touch(tx, invitationRef(row.id))
  if (row.was === 'asked') tellAsker(tx, meeting.id, { by: row.by, person }, 'registered')
}

/** The substitute is asked, and goes only by saying so; until then the place stays whose it is. */
async function sendAnother(
  tx: Tx,
  meeting: Meeting,
  { person, substitute }: Change,
  municipality: MunicipalityId,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  const way = meeting.own?.state === 'registered' && meeting.own.way
  if (!way || !substitute) throw new Refusal('meetings.changeGone')
  const colleague = await colleagueById(tx, meeting.id, { person, municipality }, substitute, at.today)
  if (!colleague) throw new Refusal('meetings.substituteGone')
  // Another may have asked for the same one at that time: nobody's question is lost.
  if (colleague.askedBy !== null && colleague.askedBy !== person)
    throw new Refusal('meetings.substituteAsked', { name: colleague.name, by: colleague.askedByName ?? '' })
  await askColleague(tx, meeting, colleague, { way, isInstead: true, asker: person, municipality }, by, at.now)
}

async function bring(
  tx: Tx,
  { subject, municipality }: Request<Change>,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  const meeting = await lockedMeeting(tx, subject.meeting, [subject.person], at.today)
  if (!meeting || !municipality) throw new Refusal('meetings.changeGone')
  // Registration may be open again by now: what was asked before that stands.
  if (!isAhead(meeting, at.now)) throw new Refusal('meetings.changeLate', { number: meeting.number })
  if (subject.wish === 'register') await addLate(tx, meeting, subject, municipality, by, at.now)
  else if (subject.wish === 'switch') await switchWay(tx, meeting, subject.way, by, at.now)
  else if (subject.wish === 'substitute') await sendAnother(tx, meeting, subject, municipality.id, by, at)
  else await leaveMeeting(tx, meeting.id, subject.person, municipality.id, by, at.now)
}

/** A change of a registration after the deadline, decided by the secretariat [F40]. */
export const changeKind: RequestKind<Change> = {
  name: 'meeting.change',
  subject: changeSubject,
  async approve(tx, request, by, at) {
    const { meeting, person, substitute } = request.subject
    await bring(tx, request, by, at)
    const facts = { meeting, ...(substitute && { person: substitute }) }
    notify(tx, [{ kind: 'person', person }], 'meetings.changed', facts)
  },
  // Whoever hears that they come, or not, acts upon it.
  isFinal: () => true,
  async undo(_, request) {
    if (request.state === 'approved') throw new Refusal('meetings.changeStands')
    return request.subject
  },
}

/** Lays a change before the secretariat. @throws Refusal where one lies there already, or none can be asked */
export async function askChange(
  tx: Tx,
  actor: Actor,
  meeting: Meeting,
  wish: Wish,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<number> {
  const { person, municipality } = actor
  if (!person || !municipality) throw new Refusal('meetings.noMunicipality')
  const filed = await fileRequest(
    tx,
    {
      kind: changeKind,
      subject: { meeting: meeting.id, person, ...wish } satisfies Change,
      subjectKey: `${changeKind.name} ${meeting.id} ${person}`,
      requester: person,
      municipality: municipality.id,
      isSecretariat: actor.roles.some(role => role.kind === 'secretariat'),
    },
    by,
    at,
  )
  if (!filed) throw new Refusal('meetings.changeAsked')
  return filed.number
}

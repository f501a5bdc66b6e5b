// SPDX-License-Identifier: EUPL-1.2
// What changes of a meeting after people were invited to it, and who hears of it.
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { type Meeting, meetingRef, roomOf } from '#/features/meetings/rules/meetings.ts'
import { offerFree } from '#/features/meetings/rules/offers.ts'
import { type Details, move, setDetails, touchAll } from '#/features/meetings/rules/plan.ts'
import { holding, type Way, ways } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MeetingId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** A meeting as it should be from now on. */
export interface Altered extends Details {
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** When and where a meeting is: whoever comes hears it where this changes. */
const spotOf = ({ startsAt, endsAt, place, isOnSite, isOnline }: Altered | Meeting) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  place,
  isOnSite,
  isOnline,
})

export const asAltered = (meeting: Meeting): Altered => ({
  ...meeting,
  capacityOnSite: meeting.onSite.capacity,
  capacityOnline: meeting.online.capacity,
})

export const alteredFields = [
  'title',
  'startsAt',
  'endsAt',
  'isOnSite',
  'isOnline',
  'place',
  'onlineLink',
  'capacityOnSite',
  'capacityOnline',
  'mostPerMunicipality',
  'registerUntil',
  'hasSessions',
  'asksNeeds',
  'about',
] as const satisfies readonly (keyof Altered)[]

const differs = (old: Altered, given: Altered) => (name: (typeof alteredFields)[number]) =>
  JSON.stringify(old[name]) !== JSON.stringify(given[name])

const holders = statement(
  'meeting_holders',
  `select p.name, u.name as municipality from meeting_registrations r join people p on p.id = r.person_id join municipalities u on u.id = r.municipality_id
   where r.meeting_id = $1::uuid and r.way = $2 and r.state in ${holding} order by u.name, p.name`,
)
/** So many of who hold a place are named. */
const mostNamed = 10

/** There are fewer places than people hold: says who they are, to the one who may plan the meeting and so may know it. */
async function tooFew(tx: Tx, { id }: Meeting, way: Way): Promise<Refusal> {
  const all = await tx.query<{ name: string; municipality: string }>(holders, [id, way])
  const names = all.slice(0, mostNamed).map(({ name, municipality }) => `${name} (${municipality})`)
  const rest = all.length - names.length
  return new Refusal(
    `meetings.${rest > 0 ? 'tooFewMore' : 'tooFew'}.${way}`,
    { count: all.length, names: names.join(', '), rest },
    { field: way === 'onSite' ? 'capacity' : 'capacityOnline' },
  )
}

/** Nobody loses a place, or a way to come. @throws Refusal at the field */
async function demandRoom(tx: Tx, meeting: Meeting, given: Altered): Promise<void> {
  for (const way of ways) {
    const { taken, waiting } = roomOf(meeting, way)
    const isWay = way === 'onSite' ? given.isOnSite : given.isOnline
    const capacity = way === 'onSite' ? given.capacityOnSite : given.capacityOnline
    if (!isWay && taken + waiting > 0)
      throw new Refusal(`meetings.wayTaken.${way}`, { count: taken + waiting }, { field: 'ways' })
    if (isWay && capacity !== null && capacity < taken) throw await tooFew(tx, meeting, way)
  }
}

const alter = statement(
  'meeting_alter',
  `update meetings set title = $2, starts_at = $3::timestamptz, ends_at = $4::timestamptz, register_until = least(register_until, $3::timestamptz),
     moved_at = coalesce($5::timestamptz, moved_at), version = version + 1
   where id = $1::uuid`,
)
// A place is offered no longer than until the meeting begins.
const shorten = statement(
  'meeting_offers_shorten',
  `update meeting_registrations set offer_until = $2::timestamptz, version = version + 1 where meeting_id = $1::uuid and state = 'offered' and offer_until > $2::timestamptz`,
)
// Who was asked by a colleague comes in the way that there is.
const rewayAsked = statement(
  'meeting_reway_asked',
  `update meeting_registrations set way = $3, version = version + 1 where meeting_id = $1::uuid and state = 'asked' and way = $2`,
)
const concerned = statement(
  'meeting_concerned',
  `select person_id as person from meeting_registrations
   where meeting_id = $1::uuid and person_id is not null and state in ('invited', 'asked', 'registered', 'waiting', 'offered') order by id`,
)

/** Says something of a meeting to everyone who was invited and has not said no. */
export async function tellConcerned(
  tx: Tx,
  id: MeetingId,
  kind: string,
  facts: Readonly<Record<string, unknown>>,
  notAfter: Date,
): Promise<void> {
  const people = await tx.query<{ person: PersonId }>(concerned, [id])
  for (const { person } of people)
    notify(tx, [{ kind: 'person', person }], kind, { meeting: id, ...facts }, { notAfter })
}

/** Where, for how many and until when of a locked meeting that nobody was invited to yet. */
export async function detailMeeting(tx: Tx, meeting: Meeting, given: Details, by: ActedAs): Promise<void> {
  const old = asAltered(meeting)
  const fields = alteredFields.filter(differs(old, { ...old, ...given }))
  if (fields.length === 0) return
  await setDetails(tx, meeting.id, given)
  audit(tx, { action: 'meeting.detailed', subject: meetingRef(meeting.id), by, new: { fields: fields.join(' ') } })
}

const online = statement(
  'meeting_online_people',
  `select person_id as person from meeting_registrations where meeting_id = $1::uuid and person_id is not null and state in ${holding} and way = 'online' order by id`,
)

/** Who takes part online has the link that they had before. */
async function tellOnline(tx: Tx, id: MeetingId, notAfter: Date): Promise<void> {
  const people = await tx.query<{ person: PersonId }>(online, [id])
  const audience = people.map(({ person }) => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'meetings.relinked', { meeting: id }, { notAfter })
}

/** Changes a locked meeting that people were invited to. Another time or place is told to everyone concerned, once, another link to who takes part online; who is registered stays so. Gives what came of it. @throws Refusal */
export async function alterMeeting(
  tx: Tx,
  meeting: Meeting,
  given: Altered,
  by: ActedAs,
  now: Date,
): Promise<'same' | 'altered' | 'moved' | 'relinked'> {
  const { id, state } = meeting
  if (state !== 'open' && state !== 'closed')
    throw new Refusal(`meetings.is.${state}`, { number: meeting.number }, { stale: meetingRef(id) })
  await demandRoom(tx, meeting, given)
  const old = asAltered(meeting)
  const fields = alteredFields.filter(differs(old, given))
  if (fields.length === 0) return 'same'
  const [was, is] = [spotOf(old), spotOf(given)]
  const isMoved = JSON.stringify(was) !== JSON.stringify(is)
  const begins = given.startsAt.toISOString()
  await tx.query(alter, [id, given.title, begins, given.endsAt.toISOString(), isMoved ? now.toISOString() : null])
  await setDetails(tx, id, given)
  await tx.query(shorten, [id, begins])
  const [gone, stays]: [Way, Way] = given.isOnSite ? ['online', 'onSite'] : ['onSite', 'online']
  if (!(given.isOnSite && given.isOnline)) await tx.query(rewayAsked, [id, gone, stays])
  audit(tx, {
    action: isMoved ? 'meeting.moved' : 'meeting.altered',
    subject: meetingRef(id),
    by,
    old: { startsAt: was.startsAt },
    new: { startsAt: is.startsAt, fields: fields.join(' ') },
  })
  if (state === 'closed' && given.registerUntil > now) await move(tx, meeting, 'reopen', by, now)
  else await touchAll(tx, id)
  if (isMoved) await tellConcerned(tx, id, 'meetings.moved', { before: was, after: is }, given.endsAt)
  // Who is told that it moved reads the link there.
  const isRelinked = !isMoved && given.onlineLink !== null && given.onlineLink !== old.onlineLink
  if (isRelinked) await tellOnline(tx, id, given.endsAt)
  await offerFree(tx, id, by, now)
  return isMoved ? 'moved' : isRelinked ? 'relinked' : 'altered'
}

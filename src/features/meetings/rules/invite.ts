// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { type Audience, notify } from '#/delivery/notify.ts'
import { audienceOf } from '#/features/meetings/rules/audience.ts'
import { invitationRef, type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { move } from '#/features/meetings/rules/plan.ts'
import { type Became, closePoll, lockPoll, registerAble } from '#/features/meetings/rules/poll.ts'
import type { ActedAs } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { ChannelId, PersonId, PillarId, RegistrationId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const invite = statement(
  'meeting_invite',
  `insert into meeting_registrations (meeting_id, person_id, municipality_id, state, created_at, changed_at)
   select $1::uuid, i.person, i.municipality, 'invited', $3::timestamptz, $3::timestamptz
   from jsonb_to_recordset($2::jsonb) as i(person uuid, municipality text)
   on conflict (meeting_id, person_id) do nothing returning id, person_id as person`,
)
const groupChannels = statement(
  'meeting_group_channels',
  `select id from channels where purpose = 'themeGroup' and theme_group_id = $1 and ended_at is null`,
)
const pillarsNow = statement('meeting_pillars', `select l.id from pillars l where ${holds('l', '$1::date')}`)

/** The channels that a meeting is announced in: its pillar's or theme group's; those of all pillars where it is the network's. */
async function channelsOf(tx: Tx, { pillar, group }: Meeting, today: string): Promise<readonly Audience[]> {
  if (group !== null)
    return (await tx.query<{ id: ChannelId }>(groupChannels, [group])).map(({ id }) => ({
      kind: 'channel',
      channel: id,
    }))
  const pillars = pillar ? [pillar] : (await tx.query<{ id: PillarId }>(pillarsNow, [today])).map(({ id }) => id)
  return pillars.map(one => ({ kind: 'pillar', pillar: one }))
}

/** Opens the registration of a locked meeting: its channels see it, and everyone whom it is for is written to. Gives how many those are, and what came of who could on this day. @throws Refusal where it can't be any more */
export async function inviteAll(
  tx: Tx,
  meeting: Meeting,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<Became & { readonly people: number }> {
  if (meeting.state === 'planned' && meeting.registerUntil <= at.now)
    throw new Refusal('meetings.pastDeadline', { number: meeting.number })
  await move(tx, meeting, 'open', by, at.now)
  const people = await audienceOf(tx, meeting.id, at.today)
  const rows = await tx.query<{ id: RegistrationId; person: PersonId }>(invite, [
    meeting.id,
    JSON.stringify(people),
    at.now.toISOString(),
  ])
  await lockPoll(tx, meeting.id)
  await closePoll(tx, meeting.id, by, at.now)
  const became = await registerAble(tx, meeting, by, at)
  const facts = { meeting: meeting.id }
  const channels = await channelsOf(tx, meeting, at.today)
  const ends = { notAfter: meeting.endsAt }
  notify(tx, channels, 'meetings.open', facts, { subject: meetingRef(meeting.id), ...ends })
  for (const { id, person } of rows)
    notify(tx, [{ kind: 'person', person }], 'meetings.invited', facts, { subject: invitationRef(id), ...ends })
  return { people: rows.length, ...became }
}

// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { invitationRef, isFull, type Meeting, meetingRef, roomOf, waysOf } from '#/features/meetings/rules/meetings.ts'
import { offerFree } from '#/features/meetings/rules/offers.ts'
import type { Way } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PillarId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const change = statement(
  'meeting_switch',
  `update meeting_registrations set way = $2, state = 'registered', changed_at = $3::timestamptz, version = version + 1 where id = $1::uuid`,
)

/** Someone who comes to a locked meeting, or waits, takes part in the other way. Where that is full they keep what they have. Twice is once. @throws Refusal */
export async function switchWay(tx: Tx, meeting: Meeting, way: Way, by: ActedAs, now: Date): Promise<void> {
  const { id, own } = meeting
  if (!own || (own.state !== 'registered' && own.state !== 'waiting')) throw new Refusal('meetings.notIn')
  if (own.way === way) return
  if (!waysOf(meeting).includes(way)) throw new Refusal(`meetings.noWay.${way}`)
  if (isFull(roomOf(meeting, way))) throw new Refusal(`meetings.switchFull.${way}`)
  await tx.query(change, [own.id, way, now.toISOString()])
  const facts = { registration: own.id, way }
  audit(tx, { action: 'meeting.switched', subject: meetingRef(id), by, old: { way: own.way }, new: facts })
  touch(tx, meetingRef(id))
  touch(tx, invitationRef(own.id))
  await offerFree(tx, id, by, now)
}

const setSession = statement(
  'meeting_session',
  `update meeting_registrations set session_id = $2, changed_at = $3::timestamptz, version = version + 1 where id = $1::uuid and session_id is distinct from $2`,
)

/** To which pillar's session someone goes who comes to a locked meeting [A15]. @throws Refusal for who does not come */
export async function chooseSession(
  tx: Tx,
  meeting: Meeting,
  session: PillarId | null,
  by: ActedAs,
  now: Date,
): Promise<void> {
  const { id, own } = meeting
  if (own?.state !== 'registered') throw new Refusal('meetings.notIn')
  await tx.query(setSession, [own.id, session, now.toISOString()])
  const facts = { registration: own.id, session }
  audit(tx, { action: 'meeting.sessionChosen', subject: meetingRef(id), by, new: facts })
  touch(tx, meetingRef(id))
  touch(tx, invitationRef(own.id))
}

// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import type { LobbyPointId, MeetingId } from '#/network/ids.ts'

const ofMeeting = statement(
  'meeting_points_touch',
  `update lobby_points set version = version + 1 where id in (select point_id from agenda_items where meeting_id = $1::uuid) returning id`,
)
const ofOne = statement(
  'meeting_point_touch',
  'update lobby_points set version = version + 1 where id = $1::uuid returning id',
)

/** A lobby point's cards say at which meeting it is on the programme: they follow what becomes of that [F43]. */
export async function touchPoint(tx: Tx, point: LobbyPointId | null): Promise<void> {
  if (point) for (const { id } of await tx.query<{ id: string }>(ofOne, [point])) touch(tx, { kind: 'lobbyPoint', id })
}

/** The same for every point on the programme of a meeting. */
export async function touchPoints(tx: Tx, meeting: MeetingId): Promise<void> {
  for (const { id } of await tx.query<{ id: string }>(ofMeeting, [meeting])) touch(tx, { kind: 'lobbyPoint', id })
}

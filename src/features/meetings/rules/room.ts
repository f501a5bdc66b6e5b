// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import type { Way } from '#/features/meetings/rules/states.ts'
import type { MeetingId, MunicipalityId } from '#/network/ids.ts'

const room = statement(
  'meeting_room_of',
  'select capacity, taken, waiting, most, own from meeting_room($1::uuid, $2, $3)',
)
/** How full a meeting is in one way; `own` is how many of a municipality have a place or wait for one, where that is limited to `most`. */
export interface RoomFor {
  readonly capacity: number | null
  readonly taken: number
  readonly waiting: number
  readonly most: number | null
  readonly own: number
}

/** How much room there is for someone of a municipality. Locks the meeting, so that it stays so. */
export async function roomFor(tx: Tx, meeting: MeetingId, way: Way, municipality: MunicipalityId): Promise<RoomFor> {
  const [found] = await tx.query<RoomFor>(room, [meeting, way, municipality])
  if (!found) throw new Error('a meeting has no room')
  return found
}

/** Whether as many of the municipality come or wait as may. */
export const isMunicipalityFull = ({ most, own }: RoomFor): boolean => most !== null && own >= most

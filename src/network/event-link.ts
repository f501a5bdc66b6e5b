// SPDX-License-Identifier: EUPL-1.2
// The link to one meeting for one calendar: it says which, and whose, and is signed. Nothing of it is kept.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MeetingId, PersonId } from '#/network/ids.ts'

/** `hasDeadline`: the last moment to register stands in the calendar as well. */
export interface EventLink {
  readonly meeting: MeetingId
  readonly person: PersonId
  readonly hasDeadline: boolean
}

const idBytes = 16
const saidBytes = 2 * idBytes + 1
const idOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')
const sign = (key: Buffer, said: Buffer): Buffer => createHmac('sha256', key).update('event ').update(said).digest()

export function eventToken(key: Buffer, { meeting, person, hasDeadline }: EventLink): string {
  const said = Buffer.concat([bytesOf(meeting), bytesOf(person), Buffer.from([hasDeadline ? 1 : 0])])
  return Buffer.concat([said, sign(key, said)]).toString('base64url')
}

/** What such a link says; null where we did not make it. */
export function eventIn(key: Buffer, token: string): EventLink | null {
  if (!/^[\w-]{87}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const said = bytes.subarray(0, saidBytes)
  if (!timingSafeEqual(bytes.subarray(saidBytes), sign(key, said))) return null
  return {
    meeting: idOf(said.subarray(0, idBytes)) as MeetingId,
    person: idOf(said.subarray(idBytes, 2 * idBytes)) as PersonId,
    hasDeadline: said[2 * idBytes] === 1,
  }
}

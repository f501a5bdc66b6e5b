// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'

let lastMs = 0
let counter = 0

/**
 * The first half of a UUIDv7, up to its variant: `019abc12-3456-7001`. Each is greater than the one before it, also within a millisecond, which Node's own UUIDv7 does not promise.
 * Deliveries of one transaction are ordered by it, for they share their creation time.
 */
export function growingPrefix(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs
    counter = 0
  } else if (counter < 0xfff) counter += 1
  else {
    lastMs += 1
    counter = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}`
}

/** A UUIDv7 that is greater than every one this process made before. */
export function growingId(): string {
  const tail = randomBytes(8)
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80
  const hex = tail.toString('hex')
  return `${growingPrefix()}-${hex.slice(0, 4)}-${hex.slice(4)}`
}

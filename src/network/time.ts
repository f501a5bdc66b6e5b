// SPDX-License-Identifier: EUPL-1.2
/** The network's time. It is the real time everywhere but in the playground and in tests, where it may run ahead. */
export interface Time {
  /** By how many milliseconds it is ahead of the real time: what the database's clock is judged by. */
  aheadMs(): number
  now(): Date
  /** The network's time at a real moment. */
  at(real: Date): Date
}

/** A time that can be moved on, never back: what was planned for a moment happens once. */
export interface MovableTime extends Time {
  moveTo(aheadMs: number): void
}

const timeAhead = (aheadMs: () => number): Time => {
  const at = (real: Date) => new Date(real.getTime() + aheadMs())
  return { aheadMs, at, now: () => at(new Date()) }
}

/** A time as far ahead as it is at this moment, for what must see one moment only while it is moved on. */
export function heldTime(time: Time): Time {
  const ahead = time.aheadMs()
  return timeAhead(() => ahead)
}

export const realTime: Time = timeAhead(() => 0)

export function movableTime(aheadMs = 0): MovableTime {
  let ahead = aheadMs
  return {
    ...timeAhead(() => ahead),
    moveTo(next) {
      ahead = Math.max(ahead, next)
    },
  }
}

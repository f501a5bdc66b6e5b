// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createThrottle } from '#/platforms/teams/throttle.ts'

/** Within so long there may be so many calls, in one conversation. */
const documented = {
  writing: [
    [1, 7],
    [2, 8],
    [30, 60],
    [3_600, 1_800],
  ],
  looking: [
    [1, 14],
    [2, 16],
    [30, 120],
    [3_600, 3_600],
  ],
} as const

it.each(['writing', 'looking'] as const)(
  '[T30] never makes more calls in a conversation than Teams allows (%s), whatever is asked, and makes each that waited as long as it was told',
  counted => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 20, maxLength: 300 }), pauses => {
        let at = 5
        const throttle = createThrottle(true, () => at)
        const made: number[] = []
        for (const pause of pauses) {
          at += pause
          const wait = throttle.take('tenant', 'room', counted)
          if (wait > 0) {
            at += Math.round(wait * 1000)
            expect(throttle.take('tenant', 'room', counted)).toBe(0)
          }
          made.push(at)
          for (const [seconds, most] of documented[counted])
            expect(made.filter(moment => moment > at - seconds * 1000).length).toBeLessThanOrEqual(most)
        }
      }),
      { numRuns: 60 },
    )
  },
)

it('[T30] looking at who is in a conversation takes no place of what is written there, and the other way round, but both count for the tenant', () => {
  const throttle = createThrottle(true, () => 0)
  for (let i = 0; i < 7; i++) expect(throttle.take('tenant', 'room')).toBe(0)
  for (let i = 0; i < 14; i++) expect(throttle.take('tenant', 'room', 'looking')).toBe(0)
  expect(throttle.take('tenant', 'room')).toBeGreaterThan(0)
  expect(throttle.take('tenant', 'room', 'looking')).toBeGreaterThan(0)
  throttle.heard(5, 'tenant', 'elsewhere', 'looking')
  expect(throttle.take('tenant', 'elsewhere', 'looking')).toBe(5)
  for (let i = 0; i < 29; i++) expect(throttle.take('tenant', `room ${i}`, i % 2 ? 'looking' : 'writing')).toBe(0)
  expect(throttle.take('tenant', 'one more')).toBe(1)
})

it('[T30] counts a tenant’s conversations together, and no other tenant’s', () => {
  let at = 0
  const throttle = createThrottle(true, () => at)
  for (let i = 0; i < 50; i++) expect(throttle.take('tenant', `room ${i}`)).toBe(0)
  expect(throttle.take('tenant', 'one more')).toBe(1)
  expect(throttle.take('other', 'one more')).toBe(0)
  at = 1_000
  expect(throttle.take('tenant', 'one more')).toBe(0)
})

it('[T30] makes no call while the connector allows none, in that conversation or in all of the tenant', () => {
  let at = 0
  const throttle = createThrottle(true, () => at)
  throttle.heard(4, 'tenant', 'room')
  throttle.heard(2, 'tenant')
  expect(throttle.take('tenant', 'room')).toBe(4)
  expect(throttle.take('tenant', 'elsewhere')).toBe(2)
  at = 2_000
  expect(throttle.take('tenant', 'elsewhere')).toBe(0)
  expect(throttle.take('tenant', 'room')).toBe(2)
})

it('[T30] a peer that plays Teams is called as often as asked, but not while it allows none', () => {
  const throttle = createThrottle(false, () => 0)
  for (let i = 0; i < 200; i++) expect(throttle.take('tenant', 'room')).toBe(0)
  throttle.heard(3, 'tenant', 'room')
  expect(throttle.take('tenant', 'room')).toBe(3)
})

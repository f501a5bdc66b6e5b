// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { growingId, growingPrefix } from '#/delivery/growing-id.ts'

it('grows from id to id, also within a millisecond [T31]', () => {
  const ids = Array.from({ length: 10_000 }, growingId)
  expect(ids.every((id, i) => i === 0 || id > ids[i - 1]!)).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
})

it('is a UUID of version 7', () => {
  expect(growingId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('keeps growing when the clock is set back', () => {
  const before = growingPrefix(Date.now() + 5_000)
  expect(growingPrefix(Date.now()) > before).toBe(true)
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Sent } from '#/chat/platform.ts'
import { createLimits } from '#/delivery/limits.ts'
import { eventually } from '../support/eventually.ts'
import type { Call } from '../support/fake-platform.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { stopwatch } from '../support/stopwatch.ts'

let office: PostOffice

beforeAll(async () => {
  office = await openPostOffice()
  office.startWorker()
  await office.addCopy()
})
afterAll(() => office.close())
beforeEach(async () => {
  office.platform.script = () => undefined
  await office.test.query('delete from send_limits')
})

const limited = (retryAfterSeconds: number, scope: 'method' | 'conversation' = 'conversation'): { sent: Sent } => ({
  sent: { outcome: 'limited', retryAfterSeconds, scope },
})
const postsTo = (conversation: string) =>
  office.platform.calls.filter(
    (call): call is Extract<Call, { method: 'post' }> =>
      call.method === 'post' && call.to.conversation === conversation,
  )

it('calls a limited conversation not before its Retry-After, in order, and lets the others go on [T30]', async () => {
  let refusedAt = 0
  office.platform.script = call => {
    if (call.method !== 'post' || call.to.conversation !== 'D-U1' || refusedAt > 0) return
    refusedAt = performance.now()
    return limited(3)
  }
  const reader = await office.reader('U1')
  const took = stopwatch()
  await office.say(reader, ['beperkt 1', 'beperkt 2'])
  const other = await office.reader('U2')
  await eventually(
    () => office.rows('beperkt 1'),
    ([row]) => row?.reason === 'limited',
  )
  expect(await office.rows('beperkt 1')).toMatchObject([{ state: 'open', reason: 'limited' }])
  await office.say(other, ['onbeperkt'])
  await office.settled('sent', 'onbeperkt')
  expect(postsTo('D-U1')).toHaveLength(1)
  await office.settled('sent', 'beperkt 1', 'beperkt 2')
  const [, second] = postsTo('D-U1')
  expect(second!.at - refusedAt).toBeGreaterThanOrEqual(3_000)
  expect(took()).toBeLessThan(6_000)
  expect(office.platform.texts('D-U1')).toEqual(['beperkt 1', 'beperkt 2'])
})

it('lets no conversation call a limited method before its Retry-After, in any copy [T30]', async () => {
  let refusedAt = 0
  office.platform.script = call => {
    if (call.method !== 'post' || refusedAt > 0) return
    refusedAt = performance.now()
    return limited(2, 'method')
  }
  await office.say(await office.reader('U3'), ['eerste'])
  await eventually(
    () => office.rows('eerste'),
    ([row]) => row?.reason === 'limited',
  )
  const users = Array.from({ length: 10 }, (_, i) => `U3${i}`)
  for (const user of users) await office.say(await office.reader(user), [`na ${user}`])
  await office.settled('sent', 'eerste', ...users.map(user => `na ${user}`))
  const early = users.flatMap(user => postsTo(`D-${user}`)).filter(call => call.at - refusedAt < 2_000)
  expect(early).toEqual([])
})

it('obeys a limit on opening direct conversations, while those that are open go on [T30]', async () => {
  const known = await office.reader('U4')
  await office.say(known, ['bekend 1'])
  await office.settled('sent', 'bekend 1')
  let refusedAt = 0
  office.platform.script = call => {
    if (call.method !== 'direct' || refusedAt > 0) return
    refusedAt = performance.now()
    return limited(2, 'method')
  }
  await office.say(await office.reader('U5'), ['nieuw'])
  const took = stopwatch()
  await eventually(
    () => refusedAt,
    at => at > 0,
  )
  await office.say(known, ['bekend 2'])
  await office.settled('sent', 'bekend 2')
  expect(took()).toBeLessThan(2_000)
  await office.settled('sent', 'nieuw')
  const [, second] = office.platform.calls.filter(call => call.method === 'direct' && call.account.user === 'U5')
  expect(second!.at - refusedAt).toBeGreaterThanOrEqual(2_000)
})

it('loses and doubles nothing, and calls nowhere early, when every second call is refused [T30]', async () => {
  const until = new Map<string, number>()
  const early: string[] = []
  let count = 0
  office.platform.script = call => {
    if (call.method !== 'post') return
    const { conversation } = call.to
    if (performance.now() < (until.get(conversation) ?? 0)) early.push(conversation)
    if (++count % 2 === 0) return
    until.set(conversation, performance.now() + 1_000)
    return limited(1)
  }
  const users = Array.from({ length: 40 }, (_, i) => `storm${i}`)
  const said = users.map(user => [1, 2, 3].map(i => `${user} ${i}`))
  await Promise.all(users.map(async (user, i) => office.say(await office.reader(user), said[i]!)))
  await office.settled('sent', ...said.flat())
  expect(early).toEqual([])
  for (const [i, user] of users.entries()) expect(office.platform.texts(`D-${user}`)).toEqual(said[i])
})

it('remembers the longest limit of a scope until it has passed', async () => {
  const limits = createLimits()
  limits.heard('a', 10)
  limits.heard('a', 5)
  expect(limits.wait('a', 'b')).toBeGreaterThan(9)
  expect(limits.wait('b')).toBe(0)
  limits.heard('c', 0.02)
  await eventually(
    () => limits.wait('c'),
    wait => wait === 0,
  )
})

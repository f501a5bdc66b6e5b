// SPDX-License-Identifier: EUPL-1.2
import { afterEach, expect, it, vi } from 'vitest'
import { startPulse, type Watch } from '#/database/pulse.ts'
import { eventually } from '../support/eventually.ts'
import { stopwatch } from '../support/stopwatch.ts'

let pulse: Watch
afterEach(() => pulse.stop())

const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
const never = () => new Promise<boolean>(() => {})
const isAway = () => eventually(() => pulse.away(), Boolean)
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

it('[T33] a database that is silent for two seconds is away, whoever waits is cut off, and it is back with the first answer', async () => {
  let isThere = false
  let hungUp = 0
  pulse = startPulse(async () => isThere)
  pulse.opened(() => hungUp++).asked()
  const [began, took] = [performance.now(), stopwatch()]
  await isAway()
  expect(performance.now() - began).toBeGreaterThan(1_900)
  expect(took()).toBeLessThan(2_400)
  expect(hungUp).toBe(1)
  isThere = true
  await eventually(
    () => pulse.away(),
    away => !away,
  )
})

it('[T33] a connection that is refused is at once an absent database', async () => {
  pulse = startPulse(() => Promise.reject(refused))
  pulse
    .opened(() => {})
    .asked()
    .lost()
  await isAway()
})

it('[T33] cuts what was asked while the database was away and is not answered in two seconds; nothing younger, and nothing that was asked before', async () => {
  let isThere = false
  pulse = startPulse(() => (isThere ? Promise.resolve(true) : Promise.reject(refused)))
  const cut: string[] = []
  const line = (name: string) => pulse.opened(() => cut.push(name))
  line('a statement that takes long').asked()
  line('one that broke').asked().lost()
  await isAway()
  const [began, took] = [performance.now(), stopwatch()]
  line('asked in vain').asked()
  const young = line('asked a moment before it was back').asked()
  isThere = true
  await eventually(
    () => pulse.away(),
    away => !away,
  )
  expect(cut).toEqual([])
  young.answered()
  await eventually(() => cut.length, Boolean)
  expect(performance.now() - began).toBeGreaterThan(1_900)
  expect(took()).toBeLessThan(2_400)
  expect(cut).toEqual(['asked in vain'])
})

it('[T33] cuts a connection that leaves a statement unanswered for fifteen seconds, while others are answered', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'performance'] })
  try {
    pulse = startPulse(async () => true)
    const cut: string[] = []
    const line = (name: string) => pulse.opened(() => cut.push(name))
    line('silent').asked()
    const other = line('answers')
    const seconds = async (many: number) => {
      for (let i = 0; i < many; i++) {
        const asked = other.asked()
        await vi.advanceTimersByTimeAsync(1_000)
        asked.answered()
      }
    }
    await seconds(14)
    expect(cut).toEqual([])
    await seconds(2)
    expect(cut).toEqual(['silent'])
    expect(pulse.away()).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})

it('[T33] a silent database is hung up on by all its connections, also those on which nobody waits', async () => {
  pulse = startPulse(async () => false)
  const cut: string[] = []
  const line = (name: string) => pulse.opened(() => cut.push(name))
  line('idle').asked().answered()
  line('gone').closed()
  line('waiting').asked()
  await isAway()
  expect(cut).toEqual(['idle', 'waiting'])
})

it('one connection that breaks is no absent database', async () => {
  pulse = startPulse(async () => true)
  pulse
    .opened(() => {})
    .asked()
    .lost()
  await pause(50)
  expect(pulse.away()).toBe(false)
})

it('a server that has no connection left, or a statement that waits for a lock, is no absent database', async () => {
  let hungUp = 0
  pulse = startPulse(() => Promise.reject(Object.assign(new Error('too many'), { code: '53300' })))
  pulse.opened(() => hungUp++).asked()
  await pause(2_500)
  expect(pulse.away()).toBe(false)
  expect(hungUp).toBe(0)
})

it('a process that stood still has not heard what was answered meanwhile: the database is not away', async () => {
  let hungUp = 0
  pulse = startPulse(never)
  const asked = pulse.opened(() => hungUp++).asked()
  await pause(150)
  const until = performance.now() + 2_500
  while (performance.now() < until);
  setTimeout(() => asked.answered(), 50)
  await pause(150)
  expect(pulse.away()).toBe(false)
  expect(hungUp).toBe(0)
})

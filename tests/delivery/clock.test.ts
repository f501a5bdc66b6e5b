// SPDX-License-Identifier: EUPL-1.2
import { afterEach, expect, it, vi } from 'vitest'
import { type Clock, startClock } from '#/delivery/clock.ts'
import { recordingLog, silent } from '../support/silent-log.ts'

let clock: Clock | undefined
afterEach(async () => {
  vi.useRealTimers()
  await clock?.stop()
})

it('runs its sweeps at every full minute', async () => {
  vi.useFakeTimers({ now: new Date('2027-02-03T09:30:20Z') })
  const times: string[] = []
  clock = startClock({
    zone: 'Europe/Amsterdam',
    sweeps: [{ name: 'one', run: async () => void times.push(new Date().toISOString().slice(11, 16)) }],
    log: silent,
  })
  expect(clock.lastTickAt()).toBe(null)
  await vi.advanceTimersByTimeAsync(150_000)
  expect(times).toEqual(['09:31', '09:32'])
  expect(clock.lastTickAt()?.toISOString().slice(11, 16)).toBe('09:32')
})

it('runs one sweep after another, none twice at once, and looks anew for who asks while it looks', async () => {
  const running: string[] = []
  const seen: string[][] = []
  let release = () => {}
  const slow = new Promise<void>(resolve => {
    release = resolve
  })
  const sweep = (name: string, wait?: Promise<void>) => ({
    name,
    async run() {
      running.push(name)
      seen.push([...running])
      await wait
      running.splice(running.indexOf(name), 1)
    },
  })
  clock = startClock({ zone: 'Europe/Amsterdam', sweeps: [sweep('slow', slow), sweep('next')], log: silent })
  const ticks = [clock.tick(), clock.tick()]
  await expect.poll(() => seen).toEqual([['slow']])
  ticks.push(clock.tick())
  release()
  await Promise.all(ticks)
  expect(seen).toEqual([['slow'], ['next'], ['slow'], ['next']])
})

it('goes on after a sweep that failed, and says which', async () => {
  const { log, lines } = recordingLog()
  let ran = 0
  const failing = {
    name: 'failing',
    run: async () => {
      throw new Error('no')
    },
  }
  clock = startClock({
    zone: 'Europe/Amsterdam',
    sweeps: [failing, { name: 'other', run: async () => void ran++ }],
    log,
  })
  await clock.tick()
  await clock.tick()
  expect(ran).toBe(2)
  expect(lines).toMatchObject([{ facts: { sweep: 'failing' } }, { facts: { sweep: 'failing' } }])
})

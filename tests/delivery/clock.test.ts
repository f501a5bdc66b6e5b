// SPDX-License-Identifier: EUPL-1.2
import { afterEach, expect, it, vi } from 'vitest'
import { type Clock, startClock } from '#/delivery/clock.ts'
import { mountHealth } from '#/web/health.ts'
import { recordingLog, silent } from '../support/silent-log.ts'
import { serve } from '../web/serve.ts'

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
  await vi.advanceTimersByTimeAsync(150_000)
  expect(times).toEqual(['09:31', '09:32'])
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

it('[E51] [T55] /readyz is red after ten minutes in which it did not look anew, as where a sweep never ends, and green once it does', async () => {
  const web = await serve()
  try {
    vi.useFakeTimers({
      now: new Date('2027-02-03T09:30:20Z'),
      toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'],
    })
    let release = () => {}
    const stuck = new Promise<void>(resolve => {
      release = resolve
    })
    let hangs = false
    const started = startClock({
      zone: 'Europe/Amsterdam',
      sweeps: [{ name: 'stuck', run: async () => (hangs ? stuck : undefined) }],
      log: silent,
    })
    clock = started
    mountHealth(web.app, { clock: () => started.isTicking() })
    const readyAfter = async (minutes: number) => {
      await vi.advanceTimersByTimeAsync(minutes * 60_000)
      return (await fetch(`${web.url}/readyz`)).status
    }
    expect(await readyAfter(30)).toBe(200)
    hangs = true
    // The one that never ends begins within a minute.
    expect(await readyAfter(9)).toBe(200)
    expect(await readyAfter(2)).toBe(503)
    hangs = false
    release()
    expect(await readyAfter(1)).toBe(200)
  } finally {
    vi.useRealTimers()
    await web.close()
  }
})

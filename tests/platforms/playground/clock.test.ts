// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, it } from 'vitest'
import { type MovableTime, movableTime } from '#/network/time.ts'
import { listen } from './listen.ts'
import { type Play, play } from './play.ts'

let its: Play
let time: MovableTime
/** The network's time at each look of the bot's clock. */
let looks: Date[]

const hands = () => ({ time, tick: async () => void looks.push(time.now()) })
beforeEach(async () => {
  time = movableTime()
  looks = []
  its = await play({ hands: hands() })
  return () => its.close()
})

const hourMs = 3_600_000
const move = (step: string) => its.act('clock', { step })
const planned = (at: Date) =>
  its.rows.query(
    `insert into planned (kind, subject_kind, subject_id, occurrence, due_at) values ('request.reminder', 'request', 'r1', '1.thread', $1)`,
    [at.toISOString()],
  )

it('moves an hour, and has happen what is due by then', async () => {
  expect(await move('hour')).toMatchObject({ status: 200 })
  expect(time.aheadMs()).toBeGreaterThan(hourMs - 60_000)
  expect(time.aheadMs()).toBeLessThanOrEqual(hourMs)
  expect(looks.at(-1)?.getTime()).toBeGreaterThan(Date.now() + hourMs - 60_000)
})

it('moves to the next planned message, and nowhere when none is planned', async () => {
  await move('next')
  expect([time.aheadMs(), looks]).toEqual([0, []])
  const at = new Date(Date.now() + 50 * hourMs)
  await planned(at)
  await move('next')
  expect(looks.at(-1)?.getTime()).toBeGreaterThanOrEqual(at.getTime())
  expect(time.now().getTime() - at.getTime()).toBeLessThan(60_000)
})

it('moves a working day, never to a weekend or a night', async () => {
  for (let day = 0; day < 6; day++) {
    const before = time.now()
    await move('workday')
    const now = Temporal.Instant.fromEpochMilliseconds(time.now().getTime()).toZonedDateTimeISO('Europe/Amsterdam')
    expect(now.epochMilliseconds - before.getTime()).toBeGreaterThan(6 * hourMs)
    expect(now.dayOfWeek).toBeLessThan(6)
    expect(now.hour).toBeGreaterThanOrEqual(8)
    expect(now.hour).toBeLessThan(18)
  }
})

it('shows the page by how much it runs ahead and what comes next; what is said stands at the moved time', async () => {
  const at = new Date(Date.now() + 50 * hourMs)
  await planned(at)
  const stream = await listen(its.url, 'w.devries')
  await stream.until(`event: clock\ndata: {"aheadMs":0,"next":"${at.toISOString().slice(0, 19)}`)
  await move('next')
  await its.act('say', { as: 'w.devries', conversation: 'algemeen', text: 'Twee dagen later' })
  await stream.until('Twee dagen later')
  await stream.until('"next":null')
  const [row] = await its.rows.query<{ at: Date }>('select at from playground_messages')
  expect(row?.at.getTime()).toBeGreaterThanOrEqual(at.getTime())
  stream.close()
})

it('stands where it was moved to after a new start', async () => {
  await move('hour')
  const ahead = time.aheadMs()
  const again = movableTime()
  await its.again({ time: again, tick: async () => {} }).open()
  expect(again.aheadMs()).toBe(ahead)
})

it('[T15] is moved by nobody where it is the real one', async () => {
  const real = await play()
  expect(await real.act('clock', { step: 'hour' })).toMatchObject({ status: 400 })
  await real.close()
})

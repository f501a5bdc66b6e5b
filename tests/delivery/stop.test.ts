// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { fakePlatform } from '../support/fake-platform.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { stopwatch } from '../support/stopwatch.ts'

let office: PostOffice

beforeAll(async () => {
  office = await openPostOffice({ platform: fakePlatform('slack', 60_000) })
})
afterAll(() => office.close())

const users = Array.from({ length: 10 }, (_, i) => `U${i}`)
const said = users.map(user => [1, 2, 3].map(i => `${user} ${i}`))

it('an orderly stop finishes what runs, takes nothing new, and leaves the rest to the next copy [T39]', async () => {
  const releases: (() => void)[] = []
  office.platform.script = call =>
    call.method === 'post' ? { accepts: true, wait: new Promise<void>(resolve => releases.push(resolve)) } : undefined
  const copy = await office.addCopy()
  for (const [i, user] of users.entries()) await office.say(await office.reader(user), said[i]!)
  await eventually(
    () => releases.length,
    count => count === users.length,
  )
  const stopping = copy.queue.stop()
  for (const release of releases) release()
  await stopping
  const states = (await office.rows()).map(row => row.state)
  expect(states.filter(state => state === 'sent')).toHaveLength(users.length)
  expect(states.filter(state => state === 'open')).toHaveLength(2 * users.length)
  office.platform.script = () => undefined
  office.startWorker()
  await office.settled('sent', ...said.flat())
  for (const [i, user] of users.entries()) expect(office.platform.texts(`D-${user}`)).toEqual(said[i])
})

it('what cannot be finished is handed back within 25 seconds, and not lost [T39]', async () => {
  const copy = await office.addCopy()
  await office.queue.stop()
  office.platform.script = call => (call.method === 'post' ? { wait: new Promise(() => {}) } : undefined)
  await office.say(await office.reader('U99'), ['hangt'])
  await eventually(
    () => office.rows('hangt'),
    ([row]) => row?.state === 'sending',
  )
  const took = stopwatch()
  await copy.queue.stop()
  expect(took()).toBeLessThan(25_000)
  const [row] = await office.rows('hangt')
  expect(await office.test.query('select state from pgboss.job where id = $1', [row?.id])).toEqual([{ state: 'retry' }])
}, 120_000)

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { stopwatch } from '../support/stopwatch.ts'

let office: PostOffice

beforeAll(async () => {
  office = await openPostOffice()
  office.startWorker()
})
afterAll(() => office.close())

const numbered = (word: string, count: number) => Array.from({ length: count }, (_, i) => `${word} ${i + 1}`)

it('keeps a conversation in order, within one transaction and over several [T31]', async () => {
  const reader = await office.reader('U1')
  const said = numbered('op volgorde', 30)
  await office.say(reader, said.slice(0, 20))
  for (const text of said.slice(20)) await office.say(reader, [text])
  await office.settled('sent', ...said)
  expect(office.platform.texts('D-U1')).toEqual(said)
})

it('overtakes no message that waits to be tried again, and lets other conversations go on [T31]', async () => {
  let refusals = 2
  office.platform.script = call =>
    call.method === 'post' && call.message.card.text === 'wacht 1' && refusals-- > 0
      ? { sent: { outcome: 'later' } }
      : undefined
  const waiting = await office.reader('U2')
  const other = await office.reader('U3')
  await office.say(waiting, ['wacht 1', 'wacht 2'])
  await office.say(waiting, ['wacht 3'])
  await office.say(other, ['ander'])
  await office.settled('sent', 'ander')
  expect(office.platform.texts('D-U2')).toEqual([])
  const [first] = await office.settled('sent', 'wacht 1', 'wacht 2', 'wacht 3')
  expect(first?.attempt).toBe(3)
  expect(office.platform.texts('D-U2')).toEqual(['wacht 1', 'wacht 2', 'wacht 3'])
})

it('lets stalled calls hold up their own conversations only [T31]', async () => {
  let release = () => {}
  const stall = new Promise<void>(resolve => {
    release = resolve
  })
  office.platform.script = call =>
    call.method === 'post' && call.message.card.text?.startsWith('stil 1') ? { accepts: true, wait: stall } : undefined
  const stalled = await Promise.all(numbered('S', 12).map(user => office.reader(user)))
  for (const [i, reader] of stalled.entries()) await office.say(reader, [`stil 1 ${i}`, `stil 2 ${i}`])
  const others = await Promise.all(numbered('V', 20).map(user => office.reader(user)))
  for (const [i, reader] of others.entries()) await office.say(reader, [`vlot ${i} 1`, `vlot ${i} 2`, `vlot ${i} 3`])
  const took = stopwatch()
  await office.settled('sent', ...others.flatMap((_, i) => [`vlot ${i} 1`, `vlot ${i} 2`, `vlot ${i} 3`]))
  // A stalled call is given up after five seconds only.
  expect(took()).toBeLessThan(4_500)
  for (const i of stalled.keys()) expect(office.platform.texts(`D-S ${i + 1}`)).toEqual([`stil 1 ${i}`])
  release()
  await office.settled('sent', ...stalled.flatMap((_, i) => [`stil 1 ${i}`, `stil 2 ${i}`]))
  for (const i of stalled.keys()) expect(office.platform.texts(`D-S ${i + 1}`)).toEqual([`stil 1 ${i}`, `stil 2 ${i}`])
})

it.each([2, 4])('says each message once and in order with %i copies [T36]', async copies => {
  office.platform.script = () => undefined
  while (office.copies() < copies) await office.addCopy()
  const users = numbered(`K${copies}-`, 15)
  const readers = await Promise.all(users.map(user => office.reader(user)))
  const said = users.map(user => numbered(user, 8))
  await Promise.all(readers.map((reader, i) => office.say(reader, said[i]!)))
  await office.settled('sent', ...said.flat())
  for (const [i, user] of users.entries()) expect(office.platform.texts(`D-${user}`)).toEqual(said[i])
})

it('[T32] after a day in which the platform answered nothing, each message is sent or skipped by its rule, in order and once', async () => {
  // What was under way when it went away: one arrived, two did not, and nobody can say.
  office.platform.script = call => {
    if (call.method === 'find') return { found: { found: 'unanswered' } }
    if (call.method !== 'post') return undefined
    const text = call.message.card.text ?? ''
    return text.startsWith('weg ')
      ? { accepts: text === 'weg stond er', sent: { outcome: 'unclear' } }
      : { sent: { outcome: 'later' } }
  }
  const soon = { notAfter: new Date(Date.now() + 3_600_000) }
  const [a, b, c, d] = [
    await office.reader('W1'),
    await office.reader('W2'),
    await office.reader('W3'),
    await office.reader('W4'),
  ]
  await office.say(a, ['weg een'])
  await office.say(a, ['twee'], soon)
  await office.say(a, ['drie'])
  await office.say(b, ['weg stond er'])
  await office.say(c, ['weg te laat'], soon)
  await office.say(d, ['vier'], soon)
  await office.say(d, ['vijf'], { kind: 'note.once' })
  await office.settled('sending', 'weg een', 'weg stond er', 'weg te laat')
  await eventually(
    () => office.rows('vier'),
    ([row]) => row?.reason === 'unreachable',
  )
  const day = `- interval '1 day'`
  await office.test.query(
    `update deliveries set created_at = created_at ${day}, sending_at = sending_at ${day}, not_after = not_after ${day} where state in ('open', 'sending')`,
  )
  office.platform.script = () => undefined
  const outcomes = async () =>
    Object.fromEntries((await office.rows()).map(({ facts, state, reason }) => [facts.text, reason ?? state]))
  const after = {
    'weg een': 'sent',
    twee: 'late',
    drie: 'sent',
    'weg stond er': 'sent',
    'weg te laat': 'late',
    vier: 'late',
    vijf: 'sent',
  }
  const found = await eventually(
    outcomes,
    all => Object.keys(after).every(text => ['sent', 'late', 'failed', 'unclear'].includes(all[text] ?? '')),
    120_000,
  )
  expect(found).toMatchObject(after)
  expect(['W1', 'W2', 'W3', 'W4'].map(user => office.platform.texts(`D-${user}`))).toEqual([
    ['weg een', 'drie'],
    ['weg stond er'],
    [],
    ['vijf'],
  ])
}, 150_000)

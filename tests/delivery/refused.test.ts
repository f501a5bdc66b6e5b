// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'

let office: PostOffice

beforeAll(async () => {
  office = await openPostOffice()
  office.startWorker()
})
afterAll(() => office.close())

it('what is refused for good is failed with its reason, and the rest of the conversation goes on [T31]', async () => {
  office.platform.script = call =>
    call.method === 'post' && call.message.card.text?.startsWith('te groot')
      ? { sent: { outcome: 'refused', reason: 'tooLarge' } }
      : undefined
  await office.say(await office.reader('U1'), ['te groot', 'past'])
  expect(await office.settled('failed', 'te groot')).toMatchObject([{ reason: 'tooLarge', attempt: 1 }])
  await office.settled('sent', 'past')
  expect(office.platform.texts('D-U1')).toEqual(['past'])
  // In full, in short, and no more.
  const tried = office.platform.calls.filter(
    call => call.method === 'post' && call.message.card.text?.startsWith('te groot'),
  )
  expect(tried).toHaveLength(2)
})

it('what is too large goes once more in short, with the way to the rest, and the row says what stands there [T31]', async () => {
  const long = `Eerste regel **van veel**\n${'en nog meer '.repeat(400)}`
  office.platform.script = call =>
    call.method === 'post' && (call.message.card.text?.length ?? 0) > 1_000
      ? { sent: { outcome: 'refused', reason: 'tooLarge' } }
      : undefined
  await office.say(await office.reader('U7'), [long])
  const [row] = await office.settled('sent', long)
  expect(row).toMatchObject({ reason: 'shortened', attempt: 1 })
  const [post, ...others] = office.platform.posts.filter(one => one.conversation === 'D-U7')
  expect(others).toEqual([])
  expect(post?.card.text).toBe('Eerste regel van veel\nDit bericht was te lang om hier helemaal te laten zien.')
  expect(post?.card.more).toMatchObject([{ name: 'chat.line', value: 'home' }])
  const [kept] = await office.test.query<{ card: unknown }>('select card from deliveries where id = $1', [row?.id])
  expect(kept?.card).toEqual(post?.card)
  expect(office.lines).toContainEqual(
    expect.objectContaining({ level: 'warn', sentence: 'A card was too large, and went in short' }),
  )
})

it('a person who cannot be written to is a failed delivery [T31]', async () => {
  office.platform.script = call =>
    call.method === 'direct' ? { sent: { outcome: 'refused', reason: 'personGone' } } : undefined
  await office.say(await office.reader('U2'), ['vertrokken'])
  expect(await office.settled('failed', 'vertrokken')).toMatchObject([{ reason: 'personGone', attempt: 0 }])
})

it('a platform that is away costs nothing but time [T31]', async () => {
  let refusals = 3
  office.platform.script = call =>
    (call.method === 'direct' || call.method === 'post') && refusals-- > 0 ? { sent: { outcome: 'later' } } : undefined
  await office.say(await office.reader('U3'), ['weer terug'])
  expect(await office.settled('sent', 'weer terug')).toMatchObject([{ reason: null, unclear: 0 }])
  expect(office.platform.texts('D-U3')).toEqual(['weer terug'])
})

it('after eight faults of our own while drawing a notice is set aside and named, and the rest goes on [T31] [T48]', async () => {
  const reader = await office.reader('U4')
  await office.say(reader, ['kapot'], { facts: { fault: true } })
  await office.say(reader, ['heel'])
  await eventually(
    () => office.rows('kapot'),
    ([row]) => row?.unclear === 1,
  )
  expect(await office.rows('kapot')).toMatchObject([{ state: 'open', reason: 'fault' }])
  // Six more would take a minute and a half.
  await office.test.query(`update deliveries set unclear = 7 where facts->>'text' = 'kapot'`)
  expect(await office.settled('failed', 'kapot')).toMatchObject([{ reason: 'fault', attempt: 0 }])
  await office.settled('sent', 'heel')
  const [line] = office.lines.filter(one => one.level === 'error')
  expect(line).toMatchObject({ facts: { kind: 'note.surely', error: 'Error' } })
  expect(JSON.stringify(line)).not.toContain('no pen')
})

it('facts that do not have the kind’s shape are a fault of our own [T31]', async () => {
  await office.say(await office.reader('U5'), ['vorm'], { facts: { fault: 'yes' } })
  await eventually(
    () => office.rows('vorm'),
    ([row]) => row?.unclear === 1,
  )
  expect(await office.rows('vorm')).toMatchObject([{ state: 'open', reason: 'fault' }])
})

it('a call that throws is unclear, not repeated blindly [T29]', async () => {
  office.platform.script = call =>
    call.method === 'post' && call.message.card.text === 'gooit'
      ? { accepts: true, wait: Promise.reject(new Error('x')) }
      : undefined
  await office.say(await office.reader('U6'), ['gooit'])
  await eventually(
    () => office.lines.filter(line => 'outcome' in line.facts && line.facts.outcome === 'unclear'),
    lines => lines.length === 1,
  )
  expect(office.platform.texts('D-U6')).toEqual(['gooit'])
  expect(await office.rows('gooit')).toMatchObject([{ state: 'sending', attempt: 1 }])
})

it('a kind that this release does not know is left for a newer copy [T37]', async () => {
  await office.test.query(
    `update deliveries set kind = 'note.newer', state = 'open', reason = null where facts->>'text' = 'past'`,
  )
  const [row] = await office.rows('past')
  await office.database.turns.transaction(async tx =>
    office.queue.add(tx, [
      { id: crypto.randomUUID(), delivery: row!.id as never, platform: 'slack', conversation: row!.conversation },
    ]),
  )
  await eventually(
    () => office.lines.filter(line => 'outcome' in line.facts && line.facts.outcome === 'unknown'),
    lines => lines.length > 0,
  )
  expect(await office.rows('past')).toMatchObject([{ state: 'open', unclear: 0 }])
})

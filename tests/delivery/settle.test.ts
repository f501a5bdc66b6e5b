// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RefusedReason } from '#/chat/platform.ts'
import { noMark, type Tx } from '#/database/db.ts'
import { readHold, setHold } from '#/database/hold.ts'
import { growingId } from '#/delivery/growing-id.ts'
import { notify } from '#/delivery/notify.ts'
import { release } from '#/delivery/release.ts'
import { markArrived, sendAgain } from '#/delivery/settle.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { eventually } from '../support/eventually.ts'
import { type FakePlatform, fakePlatform } from '../support/fake-platform.ts'
import { aChannel, anAccount, aPerson } from '../support/people.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'

let office: PostOffice
const other = fakePlatform('teams', 200)
const today = '2027-02-03'

beforeAll(async () => {
  office = await openPostOffice({ platform: fakePlatform('slack', 200), also: [other] })
  office.platform.findable = false
  office.startWorker()
  office.startWorker(noMark, other)
})
afterAll(() => office.close())
beforeEach(() => {
  office.platform.script = () => undefined
})

const turn = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  office.database.turns.transaction(async tx => {
    const result = await work(tx)
    await office.flush(tx)
    return result
  })
const idOf = async (text: string) => (await office.rows(text))[0]!.id as DeliveryId

it('what was refused goes out again, behind what already waits for its reader', async () => {
  office.platform.script = call =>
    call.method === 'post' ? { sent: { outcome: 'refused', reason: 'notAllowed' } } : undefined
  const reader = await office.reader('U1')
  await office.say(reader, ['geweigerd'])
  await office.settled('failed', 'geweigerd')
  office.platform.script = () => undefined
  await office.say(reader, ['ondertussen'])
  const id = await idOf('geweigerd')
  expect(await turn(tx => sendAgain(tx, id, today))).toBe('again')
  expect(await office.settled('sent', 'geweigerd')).toMatchObject([{ reason: null, unclear: 0 }])
  expect(office.platform.texts('D-U1')).toEqual(['ondertussen', 'geweigerd'])
  expect(await turn(tx => sendAgain(tx, id, today))).toBe('nothing')
})

it('what stands as unclear goes out again, or is taken as arrived', async () => {
  office.platform.script = call => (call.method === 'post' ? { sent: { outcome: 'unclear' } } : undefined)
  await office.say(await office.reader('U2'), ['opnieuw'], { kind: 'note.once' })
  await office.say(await office.reader('U3'), ['gezien'], { kind: 'note.once' })
  await office.settled('unclear', 'opnieuw', 'gezien')
  office.platform.script = () => undefined
  const [again, seen] = [await idOf('opnieuw'), await idOf('gezien')]
  expect(await turn(tx => sendAgain(tx, again, today))).toBe('again')
  expect(await turn(tx => markArrived(tx, seen))).toBe(true)
  expect(await turn(tx => markArrived(tx, seen))).toBe(false)
  await office.settled('sent', 'opnieuw', 'gezien')
  expect(office.platform.texts('D-U2')).toEqual(['opnieuw'])
  expect(office.platform.texts('D-U3')).toEqual([])
})

it('[T38] what is sent again while all is held waits with the rest, and goes out once that is over', async () => {
  office.platform.script = call =>
    call.method === 'post' ? { sent: { outcome: 'refused', reason: 'notAllowed' } } : undefined
  await office.say(await office.reader('U80'), ['vastgehouden'])
  await office.settled('failed', 'vastgehouden')
  office.platform.script = () => undefined
  await office.test.query(setHold(`'restored'`, 'null::timestamptz'))
  const id = await idOf('vastgehouden')
  expect(await turn(tx => sendAgain(tx, id, today))).toBe('held')
  expect(await office.rows('vastgehouden')).toMatchObject([{ state: 'open', held: true }])
  expect(office.platform.texts('D-U80')).toEqual([])
  const hold = await readHold(office.database.background)
  await turn(tx => release(tx, { id: hold?.id ?? '' }, 'unsent'))
  await office.settled('sent', 'vastgehouden')
})

it('what was refused is taken as arrived when someone was told on another way', async () => {
  office.platform.script = call =>
    call.method === 'post' ? { sent: { outcome: 'refused', reason: 'personGone' } } : undefined
  await office.say(await office.reader('U6'), ['zelf verteld'])
  await office.settled('failed', 'zelf verteld')
  const id = await idOf('zelf verteld')
  expect(await turn(tx => markArrived(tx, id))).toBe(true)
  expect(await turn(tx => markArrived(tx, id))).toBe(false)
  expect(await turn(tx => sendAgain(tx, id, today))).toBe('nothing')
  await office.settled('sent', 'zelf verteld')
  expect(office.platform.texts('D-U6')).toEqual([])
})

it('a person who could not be written to is written to once there is an account', async () => {
  const person = await aPerson(office.test)
  await office.database.turns.transaction(async tx => {
    notify(tx, [{ kind: 'person', person }], 'note.surely', { text: 'zonder account' })
    await office.flush(tx)
  })
  const id = await idOf('zonder account')
  expect(await turn(tx => sendAgain(tx, id, today))).toBe('nothing')
  expect(await office.rows('zonder account')).toMatchObject([{ state: 'failed', reason: 'noAccount' }])
  const [{ id: source } = { id: '' }] = await office.test.query(`select id from sources where platform = 'slack'`)
  await anAccount(office.test, { source, person, user: 'U4' })
  expect(await turn(tx => sendAgain(tx, id, today))).toBe('again')
  await office.settled('sent', 'zonder account')
  expect(office.platform.texts('D-U4')).toEqual(['zonder account'])
})

it('[T06] what went to an account that is no longer the person’s does not go there again', async () => {
  const person = await aPerson(office.test)
  await office.test.query(`update people set email = 'eigen@zeist.nl' where id = $1`, [person])
  const [{ id: source } = { id: '' }] = await office.test.query(`select id from sources where platform = 'slack'`)
  await anAccount(office.test, { source, person, user: 'U5', email: 'eigen@zeist.nl' })
  office.platform.script = call =>
    call.method === 'post' ? { sent: { outcome: 'refused', reason: 'notAllowed' } } : undefined
  await office.say({ kind: 'person', person }, ['van eigenaar veranderd'])
  await office.settled('failed', 'van eigenaar veranderd')
  office.platform.script = () => undefined
  await office.test.query(`update identities set email = 'ander@zeist.nl' where user_id = 'U5'`)
  const id = await idOf('van eigenaar veranderd')
  expect(await turn(tx => sendAgain(tx, id, today))).toBe('nothing')
  await office.test.query(`update identities set email = 'eigen@zeist.nl' where user_id = 'U5'`)
  expect(await turn(tx => sendAgain(tx, id, today))).toBe('again')
  await office.settled('sent', 'van eigenaar veranderd')
})

it('[T31] what went to a channel goes to the one that is bound to its purpose today, under the card about the same subject there', async () => {
  const { test, platform } = office
  const [{ id: source } = { id: '' }] = await test.query(`select id from sources where platform = 'slack'`)
  const bind = (channel: string) => aChannel(test, { source, channel })
  const unbind = () => test.query(`update channels set ended_at = now() where ended_at is null`)
  const request = (id: string) => ({ subject: { kind: 'request', id } })
  await bind('COLD')
  await office.say({ kind: 'secretariat' }, ['verzoek 1'], request('1'))
  await office.say({ kind: 'secretariat' }, ['verzoek 2'], request('2'))
  await office.settled('sent', 'verzoek 1', 'verzoek 2')
  platform.script = call =>
    call.method === 'post' && call.to.conversation === 'COLD'
      ? { sent: { outcome: 'refused', reason: 'channelGone' } }
      : undefined
  await office.say({ kind: 'secretariat' }, ['los bericht'])
  for (const id of ['1', '2'])
    await office.say({ kind: 'thread', subject: { kind: 'request', id } }, [`antwoord ${id}`])
  const lost = ['los bericht', 'antwoord 1', 'antwoord 2']
  await office.settled('failed', ...lost)

  await unbind()
  const again = async (text: string) => {
    const id = await idOf(text)
    return turn(tx => sendAgain(tx, id, today))
  }
  for (const text of lost) expect(await again(text), text).toBe('unbound')
  expect((await office.settled('failed', ...lost)).map(row => row.reason)).toEqual(lost.map(() => 'channelGone'))

  await bind('CNEW')
  await aChannel(test, { source, channel: 'COTHER', purpose: 'themeGroup' })
  await office.say({ kind: 'secretariat' }, ['verzoek 1, hier ook'], request('1'))
  const [card] = await office.settled('sent', 'verzoek 1, hier ook')
  for (const text of lost) expect(await again(text), text).toBe('again')
  await office.settled('sent', ...lost)
  const posts = platform.posts.filter(post => lost.includes(post.card.text ?? ''))
  expect(posts.map(post => [post.conversation, post.card.text, post.thread])).toEqual([
    ['CNEW', 'los bericht', undefined],
    ['CNEW', 'antwoord 1', card?.message_id],
    ['CNEW', 'antwoord 2', undefined],
  ])
})

it('is rolled back with its turn', async () => {
  const id = await idOf('gezien')
  await office.test.query(`update deliveries set state = 'failed' where id = $1`, [id])
  await expect(
    turn(async tx => {
      await sendAgain(tx, id, today)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await office.rows('gezien')).toMatchObject([{ state: 'failed' }])
  expect(office.platform.texts('D-U3')).toEqual([])
})

describe('what one account of a person refuses', () => {
  const both = async (user: string) => {
    const to = await office.reader(user)
    const [{ id: source } = { id: '' }] = await office.test.query(`select id from sources where platform = 'teams'`)
    if (to.kind === 'person') await anAccount(office.test, { source, person: to.person, user: `T-${user}` })
    // Where they were last active.
    await office.test.query(`update identities set active_at = now() where user_id = $1`, [user])
    return to
  }
  const refuses = (on: FakePlatform, reason: RefusedReason) => {
    on.script = call => (call.method === 'post' ? { sent: { outcome: 'refused', reason } } : undefined)
  }
  const acts = () => office.test.query(`select subject_id as id, old, new from audit where action = 'delivery.moved'`)

  it('[F04] [T31] goes to another of theirs, and keeps its order there', async () => {
    refuses(office.platform, 'botRemoved')
    const reader = await both('U7')
    await office.say(reader, ['een', 'twee', 'drie'])
    await office.settled('sent', 'een', 'twee', 'drie')
    expect(other.texts('D-T-U7')).toEqual(['een', 'twee', 'drie'])
    expect(office.platform.texts('D-U7')).toEqual([])
    expect(await acts()).toHaveLength(3)
    expect(await acts()).toContainEqual({
      id: await idOf('een'),
      old: { platform: 'slack', reason: 'botRemoved' },
      new: { platform: 'teams' },
    })
  })

  it.each(['tooLarge', 'other'] as const)('[T31] is failed where that says nothing of the account (%s)', async why => {
    refuses(office.platform, why)
    await office.say(await both(`U-${why}`), [`om ${why}`])
    expect(await office.settled('failed', `om ${why}`)).toMatchObject([{ reason: why }])
    expect(other.texts(`D-T-U-${why}`)).toEqual([])
  })

  it('[T31] is failed where the other account was not reached either', async () => {
    refuses(office.platform, 'personGone')
    const reader = await both('U8')
    await office.test.query(`update identities set unreached_at = now() where user_id = 'T-U8'`)
    await office.say(reader, ['nergens'])
    await office.settled('failed', 'nergens')
    expect(other.calls.filter(call => call.method === 'direct' && call.account.user === 'T-U8')).toEqual([])
  })

  it('[T29] stays where it is when it may have arrived: nobody hears it on both', async () => {
    let times = 0
    office.platform.script = call => {
      if (call.method !== 'post') return undefined
      times += 1
      if (times === 1) return { accepts: true, sent: { outcome: 'unclear' } }
      // Given back in between, the row is open again, and says no more that it was unclear.
      if (times === 2) return { sent: { outcome: 'limited', retryAfterSeconds: 0.1, scope: 'conversation' } }
      return { sent: { outcome: 'refused', reason: 'personGone' } }
    }
    await office.say(await both('U9'), ['misschien'])
    await eventually(
      () => office.rows('misschien'),
      ([row]) => row?.state === 'failed' || row?.state === 'unclear',
    )
    expect(times).toBe(3)
    expect(office.platform.texts('D-U9')).toEqual(['misschien'])
    expect(other.texts('D-T-U9')).toEqual([])
  })

  it('[T36] is left to the other platform by a job of before that was never settled', async () => {
    refuses(office.platform, 'personGone')
    await office.say(await both('U10'), ['oude opdracht'])
    const [sent] = await office.settled('sent', 'oude opdracht')
    await office.test.query(`update deliveries set state = 'open' where id = $1`, [sent?.id])
    office.platform.script = () => undefined
    const job = { id: growingId(), delivery: sent!.id as DeliveryId, platform: 'slack', conversation: 'slack:x:@U10' }
    await office.database.turns.transaction(tx => office.queue.add(tx, [job]))
    office.queue.announce(['slack'])
    await eventually(
      () => office.test.query(`select state from pgboss.job where id = $1`, [job.id]),
      ([row]) => row?.state === 'completed',
    )
    expect(office.platform.texts('D-U10')).toEqual([])
    expect(await office.rows('oude opdracht')).toMatchObject([{ state: 'open' }])
  })
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ChannelId, IdentityId, SourceId } from '#/network/ids.ts'
import { eventually } from '../support/eventually.ts'
import { aChannel, anAccount, aPerson } from '../support/people.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'

let office: PostOffice
let source: SourceId

beforeAll(async () => {
  office = await openPostOffice()
  office.startWorker()
  const [row] = await office.test.query<{ id: SourceId }>('select id from sources')
  if (!row) throw new Error('no source')
  source = row.id
})
afterAll(() => office.close())
// Nothing is taken, until a test says so.
beforeEach(() => {
  office.platform.script = call =>
    call.method === 'post' ? { sent: { outcome: 'limited', retryAfterSeconds: 1, scope: 'conversation' } } : undefined
})

const saidIn = async (texts: readonly string[]) => (await office.rows()).filter(row => texts.includes(row.facts.text))

/** Waits until so many deliveries wait for the platform, lets something happen, and waits until all have ended: the rows by conversation. */
async function ended(texts: readonly string[], count: number, happens: () => Promise<unknown>) {
  await eventually(
    () => saidIn(texts),
    rows => rows.filter(row => row.state === 'open' && row.reason === 'limited').length === count,
  )
  await happens()
  office.platform.script = () => undefined
  const rows = await eventually(
    () => saidIn(texts),
    all => all.every(row => row.state !== 'open' && row.state !== 'sending'),
    25_000,
  )
  return Object.fromEntries(rows.map(row => [row.conversation.split(':').at(-1), row.reason ?? row.state]))
}

it('[T04] [T06] what waits does not go to an account that is no longer its reader’s by then', async () => {
  const users = ['U1', 'U2', 'U3', 'U4']
  for (const user of users) await office.say(await office.reader(user), [user])
  const { test, platform } = office
  const outcome = await ended(users, 4, async () => {
    await test.query(`update identities set email = 'iemand@elders.nl' where user_id = 'U1'`)
    await test.query(`update identities set person_id = $1 where user_id = 'U2'`, [await aPerson(test)])
    await test.query(`update identities set is_deactivated = true where user_id = 'U3'`)
  })
  expect(outcome).toEqual({ '@U1': 'noAccount', '@U2': 'noAccount', '@U3': 'noAccount', '@U4': 'sent' })
  expect(platform.posts.map(post => post.conversation)).toEqual(['D-U4'])
})

it('[T06] nor to who asked and is nobody, when they may not be answered any more', async () => {
  const users = ['U5', 'U6']
  for (const user of users) {
    const account = (await anAccount(office.test, { source, person: null, user })) as IdentityId
    await office.say({ kind: 'account', account }, [user])
  }
  const outcome = await ended(users, 2, () =>
    office.test.query(`update identities set is_deactivated = true where user_id = 'U5'`),
  )
  expect(outcome).toEqual({ '@U5': 'noAccount', '@U6': 'sent' })
  expect(office.platform.texts('D-U5')).toEqual([])
})

it('[T06] nor to a channel that has another purpose by then; bound to the same once more, it gets it', async () => {
  const bind = (channel: string, purpose: string) => aChannel(office.test, { source, channel, purpose })
  const kept = await bind('CKEPT', 'secretariat')
  const lost = await bind('CLOST', 'themeGroup')
  for (const channel of [kept, lost])
    await office.say({ kind: 'channel', channel: channel as ChannelId }, [`naar ${channel}`])
  const outcome = await ended([`naar ${kept}`, `naar ${lost}`], 2, async () => {
    await office.test.query('update channels set ended_at = now()')
    await bind('CKEPT', 'secretariat')
    await bind('CLOST', 'pillar')
  })
  expect(outcome).toEqual({ CKEPT: 'sent', CLOST: 'unbound' })
  expect(office.platform.texts('CLOST')).toEqual([])
})

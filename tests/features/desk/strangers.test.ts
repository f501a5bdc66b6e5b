// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { noticesOf } from '#/delivery/notify.ts'
import { strangersMet, tellOfStrangers } from '#/features/desk/rules/strangers.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'

const now = new Date('2027-02-03T10:00:00+01:00')

let test: TestDatabase
let database: Database
let channel: string

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  database = openDatabase({ url: test.url, turns: 1, background: 2 })
  const [row] = await test.query<{ id: string }>(
    `with source as (insert into sources (platform, external_id, name, state, is_host) values ('teams', 't', 'T', 'admitted', true) returning id)
     insert into channels (source_id, external_id, name, purpose, pillar_id, bound_at)
     select id, 'c', 'bestuur', 'pillar', (select id from pillars order by id limit 1), now() from source returning id`,
  )
  channel = row?.id ?? expect.fail('no channel')
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

/** Gives its id. Each is settled in a minute of its own. */
async function deliver(state: 'sent' | 'failed', minute: number, reason: string | null = null): Promise<string> {
  const [row] = await test.query<{ id: string }>(
    `insert into deliveries (id, platform, source_id, channel_id, conversation, kind, facts, locale, state, reason, on_unclear, record_class, created_at, settled_at)
     select $5::uuid, 'teams', source_id, id, external_id, 'x', '{}', 'nl', $1, $2, 'surely', 'message', now(), now() + $3::int * interval '1 minute'
     from channels where id = $4::uuid returning id`,
    [state, reason, minute, channel, `00000000-0000-7000-8000-${String(minute).padStart(12, '0')}`],
  )
  return row?.id ?? expect.fail('no delivery')
}
const met = () => strangersMet(database.background, now)

it('[T23] a channel that messages are kept from is news once, and again only after one stood there', async () => {
  expect(await met()).toEqual([])
  await deliver('failed', 1, 'channelGone')
  const first = await deliver('failed', 2, 'strangers')
  await deliver('failed', 3, 'strangers')
  const news = (occurrence: string) => [{ subject: { kind: 'channel', id: channel }, occurrence, dueAt: now }]
  expect(await met()).toEqual(news(first))
  await deliver('sent', 4)
  expect(await met()).toEqual([])
  const second = await deliver('failed', 5, 'strangers')
  expect(await met()).toEqual(news(second))
})

it('[T23] of a pillar’s channel the secretariat hears in its own; of one that is bound no more nobody does', async () => {
  const subject = { kind: 'channel', id: channel }
  const planned = { id: channel, kind: 'channel.strangers', subject, occurrence: 'x', dueAt: now }
  const tell = () =>
    database.background.transaction(async tx => {
      const outcome = await tellOfStrangers(tx, planned, { today: '2027-02-03' })
      return { outcome, notices: noticesOf(tx) }
    })
  const told = { audience: { kind: 'secretariat' }, kind: 'channel.strangers', facts: { channel } }
  expect(await tell()).toEqual({ outcome: 'done', notices: [told] })
  await test.query('update channels set ended_at = now()')
  expect(await tell()).toEqual({ outcome: { pointless: 'unbound' }, notices: [] })
})

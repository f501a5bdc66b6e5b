// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { noticesOf } from '#/delivery/notify.ts'
import { diagnoseNotices, tellLost } from '#/features/diagnose/jobs.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'

let test: TestDatabase
let database: Database
beforeAll(async () => {
  test = await freshDatabase()
  database = openDatabase({ url: test.url, turns: 1, background: 3 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const deliver = (state: string, minutes: number, kind = 'x') =>
  test.query(
    `insert into deliveries (id, platform, conversation, kind, facts, locale, state, on_unclear, record_class, created_at, settled_at)
     values (gen_random_uuid(), 'slack', 'x', $3, '{}', 'nl', $1, 'surely', 'message', now(), now() - $2::float8 * interval '1 minute')`,
    [state, minutes, kind],
  )
/** How often the secretariat is told, by so many copies at once. */
const told = async (copies = 1) =>
  (
    await Promise.all(
      Array.from({ length: copies }, () =>
        database.background.transaction(async tx => {
          await tellLost(tx)
          return noticesOf(tx)
        }),
      ),
    )
  ).flat()
const anHourPasses = () =>
  test.query(`update settings set updated_at = updated_at - interval '1 hour' where key = 'diagnose.lost'`)

it('[F79] tells the secretariat of lost messages once, a few minutes after, and at most once an hour', async () => {
  await deliver('sent', 10)
  await deliver('failed', 0)
  expect(await told()).toEqual([])
  await deliver('failed', 4)
  await deliver('unclear', 10)
  expect(await told(3)).toEqual([{ audience: { kind: 'secretariat' }, kind: 'diagnose.lost', facts: {} }])
  await anHourPasses()
  expect(await told()).toEqual([])
  await deliver('failed', 3.5)
  expect(await told()).toHaveLength(1)
  await deliver('failed', 3.2)
  expect(await told()).toEqual([])
  await anHourPasses()
  expect(await told()).toHaveLength(1)
})

it('[F79] does not tell that telling it failed', async () => {
  await test.query('delete from deliveries')
  await test.query('delete from settings')
  await deliver('failed', 5, 'diagnose.lost')
  expect(await told()).toEqual([])
})

it('[F79] [T23] leaves what a stranger in the channel kept back to the message that says what to do about it', async () => {
  await test.query('delete from deliveries')
  await test.query('delete from settings')
  await deliver('failed', 5)
  await test.query(`update deliveries set reason = 'strangers'`)
  expect(await told()).toEqual([])
  await test.query(`update deliveries set reason = 'channelGone'`)
  expect(await told()).toHaveLength(1)
  await test.query('delete from deliveries')
})

it('[F79] says how many there are, with the way to them, and nothing when there are none any more', async () => {
  const reader = { locale: 'nl', person: null, zone: 'Europe/Amsterdam', today: '2027-02-03', typed: '/m50' } as const
  const draw = () => diagnoseNotices['diagnose.lost']?.draw(database.background, {}, reader)
  await deliver('failed', 5)
  await deliver('unclear', 5)
  expect(await draw()).toMatchObject({
    text: '2 berichten zijn niet zeker bezorgd.',
    buttons: [{ value: 'secretariaat' }],
  })
  await test.query('delete from deliveries')
  expect(await draw()).toBeNull()
})

// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: what copies share is the database; teams-two-copies.test.ts has what Teams sends to both.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import type { RunningBot } from '../support/running-bot.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { type Person, textOf } from '../support/slack-server.ts'
import { deliveriesOf, standings } from '../support/standing.ts'
import { presses, says } from '../support/talk.ts'

const withinMs = 60_000

let m50: Awaited<ReturnType<typeof slackNetwork>>
let alone: TestDatabase
let copies: RunningBot[]

beforeAll(async () => {
  m50 = await slackNetwork({ empty: true })
  alone = await freshDatabase({ seeded: true })
  copies = await Promise.all([m50.begin({}, { withinMs }), m50.begin({}, { withinMs })])
}, 120_000)

afterAll(async () => {
  await m50.end()
  await alone.drop()
})

const tables = `select tablename from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations' order by 1`

/** How many rows each table of the seed holds; the bots' own workspace is none of them, nor is what they keep for themselves, nor the public holidays of as many years as someone asked for. */
async function rowsOf(database: TestDatabase): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { tablename } of await database.query<{ tablename: string }>(tables)) {
    const which = tablename === 'days_off' ? `where kind <> 'day'` : ''
    const [row] = await database.query<{ n: number }>(`select count(*)::int as n from "${tablename}" ${which}`)
    if (!['sources', 'retentions', 'settings'].includes(tablename)) counts[tablename] = row?.n ?? 0
  }
  return counts
}

it('[T36] two copies that start at the same moment on an empty database are both ready, and its tables and facts are there once', async () => {
  expect(copies.map(copy => copy.process.exitCode)).toEqual([null, null])
  expect(await rowsOf(m50.database)).toEqual(await rowsOf(alone))
  const applied = 'select migration_name from _prisma_migrations where finished_at is not null order by 1'
  expect(await m50.database.query(applied)).toEqual(await alone.query(applied))
  const queues = await m50.database.query('select name from pgboss.queue order by name')
  expect(queues).toEqual([{ name: 'deliver-slack' }, { name: 'redraw' }])
})

it('[T36] both serve: people join through either, and each message goes out once', async () => {
  const { slack, jansen, secretariat, database } = m50
  const [one, other] = copies
  if (!one || !other) throw new Error('two copies')
  await m50.bound()
  const people: Person[] = []
  for (const copy of [one, other, one, other]) {
    slack.talkTo(copy.url)
    const person = m50.person(`lid${people.length}`, `lid${people.length}@zeist.nl`)
    people.push(person)
    expect(await says(person, 'aanmelden ambtenaar')).toContain('U bent aangemeld')
    expect(await says(person, 'pijler word-lid bestuur')).toContain('is verstuurd')
  }
  for (const [i, person] of people.entries()) {
    slack.talkTo((i < 2 ? other : one).url)
    const card = await slack.shows(secretariat, `Verzoek ${i + 1} ·`, withinMs)
    expect(await presses(jansen, card, 'request.approve')).toContain(`Verzoek ${i + 1} is goedgekeurd`)
    await person.receives('Welkom bij de pijler Bestuur', withinMs)
  }
  await eventually(
    () => deliveriesOf(m50),
    rows => rows.length === 8 && rows.every(row => row.state === 'sent'),
    withinMs,
  )
  await slack.until(() => slack.messagesIn(secretariat).every(message => !textOf(message).includes('[Goedkeuren]')), {
    within: withinMs,
    what: 'cards without buttons',
  })
  for (const { conversation, said, shown } of await standings(m50, [...people, jansen]))
    expect(shown, conversation).toEqual(said)
  expect(await database.query('select count(*)::int as seats from pillar_members')).toEqual([{ seats: 4 }])
  for (const copy of copies) expect(copy.printed()).toContain('pijler word-lid')
  expect(slack.complaints()).toEqual([])
})

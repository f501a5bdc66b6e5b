// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: it can be asked what stands there; what is so where a platform can't be asked, tests/delivery shows.
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restore } from '#/database/backup/restore.ts'
import { takeBackup } from '#/database/backup/take.ts'
import { openDatabase } from '#/database/database.ts'
import { createFlush } from '#/delivery/flush.ts'
import { notify } from '#/delivery/notify.ts'
import { openQueue } from '#/delivery/queue.ts'
import type { PersonId } from '#/network/ids.ts'
import { chatOnSlack } from '../support/chat/slack.ts'
import { presses, says } from '../support/chat/talk.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { patience } from '../support/patience.ts'
import type { RunningBot } from '../support/running-bot.ts'
import { silent } from '../support/silent-log.ts'

let m50: Awaited<ReturnType<typeof chatOnSlack>>
let backup: Buffer
const copies: TestDatabase[] = []

async function taken(url: string): Promise<Buffer> {
  const to = new PassThrough()
  const whole = buffer(to)
  await takeBackup(url, to)
  return whole
}

/** The backup in a database of its own, with a bot. */
async function restored(): Promise<{ copy: TestDatabase; bot: RunningBot }> {
  const copy = await freshDatabase({ empty: true })
  copies.push(copy)
  await restore({ connectionString: copy.url, from: Readable.from([backup]), log: silent })
  return { copy, bot: await m50.begin({ DATABASE_URL: copy.url }) }
}

/** Says something to each of these people in turn, as a turn does: each time of another minute, from a moment on. */
async function said(url: string, people: readonly PersonId[], from: string, times: number): Promise<void> {
  const database = openDatabase({ url, turns: 1, background: 1 })
  const queue = await openQueue({ connectionString: url, platforms: ['slack'], log: silent })
  const kindOf = () => ({ onUnclear: 'surely', recordClass: 'message' }) as const
  const flush = createFlush({ kindOf, queue, defaultLocale: 'nl', zone: 'Europe/Amsterdam' })
  await database.turns.transaction(async tx => {
    for (let n = 0; n < times; n++) {
      const at = new Date(Date.parse(from) + n * 60_000).toISOString()
      const person = people[n % people.length] ?? expect.fail('nobody')
      notify(tx, [{ kind: 'person', person }], 'people.later', { saved: true, at })
    }
    await flush(tx, new Date())
  })
  await queue.stop()
  await database.close()
}

const readiness = async ({ url }: RunningBot) => {
  const answer = await fetch(`${url}/readyz`)
  return { status: answer.status, says: await answer.text() }
}
const welcomes = () => m50.deVries.inbox().filter(({ text }) => text.includes('Welkom bij de pijler Bestuur'))
const cards = (number: number) =>
  m50.messagesIn(m50.secretariat).filter(({ text }) => text.includes(`Verzoek ${number} ·`))
const statesIn = ({ query }: TestDatabase) =>
  query<{ state: string; reason: string | null; count: number }>(
    'select state, reason, count(*)::int from deliveries group by 1, 2 order by 1, 2',
  )

const allLeft = (states: readonly { readonly state: string }[]) =>
  states.every(({ state }) => ['sent', 'void'].includes(state))

beforeAll(async () => {
  m50 = await chatOnSlack({})
  const { jansen, deVries, bakker, database } = m50
  // It answers, and has no worker: what it is to send waits, and stands so in the backup.
  const web = await m50.begin({ ROLE: 'web' })
  await m50.bound()
  for (const person of [jansen, bakker]) await says(person, 'aanmelden ambtenaar')
  await says(deVries, 'aanmelden wethouder')
  await says(deVries, 'pijler word-lid bestuur a.bakker@zeist.nl')
  await says(jansen, 'verzoek 1')
  await presses(jansen, 'answer', 'request.approve')
  backup = await taken(database.url)
  await web.stop()
  // After the backup all of it leaves.
  const bot = await m50.begin()
  await deVries.receives('Welkom bij de pijler Bestuur')
  await m50.shows(m50.secretariat, 'Verzoek 1 ·')
  await eventually(() => statesIn(database), allLeft, patience)
  await bot.stop()
}, 180_000)

afterAll(async () => {
  await m50.end()
  for (const copy of copies) await copy.drop()
})

describe('[T38] [E50] after a restore', () => {
  let copy: TestDatabase
  let bot: RunningBot
  beforeAll(async () => {
    ;({ copy, bot } = await restored())
  }, 120_000)

  it('the bot answers, and nothing leaves before the secretariat releases it, once', async () => {
    const { jansen, deVries, bakker, secretariat } = m50
    const held = (await statesIn(copy)).find(({ reason }) => reason === 'restored')?.count ?? 0
    expect(held).toBeGreaterThan(1)
    expect(await readiness(bot)).toEqual({ status: 503, says: expect.stringMatching(/"hold":"failing".*"clock":"ok"/) })
    for (const line of ['', 'secretariaat', 'diagnose'])
      expect(await says(jansen, line), line).toMatch(/vanzelf (?:gaat er )?niets/i)

    expect(await says(bakker, 'pijler word-lid samenleving')).toContain('Verzoek 2 is verstuurd')
    expect(await says(deVries, 'vrijgeven')).toContain('Alleen het secretariaat kan dit')
    const list = await jansen.asksPrivately('vrijgeven', 'Waarschijnlijk al verstuurd', m50.general)
    expect(list.text).toMatch(/Waarschijnlijk al verstuurd · aan W\. de Vries · .*\s+Welkom bij de pijler Bestuur/)
    expect(list.text).toMatch(/Nog niet · aan secretariaat · .*\s+Verzoek 2 ·/)
    expect(await statesIn(copy)).toContainEqual({ state: 'open', reason: null, count: expect.any(Number) })
    expect(await copy.query(`select from deliveries where not held and state in ('open', 'sending')`)).toEqual([])
    expect(cards(2)).toEqual([])

    // One that is looked up goes out all the same; the list stays, and says so.
    const [welcome] = await copy.query<{ id: string }>(
      `select id from deliveries where held and reason = 'restored' and person_id = (select id from people where name like '%Vries%')`,
    )
    const chosen = await jansen.press(list, 'release.send', `${welcome?.id} 1`)
    expect(chosen.text).toContain('Dit bericht gaat uit zodra u vrijgeeft')
    expect(chosen.text).toMatch(/Gaat toch uit · aan W\. de Vries · .*\s+Welkom bij de pijler Bestuur/)

    expect(await presses(jansen, chosen, 'release.unsent')).toContain('zonder wat waarschijnlijk al verstuurd was')
    await m50.shows(secretariat, 'Verzoek 2 ·')
    expect(await presses(jansen, list, 'release.all')).toContain('S. Jansen gaf dit al vrij op')
    expect(await says(jansen, 'vrijgeven')).toContain('Er wacht niets op vrijgave')
    await expect.poll(async () => (await readiness(bot)).status, { timeout: patience }).toBe(200)
    const all = await statesIn(copy)
    expect(all).toContainEqual({ state: 'void', reason: 'restored', count: held - 1 })
    expect([cards(1).length, cards(2).length, welcomes().length]).toEqual([1, 1, 1])
    expect(await copy.query(`select action, acted_role from audit where subject_kind = 'restore' order by id`)).toEqual(
      [
        { action: 'restore.held', acted_role: 'bot' },
        { action: 'restore.released', acted_role: 'secretariat' },
      ],
    )
    await bot.stop()
  })
})

it('[T38] what is released all the same is looked for first where the bot may read, and what is dropped stays unsent', async () => {
  const { jansen } = m50
  const { copy, bot } = await restored()
  const list = await jansen.asksPrivately('vrijgeven', 'Waarschijnlijk al verstuurd', m50.general)
  const inChannel = await copy.query<{ id: string }>(
    `select id from deliveries where held and channel_id is not null order by id`,
  )
  expect(inChannel).toHaveLength(2)
  const [first] = inChannel
  const line = `${first?.id} 1`
  const chosen = await jansen.press(list, 'release.send', line)
  const without = await jansen.press(chosen, 'release.drop', line)
  expect(without.text).toContain('Dit bericht gaat niet uit')
  expect(await presses(jansen, chosen, 'release.drop', line)).toContain('wacht niet meer')
  const stood = m50.messagesIn(m50.secretariat).length
  expect(await presses(jansen, list, 'release.all')).toContain('Alles is vrijgegeven')
  await eventually(() => statesIn(copy), allLeft, patience)
  expect(await statesIn(copy)).toContainEqual({ state: 'void', reason: 'dropped', count: 1 })
  // In a channel it may not look back, unless the manifest says so: a person had it sent in any case.
  expect(m50.messagesIn(m50.secretariat)).toHaveLength(stood + 1)
  expect(welcomes()).toHaveLength(1)
  await bot.stop()
}, 120_000)

it('[T38] of a thousand messages that left after the backup none leaves again, and what was said since leaves in its order', {
  timeout: 240_000,
}, async () => {
  const { jansen, deVries, bakker, database } = m50
  const people = (
    await database.query<{ id: PersonId }>(
      `select distinct person_id as id from identities where person_id is not null order by 1`,
    )
  ).map(({ id }) => id)
  expect(people).toHaveLength(3)
  await said(database.url, people, '2027-03-01T08:00:00Z', 1000)
  backup = await taken(database.url)
  const before = await m50.begin()
  const heard = () =>
    [jansen, deVries, bakker].map(one => one.inbox().filter(({ text }) => text.startsWith('Wat u op ')))
  const count = () => heard().flat().length
  await eventually(() => statesIn(database), allLeft, 120_000)
  expect(count()).toBe(1000)
  await before.stop()

  const { copy, bot } = await restored()
  const [deVriesThere] = await copy.query<{ id: PersonId }>(`select id from people where name like '%Vries%'`)
  await said(copy.url, [deVriesThere?.id ?? expect.fail('nobody')], '2027-04-01T08:00:00Z', 20)
  const list = await jansen.asksPrivately('vrijgeven', 'Waarschijnlijk al verstuurd', m50.general)
  expect(list.text).toMatch(/Waarschijnlijk al verstuurd.*1000.*Nog niet.*20/s)
  expect(list.text).toContain('Blad 1 van 85')
  const last = await jansen.asksPrivately('vrijgeven 85', 'Blad 85 van 85', m50.general)
  expect(last.text).toMatch(/Nog niet · aan W\. de Vries/)
  expect(await presses(jansen, last, 'release.unsent')).toContain('zonder wat waarschijnlijk al verstuurd was')
  await eventually(() => statesIn(copy), allLeft, patience)
  expect(await statesIn(copy)).toContainEqual({ state: 'void', reason: 'restored', count: 1000 })
  expect(count()).toBe(1020)
  const since = deVries.inbox().map(({ text }) => /^Wat u op do 1 apr, (\S+) uur/.exec(text)?.[1])
  expect(since.filter(Boolean)).toEqual(Array.from({ length: 20 }, (_, n) => `10.${String(n).padStart(2, '0')}`))
  await bot.stop()
})

// SPDX-License-Identifier: EUPL-1.2
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { eventually } from '../../support/eventually.ts'
import { type RunningBot, startBot } from '../../support/running-bot.ts'
import { type Listening, listen } from './listen.ts'

const within = 60_000
let database: TestDatabase
let dataDir: string
let bot: RunningBot
let chair: Listening
let secretary: Listening

// The day after today, in the afternoon: its draft comes in hours that are worked, at whatever hour this runs, and no recess is in its way.
beforeAll(async () => {
  database = await freshDatabase({ seeded: true })
  await database.query(
    `insert into digest_schedules (pillar_id, weekday, time_of_day, starts_on, pauses_in_recess)
     select 'bestuur', extract(isodow from d + 1)::int, '17:00', d, false from (select (now() at time zone 'Europe/Amsterdam')::date) t(d)`,
  )
  dataDir = await mkdtemp(join(tmpdir(), `m50-digest-${randomBytes(3).toString('hex')}-`))
  bot = await startBot({ DATABASE_URL: database.url, DATA_DIR: dataDir, PLAYGROUND: 'on' }, { withinMs: 90_000 })
  chair = await listen(`${bot.url}/playground`, 'm.smit')
  secretary = await listen(`${bot.url}/playground`, 's.jansen')
}, 120_000)

afterAll(async () => {
  chair.close()
  secretary.close()
  await bot.stop()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

async function act(path: string, body: object): Promise<unknown> {
  const response = await fetch(`${bot.url}/playground/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nonce: randomUUID(), ...body }),
  })
  expect(response.status).toBe(200)
  return response.json()
}

const smit = { as: 'm.smit', conversation: '@m.smit' }

/** What stands in a conversation by now with these words; its newest drawing. */
const reads = (who: Listening, conversation: string, ...words: readonly string[]) =>
  eventually(
    () => who.messages().findLast(one => one.conversation === conversation && words.every(w => one.text.includes(w))),
    found => found !== undefined,
    within,
  )

/** The data of a button, wherever on a card it stands. */
function buttonOf(part: unknown, action: string): object | undefined {
  if (typeof part !== 'object' || part === null) return undefined
  if (('action' in part && part.action === action) || ('dialog_id' in part && part.dialog_id === action)) return part
  return Object.values(part).reduce<object | undefined>((found, inner) => found ?? buttonOf(inner, action), undefined)
}

const presses = (message: { card?: unknown } | undefined, action: string) =>
  act('press', { ...smit, data: buttonOf(message?.card, action) ?? expect.fail(`no ${action} to press`) })

/** Moves on from one planned message to the next, until there is a digest or it is over. */
async function movesOnUntil(is: () => Promise<boolean>): Promise<void> {
  for (let steps = 0; !(await is()); steps++) {
    if (steps > 60) expect.fail('it never came')
    await act('clock', { step: 'next' })
  }
}

const states = () => database.query<{ id: string; state: string }>('select id, state from digests order by created_at')

it('[A44] [F47] the secretary reads what the digest of Bestuur would tell: a report, a committee with a seat of ours, a lobby point, a meeting and a round', async () => {
  // The bot's clock has looked, and the story is told.
  await secretary.until('"next":"2')
  await secretary.until('Knelpunt 5 ·')
  await act('say', { as: 's.jansen', conversation: '@s.jansen', text: 'vng digest bestuur' })
  const told = await reads(secretary, '@s.jansen', 'De VNG vraagt om cijfers over verkiezingskosten')
  expect(told?.text).toMatch(
    /Bestuur en Veiligheid \(.*Inbreng voor de vergadering kan tot .*; M\. Smit \(Waalwijk\) neemt die mee\./,
  )
  expect(told?.text).toContain('Nieuw lobbypunt: LP 5, Vergoed de verkiezingen die het Rijk ons vraagt.')
  expect(told?.text).toContain('Pijleroverleg over bestuurskracht')
  expect(told?.text).toMatch(/Prioriteitsronde: hoe belangrijk zijn LP \d+ \(.*\) en LP \d+ \(/)
})

it('[A44] [A45] [F50] by the clock’s buttons its draft comes to the chair, who writes an introduction, holds it and then sends it, once, to the channel', async () => {
  await movesOnUntil(async () => (await states()).some(({ state }) => state === 'draft'))
  const draft = await reads(chair, '@m.smit', 'Concept: VNG-week Bestuur')
  const opened = z.looseObject({ form: z.looseObject({ context: z.string() }), card: z.unknown() })
  const { form, card } = opened.parse(await presses(draft, 'digest.introduction'))
  const data = { ...buttonOf(card, 'digest.introduction'), introduction: 'Kijk vooral naar de cijfers.' }
  await act('submit', { ...smit, data, form })
  const introduced = await reads(chair, '@m.smit', 'Concept: VNG-week Bestuur', 'Kijk vooral naar de cijfers.')
  await presses(introduced, 'digest.hold')
  await movesOnUntil(async () => {
    const [row] = await database.query<{ settled: boolean }>(
      `select bool_or(state = 'void' and reason = 'held') as settled from planned where kind = 'digest.send'`,
    )
    return row?.settled ?? false
  })
  expect((await states()).map(({ state }) => state)).toEqual(['held'])
  const held = await reads(chair, '@m.smit', 'Concept: VNG-week Bestuur', 'Kijk vooral naar de cijfers.')
  await presses(held, 'digest.send')
  await reads(secretary, 'bestuur', 'VNG-week Bestuur', 'Kijk vooral naar de cijfers.')
  await reads(chair, '@m.smit', 'Concept: VNG-week Bestuur', 'Verstuurd op', 'door M. Smit')
  const posted = new Set(
    secretary
      .messages()
      .filter(one => one.conversation === 'bestuur' && one.text.startsWith('VNG-week'))
      .map(({ id }) => id),
  )
  expect(posted.size).toBe(1)
}, 180_000)

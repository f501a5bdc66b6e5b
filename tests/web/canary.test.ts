// SPDX-License-Identifier: EUPL-1.2
// The whole bot at its most talkative: what people are called, write and send stands in no log, metric or error reply.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { mountMetrics } from '#/web/metrics.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningBot, startBot } from '../support/running-bot.ts'
import { silent } from '../support/silent-log.ts'
import { serve } from './serve.ts'

const typed = 'Kanarievogel'
const secret = 'geheim-5f0c'
const secrets = [typed, secret, 'Vries', 'devries', 'Bakker', 'bakker@', 'Jansen', 'jansen@']

let rows: TestDatabase
let bot: RunningBot

beforeAll(async () => {
  rows = await freshDatabase({ seeded: true })
  const settings = {
    PLAYGROUND: 'on',
    LOG_LEVEL: 'trace',
    METRICS_TOKEN: secret,
    SECRETARIAT_EMAILS: 's.jansen@zeist.nl',
  }
  bot = await startBot({ DATABASE_URL: rows.url, ...settings })
})

afterAll(async () => {
  await bot?.stop()
  await rows?.drop()
})

const printed = () =>
  bot
    .printed()
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => z.looseObject({ level: z.string(), turn: z.string().optional() }).parse(JSON.parse(line)))

async function act(path: string, as: string, conversation: string, body: object): Promise<string> {
  const answer = await fetch(`${bot.url}/playground/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, conversation, nonce: randomUUID(), ...body }),
  })
  return answer.text()
}

it('[T48] leaves no name, address, text or secret in log, metrics and error replies of a run at trace level', async () => {
  const lines = [
    'm50 pijler leden bestuur',
    `m50 ${typed} <${typed}@zeist.nl>`,
    `m50 aanmelden wethouder ${typed}`,
    'm50 aanmelden ambtenaar',
    'm50 pijler word-lid bestuur',
    `m50 gemeente ${typed}`,
    'm50 mijn-gegevens',
    'm50 vergeet-mij',
    `${typed} is hier`,
  ]
  const conversations = ['algemeen', 'w.devries']
  let acts = 0
  for (const text of lines)
    for (const as of ['w.devries', 'a.bakker', 's.jansen']) {
      await act('say', as, conversations[acts % 2] ?? '', { text })
      acts++
    }
  await act('press', 'w.devries', 'algemeen', { data: { action: typed, value: typed } })
  await act('submit', 'a.bakker', 'algemeen', { data: { action: 'pillar.join', value: typed, official: typed } })

  const replies = await Promise.all([
    fetch(`${bot.url}/login/${secret}?naam=${typed}`, { headers: { authorization: secret, cookie: typed } }),
    fetch(`${bot.url}/files/${secret}`, { headers: { cookie: typed } }),
    fetch(`${bot.url}/playground/api/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"${typed}`,
    }),
    fetch(`${bot.url}/%E0%A4%A${typed}`),
    fetch(`${bot.url}/metrics`, { headers: { 'x-forwarded-for': typed } }),
    fetch(`${bot.url}/readyz`),
    fetch(`${bot.url}/metrics`),
  ])
  await eventually(printed, all => all.filter(line => line.turn).length >= 10)
  const replied = (await Promise.all(replies.map(reply => reply.text()))).join('\n')
  const said = bot.printed() + replied
  for (const word of [...secrets, new URL(rows.url).password].filter(Boolean)) expect(said).not.toContain(word)
  expect(replied).not.toMatch(/node_modules|\bat .*\.ts:\d+/)

  const web = await serve()
  try {
    const counted = mountMetrics(web.app, {}).counted(silent)
    for (const line of printed()) counted.info(line, '')
    const metrics = await (await fetch(`${web.url}/metrics`)).text()
    expect(metrics).toMatch(/^m50_turns_total\{turn="pijler leden",outcome="ok"\} [1-9]/m)
    expect(metrics).not.toContain(typed)
  } finally {
    await web.close()
  }
})

// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: settings and the first start are no platform's; teams-start.test.ts has what is Teams' own.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeData } from '../support/data-folder.ts'
import { freshDatabase } from '../support/database.ts'
import { freePort, runToEnd } from '../support/running-bot.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { http } from '../support/slack-server.ts'
import { says } from '../support/talk.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'm50-start-'))
})
afterAll(() => removeData(dataDir))

describe('a wrong setting stops the start: one sentence a mistake, exit code 1', () => {
  it('all at once, without a secret', async () => {
    const { code, output } = await runToEnd({ PORT: 'veel', SLACK_BOT_TOKEN: 'xoxb-geheim', PLAYGROUND: 'misschien' })
    expect(code).toBe(1)
    const lines = output.trim().split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(3)
    for (const name of ['PORT', 'SLACK_SIGNING_SECRET', 'PLAYGROUND']) expect(output).toContain(name)
    expect(output).not.toContain('geheim')
    expect(output).not.toContain('    at ')
  })

  it('[T15] the playground in production', async () => {
    const { code, output } = await runToEnd({ NODE_ENV: 'production', PLAYGROUND: 'on', DATA_DIR: dataDir })
    expect(code).toBe(1)
    expect(output).toContain('PLAYGROUND')
  })

  it('a database that does not let the bot in', async () => {
    const database = await freshDatabase({ seeded: true })
    const url = new URL(database.url)
    url.password = 'wrong'
    const { code, output } = await runToEnd({ DATABASE_URL: url.href, DATA_DIR: dataDir })
    expect(code).toBe(1)
    expect(output).toContain('The database does not let the bot in')
    expect(output).not.toContain('    at ')
    await database.drop()
  })

  it('a damaged key', async () => {
    const own = await mkdtemp(join(tmpdir(), 'm50-key-'))
    await writeFile(join(own, 'secret-key'), 'damaged')
    const { code, output } = await runToEnd({ DATA_DIR: own })
    expect(code).toBe(1)
    expect(output).toContain('holds no key of 32 bytes')
    expect(output).not.toContain('    at ')
    await rm(own, { recursive: true })
  })

  it('a network folder that is not there', async () => {
    const database = await freshDatabase()
    const { code, output } = await runToEnd({
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      NETWORK_DIR: '/nowhere/at/all',
    })
    expect(code).toBe(1)
    expect(output).toContain('/nowhere/at/all')
    expect(output).not.toContain('    at ')
    await database.drop()
  })

  it('a port that is taken', async () => {
    const { createServer } = await import('node:net')
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    const { code, output } = await runToEnd({ PORT: String(port), DATA_DIR: dataDir })
    expect(code).toBe(1)
    expect(output).toContain(String(port))
    expect(output).not.toContain('    at ')
    taken.close()
  })
})

it('[T04] whoever speaks before Slack has said whose workspace it is hears so, and is known as soon as it has', async () => {
  const m50 = await slackNetwork()
  try {
    const silence = m50.slack.faults.plan('auth.test', http(503, { acts: false }))
    await m50.begin({}, { knowsSlack: false, fromSource: true })
    expect(await says(m50.deVries, 'aanmelden ambtenaar')).toContain('Ik kan nu niet nagaan wie u bent')
    silence.lift()
    await expect
      .poll(() => says(m50.deVries, 'aanmelden ambtenaar'), { timeout: 30_000, interval: 250 })
      .toContain('U staat als ambtenaar van gemeente Zeist')
    const sources = await m50.database.query('select is_host, state from sources')
    expect(sources).toEqual([{ is_host: true, state: 'admitted' }])
    expect(await m50.database.query('select number from requests')).toEqual([])
  } finally {
    await m50.end()
  }
})

it('[E13] writes to nobody who did not ask, and in no channel that it was not given', async () => {
  const m50 = await slackNetwork()
  await m50.begin({}, { fromSource: true })
  expect(await says(m50.bakker, 'aanmelden ambtenaar', m50.general)).toContain('ambtenaar van gemeente Zeist')
  expect(await says(m50.bakker, 'pijler word-lid bestuur', m50.general)).toContain('Verzoek 1 is verstuurd')
  expect(await says(m50.deVries, 'pijler', m50.general)).toContain('Bestuur')
  const writing = m50.slack.calls().filter(({ method }) => /^(chat|conversations\.open|views)/.test(method))
  expect(writing.map(({ method, channel }) => `${method} ${channel}`)).toEqual([])
  expect(m50.slack.messagesIn(m50.general)).toEqual([])
  for (const person of [m50.jansen, m50.smit]) expect([...person.inbox(), ...person.ephemerals()]).toEqual([])
  await m50.end()
})

it('[T39] a signal to npm start ends the bot as well', async () => {
  const port = String(await freePort())
  const npm = spawn('npm', ['start'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: port, DATA_DIR: dataDir },
    cwd: join(import.meta.dirname, '../..'),
    stdio: 'ignore',
  })
  const answers = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      answer => answer.ok,
      () => false,
    )
  await expect.poll(() => answers('/readyz'), { timeout: 240_000 }).toBe(true)
  npm.kill('SIGTERM')
  await expect.poll(() => answers('/healthz')).toBe(false)
}, 300_000)

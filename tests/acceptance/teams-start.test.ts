// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: its package, and being tried without tokens.
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { post } from '../support/teams/sending.ts'
import { teamsNetwork } from '../support/teams-network.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>> | undefined

afterEach(async () => {
  await m50?.end()
  m50 = undefined
})

const watched = { NODE_OPTIONS: `--import=${join(import.meta.dirname, '../support/loaded.ts')}` }

it('loads a platform’s package only where that is set, and what fills or migrates a database only where there is something to do', async () => {
  m50 = await teamsNetwork({ settings: watched })
  const withTeams = await m50.begin(m50.settings, { fromSource: true })
  expect(withTeams.printed()).toContain('asks for @microsoft/teams.apps')
  for (const other of ['@slack', '@prisma/schema-engine', 'csv-parse', 'yaml'])
    expect(withTeams.printed()).not.toContain(`asks for ${other}`)
  await withTeams.stop()
  const without = Object.fromEntries(Object.entries(m50.settings).filter(([name]) => !name.startsWith('TEAMS_')))
  const bot = await m50.begin(without, { fromSource: true })
  for (const other of ['@microsoft', '@azure', '@slack']) expect(bot.printed()).not.toContain(`asks for ${other}`)
  const { status } = await post(`${bot.url}/api/messages`, '{}', { 'content-type': 'application/json' })
  expect(status).toBe(404)
})

it('[T15] without tokens only this machine is heard and answered, and no token leaves', async () => {
  m50 = await teamsNetwork({ asksNoToken: true })
  const bot = await m50.begin(m50.settings, { fromSource: true })
  const { teams, jansen } = m50
  const activity = JSON.stringify(teams.activityOf(jansen, 'help'))
  const send = (headers: Record<string, string>, body = activity) =>
    post(`${bot.url}/api/messages`, body, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    })
  expect((await send({ host: 'm50.example.nl' })).status).toBe(401)
  expect((await send({ 'x-forwarded-for': '10.0.0.1' })).status).toBe(401)
  const elsewhere = JSON.stringify({
    ...teams.activityOf(jansen, 'help'),
    serviceUrl: 'https://smba.trafficmanager.net/teams',
  })
  expect((await send({}, elsewhere)).status).toBe(401)
  expect(teams.calls()).toEqual([])
  expect((await send({})).status).toBe(200)
  await jansen.receives('Wat kan ik voor u doen?')
  expect(teams.calls().map(call => call.authorization)).toEqual(teams.calls().map(() => undefined))
})

// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: the keys that its tokens are signed with.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { teamsNetwork } from '../support/teams-network.ts'
import { newKey } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>

beforeAll(async () => {
  m50 = await teamsNetwork()
  await m50.begin()
})

afterAll(async () => {
  expect(m50.teams.complaints()).toEqual([])
  await m50.end()
})

it('[T02] a new key is found, and whoever makes up names of keys does not make the bot ask Microsoft each time', async () => {
  const { teams, jansen } = m50
  const asked = () => teams.calls('keys').length
  await jansen.writes('help')
  await jansen.receives('Wat kan ik voor u doen?')
  const next = newKey('next')
  teams.offers(next)
  const { status } = await teams.send(teams.activityOf(jansen, 'help'), { signing: { key: next } })
  expect(status).toBe(200)
  const before = asked()
  const forger = newKey('forger')
  for (let i = 0; i < 20; i++)
    for (const kid of [`made-up-${i}`, teams.key.kid, next.kid]) {
      const forged = await teams.send(teams.activityOf(jansen, 'help'), { signing: { key: forger, header: { kid } } })
      expect(forged.status).toBe(401)
    }
  expect(asked()).toBe(before)
})

it('[T02] while the keys can’t be had, nobody is let in, and the login is not asked for each', async () => {
  const { teams, jansen } = m50
  const fault = teams.faults.plan('keys', { kind: 'status', status: 503 })
  const before = jansen.inbox().length
  await m50.begin()
  for (let i = 0; i < 3; i++) expect((await jansen.writes('help')).status).toBe(503)
  expect(fault.hits).toBe(1)
  expect(jansen.inbox()).toHaveLength(before)
})

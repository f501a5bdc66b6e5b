// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type Person, startTeams, type Teams, textOf } from './teams-server.ts'

let teams: Teams
let people: Person[]
let channel: string
let token: string

beforeAll(async () => {
  teams = await startTeams()
  people = ['A', 'B', 'C'].map(name => teams.addPerson({ name, email: `${name.toLowerCase()}@zeist.nl` }))
  channel = teams.addChannel({ name: 'bestuur', members: people })
  const { TEAMS_AUTHORITY, TEAMS_TENANT_ID, TEAMS_CLIENT_ID = '', TEAMS_CLIENT_SECRET = '' } = teams.settings
  const granted = await fetch(`${TEAMS_AUTHORITY}/${TEAMS_TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: TEAMS_CLIENT_ID,
      client_secret: TEAMS_CLIENT_SECRET,
      scope: 'https://api.botframework.com/.default',
    }),
  })
  token = z.object({ access_token: z.string() }).parse(await granted.json()).access_token
})
afterAll(() => teams.close())

const ask = (method: string, path: string, body?: object, bearer = token) =>
  fetch(`${teams.serviceUrl}/v3/conversations${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    ...(body && { body: JSON.stringify(body) }),
  })

it('wants the bot’s own token', async () => {
  const message = { type: 'message', text: 'Dag' }
  expect((await ask('POST', `/${channel}/activities`, message, 'another')).status).toBe(401)
  expect((await ask('POST', `/${channel}/activities`, message)).status).toBe(201)
  expect(teams.messagesIn(channel).map(textOf)).toEqual(['Dag'])
})

it('[E31] offers no list of what was said, since Teams offers none', async () => {
  expect((await ask('GET', `/${channel}/activities`)).status).toBe(404)
  expect(teams.complaints()).toEqual([expect.stringContaining('is not offered')])
})

it('gives the members page by page', async () => {
  const page = z.object({ members: z.array(z.object({ name: z.string() })), continuationToken: z.string().optional() })
  const first = page.parse(await (await ask('GET', `/${channel}/pagedMembers`)).json())
  const rest = await ask('GET', `/${channel}/pagedMembers?continuationToken=${first.continuationToken}`)
  const second = page.parse(await rest.json())
  expect([...first.members, ...second.members].map(({ name }) => name)).toEqual(['A', 'B', 'C'])
  expect(second.continuationToken).toBeUndefined()
})

it('accepts a message and loses the answer, when told so', async () => {
  const message = { type: 'message', text: 'Verloren' }
  teams.faults.plan('create', { kind: 'cut', acts: true }, { times: 1 })
  await expect(ask('POST', `/${channel}/activities`, message)).rejects.toThrow()
  const stalled = teams.faults.plan('create', { kind: 'stall', acts: true }, { times: 1 })
  const waiting = ask('POST', `/${channel}/activities`, message)
  await teams.until(() => stalled.hits === 1)
  expect(teams.messagesIn(channel).filter(each => each.text === 'Verloren')).toHaveLength(2)
  stalled.lift()
  expect((await waiting).status).toBe(201)
})

it('opens a conversation only with who added the bot, in their own tenant', async () => {
  const [a] = people
  const open = (user: string, tenantId: string) =>
    ask('POST', '', { isGroup: false, members: [{ id: user }], tenantId }).then(response => response.status)
  expect(await open(a?.user.id ?? '', teams.tenantId)).toBe(201)
  expect(await open(a?.user.aadObjectId ?? '', teams.tenantId)).toBe(201)
  expect(await open(a?.user.id ?? '', 'another')).toBe(403)
  const without = teams.addPerson({ name: 'Z', email: 'z@zeist.nl', hasBot: false })
  expect(await open(without.user.id, teams.tenantId)).toBe(403)
})

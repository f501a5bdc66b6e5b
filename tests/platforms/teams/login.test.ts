// SPDX-License-Identifier: EUPL-1.2
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ownTokens } from '#/platforms/teams/login.ts'

let server: Server
let answers: { status: number; seconds: number }[]
let asked: string[]
let tokens: ReturnType<typeof ownTokens>
let now = 0

beforeEach(async () => {
  answers = []
  asked = []
  now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  server = createServer(async (request, response) => {
    const body: Buffer[] = []
    for await (const part of request) body.push(part)
    asked.push(`${request.url} ${new URLSearchParams(Buffer.concat(body).toString()).get('scope')}`)
    const { status, seconds } = answers.shift() ?? { status: 200, seconds: 3600 }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ access_token: `token ${asked.length}`, expires_in: seconds }))
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  tokens = ownTokens({
    authority: `http://127.0.0.1:${address.port}`,
    clientId: 'bot',
    clientSecret: 'hush',
    tenantId: 'own',
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  server.close()
  server.closeAllConnections()
})

it('[T02] a token is asked of the bot’s own tenant, once for each scope, and anew some minutes before it ends', async () => {
  expect(await Promise.all([tokens('a'), tokens('a'), tokens('b')])).toEqual(['token 1', 'token 1', 'token 2'])
  expect(asked).toEqual(['/own/oauth2/v2.0/token a', '/own/oauth2/v2.0/token b'])
  now = 3_299_000
  expect(await tokens('a')).toBe('token 1')
  now = 3_301_000
  expect(await tokens('a')).toBe('token 3')
})

it('a token that lasts shorter than that is kept for half of its time', async () => {
  answers = [{ status: 200, seconds: 60 }]
  expect(await tokens('a')).toBe('token 1')
  now = 29_000
  expect(await tokens('a')).toBe('token 1')
  now = 31_000
  expect(await tokens('a')).toBe('token 2')
})

it('where the login refuses, it is asked again at the next call', async () => {
  answers = [{ status: 500, seconds: 3600 }]
  await expect(tokens('a')).rejects.toThrow('the login answered 500')
  expect(await tokens('a')).toBe('token 2')
})

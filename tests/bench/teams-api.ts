// SPDX-License-Identifier: EUPL-1.2
// The connector and Microsoft's login, saying yes at once.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { jwkOf, type Key, newKey, tokenOf } from '../support/teams/tokens.ts'

export interface TeamsApi {
  /** The login's; for TEAMS_AUTHORITY. */
  readonly url: string
  readonly serviceUrl: string
  readonly clientId: string
  readonly tenantId: string
  /** The connector's, which signs what people send. */
  readonly key: Key
  /** How many messages were posted. */
  readonly posted: () => number
  /** How many of those that were posted since this was last asked hold these words. */
  readonly answered: (words: string) => number
  close(): Promise<void>
}

const isPost = /\/conversations\/[^/]+\/activities(\/|$)/

export async function startTeamsApi(): Promise<TeamsApi> {
  const key = newKey('bench')
  const own = tokenOf({ aud: 'https://api.botframework.com' }, { key })
  let texts: string[] = []
  let posted = 0
  const answer = (method: string, path: string): object => {
    if (path === '/v1/.well-known/keys') return { keys: [jwkOf(key)] }
    if (path.endsWith('/oauth2/v2.0/token')) return { token_type: 'Bearer', expires_in: 86_400, access_token: own }
    if (method === 'POST' && isPost.test(path)) return { id: `1790000000${posted}` }
    if (path.includes('/pagedMembers')) return { members: [] }
    return { id: 'a:bench' }
  }
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request
    const heard: Buffer[] = []
    request.on('data', part => heard.push(part))
    request.on('end', () => {
      if (method === 'POST' && isPost.test(url)) {
        posted += 1
        texts.push(Buffer.concat(heard).toString('utf8'))
      }
      const body = JSON.stringify(answer(method, url))
      response.writeHead(method === 'POST' && url.startsWith('/teams/') ? 201 : 200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      })
      response.end(body)
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://127.0.0.1:${address.port}`
  return {
    url,
    serviceUrl: `${url}/teams`,
    clientId: '11111111-1111-4111-8111-111111111111',
    tenantId: '22222222-2222-4222-8222-222222222222',
    key,
    posted: () => posted,
    answered(words) {
      const found = texts.filter(text => text.includes(words)).length
      texts = []
      return found
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

// SPDX-License-Identifier: EUPL-1.2
// A Slack that says yes at once. The strict one of tests/support would cost more than what is measured.
import { once } from 'node:events'
import { createServer } from 'node:http'

export const workspace = { team_id: 'T0BENCH', team: 'Bench', user_id: 'U0BOT', bot_id: 'B0BOT' }

export interface SlackApi {
  /** For SLACK_API_URL. */
  readonly url: string
  /** How many messages were posted. */
  readonly posted: () => number
  close(): Promise<void>
}

export async function startSlackApi(): Promise<SlackApi> {
  let posted = 0
  const answer = (method: string): object => {
    switch (method) {
      case 'auth.test':
        return { ok: true, ...workspace, user: 'm50', url: 'https://bench.slack.com/' }
      case 'chat.postMessage':
        posted += 1
        return { ok: true, channel: 'C0SECR', ts: `1790000000.${String(posted).padStart(6, '0')}` }
      case 'conversations.open':
        return { ok: true, channel: { id: 'D0BENCH' } }
      case 'chat.update':
        return { ok: true, ts: '1790000000.000001' }
      default:
        return { ok: false, error: 'unknown_method' }
    }
  }
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const body = JSON.stringify(answer(request.url?.split('/').at(-1) ?? ''))
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      response.end(body)
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/api/`,
    posted: () => posted,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

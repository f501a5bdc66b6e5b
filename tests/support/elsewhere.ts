// SPDX-License-Identifier: EUPL-1.2
import { createServer } from 'node:http'

/** A host of someone else's: remembers whatever comes to it, also what only connects. */
export interface Elsewhere {
  readonly heard: readonly string[]
  readonly address: string
  close(): void
}

export async function elsewhere(path = ''): Promise<Elsewhere> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}')
  })
  server.on('connection', () => heard.push('a connection'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { heard, address: `http://127.0.0.1:${address.port}${path}`, close: () => server.close() }
}

// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { goThroughProxy } from '#/way-out.ts'

it('what goes out to a platform goes through the proxy, and to a host that is excepted it does not', async () => {
  const asked: string[] = []
  const proxy = createServer().listen(0, '127.0.0.1')
  proxy.on('connect', (request, socket) => {
    asked.push(String(request.url))
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await once(proxy, 'listening')
  const address = proxy.address()
  const port = typeof address === 'object' ? address?.port : 0
  const undo = goThroughProxy({ url: `http://127.0.0.1:${port}`, except: ['excepted.invalid'] })
  try {
    await expect(fetch('https://slack.invalid/api/auth.test')).rejects.toThrow()
    await expect(fetch('https://excepted.invalid/api/auth.test')).rejects.toThrow()
    expect(asked).toEqual(['slack.invalid:443'])
  } finally {
    undo()
    proxy.close()
  }
})

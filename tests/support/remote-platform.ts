// SPDX-License-Identifier: EUPL-1.2
// A fake platform that outlives the copies that call it: served over HTTP by the test, called from processes that may be killed.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { Found, Platform, Sent } from '#/chat/platform.ts'
import type { PlatformName } from '#/chat/turn.ts'
import type { FakePlatform } from './fake-platform.ts'

type Method = 'openDirect' | 'post' | 'update' | 'find'
type Arguments = { [M in Method]: Parameters<Platform[M]> }

export async function servePlatforms(fakes: readonly FakePlatform[]): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const [, name, method] = (request.url ?? '').split('/')
      const fake = fakes.find(one => one.name === name)
      if (!fake) throw new Error(`no platform ${name}`)
      const call = fake[method as Method] as (...given: unknown[]) => Promise<unknown>
      response.end(JSON.stringify(await call(...((await json(request)) as unknown[]))))
    })()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function remotePlatform(url: string, name: PlatformName, timeoutMs: number): Platform {
  async function call<T, M extends Method>(method: M, given: Arguments[M], otherwise: T): Promise<T> {
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const response = await fetch(`${url}/${name}/${method}`, { method: 'POST', body: JSON.stringify(given), signal })
      return (await response.json()) as T
    } catch {
      return otherwise
    }
  }
  const unclear: Sent = { outcome: 'unclear' }
  return {
    name,
    timeoutMs,
    methods: { post: 'post', update: 'update', direct: 'direct', find: 'find' },
    profile: async () => null,
    openDirect: (...given) => call<Sent, 'openDirect'>('openDirect', given, unclear),
    post: (...given) => call<Sent, 'post'>('post', given, unclear),
    update: (...given) => call<Sent, 'update'>('update', given, unclear),
    find: (...given) => call<Found, 'find'>('find', given, { found: 'unanswered' }),
  }
}

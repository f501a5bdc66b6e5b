// SPDX-License-Identifier: EUPL-1.2
import { get, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** What came back. `status` 0: the bot could not be reached or cut the line. */
export interface Sent {
  readonly status: number
  /** How long the answer took, without the time that the machine gave neither the bot nor us. */
  readonly ms: number
  readonly json: unknown
}

/** How activities reach the bot. */
export interface Sending {
  /** The connector's address, as activities name it. */
  readonly serviceUrl: string
  /** Sends an activity with a token like Teams' own. */
  send(activity: object): Promise<Sent>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Often enough for a limit of seconds; each question costs the bot as much as a small turn. */
const probeMs = 200

/** Asks meanwhile what is answered at once, and tells how long that was waited for at most: on a crowded machine the bot's process stands still, or ours. */
function standstill(url: string): () => number {
  let most = 0
  let since: number | undefined
  let isOver = false
  async function watch(): Promise<void> {
    while (!isOver) {
      await pause(probeMs)
      const began = performance.now()
      since = began
      await new Promise<void>(resolve => {
        get(url, { agent: false }, response => response.resume().once('close', resolve)).once('error', () => resolve())
      })
      most = Math.max(most, performance.now() - began)
      since = undefined
    }
  }
  void watch()
  return () => {
    isOver = true
    return since === undefined ? most : Math.max(most, performance.now() - since)
  }
}

/** Posts a body with these headers and no others of ours. */
export function post(url: string, body: string, headers: Record<string, string>): Promise<Sent> {
  const { promise, resolve } = Promise.withResolvers<Sent>()
  const began = performance.now()
  const stood = standstill(new URL('/healthz', url).href)
  const finish = (status: number, text: string) =>
    resolve({ status, ms: performance.now() - began - stood(), json: parsed(text) })
  const call = request(url, { method: 'POST', agent: false, timeout: 30_000, headers }, response => {
    const parts: Buffer[] = []
    response.on('data', part => parts.push(part))
    response.on('error', error => finish(0, String(error)))
    response.on('end', () => finish(response.statusCode ?? 0, Buffer.concat(parts).toString('utf8')))
  })
  call.on('timeout', () => call.destroy(new Error('no answer in 30 seconds')))
  call.on('error', error => finish(0, String(error)))
  call.end(body)
  return promise
}

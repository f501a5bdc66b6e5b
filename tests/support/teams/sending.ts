// SPDX-License-Identifier: EUPL-1.2
import { request } from 'node:http'

/** What came back. `status` 0: the bot could not be reached or cut the line. */
export interface Sent {
  readonly status: number
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

/** Posts a body with these headers and no others of ours. */
export function post(url: string, body: string, headers: Record<string, string>): Promise<Sent> {
  const { promise, resolve } = Promise.withResolvers<Sent>()
  const began = performance.now()
  const finish = (status: number, text: string) =>
    resolve({ status, ms: performance.now() - began, json: parsed(text) })
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

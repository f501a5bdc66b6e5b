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

/** A bot that answers are waited for from. */
interface Watched {
  /** Of each request that waits, when it began and how long the bot's process, or ours, stood still at most since. */
  readonly waiting: Set<{ readonly began: number; stoodMs: number }>
  /** When it was asked what it has not answered yet. */
  askedAt: number | undefined
}

const watched = new Map<string, Watched>()

function note({ waiting, askedAt }: Watched): void {
  if (askedAt === undefined) return
  for (const one of waiting) one.stoodMs = Math.max(one.stoodMs, performance.now() - Math.max(askedAt, one.began))
}

/** Asks what is answered at once, for all that wait together: a thousand who ask would keep the bot from its work. */
async function watch(url: string, bot: Watched): Promise<void> {
  for (;;) {
    await pause(probeMs)
    if (bot.waiting.size === 0) break
    bot.askedAt = performance.now()
    await new Promise<void>(resolve => {
      get(url, { agent: false }, response => response.resume().once('close', resolve)).once('error', () => resolve())
    })
    note(bot)
    bot.askedAt = undefined
  }
  watched.delete(url)
}

/** Tells, at the end, how long an answer was waited for only because a crowded machine let the bot's process stand still, or ours. */
function standstill(url: string): () => number {
  const bot = watched.get(url) ?? { waiting: new Set(), askedAt: undefined }
  if (!watched.has(url)) {
    watched.set(url, bot)
    void watch(url, bot)
  }
  const one = { began: performance.now(), stoodMs: 0 }
  bot.waiting.add(one)
  return () => {
    note(bot)
    bot.waiting.delete(one)
    return one.stoodMs
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

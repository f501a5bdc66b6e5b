// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Loaded {
  readonly perSecond: number
  /** In milliseconds. */
  readonly p50: number
  readonly p99: number
  /** How many answers came too late. */
  readonly late: number
  /** Answers that were not right, by what was wrong. */
  readonly errors: ReadonlyMap<string, number>
}

const patienceMs = 30_000

/**
 * Sends every request once, over so many connections that stay open, each waiting for its answer before the next: a closed loop.
 * Written on bare sockets, since each request is signed before the clock starts and the load shares the machine with what is measured.
 * An answer is right when it is 200 and its body holds `expected`.
 */
export async function load(
  port: number,
  requests: readonly Buffer[],
  expected: string,
  { connections = 20, lateMs = 3_000 } = {},
): Promise<Loaded> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const took = new Float64Array(requests.length)
  const errors = new Map<string, number>()
  let next = 0
  const began = performance.now()
  await Promise.all(
    sockets.map(async socket => {
      for (let i = next++; i < requests.length; i = next++) {
        const sentAt = performance.now()
        const wrong = await exchange(socket, requests[i] as Buffer, expected)
        took[i] = performance.now() - sentAt
        if (wrong) errors.set(wrong, (errors.get(wrong) ?? 0) + 1)
        if (wrong && socket.destroyed) return
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const socket of sockets) socket.destroy()
  took.sort()
  const at = (part: number) => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0
  const late = took.filter(ms => ms > lateMs).length
  return { perSecond: requests.length / seconds, p50: at(0.5), p99: at(0.99), late, errors }
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  socket.setTimeout(patienceMs, () => socket.destroy(new Error('no answer')))
  return socket
}

/** What is wrong with the answer; null when nothing is. */
function exchange(socket: Socket, request: Buffer, expected: string): Promise<string | null> {
  return new Promise(resolve => {
    let heard: Buffer = Buffer.alloc(0)
    const end = (wrong: string | null) => {
      socket.off('data', hear).off('close', cut)
      socket.removeListener('error', cut)
      resolve(wrong)
    }
    const cut = () => {
      socket.destroy()
      end('cut')
    }
    const hear = (data: Buffer) => {
      heard = heard.length === 0 ? data : Buffer.concat([heard, data])
      const answer = answerIn(heard)
      if (!answer) return
      if (answer.status !== 200) return end(`status ${answer.status}`)
      end(answer.body.includes(expected) ? null : `another answer: ${answer.body.toString().slice(0, 200)}`)
    }
    socket.on('data', hear).once('close', cut).once('error', cut)
    socket.write(request)
  })
}

const lastChunk = '0\r\n\r\n'

/** An answer without a body is its last chunk alone: what the bot says when it was not ready in time. */
const hasLastChunk = (body: Buffer): boolean => {
  const end = body.toString('latin1', Math.max(0, body.length - lastChunk.length - 2))
  return end === lastChunk || end === `\r\n${lastChunk}`
}

/** A whole answer, or null while it is not all there. */
function answerIn(heard: Buffer): { status: number; body: Buffer } | null {
  const end = heard.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = heard.toString('latin1', 0, end)
  const body = heard.subarray(end + 4)
  const length = /^content-length: *(\d+)/im.exec(head)?.[1]
  const isWhole = length === undefined ? hasLastChunk(body) : body.length >= Number(length)
  return isWhole ? { status: Number(head.slice(9, 12)), body } : null
}

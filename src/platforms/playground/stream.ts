// SPDX-License-Identifier: EUPL-1.2
import type { Response } from 'express'
import type { Db } from '#/database/db.ts'
import type { Time } from '#/network/time.ts'
import { faceOf } from './clock.ts'
import { recentMessages } from './messages.ts'
import { conversationsOf, type PlaygroundPerson, type World } from './people.ts'
import { tasksOf } from './tasks.ts'

const lookMs = 300
/** Rows become visible in another order than their times say: each look goes back so far, and what was sent already is left out. */
const overlapMs = 5_000
const signOfLifeMs = 15_000

/** What one reader has been sent. */
interface Reading {
  readonly person: PlaygroundPerson
  readonly conversations: readonly string[]
  readonly sent: Map<string, string>
  since: Date
  isReady: boolean
}

/**
 * Writes to one page, as server-sent events, what each of its people may read: first all there is, then `ready`, then whatever is said or drawn anew, by any copy; and the
 * tasks and the clock whenever they change. One stream for a page, whoever it shows: a browser opens no more than six. Ends with the response, or by what it returns.
 */
export function streamMessages(
  { db, time, world }: { readonly db: Db; readonly time: Time; readonly world: World },
  people: readonly PlaygroundPerson[],
  response: Response,
): () => void {
  const readings = people.map(
    (person): Reading => ({
      person,
      conversations: conversationsOf(world, person),
      sent: new Map(),
      since: new Date(0),
      isReady: false,
    }),
  )
  const shown = new Map<string, string>()
  let lastWrite = performance.now()
  let timer: NodeJS.Timeout | undefined
  let isOpen = true

  const write = (event: string, data: string) => {
    response.write(`event: ${event}\ndata: ${data}\n\n`)
    lastWrite = performance.now()
  }

  async function look(reading: Reading): Promise<void> {
    const { person, conversations, sent } = reading
    for (const message of await recentMessages(db, person.id, conversations, reading.since)) {
      if (sent.get(message.id) === message.version) continue
      sent.set(message.id, message.version)
      write('message', JSON.stringify({ as: person.id, ...message }))
      const goBackTo = new Date(Date.parse(message.version) - overlapMs)
      if (goBackTo > reading.since) reading.since = goBackTo
    }
    if (!reading.isReady) write('ready', JSON.stringify({ as: person.id }))
    reading.isReady = true
  }

  const show = (event: string, state: object) => {
    const now = JSON.stringify(state)
    if (now !== shown.get(event)) write(event, now)
    shown.set(event, now)
  }

  async function round(): Promise<void> {
    try {
      for (const reading of readings) await look(reading)
      show('tasks', await tasksOf(db, world))
      show('clock', await faceOf(db, time))
    } catch {
      // The database is away: the next look tries again, and the page keeps what it has.
    }
    if (!isOpen) return
    if (performance.now() - lastWrite > signOfLifeMs) {
      response.write(': here\n\n')
      lastWrite = performance.now()
    }
    timer = setTimeout(round, lookMs)
  }

  const stop = () => {
    isOpen = false
    clearTimeout(timer)
    response.end()
  }
  response.on('close', stop)
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.flushHeaders()
  void round()
  return stop
}

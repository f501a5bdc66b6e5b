// SPDX-License-Identifier: EUPL-1.2
import type { Response } from 'express'
import type { Db } from '#/database/db.ts'
import { recentMessages } from './messages.ts'
import { conversationsOf, type PlaygroundPerson } from './people.ts'

const lookMs = 300
/** Rows become visible in another order than their times say: each look goes back so far, and what was sent already is left out. */
const overlapMs = 5_000
const signOfLifeMs = 15_000

/** Writes to one page, as server-sent events, what its person may read: first all there is, then `ready`, then whatever is said or drawn anew, by any copy. Ends with the response, or by what it returns. */
export function streamMessages(db: Db, person: PlaygroundPerson, response: Response): () => void {
  const conversations = conversationsOf(person)
  const sent = new Map<string, string>()
  let since = new Date(0)
  let lastWrite = performance.now()
  let timer: NodeJS.Timeout | undefined
  let isOpen = true
  let isReady = false

  const write = (text: string) => {
    response.write(text)
    lastWrite = performance.now()
  }

  async function look(): Promise<void> {
    for (const message of await recentMessages(db, person.id, conversations, since)) {
      if (sent.get(message.id) === message.version) continue
      sent.set(message.id, message.version)
      write(`event: message\ndata: ${JSON.stringify(message)}\n\n`)
      const goBackTo = new Date(Date.parse(message.version) - overlapMs)
      if (goBackTo > since) since = goBackTo
    }
  }

  async function round(): Promise<void> {
    try {
      await look()
      if (!isReady) write('event: ready\ndata: {}\n\n')
      isReady = true
    } catch {
      // The database is away: the next look tries again, and the page keeps what it has.
    }
    if (!isOpen) return
    if (performance.now() - lastWrite > signOfLifeMs) write(': here\n\n')
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

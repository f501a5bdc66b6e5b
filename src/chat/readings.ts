// SPDX-License-Identifier: EUPL-1.2
import type { Plan } from '#/chat/resolve.ts'
import type { RouterParts } from '#/chat/router-parts.ts'
import type { Act, Turn } from '#/chat/turn.ts'
import { Refusal } from '#/network/refusal.ts'

const minuteMs = 60_000
const windowMs = 10 * minuteMs
/** Lines that begin with so many characters alike are one. */
const mostKept = 100

interface Window {
  readonly until: number
  readonly read: Set<string>
  isTold: boolean
}

/** What leads to a page, a person, a point …: a line with words, typed or on a button. The noun alone is where everybody begins. */
const isLine = (act: Act): boolean => act.kind === 'line' || (act.kind === 'press' && act.name === 'chat.line')

/**
 * Counts in how many different places each person reads, in memory: it costs no statement, and each copy counts for itself. The same again copies nothing.
 * Above the ceiling they wait until their ten minutes are over, and the secretariat hears of it [T26].
 */
export function createReadings(parts: Pick<RouterParts, 'database' | 'flush' | 'mostRead' | 'readMuch'>) {
  /** The oldest first. */
  const windows = new Map<string, Window>()

  function windowOf(reader: string, now: number): Window {
    const open = windows.get(reader)
    if (open && open.until > now) return open
    for (const [one, { until }] of windows) {
      if (until > now) break
      windows.delete(one)
    }
    // A whole minute, since that is what is said.
    const until = Math.ceil((now + windowMs) / minuteMs) * minuteMs
    const fresh = { until, read: new Set<string>(), isTold: false }
    windows.delete(reader)
    windows.set(reader, fresh)
    return fresh
  }

  /** Whoever can't be told now is told at the next try. */
  async function tell(turn: Turn, window: Window): Promise<void> {
    if (window.isTold) return
    window.isTold = true
    const { database, flush, readMuch } = parts
    try {
      const settled = await database.background.transaction(async tx => {
        await readMuch(tx, turn.as, turn.now)
        return flush(tx, turn.now, null)
      })
      settled()
    } catch {
      window.isTold = false
    }
  }

  /** @throws Refusal "chat.readMuch" where this is one more than a person reads. */
  return async (turn: Turn, { name, input }: Plan): Promise<void> => {
    if (!isLine(turn.act) || input === '') return
    const window = windowOf(turn.actor.person ?? turn.actor.identity, turn.now.getTime())
    const what = `${name} ${input}`.slice(0, mostKept)
    if (window.read.has(what)) return
    if (window.read.size < parts.mostRead) {
      window.read.add(what)
      return
    }
    await tell(turn, window)
    throw new Refusal('chat.readMuch', { most: parts.mostRead, until: new Date(window.until) })
  }
}

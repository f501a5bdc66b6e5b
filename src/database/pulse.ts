// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'
import { isSqlState } from '#/database/errors.ts'

/** No statement was answered for so long, with one waiting: the database counts as away. */
const silenceMs = 2_000
/** A statement that waits longer was lost on its way, though others are answered: none of ours may take so long (a lock 5 s, a transaction 10 s). */
const answerMs = 15_000
const probeAfterMs = 800
const beatMs = 100
/** A beat that is so late was none of the database's: the process itself stood still. */
const stillMs = 1_000

/** Knows whether the database answers, from the statements that everybody sends anyway; a probe tells a slow statement (a lock) from silence. */
export interface Pulse {
  /** True when a connection is refused, or nothing was answered for two seconds while something waits. */
  away(): boolean
  stop(): void
}

export interface Watch extends Pulse {
  /** A connection is made. `hangUp` cuts it, and is called when the database turns silent, or this connection alone: nothing may ever come over it again. */
  opened(hangUp: () => void): Line
}

interface Waiting {
  readonly hangUp: () => void
  /** A moment of `performance.now()`. */
  since: number
  readonly patienceMs: number
}

interface Line {
  /** A connection or an answer is waited for. */
  asked(): Asked
  closed(): void
}

interface Asked {
  answered(): void
  /** The connection was refused or broke. */
  lost(): void
}

/** `probe` asks the database something on a connection of its own: true when it was answered, false when it stayed silent, and it rejects when the connection is refused or breaks. */
export function startPulse(probe: () => Promise<boolean>): Watch {
  const lines = new Set<() => void>()
  const waiting = new Set<Waiting>()
  let quietSince = performance.now()
  let beatAt = performance.now()
  let isAway = false
  let isProbing = false
  const silentMs = () => (waiting.size > 0 ? performance.now() - quietSince : 0)
  const alive = () => {
    quietSince = performance.now()
    isAway = false
  }
  const look = () => {
    if (isProbing) return
    isProbing = true
    probe()
      .then(
        isThere => isThere && alive(),
        error => {
          if (isFromServer(error)) alive()
          else isAway = true
        },
      )
      .finally(() => {
        isProbing = false
      })
  }
  /** A silent database is hung up on, also where nobody waits: the server rolls back what such a connection held, and what it was silent on may stay so. */
  const judge = () => {
    if (silentMs() >= silenceMs) {
      isAway = true
      waiting.clear()
      for (const hangUp of [...lines]) hangUp()
      return
    }
    for (const one of [...waiting]) {
      if (performance.now() - one.since < one.patienceMs) continue
      waiting.delete(one)
      one.hangUp()
    }
  }
  const beat = setInterval(() => {
    const now = performance.now()
    if (now - beatAt > stillMs) {
      quietSince = now
      for (const one of waiting) one.since = now
    }
    beatAt = now
    if (isAway || silentMs() >= probeAfterMs) look()
    // What was answered already is read first: a busy process is no silent database.
    setImmediate(judge)
  }, beatMs)
  beat.unref()
  return {
    opened(hangUp) {
      lines.add(hangUp)
      return {
        asked() {
          if (waiting.size === 0) quietSince = performance.now()
          // What is asked while nobody answers may never be answered.
          const one = { hangUp, since: performance.now(), patienceMs: isAway ? silenceMs : answerMs }
          waiting.add(one)
          return {
            answered() {
              waiting.delete(one)
              alive()
            },
            // One connection may break by itself: the probe tells.
            lost() {
              waiting.delete(one)
              look()
            },
          }
        },
        closed: () => void lines.delete(hangUp),
      }
    },
    away: () => isAway,
    stop: () => clearInterval(beat),
  }
}

/** What the server itself said has a five-character code; anything else means that the connection broke. */
const isFromServer = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  isSqlState(error.code) &&
  !/^(57P0|08)/.test(error.code)

type Settle = (error?: Error | null) => void
type Call = (...given: unknown[]) => unknown

/** Calls through, and tells how it ended, whether the caller gave a callback or takes a promise. */
function heard(call: Call, given: readonly unknown[], settle: Settle): unknown {
  const last = given.at(-1)
  if (typeof last === 'function')
    return call(...given.slice(0, -1), (error: Error | null | undefined, ...rest: unknown[]) => {
      settle(error)
      last(error, ...rest)
    })
  const promise = call(...given)
  if (promise instanceof Promise)
    promise.then(
      () => settle(),
      error => settle(error),
    )
  return promise
}

/** A pg client that tells the pulse what is asked, answered, refused and lost. */
export function watched(watch: Watch): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      const connect = this.connect.bind(this) as Call
      const query = this.query.bind(this) as Call
      const line = watch.opened(() => {
        this.connection.stream.destroy()
      })
      this.once('end', line.closed)
      const told =
        (call: Call): Call =>
        (...given) => {
          const asked = line.asked()
          return heard(call, given, error => (error && !isFromServer(error) ? asked.lost() : asked.answered()))
        }
      Object.assign(this, { connect: told(connect), query: told(query) })
    }
  }
}

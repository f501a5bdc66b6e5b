// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'

/** No statement was answered for so long, with one waiting: the database counts as away. */
const silenceMs = 2_000
const probeAfterMs = 800
const beatMs = 200

/** Knows whether the database answers, from the statements that everybody sends anyway; a probe tells a slow statement (a lock) from silence. */
export interface Pulse {
  /** True when a connection was refused or lost and none was had since, or nothing was answered for two seconds while something waits. */
  away(): boolean
  stop(): void
}

export interface Watch extends Pulse {
  sent(hangUp: () => void): Sent
  lost(): void
  alive(): void
}

interface Sent {
  answered(): void
}

/** `probe` asks the database something on a connection of its own, and rejects when that is refused. */
export function startPulse(probe: () => Promise<void>): Watch {
  const waiting = new Set<{ readonly hangUp: () => void }>()
  let quietSince = performance.now()
  let isLost = false
  let isProbing = false
  const silentMs = () => (waiting.size > 0 ? performance.now() - quietSince : 0)
  const alive = () => {
    quietSince = performance.now()
    isLost = false
  }
  const away = () => isLost || silentMs() >= silenceMs
  const beat = setInterval(() => {
    if (!isProbing && (isLost || silentMs() >= probeAfterMs)) {
      isProbing = true
      probe()
        .then(alive, () => {
          isLost = true
        })
        .finally(() => {
          isProbing = false
        })
    }
    // Whoever still waits for a silent database is cut off: the server rolls back what such a connection held.
    if (silentMs() >= silenceMs) {
      isLost = true
      for (const one of [...waiting]) one.hangUp()
      waiting.clear()
    }
  }, beatMs)
  beat.unref()
  return {
    sent(hangUp) {
      if (waiting.size === 0) quietSince = performance.now()
      const one = { hangUp }
      waiting.add(one)
      return {
        answered() {
          waiting.delete(one)
          alive()
        },
      }
    },
    lost() {
      isLost = true
    },
    alive,
    away,
    stop: () => clearInterval(beat),
  }
}

/** What the server itself said has a five-character code; anything else means that the connection broke. */
const isFromServer = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(error.code) &&
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

/** A pg client that tells the pulse what is sent, answered, refused and lost. */
export function watched(watch: Watch): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      const connect = this.connect.bind(this) as Call
      const query = this.query.bind(this) as Call
      const hangUp = () => {
        this.connection.stream.destroy()
      }
      Object.assign(this, {
        connect: (...given: unknown[]) => heard(connect, given, error => (error ? watch.lost() : watch.alive())),
        query: (...given: unknown[]) => {
          const sent = watch.sent(hangUp)
          return heard(query, given, error => (error && !isFromServer(error) ? watch.lost() : sent.answered()))
        },
      })
    }
  }
}

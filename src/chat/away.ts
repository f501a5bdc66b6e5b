// SPDX-License-Identifier: EUPL-1.2

import { postgresCode } from '#/database/errors.ts'
import type { Pulse } from '#/database/pulse.ts'

/** How far a turn is. `dropped`: the person was told that nothing was saved, so it must never begin or commit. */
export interface Progress {
  phase: 'waiting' | 'begun' | 'committing' | 'committed'
  dropped: boolean
}

const lookMs = 50
/** How long a turn that has begun gets to end by itself once its connection was cut. */
const graceMs = 150

const away = new Error('the database is away')

/** Waits for a turn, but no longer than the database is there: then the turn is dropped, or (its COMMIT was sent) left to be looked up. @throws awaited.away */
export async function awaited<T>(work: Promise<T>, pulse: Pulse, progress: Progress): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let graced = false
  const lost = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (!pulse.away() || progress.phase === 'committed') return
      if (progress.phase === 'begun' && !graced) {
        graced = true
        timer?.refresh()
        setTimeout(() => reject(away), graceMs).unref()
        return
      }
      if (!graced || progress.phase === 'waiting') reject(away)
    }, lookMs)
    timer.unref()
  })
  try {
    return await Promise.race([work, lost])
  } catch (error) {
    if (error === away && progress.phase !== 'committing') progress.dropped = true
    throw error
  } finally {
    clearInterval(timer)
    work.catch(() => {})
  }
}
awaited.away = away

const lossCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
])

/** The connection was refused, broke, or could not be had. */
export function isConnectionLoss(error: unknown): boolean {
  const sql = postgresCode(error)
  if (sql) return /^(08|57P0|53300|25P03)/.test(sql) || sql === '25006'
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    lossCodes.has(code) ||
    /connection terminated|timeout exceeded when trying to connect|server has closed the connection|not queryable|DatabaseNotReachable|ConnectionClosed|SocketTimeout/i.test(
      error.message,
    )
  )
}

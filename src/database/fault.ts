// SPDX-License-Identifier: EUPL-1.2
import { postgresCode } from '#/database/errors.ts'

/** What may be logged of a fault: its kind, the database's code, and where it happened. Its message may hold what a person typed. */
export function faultFacts(error: unknown): { readonly error: string; readonly code?: string; readonly at?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = postgresCode(error)
  const frames = error.stack?.split('\n').filter(line => line.startsWith('    at ')) ?? []
  return { error: error.name, at: frames.slice(0, 6).map(frame => frame.trim()), ...(code ? { code } : {}) }
}

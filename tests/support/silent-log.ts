// SPDX-License-Identifier: EUPL-1.2
import type { Log } from '#/database/log.ts'

export const silent: Log = { info() {}, warn() {}, error() {} }

export interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly facts: object
  readonly sentence: string
}

/** A log that a test may read. */
export function recordingLog(): { log: Log; lines: Line[] } {
  const lines: Line[] = []
  const at = (level: Line['level']) => (facts: object, sentence: string) => void lines.push({ level, facts, sentence })
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, lines }
}

// SPDX-License-Identifier: EUPL-1.2
/** What this room needs of a logger; pino's fits. Facts hold no names, texts or passwords. */
export interface Log {
  info(facts: object, sentence: string): void
  warn(facts: object, sentence: string): void
  error(facts: object, sentence: string): void
}

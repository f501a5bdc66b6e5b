// SPDX-License-Identifier: EUPL-1.2
import type { Place } from './people.ts'

/** One platform as the bench plays it: people who ask, and a peer that says yes at once. The strict peers of tests/support would cost more than what is measured. */
export interface Door {
  readonly name: 'Slack' | 'Teams'
  /** What the bot is started with. */
  readonly settings: Readonly<Record<string, string>>
  /** The app that the bot is compared with, and what it is started with. */
  readonly bareApp: string
  readonly bareSettings: Readonly<Record<string, string>>
  readonly place: Place
  /** A whole HTTP request by which the nth official asks something, signed now. */
  request(official: number, text: string): Buffer
  /** How many answers with these words were posted since this was last asked; null where an answer stands in the response. */
  readonly answered: ((words: string) => number) | null
  /** Whoever waits longer for an answer waits too long, in milliseconds. */
  readonly lateMs: number
  /** How many messages were posted. */
  posted(): number
  close(): Promise<void>
}

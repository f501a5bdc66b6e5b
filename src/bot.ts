// SPDX-License-Identifier: EUPL-1.2
/** The running bot, as whoever started it sees it. */
export interface Bot {
  /** The port that it listens on. */
  readonly port: number
  /** Settles when it is ready to work. @throws DatabaseUnusable, SeedMistakes */
  readonly ready: Promise<void>
  /** Settles when its workers are stuck while the database is there: whoever keeps processes alive must start another [T33]. */
  readonly wedged: Promise<void>
  /** Has the clock look at once at what is due: the network's time was moved. */
  tick(): Promise<void>
  /** Takes no new work, lets running work finish, and gives back the rest: 25 seconds at most [T39]. */
  stop(): Promise<void>
}

// SPDX-License-Identifier: EUPL-1.2
export type UnusableReason =
  | 'no-binaries'
  | 'other-version'
  | 'in-use'
  | 'no-access'
  | 'does-not-start'
  | 'edited-migration'
  | 'failed-migration'

/** The database cannot be used until someone does something about it. `message` is one sentence for whoever starts the bot, without a stack to read. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable'
  readonly reason: UnusableReason

  constructor(reason: UnusableReason, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.reason = reason
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'
import type { Unreachable } from '#/features/diagnose/rules/unreachable.ts'

/** `attention`: someone should look at it, and the bot works. `broken`: something does not work, or is not to be trusted. */
export type State = 'well' | 'attention' | 'broken'

const codes = {
  'database.well': 'well',
  'database.old': 'broken',
  'migrations.well': 'well',
  'migrations.missing': 'broken',
  'migrations.unknown': 'attention',
  'clock.well': 'well',
  'clock.off': 'broken',
  'tick.well': 'well',
  'tick.never': 'attention',
  'tick.late': 'broken',
  'scopes.well': 'well',
  'scopes.none': 'well',
  'scopes.teams': 'well',
  'scopes.unknown': 'attention',
  'scopes.missing': 'broken',
  'channels.well': 'well',
  'channels.secretariat': 'attention',
  'channels.pillars': 'attention',
  'channels.out': 'broken',
  'channels.outTeams': 'broken',
  'hold.well': 'well',
  'hold.on': 'broken',
  'messages.well': 'well',
  'messages.lost': 'attention',
  'messages.late': 'broken',
  'planned.well': 'well',
  'planned.missed': 'broken',
  'retention.well': 'well',
  'retention.failing': 'broken',
  'presses.well': 'well',
  'presses.dead': 'attention',
  'people.well': 'well',
  'people.unreachable': 'attention',
  'audit.well': 'well',
  'audit.none': 'well',
  'audit.late': 'broken',
  'audit.fault': 'broken',
} as const satisfies Readonly<Record<string, State>>

/** What a check found; a key of this feature's texts. */
export type Code = keyof typeof codes

export interface Finding {
  readonly state: State
  readonly code: Code
  readonly facts: Readonly<Record<string, string | number>>
  /** Whom it is about; for the secretariat's eyes. */
  readonly people?: readonly Unreachable[]
}

export const found = (code: Code, facts: Finding['facts'] = {}, people?: Finding['people']): Finding => ({
  state: codes[code],
  code,
  facts,
  ...(people && { people }),
})

/** When something is looked at: `today` is the date in the network's time zone. */
export interface LookedAt {
  readonly now: Date
  readonly today: string
  /** What the manifest asks and Slack does not let the bot do, as Slack says it at this moment; null where it was not asked or did not say. */
  readonly missingScopes: readonly string[] | null
}

export interface Check {
  readonly name: string
  readonly run: (db: Db, at: LookedAt) => Promise<readonly Finding[]>
}

// SPDX-License-Identifier: EUPL-1.2
import type { Db, Tx } from '#/database/db.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { SubjectRef } from '#/network/ids.ts'

/** Something that is to happen at a moment. `occurrence` tells those of one kind about one subject apart: the same is planned once. */
export interface Occurrence {
  readonly subject: SubjectRef
  readonly occurrence: string
  readonly dueAt: Date
}

export interface Planned extends Occurrence {
  readonly id: string
  readonly kind: string
}

/** The network's moment at which planned things are looked at, and when it works. */
export interface PlannedAt {
  readonly now: Date
  readonly today: string
  readonly hours: WorkingHours
}

/** What comes of something planned when it is due: it was done, it is pointless by now (a code says why), or it is looked at again later. */
export type PlannedOutcome = 'done' | { readonly pointless: string } | { readonly laterAt: Date }

/** Something that happens later or on schedule, by the clock and not by a turn. */
export interface PlannedRules {
  /** What a late one does when another of its kind about the same subject is due by then too: go out all the same, or give way. */
  readonly late: 'send' | 'skip'
  /** Whether it waits until the quiet hours are over: what only turns a date does not. */
  readonly waitsForWork: boolean
  /** What is to come until a moment: asked again and again, and planned once. */
  readonly occurrences: (db: Db, at: PlannedAt, until: Date) => Promise<readonly Occurrence[]>
  /** What happens then, in one transaction with its being done. */
  readonly happen: (tx: Tx, planned: Planned, at: PlannedAt) => Promise<PlannedOutcome>
}

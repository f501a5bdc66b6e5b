// SPDX-License-Identifier: EUPL-1.2
// What canaries stand in, as the database has it.
import type { Said } from '#/features/bottlenecks/rules/share.ts'
import type { Facts } from '#/features/lobby/rules/facts.ts'
import type { Wording } from '#/features/lobby/rules/wording.ts'

/** A point as it stands in the database. */
export interface Kept extends Facts, Wording {
  readonly id: string
  readonly number: number
  readonly state: string
  readonly isHidden: boolean
  readonly isOpened: boolean
  readonly proposer: string
  readonly request: string | null
  /** The secretariat asked its proposer something. */
  readonly isAsked: boolean
}

/** A report of a committee as it stands in the database. */
export interface KeptReport {
  readonly id: string
  readonly number: number
  readonly state: string
  readonly isHidden: boolean
  readonly isOpened: boolean
  /** It waits for its review, and could not wait. */
  readonly isUrgent: boolean
  readonly proposer: string
  readonly pillar: string
  readonly wording: number
  readonly request: string | null
}

/** A bottleneck as it stands in the database: hidden once it was taken back. */
export interface KeptBottleneck extends Said {
  readonly id: string
  readonly number: number
  readonly state: 'shared'
  readonly isHidden: boolean
  readonly isOpened: true
  readonly proposer: string
}

/** All members may know of it. */
export const isPublic = ({
  state,
  isOpened,
  isHidden,
}: {
  readonly state: string
  readonly isOpened: boolean
  readonly isHidden: boolean
}): boolean => state !== 'draft' && isOpened && !isHidden

// SPDX-License-Identifier: EUPL-1.2
import type { z } from 'zod'
import type { Tx } from '#/database/db.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { MunicipalityId, PersonId, PillarId, RequestId } from '#/network/ids.ts'
import type { RequestState } from '#/requests/states.ts'

/** Who may be asked to decide, in this order: the next is asked where the requester is the only one [T22]. */
export const deciders = ['secretariat', 'deputySecretariat', 'networkLead', 'chair'] as const
export type Decider = (typeof deciders)[number]

interface Named<Id> {
  readonly id: Id
  readonly name: string
}

export interface Request<Subject = unknown> {
  readonly id: RequestId
  readonly number: number
  readonly kind: string
  readonly state: RequestState
  readonly subject: Subject
  /** One open request for each. */
  readonly subjectKey: string
  readonly requester: Named<PersonId> | null
  /** The requester was forgotten, or turned out to be someone else: nothing is brought about for them any more. */
  readonly isRequesterGone: boolean
  /** Who asked, where that is no person of the network (yet). */
  readonly requesterText: string | null
  readonly municipality: Named<MunicipalityId> | null
  readonly askedOf: Decider
  readonly claimedBy: Named<PersonId> | null
  /** On whose behalf it was claimed, by name [F05]. */
  readonly claimedFor: string | null
  readonly decidedBy: Named<PersonId> | null
  /** The name of whoever had the one who decided act for them [F05]. */
  readonly decidedFor: string | null
  readonly decidedAt: Date | null
  readonly reason: string | null
  readonly createdAt: Date
  /** When it was last laid before the deciders: at first when it was made, then when it was reopened; `round` counts these. */
  readonly openedAt: Date
  /** Since when it waits for them: then, or since the requester's last answer. */
  readonly waitsSince: Date
  readonly round: number
  readonly version: number
  readonly basis: number
}

/** What a kind of request is about and what approving it brings about. Handed in by features. */
export interface RequestKind<Subject> {
  readonly name: string
  readonly subject: z.ZodType<Subject>
  /** The pillar whose chair is asked last, where there is one. */
  readonly pillarOf?: (subject: Subject) => PillarId
  /** The effect, and who is told. Runs in the deciding turn's transaction. @throws Refusal when it can't be done any more. */
  readonly approve: (
    tx: Tx,
    request: Request<Subject>,
    by: ActedAs,
    at: { readonly now: Date; readonly today: string },
  ) => Promise<void>
  /** What approving brought about cannot be taken back: `undo` would refuse, and nothing offers it. */
  readonly isFinal?: (request: Request<Subject>) => boolean
  /** The same wish of someone's successor; null where it can't be theirs. Without it a leaver's request is withdrawn. */
  readonly handOver?: (
    tx: Tx,
    subject: Subject,
    to: PersonId,
  ) => Promise<{ readonly subject: Subject; readonly subjectKey: string } | null>
  /** Whose it is by now, as what it brought about may have been handed over since; null for nobody's. Without it: the requester's. */
  readonly heir?: (tx: Tx, subject: Subject) => Promise<PersonId | null>
  /** What else declining brings about, and who besides the requester is told; `reason` is there by then. */
  readonly decline?: (
    tx: Tx,
    request: Request<Subject>,
    by: ActedAs,
    at: { readonly now: Date; readonly today: string },
  ) => Promise<void>
  /** What else withdrawing brings about. */
  readonly withdraw?: (
    tx: Tx,
    request: Request<Subject>,
    by: ActedAs,
    at: { readonly now: Date; readonly today: string },
  ) => Promise<void>
  /**
   * Takes back what deciding brought about (`state` says what it was), tells whoever besides the requester was told, and returns the subject as it stands now.
   * `why` is the reason that was given. @throws Refusal that says what has been built upon it.
   */
  readonly undo: (
    tx: Tx,
    request: Request<Subject>,
    by: ActedAs,
    at: { readonly now: Date; readonly today: string; readonly why: string | null },
  ) => Promise<Subject>
}

/** Whether what was approved stays so, whoever would take it back. */
export const isFinal = (kinds: readonly AnyRequestKind[], request: Request): boolean =>
  kinds.find(kind => kind.name === request.kind)?.isFinal?.(request) ?? false

// biome-ignore lint/suspicious/noExplicitAny: a list holds kinds of every subject; each subject is checked by its own shape when it is read.
export type AnyRequestKind = RequestKind<any>

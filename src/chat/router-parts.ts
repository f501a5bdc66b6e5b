// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { Outcome } from '#/chat/feature.ts'
import type { Profile } from '#/chat/platform.ts'
import type { Registry } from '#/chat/registry.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Account, Answer } from '#/chat/turn.ts'
import type { Database } from '#/database/database.ts'
import type { Mark, Tx } from '#/database/db.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { Links } from '#/network/files.ts'
import type { Arrival } from '#/network/identify.ts'
import type { DeliveryId, PersonId, SubjectRef } from '#/network/ids.ts'
import type { Time } from '#/network/time.ts'
import type { Vault } from '#/network/vault.ts'

/** What the router is composed of; main knows where each part comes from. */
export interface RouterParts {
  readonly database: Database
  readonly registry: Registry
  readonly profile: (account: Account) => Promise<Profile | null>
  /** Writes what the turn collected, with its key's outcome, as the last statements; what it returns is called after the commit. */
  readonly flush: (
    tx: Tx,
    now: Date,
    kept: { readonly key: string; readonly outcome: Outcome } | null,
  ) => Promise<() => void>
  /** What the first sight of an account or a workspace brings about. */
  readonly arrived: (tx: Tx, arrival: Arrival, now: Date) => Promise<void>
  /** Tells someone later whether an act whose COMMIT went unanswered was saved. */
  readonly tellLater: (tx: Tx, person: PersonId, saved: boolean, at: Date) => void
  /** So many different things one person reads in ten minutes. */
  readonly mostRead: number
  /** Notes that someone wanted to read more, and tells whoever should know. */
  readonly readMuch: (tx: Tx, by: ActedAs, now: Date) => Promise<void>
  /** Draws a subject's posted cards anew: they show the past. */
  readonly redraw: (subjects: readonly SubjectRef[]) => void
  /** A message was pressed: it stands, also where its sending was unclear. */
  readonly sighted: (message: { delivery: DeliveryId; conversation: string; message: string; drawing: number }) => void
  readonly links: Links
  readonly vault: Vault
  readonly zone: string
  readonly time: Time
  readonly defaultLocale: Locale
  readonly secretariat: readonly string[]
  readonly log: { info(line: object): void; error(line: object): void }
  readonly mark?: Mark
}

export const plainCard = (text: string, buttons: readonly Button[] = []): Answer => ({
  card: { version: 1, text, ...(buttons.length > 0 && { buttons: [...buttons] }) },
  to: 'me',
})

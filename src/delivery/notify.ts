// SPDX-License-Identifier: EUPL-1.2
import { collected, type Tx } from '#/database/db.ts'
import type { ChannelId, IdentityId, PersonId, PillarId, SubjectRef } from '#/network/ids.ts'

/** To whom something is said. A person is written to directly, once, where they were last active; `account` is one who is nobody in the network (yet), written to where they asked something; `thread` is under the channel cards about that subject, or where there are none what `orElse` says. The secretariat is its channel, or its members while it has none. */
export type Audience =
  | { readonly kind: 'person'; readonly person: PersonId }
  | { readonly kind: 'account'; readonly account: IdentityId }
  | { readonly kind: 'secretariat' }
  | { readonly kind: 'pillar'; readonly pillar: PillarId }
  | { readonly kind: 'channel'; readonly channel: ChannelId }
  | { readonly kind: 'thread'; readonly subject: SubjectRef; readonly orElse?: 'secretariat' }

export interface Notice {
  readonly audience: Audience
  readonly kind: string
  /** What was so at that moment: ids, names, dates, numbers. Plain JSON, checked by the notice kind's own shape when it is drawn. */
  readonly facts: Readonly<Record<string, unknown>>
  /** What the message is about: a live card is drawn anew when that changes. */
  readonly subject?: SubjectRef
  readonly notAfter?: Date
}

const notices = collected<Notice>()
const touched = collected<SubjectRef>()
const hushed = new WeakSet<Tx>()

/** Says something to others: `notify(tx, [{ kind: 'secretariat' }], 'request.new', { request })`. Nothing leaves before the transaction is committed. */
export function notify(
  tx: Tx,
  audience: readonly Audience[],
  kind: string,
  facts: Notice['facts'],
  more: Pick<Notice, 'subject' | 'notAfter'> = {},
): void {
  for (const one of audience) notices.add(tx, { audience: one, kind, facts, ...more })
}

/** Marks a subject as changed: its posted cards are drawn anew after the commit. */
export const touch = (tx: Tx, subject: SubjectRef): void => touched.add(tx, subject)

/** Says nothing of what happens in this transaction: it was said before, as far as anyone can tell. */
export const hush = (tx: Tx): void => void hushed.add(tx)

export const noticesOf = (tx: Tx): readonly Notice[] => (hushed.has(tx) ? [] : notices.of(tx))
export const touchedOf = (tx: Tx): readonly SubjectRef[] => touched.of(tx)

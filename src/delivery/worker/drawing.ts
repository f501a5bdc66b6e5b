// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Feature, LiveSubject, NoticeKind, Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import type { Row } from '#/delivery/worker/row.ts'

export interface Drawing {
  readonly card: Card
  /** The subject's version that the card shows; 0 where it is no live card. */
  readonly version: number
  readonly whole?: string
}

/** What can be drawn: the features' notice kinds, and the subjects whose cards follow the present. */
export interface Studio {
  readonly notices: ReadonlyMap<string, NoticeKind>
  readonly live: ReadonlyMap<string, LiveSubject>
}

export const studioOf = (features: readonly Feature[]): Studio => ({
  notices: new Map(features.flatMap(feature => Object.entries(feature.notices ?? {}))),
  live: new Map(features.flatMap(feature => Object.entries(feature.live ?? {}))),
})

/** The live subject that a message shows, where it shows one. */
export function liveOf(studio: Studio, row: Row): { readonly subject: LiveSubject; readonly id: string } | null {
  if (row.subject_kind === null || row.subject_id === null) return null
  const subject = studio.live.get(row.subject_kind)
  return subject ? { subject, id: row.subject_id } : null
}

/**
 * The card for a reader; null when the message is pointless by now. A live card shows the present. What may stand somewhere already is not drawn again: both copies say the same.
 * @throws when a feature cannot draw it, or the facts do not have the kind's shape.
 */
export async function draw(db: Db, studio: Studio, row: Row, reader: Reader): Promise<Drawing | null> {
  const kind = studio.notices.get(row.kind)
  if (!kind) throw new Error('no such notice kind')
  const live = liveOf(studio, row)
  if (row.state === 'sending' && row.card && !live) return { card: row.card, version: 0 }
  const begun = { kind: row.kind, facts: row.facts }
  if (live && kind.isOfSubject) return live.subject.draw(db, live.id, reader, { ...begun, card: null })
  const card = await kind.draw(db, kind.facts.parse(row.facts), reader)
  if (!card) return null
  return live ? live.subject.draw(db, live.id, reader, { ...begun, card }) : { card, version: 0 }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Feature, HomeSection, Reader, Reads } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { plain } from '#/chat/markdown.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Turn } from '#/chat/turn.ts'
import { briefly } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { type Hold, readHold } from '#/database/hold.ts'
import { type Shown, waitingCard } from '#/features/release/cards/waiting.ts'
import { howMuch, type Waiting, waiting } from '#/features/release/rules/waiting.ts'
import { releaseTexts } from '#/features/release/texts.ts'
import { mayEver } from '#/network/policy.ts'

/** So much of a message tells which it is. */
const mostWords = 120

/** `m50 vrijgeven [blad]`: what waits since the database was put back, whom it goes to, and whether it has probably been sent. */
export const showWaiting = (features: readonly Feature[]): Reads<string> => ({
  does: 'reads',
  asks: 'delivery.release',
  async run(db, turn, typed) {
    const hold = await readHold(db)
    if (!hold) {
      const t = releaseTexts.in(turn.locale)
      return { card: { version: 1, text: t('none'), buttons: [lineButton(t('desk'), 'secretariaat')] }, to: 'me' }
    }
    // It names what few may know of, and whom things go to.
    return { card: await pageOf(db, features, hold, turn, typed), to: 'me', secret: true }
  },
})

/** A page of all that waits. */
export async function pageOf(
  db: Db,
  features: readonly Feature[],
  hold: Hold,
  turn: Turn,
  typed: string,
): Promise<Card> {
  const much = await howMuch(db, hold, turn.now)
  const page = pageIn(typed, much.probable + much.chosen + much.unsent)
  const all = await waiting(db, hold, turn.now, { count: pageSize, from: page.from })
  const shown = await Promise.all(all.map(one => shownAs(db, features, one, turn)))
  return waitingCard(hold, much, shown, page, turn)
}

async function shownAs(db: Db, features: readonly Feature[], one: Waiting, turn: Turn): Promise<Shown> {
  if (one.sort === 'planned') {
    const kind = features.map(feature => feature.planned?.[one.kind]).find(Boolean)
    const subject = { kind: one.subjectKind ?? '', id: one.subjectId ?? '' }
    const planned = { id: one.id, kind: one.kind, subject, occurrence: one.occurrence ?? '', dueAt: one.at }
    return { ...one, sort: 'planned', view: (await kind?.view(db, planned, readerOf(turn))) ?? null }
  }
  // One that can't be drawn must not keep the others from being seen: sending it tells what is wrong.
  const card = await drawn(db, features, one, turn).catch(() => null)
  const [words] = (card?.title ?? card?.text ?? '').split('\n')
  return { ...one, sort: 'message', what: words ? briefly(plain(words), mostWords) : null }
}

/** As whoever it goes to will read it: for anybody else it may be pointless, or say other things. */
async function drawn(db: Db, features: readonly Feature[], one: Waiting, turn: Turn): Promise<Card | null> {
  const reader: Reader = { ...readerOf(turn), person: one.person, locale: one.locale ?? turn.locale }
  const { kind: name, facts, subjectKind, subjectId } = one
  const kind = features.map(feature => feature.notices?.[name]).find(Boolean)
  if (kind && !kind.isOfSubject) return kind.draw(db, kind.facts.parse(facts), reader)
  const live = features.map(feature => feature.live?.[subjectKind ?? '']).find(Boolean)
  return (await live?.draw(db, subjectId ?? '', reader, { kind: name, facts, card: null }))?.card ?? null
}

/** On the home of whoever may let it go. */
export async function releaseHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  if (!mayEver(turn.actor, 'delivery.release')) return []
  const hold = await readHold(db)
  if (!hold) return []
  const t = releaseTexts.in(turn.locale)
  const text = t('home.held', { backTo: momentOf(hold.backTo, turn.locale, turn.zone) })
  return [{ place: 'waiting', items: [{ text, accessory: lineButton(t('release'), 'vrijgeven') }] }]
}

// SPDX-License-Identifier: EUPL-1.2
// An example, a figure or a speaker that a municipality offers to a point [F25].
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { offerLine } from '#/features/lobby/cards/offer-lines.ts'
import { filledOf, hiddenOffersCard, offerAnswer, offerForm, offersCard } from '#/features/lobby/cards/offers.ts'
import { unseenCard } from '#/features/lobby/cards/supported.ts'
import {
  lockedIn,
  numberIn,
  pointOfOutcome,
  pressedLocked,
  pressedPoint,
  secretOf,
} from '#/features/lobby/commands/about.ts'
import { shown } from '#/features/lobby/commands/read.ts'
import { municipalityOf } from '#/features/lobby/commands/support.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import {
  type Filled,
  longestOffered,
  type Offer,
  type Offered,
  type OfferMistake,
  offeredIn,
} from '#/features/lobby/rules/offered.ts'
import { changeOffer, offer, offerOf, ownOffers, pointOfOffer, takeOfferBack } from '#/features/lobby/rules/offers.ts'
import { bareOf, type Point, pointById, pointByNumber } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { municipalityName } from '#/network/actor.ts'
import { asId, type LobbyOfferId } from '#/network/ids.ts'
import { may, standsFor } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** The point that something was offered to, read by `read`; and that, where it still stands there and is of the actor's municipality. @throws Refusal */
async function offeredTo(
  db: Db,
  turn: Turn,
  value: string,
  read: typeof pressedPoint,
): Promise<{ readonly point: Point; readonly was: Offer | null }> {
  const id = asId<LobbyOfferId>(value.split('.', 1)[0])
  const point = await read(db, turn, (id && (await pointOfOffer(db, id))) ?? '')
  const municipality = municipalityOf(turn)
  return { point, was: point.offers.find(one => one.id === id && one.municipality === municipality) ?? null }
}

/** Why something can't be changed or taken back where it does not stand: what went on as another took it along [F18]. */
const gone = (point: Point): Refusal =>
  point.mergedInto === null ? new Refusal('lobby.offerGone', { number: point.number }) : notNow(point, {})

/** What someone offered for their municipality to a point that they may know no more of, to be taken back [T20]; null where that is nothing. */
async function hiddenOffers(db: Db, turn: Turn, number: number | undefined): Promise<Answer | null> {
  const own = may(turn.actor, 'lobby.support', {}) ? standsFor(turn.actor, 'lobby.support') : null
  const offers = own && number !== undefined ? await ownOffers(db, number, own.id, readersOf(turn.actor)) : []
  return offers.length === 0 || number === undefined
    ? null
    : { card: hiddenOffersCard(number, offers, turn.locale), to: 'me', secret: true }
}

const introOf = (turn: Turn, point: Point) =>
  lobbyTexts.in(turn.locale)(point.isConfidential ? 'offerForm.introHidden' : 'offerForm.intro', {
    municipality: municipalityName(turn.actor, municipalityOf(turn)),
  })

const opens: Reads<string> = {
  does: 'reads',
  asks: 'lobby.support',
  async run(db, turn, value) {
    const point = await pressedPoint(db, turn, value)
    if (!isRunning(point.state)) return shown(turn, point)
    return { form: offerForm(point, null, null, introOf(turn, point), turn.locale) }
  },
}

const reopens: Reads<string> = {
  does: 'reads',
  asks: 'lobby.support',
  async run(db, turn, value) {
    const id = asId<LobbyOfferId>(value)
    const of = id && (await pointOfOffer(db, id))
    if (of && !(await pointById(db, of, readersOf(turn.actor), turn.today))) {
      const hidden = await hiddenOffers(db, turn, (await bareOf(db, of))?.number)
      if (hidden) return hidden
    }
    const { point, was } = await offeredTo(db, turn, value, pressedPoint)
    if (!was) throw gone(point)
    if (!isRunning(point.state)) return shown(turn, point)
    return { form: offerForm(point, was, filledOf(was), introOf(turn, point), turn.locale) }
  },
}

function mistakeText(mistake: OfferMistake, turn: Turn): string {
  const t = lobbyTexts.in(turn.locale)
  switch (mistake.is) {
    case 'empty':
      return t(`offerForm.empty.${mistake.field}`)
    case 'noYear':
      return t('offerForm.empty.year')
    case 'elsewhere':
      return t('offerForm.elsewhere', { kind: { text: t(`offerForm.kind.${mistake.kind}`) } })
    case 'long':
      return t('tooLong', { length: mistake.length, max: mistake.max })
  }
}

const filledIn = (fields: Submitted['fields']): Filled => {
  const typed = (name: keyof Filled) => fields[name]?.trim() ?? ''
  return {
    offer: typed('offer'),
    text: typed('text'),
    source: typed('source'),
    year: typed('year'),
    speaker: typed('speaker'),
    speakerRole: typed('speakerRole'),
  }
}

/** What a colleague made of it since this form began; what was filled in stays in the fields. */
function collision(turn: Turn, point: Point, now: Offer | null, filled: Filled): Answer {
  const t = lobbyTexts.in(turn.locale)
  const intro = now
    ? t('offerForm.changed', { line: { text: offerLine(now, longestOffered.text, turn.locale) } })
    : t('offerForm.gone')
  return { form: offerForm(point, now, filled, intro, turn.locale) }
}

async function answer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const { code, ids } = outcome
  const point = await pointOfOutcome(db, turn, outcome)
  const own = point.offers.find(({ id }) => id === ids.offer)
  const name = municipalityName(turn.actor, String(ids.municipality))
  const card = offerAnswer(point, code as Parameters<typeof offerAnswer>[1], own, name, turn.locale)
  return { card, to: 'me', ...secretOf(point) }
}

/** What was filled in, or what is wrong with it. */
function givenIn(turn: Turn, filled: Filled): Offered | { readonly fieldErrors: Readonly<Record<string, string>> } {
  const given = offeredIn(filled)
  if (!('mistakes' in given)) return given
  return { fieldErrors: Object.fromEntries(given.mistakes.map(one => [one.field, mistakeText(one, turn)])) }
}

/** [Voorbeeld toevoegen]. */
export const offerHandler: FormHandler = {
  open: opens,
  submit: {
    does: 'writes',
    asks: 'lobby.support',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const given = givenIn(turn, filledIn(fields))
      if ('fieldErrors' in given) return given
      const point = await pressedLocked(tx, turn, context)
      const municipality = municipalityOf(turn)
      const id = await offer(tx, point, municipality, given, turn.as, turn.now)
      return { code: 'offered', ids: { point: point.id, municipality, offer: id } }
    },
    answer,
  },
}

/** [Wijzigen], by anyone who speaks for the same municipality. */
export const reofferHandler: FormHandler = {
  open: reopens,
  submit: {
    does: 'writes',
    asks: 'lobby.support',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const filled = filledIn(fields)
      const given = givenIn(turn, filled)
      if ('fieldErrors' in given) return given
      const { point, was } = await offeredTo(tx, turn, context, pressedLocked)
      if (!was && point.mergedInto !== null) throw gone(point)
      if (was?.version !== Number(context.split('.')[1])) return collision(turn, point, was, filled)
      await changeOffer(tx, point, was, given, turn.as, turn.now)
      return { code: 'offerChanged', ids: { point: point.id, municipality: was.municipality, offer: was.id } }
    },
    answer,
  },
}

/** Of a point that its reader may not know of its number alone is said. */
function hiddenAnswer(turn: Turn, { ids }: Outcome): Answer {
  const municipality = municipalityName(turn.actor, String(ids.municipality))
  const done = lobbyTexts.in(turn.locale)('offer.done.unoffered', { municipality, number: Number(ids.number) })
  return { card: unseenCard(done, turn.locale), to: 'me' }
}

/** [Terugnemen], by anyone who speaks for the same municipality: also where few may know of the point by now, for it may be a person [T20]. */
export const unofferPress: Writes<string> = {
  does: 'writes',
  asks: 'lobby.support',
  async run(tx, turn, value) {
    const id = asId<LobbyOfferId>(value)
    const of = id && (await pointOfOffer(tx, id))
    const point = of && (await lockedIn(tx, of, turn))
    const standing = id && (await offerOf(tx, id, municipalityOf(turn)))
    if (!standing) throw point ? gone(point) : new Refusal('chat.absent')
    const { was } = standing
    await takeOfferBack(tx, standing.point, was, turn.as, turn.now)
    const ids = { municipality: was.municipality, offer: was.id }
    return { code: 'unoffered', ids: point ? { ...ids, point: point.id } : { ...ids, number: standing.point.number } }
  },
  answer: async (db, turn, outcome) =>
    'number' in outcome.ids ? hiddenAnswer(turn, outcome) : answer(db, turn, outcome),
}

/** `m50 lobby voorbeelden <nr> [blad]`. */
export const offersLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const [first = '', second = ''] = typed.replace(/^lp\s+/i, 'lp').split(/\s+/)
    const number = numberIn(first)
    if (number === null) throw new Refusal('lobby.whichOffers')
    const point = await pointByNumber(db, number, readersOf(turn.actor), turn.today)
    if (!point) {
      const hidden = await hiddenOffers(db, turn, number)
      if (hidden) return hidden
      throw new Refusal('lobby.absent', { number })
    }
    const own = may(turn.actor, 'lobby.support', {}) ? (standsFor(turn.actor, 'lobby.support')?.id ?? null) : null
    const card = offersCard(point, own, pageIn(second, point.offers.length), pageSize, turn.locale)
    return { card, to: 'me', ...secretOf(point) }
  },
}

// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Reads, Stampedes, Submitted, Writes } from '#/chat/feature.ts'
import type { Text } from '#/chat/texts.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { lineForm } from '#/features/lobby/cards/forms.ts'
import { reservedCard, saidCard, supportedCard, unseenCard, wentOnCard } from '#/features/lobby/cards/supported.ts'
import {
  lockedIn,
  numberIn,
  pointOfOutcome,
  pressedLocked,
  pressedPoint,
  secretOf,
} from '#/features/lobby/commands/about.ts'
import { shown } from '#/features/lobby/commands/read.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import { type Point, type Standing, standingDigest } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { pressSupport, say, standsAt, takeBack } from '#/features/lobby/rules/stand.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { municipalityName } from '#/network/actor.ts'
import { asId, type LobbyPointId, type MunicipalityId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** In whose name it is done. @throws Refusal for who speaks for no municipality */
export function municipalityOf(turn: Turn): MunicipalityId {
  if (!turn.as.municipalityId) throw new Refusal('lobby.noMunicipality')
  return turn.as.municipalityId
}

async function support(db: Db, turn: Turn & { readonly key: string }, point: Parameters<typeof pressSupport>[1]) {
  const municipalityId = municipalityOf(turn)
  const found = await pressSupport(db, point, { ...turn.as, municipalityId }, readersOf(turn.actor), turn)
  if (!found) throw 'id' in point ? new Refusal('chat.absent') : new Refusal('lobby.absent', { number: point.number })
  const ref = { kind: 'lobbyPoint', id: found.id }
  if (found.is === 'closed') {
    if (found.mergedInto === null) throw notNow(found, { stale: ref })
    const card = wentOnCard(found.number, found.mergedInto, turn.locale)
    return { answer: { card, to: 'me' } satisfies Answer, touched: [ref] }
  }
  const name = municipalityName(turn.actor, municipalityId)
  return {
    answer: { card: supportedCard(found, name, turn.locale, turn.zone), to: 'me' } satisfies Answer,
    touched: found.is === 'given' ? [ref] : [],
  }
}

/** [Steunen]: given twice is given once [F21]. */
export const supportPress: Stampedes<string> = {
  does: 'stampedes',
  asks: 'lobby.support',
  async run(db, turn, value) {
    const id = asId<LobbyPointId>(value)
    if (!id) throw new Refusal('chat.absent')
    return support(db, turn, { id })
  },
}

/** `m50 lobby steun <nr>`. */
export const supportLine: Stampedes<string> = {
  does: 'stampedes',
  asks: 'lobby.support',
  async run(db, turn, typed) {
    const number = numberIn(typed)
    if (number === null) throw new Refusal('lobby.whichSupport')
    return support(db, turn, { number })
  },
}

async function answer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const { code, ids } = outcome
  const point = await pointOfOutcome(db, turn, outcome)
  const own = municipalityName(turn.actor, String(ids.municipality))
  return { card: saidCard(point, code as Parameters<typeof saidCard>[1], own, turn.locale), to: 'me' }
}

/** Of a point that its reader may not know of its number alone is said. */
function hiddenAnswer(turn: Turn, { code, ids }: Outcome): Answer {
  const municipality = municipalityName(turn.actor, String(ids.municipality))
  const said = code as 'unsupported' | 'unreserved'
  const done = lobbyTexts.in(turn.locale)(`done.${said}`, { municipality, number: Number(ids.number) })
  return { card: unseenCard(done, turn.locale), to: 'me' }
}

const taking = (stance: 'support' | 'reservation'): Writes<string> => ({
  does: 'writes',
  asks: 'lobby.support',
  async run(tx, turn, value) {
    const municipality = municipalityOf(turn)
    const code = stance === 'support' ? 'unsupported' : 'unreserved'
    const point = await lockedIn(tx, value, turn)
    if (!point) {
      // Its municipality may take back its word of what it may know no more of [T20].
      const id = asId<LobbyPointId>(value)
      const hidden = id && (await standsAt(tx, id, municipality, stance))
      if (!hidden) throw new Refusal('chat.absent')
      await takeBack(tx, hidden.id, municipality, stance, turn.as, turn.now)
      touch(tx, { kind: 'lobbyPoint', id: hidden.id })
      return { code, ids: { number: hidden.number, municipality } }
    }
    const ref = { kind: 'lobbyPoint', id: point.id }
    // Who stood behind it when it ended is part of what it came to.
    if (!isRunning(point.state)) throw notNow(point, { stale: ref })
    if (await takeBack(tx, point.id, municipality, stance, turn.as, turn.now)) touch(tx, ref)
    return { code, ids: { point: point.id, municipality } }
  },
  answer: async (db, turn, outcome) =>
    'number' in outcome.ids ? hiddenAnswer(turn, outcome) : answer(db, turn, outcome),
})

/** [Steun intrekken], by anyone who speaks for the same municipality. */
export const unsupportPress = taking('support')
export const unreservePress = taking('reservation')

const saidBy = (turn: Turn, { standings }: Point): Standing | undefined =>
  standings.find(({ municipality }) => municipality === turn.as.municipalityId)

/** The words that a colleague wrote since a form began, and that would be gone; null for none. */
function writtenSince(turn: Turn, said: Standing | undefined, begun: string | undefined, line: string): Text | null {
  if (!said?.line || said.line === line || standingDigest(said) === begun) return null
  const t = lobbyTexts.in(turn.locale)
  return t(said.stance === 'support' ? 'card.said' : 'card.reserved', { name: said.name, line: said.line })
}

/** A line never ends a reservation, as [Steunen] never does. */
function reservedAnswer(turn: Turn, point: Point, line: string | null): Answer {
  const name = municipalityName(turn.actor, municipalityOf(turn))
  return { card: reservedCard(point, name, line, turn.locale), to: 'me', ...secretOf(point) }
}

const opens = (stance: 'support' | 'reservation'): Reads<string> => ({
  does: 'reads',
  asks: 'lobby.support',
  async run(db, turn, value) {
    const point = await pressedPoint(db, turn, value)
    if (!isRunning(point.state)) return shown(turn, point)
    const said = saidBy(turn, point)
    if (stance === 'support' && said?.stance === 'reservation') return reservedAnswer(turn, point, null)
    const line = said?.stance === stance ? said.line : null
    return { form: lineForm(point, stance, line, said, null, turn.locale) }
  },
})

const saying = (stance: 'support' | 'reservation'): FormHandler => ({
  open: opens(stance),
  submit: {
    does: 'writes',
    asks: 'lobby.support',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const t = lobbyTexts.in(turn.locale)
      const line = fields.line?.trim() ?? ''
      const length = [...line].length
      if (length === 0) return { fieldErrors: { line: t('empty.line') } }
      if (length > 500) return { fieldErrors: { line: t('tooLong', { length, max: 500 }) } }
      const point = await pressedLocked(tx, turn, context)
      const stale = { kind: 'lobbyPoint', id: point.id }
      if (!isRunning(point.state)) throw notNow(point, { stale })
      const municipality = municipalityOf(turn)
      const said = saidBy(turn, point)
      if (stance === 'support' && said?.stance === 'reservation') return reservedAnswer(turn, point, line)
      const begun = context.split('.')[1]
      const written = writtenSince(turn, said, begun, line)
      // A colleague took the support back since: the form says that the line gives it anew.
      const isTakenBack = stance === 'support' && !said && begun !== standingDigest(said)
      if (written !== null || isTakenBack) return { form: lineForm(point, stance, line, said, written, turn.locale) }
      await say(tx, point.id, municipality, { stance, line }, turn.as, turn.now)
      touch(tx, stale)
      const code = stance === 'reservation' ? 'reserved' : said ? 'lined' : 'given'
      return { code, ids: { point: point.id, municipality } }
    },
    answer,
  },
})

/** [Regel toevoegen] and [Voorbehoud]: a municipality's own words beside the count [F21] [F26]. */
export const lineHandler = saying('support')
export const reserveHandler = saying('reservation')

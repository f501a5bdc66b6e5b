// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { dayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { ordinal } from '#/chat/words.ts'
import {
  lineFormButton,
  reserveButton,
  showPoint,
  supportButton,
  unreserveButton,
  unsupportButton,
} from '#/features/lobby/cards/point.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Supported } from '#/features/lobby/rules/stand.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** A reservation is taken back first: support would end it unseen. `line` is what was typed already. */
export function reservedCard(
  point: Pick<Point, 'id' | 'number'>,
  municipality: string,
  line: string | null,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  const { number } = point
  const wrote = line === null ? [] : [t('supported.wrote', { line })]
  return {
    version: 1,
    text: [t('supported.reserved', { municipality, number }), ...wrote].join('\n'),
    buttons: [unreserveButton(point, locale), showPoint(t('button.show'), number)],
  }
}

/** The answer to a press on [Steunen]: always said, also where it was given before. */
export function supportedCard(found: Supported, municipality: string, locale: Locale, zone: string): Card {
  const t = lobbyTexts.in(locale)
  const { id, number, rank } = found
  if (found.is === 'reserved') return reservedCard(found, municipality, null, locale)
  const text =
    found.is === 'given'
      ? t(rank === 1 ? 'supported.first' : 'supported.given', { municipality, number, rank: ordinal(rank, locale) })
      : t('supported.standing', { municipality, number, at: dayOf(found.since, locale, zone) })
  return {
    version: 1,
    text,
    buttons: [unsupportButton({ id }, locale), lineFormButton({ id }, locale)],
  }
}

/** The answer to who did something to a point that they may know no more of: what they did, by its number alone. */
export const unseenCard = (done: string, locale: Locale): Card => ({
  version: 1,
  text: done,
  buttons: [lineButton(lobbyTexts.in(locale)('button.all'), 'lobby')],
})

/** The answer where a point went on as another: what is meant for it is said there [F18]. */
export const wentOnCard = (number: number, into: number, locale: Locale): Card => ({
  version: 1,
  text: lobbyTexts.in(locale)('refusal.wentOn', { number, into }),
  buttons: [showPoint(lobbyTexts.in(locale)('wentOn.button', { number: into }), into)],
})

/** The answer to what else a municipality says or takes back. */
export function saidCard(
  point: Point,
  code: 'unsupported' | 'unreserved' | 'lined' | 'given' | 'reserved',
  municipality: string,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  const { number } = point
  const next = {
    unsupported: [supportButton(point, locale), reserveButton(point, locale)],
    unreserved: [supportButton(point, locale)],
    lined: [unsupportButton(point, locale)],
    given: [unsupportButton(point, locale)],
    reserved: [unreserveButton(point, locale)],
  }[code]
  return {
    version: 1,
    text: t(`done.${code}`, { municipality, number }),
    buttons: [...next, showPoint(t('button.show'), number)],
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Reader } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import { carriedLines } from '#/features/lobby/cards/lift.ts'
import { aimLines, showPoint, titleOf, unreserveButton, unsupportButton } from '#/features/lobby/cards/point.ts'
import type { Carried } from '#/features/lobby/rules/origins.ts'
import { type Point, reservationsOf, supportersOf } from '#/features/lobby/rules/points.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** The answer to whoever proposed it. */
export function proposedCard(
  point: Point,
  request: number,
  carried: Pick<Carried, 'supports' | 'silent'>,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('proposed.title', { number: point.number }),
    text: [t('proposed.text', { title: point.title, request }), ...carriedLines(carried, locale)].join('\n'),
    buttons: [showPoint(t('button.show'), point.number), lineButton(t('proposed.request'), `verzoek ${request}`)],
  }
}

/** The answer to whoever threw away their draft; `isKept` where the secretariat keeps what was proposed. */
export function discardedCard(number: number, isKept: boolean, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    text: t(isKept ? 'discard.kept' : 'discard.done', { number }),
    buttons: [lineButton(t('button.all'), 'lobby')],
  }
}

/** To the proposer, once the secretariat approved it. */
export function approvedCard(point: Point, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('approved.title', { number: point.number }),
    text: t(point.isConfidential ? 'approved.confidential' : 'approved.text', {
      title: point.title,
      pillar: point.pillarName,
    }),
    buttons: [showPoint(t('button.show'), point.number)],
  }
}

/** Whether the reader's own municipality stands behind a point, and may take that back: followers, and who made a reservation, hear of it too. */
const isBehind = (point: Point, municipality: string | null): boolean =>
  isRunning(point.state) && supportersOf(point).some(one => one.municipality === municipality)

/** `doubting`: municipalities that stood behind the point itself, until their reservation at the other came to stand there. `doubtedBefore`: whose reservation stood there already; `behind`: whose support of the other did not go along for it. */
export interface Moved {
  readonly how: 'merged' | 'stays' | 'split'
  readonly from: number
  readonly doubting: readonly string[]
  readonly doubtedBefore: readonly string[]
  readonly behind: readonly string[]
}

/** What became of a municipality's reservation. */
function reservationLine(
  number: number,
  { how, from, doubting, doubtedBefore, behind }: Moved,
  municipality: string | null,
  locale: Locale,
): string {
  const t = lobbyTexts.in(locale)
  const isOf = (some: readonly string[]) => municipality !== null && some.includes(municipality)
  if (isOf(doubting)) return t('moved.instead', { number })
  if (isOf(behind)) return t('moved.kept', { number, from })
  return t(isOf(doubtedBefore) ? 'moved.stays' : `moved.${how}`)
}

/** To everyone involved, when a point goes on as another, or a part of it by itself [F18]; `municipality` is the reader's own. */
export function movedCard(point: Point, moved: Moved, municipality: string | null, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  const { number } = point
  const { how, from } = moved
  const isOwn = isBehind(point, municipality)
  const hasDoubts = isRunning(point.state) && reservationsOf(point).some(one => one.municipality === municipality)
  const own = [
    ...(isOwn ? [t(`${how}.own`)] : []),
    ...(hasDoubts ? [reservationLine(number, moved, municipality, locale)] : []),
  ]
  return {
    version: 1,
    title: t(`${how}.title`, { from, number }),
    text: [t(`${how}.text`, { from, title: point.title }), ...own].join('\n'),
    buttons: [
      showPoint(t('button.show'), number),
      ...(isOwn ? [unsupportButton(point, locale)] : []),
      ...(hasDoubts ? [unreserveButton(point, locale)] : []),
    ],
  }
}

/** To everyone involved, once what it asks is another [F18]; `municipality` is the reader's own. */
export function rewordedCard(point: Point, was: string | null, municipality: string | null, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  const own = isBehind(point, municipality)
  return {
    version: 1,
    title: t('reworded.title', { number: point.number }),
    text: [
      t('reworded.text', { title: point.title, ask: briefly(point.ask, 600) }),
      ...(was === null ? [] : [t('reworded.was', { ask: briefly(was, 600) })]),
      ...(own ? [t('reworded.own')] : []),
    ].join('\n'),
    buttons: [showPoint(t('button.show'), point.number), ...(own ? [unsupportButton(point, locale)] : [])],
  }
}

/** What the secretariat reads of it on the request's card. */
export const requestLines = (point: Point, locale: Locale): readonly string[] => {
  const t = lobbyTexts.in(locale)
  return [
    t('card.ask', { ask: briefly(point.ask, 400) }),
    t('card.problem', { problem: briefly(point.problem, 400) }),
    t('card.why', { why: briefly(point.whyMidsized, 400) }),
    ...aimLines(point, locale),
  ]
}

export const requestTitle = (point: Point, locale: Locale): Text =>
  lobbyTexts.in(locale)('request.what', { title: { text: titleOf(point, locale) }, pillar: point.pillarName })

/** Its words stand in no channel: who decides reads them in their own name [F29]. */
export const confidentialTitle = (number: number, { locale, typed }: Reader): Text =>
  lobbyTexts.in(locale)('request.confidential', { number, typed })

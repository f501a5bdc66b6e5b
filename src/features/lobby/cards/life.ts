// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { dayOf, plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import { sheetOf } from '#/chat/sheets.ts'
import type { Locale } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import { resultLines, showPoint, stateLine, titleOf } from '#/features/lobby/cards/point.ts'
import { takeBackButton, unnoteButton } from '#/features/lobby/cards/unnote.ts'
import type { Life } from '#/features/lobby/rules/life.ts'
import type { MotionDay, Placement } from '#/features/lobby/rules/placements.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import type { Noted } from '#/features/lobby/rules/unnote.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

const open = (name: string, label: string, point: Pick<Point, 'id'>): Button => ({
  does: 'open',
  name,
  label,
  value: point.id,
})

export const placeButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  open('lobby.place', lobbyTexts.in(locale)('life.place'), point)

export const contactButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  open('lobby.contact', lobbyTexts.in(locale)('life.contact'), point)

export const resultButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  open('lobby.result', lobbyTexts.in(locale)('life.result'), point)

export const withdrawButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  open('lobby.withdraw', lobbyTexts.in(locale)('life.withdraw'), point)

export const stepsButton = (point: Pick<Point, 'number'>, locale: Locale): Button =>
  lineButton(lobbyTexts.in(locale)('life.steps'), `lobby stappen ${point.number}`)

/** Where and when, by whom; and until when a motion for it is taken. */
export function placementLines(
  placement: Omit<Placement, 'id' | 'isTakenBack'> & { readonly motionBy: MotionDay | null },
  locale: Locale,
): string[] {
  const t = lobbyTexts.in(locale)
  const { targetName, occasion, spokesperson, motionBy } = placement
  const day = plainDayOf(placement.placedOn, locale)
  return [
    t('life.placed', { target: targetName, occasion, day, spokesperson }),
    ...(motionBy
      ? [t(motionBy.isOver ? 'life.motionOver' : 'life.motion', { day: plainDayOf(motionBy.day, locale) })]
      : []),
  ]
}

/** What became of a point on its way, beneath its own words. */
export function lifeLines(
  point: Point,
  life: Life,
  locale: Locale,
  zone: string,
  said: (text: string) => string = text => briefly(text, 200),
): string[] {
  const t = lobbyTexts.in(locale)
  const [rank] = life.ranks
  return [
    ...(rank
      ? [t('life.ranked', { place: rank.place, pillar: rank.pillarName, at: dayOf(rank.at, locale, zone) })]
      : []),
    ...life.placements.flatMap(one =>
      placementLines(isRunning(point.state) ? one : { ...one, motionBy: null }, locale),
    ),
    ...(life.next ? [t('life.next', { day: plainDayOf(life.next, locale) })] : []),
    ...life.contacts.map(({ at, by, text }) => {
      const noted = { at: dayOf(at, locale, zone), text: said(text) }
      return `- ${by === null ? t('life.contactedBare', noted) : t('life.contacted', { ...noted, by })}`
    }),
  ]
}

/** What someone may do next with a point. */
export interface Steps {
  readonly mayPlace: boolean
  readonly mayContact: boolean
  readonly mayConclude: boolean
  readonly mayWithdraw: boolean
}

/** What its reader may take back of what was noted: what they noted right now, or `any` of what stands there. */
export type Taking = Pick<Noted, 'id' | 'is'> | 'any' | null

function stepButtons(
  point: Point,
  steps: Steps & { readonly taking: Taking },
  locale: Locale,
): Pick<Card, 'buttons' | 'more'> {
  const t = lobbyTexts.in(locale)
  const press = (name: string, label: string, sure: string): Button => ({
    does: 'press',
    name,
    label,
    value: point.id,
    confirm: { text: sure, yes: label },
  })
  const { taking } = steps
  const chosen = taking === 'any' ? [takeBackButton(point, locale)] : []
  const just = taking === null || taking === 'any' ? [] : [unnoteButton(taking, locale)]
  const show = showPoint(t('button.show'), point.number)
  // There is room for one of them in the row.
  const [last, rest] = just.length > 0 ? [just, [show]] : [[show], chosen]
  const contact = steps.mayContact ? [contactButton(point, locale)] : []
  if (isRunning(point.state))
    return {
      buttons: [
        ...(steps.mayPlace ? [placeButton(point, locale)] : []),
        ...contact,
        ...(steps.mayConclude ? [resultButton(point, locale)] : []),
        ...last,
      ],
      more: [...rest, ...(steps.mayWithdraw ? [withdrawButton(point, locale)] : [])],
    }
  const isOver = point.state === 'achieved' || point.state === 'partly' || point.state === 'notAchieved'
  const ends = steps.mayConclude && (isOver || point.state === 'withdrawn')
  return {
    buttons: [
      ...(steps.mayConclude && isOver
        ? [press('lobby.resume', t('life.resume'), t(point.isConfidential ? 'hidden.resumeSure' : 'life.resumeSure'))]
        : []),
      ...(ends ? [press('lobby.archive', t('life.archive'), t('life.archiveSure'))] : []),
      ...(point.state === 'archived' ? [] : contact),
      ...last,
    ],
    more: rest,
  }
}

/** `m50 lobby stappen <nr> [blad]`: what became of a point, a page at a time, and what can be done next with it. */
export function stepsCard(
  point: Point,
  life: Life,
  steps: Steps & { readonly taking: Taking },
  page: Page,
  locale: Locale,
  zone: string,
): Card {
  const t = lobbyTexts.in(locale)
  const all = [...resultLines(point, locale), ...lifeLines(point, life, locale, zone, text => text)]
  const { lines, next } = sheetOf(all.length > 0 ? all : [t('life.nothing')], page, locale)
  const { buttons, more } = stepButtons(point, steps, locale)
  return {
    version: 1,
    title: titleOf(point, locale),
    text: [
      stateLine(point, locale, zone),
      ...(page.last > 1 ? [t('life.page', { page: page.page, last: page.last })] : []),
      ...lines,
    ].join('\n'),
    buttons: [
      ...(next === null ? [] : [lineButton(t('life.more'), `lobby stappen ${point.number} ${next}`)]),
      ...(buttons ?? []),
    ],
    ...(more && { more }),
  }
}

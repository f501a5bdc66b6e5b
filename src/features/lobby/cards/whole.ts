// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import { sheetOf } from '#/chat/sheets.ts'
import type { Locale } from '#/chat/texts.ts'
import { resultLines, showPoint, titleOf } from '#/features/lobby/cards/point.ts'
import { reasonLines, saidLines } from '#/features/lobby/cards/point-read.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** `m50 lobby tekst <nr> [blad]`: all that a point says and what municipalities say to it, a sheet at a time. */
export function wholeCard(point: Point, page: Page, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  const all = [
    ...resultLines(point, locale),
    t('card.ask', { ask: point.ask }),
    ...reasonLines(point, locale),
    ...saidLines(point, locale),
  ]
  const { lines, next } = sheetOf(all, page, locale)
  return {
    version: 1,
    title: titleOf(point, locale),
    text: lines.join('\n'),
    buttons: [
      ...(next === null ? [] : [lineButton(t('button.further'), `lobby tekst ${point.number} ${next}`)]),
      showPoint(t('button.show'), point.number),
    ],
  }
}

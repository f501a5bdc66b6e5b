// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import { showPoint, supportButton, supportOf, titleOf } from '#/features/lobby/cards/point.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { SimilarPoint } from '#/features/lobby/rules/similar.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** What there is already that a draft is like: support it instead, or go on [F16]. */
export function similarCard(
  draft: Pick<Point, 'id' | 'number'>,
  points: readonly SimilarPoint[],
  maySupport: boolean,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('similar.title'),
    text: t('similar.kept', { number: draft.number }),
    items: points.map(point => ({
      text: [
        `**${titleOf(point, locale)}**`,
        t('agenda.line', {
          pillar: point.pillarName,
          state: { text: t(`state.word.${point.state}`) },
          support: { text: supportOf(point.support, point.reservations, locale) },
        }),
      ].join('\n'),
      accessory:
        maySupport && !point.isOwn && isRunning(point.state)
          ? supportButton(point, locale)
          : showPoint(t('button.show'), point.number),
    })),
    buttons: [{ does: 'open', name: 'lobby.details', label: t('similar.other'), value: draft.id }],
  }
}

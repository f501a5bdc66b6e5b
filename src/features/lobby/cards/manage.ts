// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import { showPoint, titleOf } from '#/features/lobby/cards/point.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

const open = (name: string, label: string, { id }: Point): Button => ({ does: 'open', name, label, value: id })

function confide(point: Point, locale: Locale): Button {
  const t = lobbyTexts.in(locale)
  const [name, label, text, yes] = point.isConfidential
    ? (['lobby.release', 'button.release', 'confide.openSure', 'confide.openYes'] as const)
    : (['lobby.confide', 'button.confide', 'confide.closeSure', 'confide.closeYes'] as const)
  return { does: 'press', name, label: t(label), value: point.id, confirm: { text: t(text), yes: t(yes) } }
}

type Item = NonNullable<Card['items']>[number]

/** What someone may do to a point, besides supporting it. */
export interface Managing {
  readonly mayEdit: boolean
  readonly mayMerge: boolean
}

/** What someone can do to a point now, each with what it brings about. */
export function manageItems(point: Point, { mayEdit, mayMerge }: Managing, locale: Locale): readonly Item[] {
  const t = lobbyTexts.in(locale)
  if (point.state === 'archived' || point.state === 'draft') return []
  return [
    ...(mayEdit
      ? [
          { text: t('manage.words'), accessory: open('lobby.words', t('button.words'), point) },
          { text: t('manage.facts'), accessory: open('lobby.facts', t('button.facts'), point) },
          { text: t(point.isConfidential ? 'manage.release' : 'manage.confide'), accessory: confide(point, locale) },
        ]
      : []),
    ...(mayMerge && isRunning(point.state)
      ? [
          { text: t('manage.merge'), accessory: open('lobby.merge', t('button.merge'), point) },
          { text: t('manage.split'), accessory: open('lobby.split', t('button.split'), point) },
        ]
      : []),
  ]
}

export function manageCard(point: Point, sight: Managing, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  const items = manageItems(point, sight, locale)
  return {
    version: 1,
    title: titleOf(point, locale),
    text: t(items.length > 0 ? 'manage.text' : 'manage.none'),
    ...(items.length > 0 && { items: [...items] }),
    buttons: [showPoint(t('button.show'), point.number)],
  }
}

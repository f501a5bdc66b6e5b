// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { DeliveryId } from '#/network/ids.ts'
import type { ActionData, CardAction, Execute, ShowCard, Submit } from './element.ts'
import { mostActions, mostConfirm, mostLabel } from './limits.ts'
import { bare, elementsOf } from './text.ts'
import type { SayOnCard } from './texts.ts'

/** Which message a press came from: stands in each action's data. Absent on an answer, which is no delivery. */
export interface Origin {
  readonly delivery?: DeliveryId
  readonly drawing?: number
}

const originData = ({ delivery, drawing }: Origin): ActionData => ({
  ...(delivery === undefined ? {} : { m50: delivery }),
  ...(drawing === undefined ? {} : { drawing }),
})

export const styleOf = (button: Button): { style?: 'positive' | 'destructive' } =>
  button.style === undefined ? {} : { style: button.style === 'primary' ? 'positive' : 'destructive' }

/** A press acts (`Action.Execute`, on older clients `Action.Submit`); an open asks for a dialog. */
function act(button: Button, title: string, origin: Origin): Execute | Submit {
  const { name, value } = button
  const style = styleOf(button)
  if (button.does === 'open') {
    const data = { msteams: { type: 'task/fetch' as const }, dialog_id: name, value, ...originData(origin) }
    return { type: 'Action.Submit', title, ...style, data }
  }
  const data = { action: name, value, ...originData(origin) }
  return {
    type: 'Action.Execute',
    title,
    ...style,
    verb: name,
    data,
    fallback: { type: 'Action.Submit', title, ...style, data },
  }
}

/** Asks before it acts: Adaptive Cards know no confirmation, so the question folds open under the card with the real button in it. */
export function asking(button: Button, action: CardAction): ShowCard {
  const body = elementsOf([
    { kind: 'plain', spans: [{ kind: 'text', text: bare(button.confirm?.text ?? '', mostConfirm) }] },
  ])
  return {
    type: 'Action.ShowCard',
    title: bare(button.label, mostLabel),
    ...styleOf(button),
    card: { type: 'AdaptiveCard', body, actions: [action] },
  }
}

export function actionOf(button: Button, origin: Origin): Execute | Submit | ShowCard {
  return button.confirm
    ? asking(button, act(button, bare(button.confirm.yes, mostLabel), origin))
    : act(button, bare(button.label, mostLabel), origin)
}

/** A card's actions, `more` as secondary ones. What passes the platform's limit folds open under one button "Meer", so that nothing is lost. */
export function actionsOf(card: Card, origin: Origin, say: SayOnCard): readonly CardAction[] {
  const all: CardAction[] = [
    ...(card.buttons ?? []).map(button => actionOf(button, origin)),
    ...(card.link
      ? [{ type: 'Action.OpenUrl' as const, title: bare(card.link.label, mostLabel), url: card.link.url }]
      : []),
    ...(card.more ?? []).map(button => ({ ...actionOf(button, origin), mode: 'secondary' as const })),
  ]
  if (all.length <= mostActions) return all
  const folded = all.slice(mostActions - 1).map(({ mode: _, ...action }) => action)
  return [
    ...all.slice(0, mostActions - 1),
    { type: 'Action.ShowCard', title: say('more'), card: { type: 'AdaptiveCard', body: [], actions: folded } },
  ]
}

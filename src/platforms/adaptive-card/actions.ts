// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { DeliveryId } from '#/network/ids.ts'
import type { ActionData, CardAction, Execute, OpenUrl, ShowCard, Submit } from './element.ts'
import { mostActions, mostConfirm, mostInSight, mostLabel } from './limits.ts'
import { bare, elementsOf, label } from './text.ts'
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
    title: label(button.label, mostLabel),
    ...styleOf(button),
    card: { type: 'AdaptiveCard', body, actions: [action] },
  }
}

export function actionOf(button: Button, origin: Origin): Execute | Submit | ShowCard {
  return button.confirm
    ? asking(button, act(button, label(button.confirm.yes, mostLabel), origin))
    : act(button, label(button.label, mostLabel), origin)
}

/** A link is what its card is about: it comes first, and is the primary one where no other is. */
function linkOf({ link, buttons = [], more = [] }: Card): readonly OpenUrl[] {
  if (!link) return []
  const isPrimary = [...buttons, ...more].every(({ style }) => style !== 'primary')
  const title = label(link.label, mostLabel)
  return [{ type: 'Action.OpenUrl', title, url: link.url, ...(isPrimary && { style: 'positive' }) }]
}

/**
 * Buttons that answer one question, in rows of their own in the card's body: under "Meer" most who are asked would look for theirs in vain. Each row has as many as
 * Microsoft asks for in sight, and all of them with the card's own are within the six that a card may have [E24].
 */
export function alikeRows({ buttons = [], alike }: Card, origin: Origin): readonly (readonly CardAction[])[] {
  if (!alike) return []
  const actions = buttons.map(button => actionOf(button, origin))
  return Array.from({ length: Math.ceil(actions.length / mostInSight) }, (_, row) =>
    actions.slice(row * mostInSight, (row + 1) * mostInSight),
  )
}

/** What stands below the card: buttons that are alike stand in its body. */
const belowOf = (card: Card): Pick<Card, 'buttons' | 'more'> =>
  card.alike ? { buttons: card.more ?? [], more: [] } : { buttons: card.buttons ?? [], more: card.more ?? [] }

/** A card's actions: two in sight, the others and `more` as secondary ones. What passes the platform's limit folds open under one button "Meer", so that nothing is lost. */
export function actionsOf(card: Card, origin: Origin, say: SayOnCard): readonly CardAction[] {
  const { buttons = [], more = [] } = belowOf(card)
  const offered: CardAction[] = [...linkOf(card), ...buttons.map(button => actionOf(button, origin))]
  const unseen = [...offered.slice(mostInSight), ...more.map(button => actionOf(button, origin))]
  const shown = offered.slice(0, mostInSight)
  const room = mostActions - shown.length
  const secondary = (action: CardAction): CardAction => ({ ...action, mode: 'secondary' })
  if (unseen.length <= room) return [...shown, ...unseen.map(secondary)]
  const folded = { type: 'AdaptiveCard' as const, body: [], actions: unseen.slice(room - 1) }
  return [
    ...shown,
    ...[...unseen.slice(0, room - 1), { type: 'Action.ShowCard' as const, title: say('more'), card: folded }].map(
      secondary,
    ),
  ]
}

// SPDX-License-Identifier: EUPL-1.2
import { type Button, type Card, restButton } from '#/chat/card.ts'
import { type Line, linesOf, type Span } from '#/chat/markdown.ts'
import { plainText } from '#/chat/plain-text.ts'
import type { Locale } from '#/chat/texts.ts'
import { actionOf, actionsOf, alikeRows, type Origin } from './actions.ts'
import type { AdaptiveCard, Element } from './element.ts'
import { aimBytes, bytesOf, mostFallback, mostTitle, type Room, rooms } from './limits.ts'
import { bare, elementsOf, lineElement, oneLine, readAloud, shortened, withoutMarks } from './text.ts'
import { adaptiveCardTexts, type SayOnCard } from './texts.ts'

export const schema = 'https://adaptivecards.io/schemas/adaptive-card.json'

export interface Drawing extends Origin {
  /** For the few words that the renderer adds itself. */
  readonly locale: Locale
}

const flat = (text: string): Span[] =>
  linesOf(text).flatMap(({ spans }, i): Span[] => (i === 0 ? [...spans] : [{ kind: 'text', text: ' ' }, ...spans]))

const textLine = (text: string): Line => ({ kind: 'plain', spans: [{ kind: 'text', text }] })

const factLine = ({ label, value }: { label?: string | undefined; value: string }): Line => ({
  kind: 'plain',
  spans: [...(label === undefined ? [] : [...flat(label), { kind: 'text' as const, text: ': ' }]), ...flat(value)],
})

/** Lines within the room that there is. */
const within = (lines: readonly Line[], most: number, { marks }: Room, say: SayOnCard): readonly Line[] =>
  shortened(marks ? lines : withoutMarks(lines), most, say('cut'))

function titleOf(title: string): Element[] {
  const element = lineElement(textLine(oneLine(readAloud(linesOf(title)), mostTitle)), {
    size: 'Medium',
    weight: 'Bolder',
  })
  if (!element) return []
  return [element.type === 'TextBlock' ? { ...element, style: 'heading' } : element]
}

function factsOf(facts: NonNullable<Card['facts']>, room: Room, say: SayOnCard): Element[] {
  const lines = facts.slice(0, room.facts).flatMap(fact => within([factLine(fact)], room.factText, room, say))
  const left = facts.length - room.facts
  return elementsOf(left > 0 ? [...lines, textLine(say('itemsLeft', { count: left }))] : lines)
}

/** A longer word on a button takes the width of the text beside it on a phone. */
const mostBeside = 10

/** An item's button stands beside its text, so that a list stays short; one with more to say stands below, and one that asks first, since what folds open needs the width. */
function withAccessory(text: readonly Element[], accessory: Button | undefined, how: Drawing): readonly Element[] {
  if (!accessory) return text
  const button: Element = { type: 'ActionSet', actions: [actionOf(accessory, how)] }
  if (accessory.confirm || accessory.label.length > mostBeside) return [...text, button]
  return [
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: text },
        { type: 'Column', width: 'auto', items: [button] },
      ],
    },
  ]
}

function itemsOf({ items = [], rest }: Card, room: Room, how: Drawing, say: SayOnCard): Element[] {
  const shown = items.slice(0, room.items).map(
    ({ text, accessory }): Element => ({
      type: 'Container',
      separator: true,
      spacing: 'Medium',
      items: withAccessory(elementsOf(within(linesOf(text), room.itemText, room, say)), accessory, how),
    }),
  )
  const left = items.length - room.items
  if (left <= 0) return shown
  const told = elementsOf([textLine(say('itemsLeft', { count: left }))])
  return [...shown, ...withAccessory(told, rest && restButton(rest, room.items), how)]
}

function bodyOf(card: Card, room: Room, how: Drawing, say: SayOnCard): Element[] {
  return [
    ...(card.title === undefined ? [] : titleOf(card.title)),
    ...(card.text === undefined ? [] : elementsOf(within(linesOf(card.text), room.text, room, say))),
    ...factsOf(card.facts ?? [], room, say),
    ...(card.progress ? elementsOf(within([progressLine(card.progress, say)], room.factText, room, say)) : []),
    ...(card.image
      ? [{ type: 'Image' as const, url: card.image.url, altText: bare(card.image.alt, 400), size: 'Stretch' as const }]
      : []),
    ...itemsOf(card, room, how, say),
    ...alikeRows(card, how).map((actions): Element => ({ type: 'ActionSet', actions })),
    ...(card.context === undefined
      ? []
      : elementsOf(within(linesOf(card.context), room.factText, room, say), { size: 'Small', isSubtle: true })),
  ]
}

const progressLine = ({ label, value, of }: NonNullable<Card['progress']>, say: SayOnCard): Line => ({
  kind: 'plain',
  spans: [...flat(label), { kind: 'text', text: `: ${say('progress', { value, of })}` }],
})

/** A card as Adaptive Card 1.5, within what Teams takes: the longest version that meets our aim, with "meer" where something was left out. Every button stays. */
export function drawCard(card: Card, how: Drawing): AdaptiveCard {
  const say = adaptiveCardTexts.in(how.locale)
  const actions = actionsOf(card, how, say)
  const draw = (room: Room): AdaptiveCard => ({
    $schema: schema,
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: oneLine(plainText(card), mostFallback),
    body: bodyOf(card, room, how, say),
    ...(actions.length === 0 ? {} : { actions }),
  })
  const [widest, ...narrower] = rooms
  let drawn = draw(widest)
  for (const room of narrower) {
    if (bytesOf(drawn) <= aimBytes) break
    drawn = draw(room)
  }
  return drawn
}

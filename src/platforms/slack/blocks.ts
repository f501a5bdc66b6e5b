// SPDX-License-Identifier: EUPL-1.2
import type { types } from '@slack/bolt'
import { type Card, restButton } from '#/chat/card.ts'
import { escapeMarkdown, plain } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import { buttonElement, buttonRows } from '#/platforms/slack/buttons.ts'
import { most } from '#/platforms/slack/limits.ts'
import { ellipsis } from '#/platforms/slack/shorten.ts'
import { slackTexts } from '#/platforms/slack/slack-texts.ts'
import { label, plainObject, type TextObject, textObject } from '#/platforms/slack/text-object.ts'

export type Block = types.KnownBlock

/** Names each block that holds something to press; told anew at each drawing. */
export type BlockIds = () => string

/** Block ids with a beginning of their own: `<delivery>:<drawing>:<n>`, or `a:<nonce>:<n>` in an answer. */
export function blockIds(prefix: string): BlockIds {
  let n = 0
  return () => `${prefix}:${n++}`
}

const longestField = 600
const longestItem = 1000
const longestContext = 1000
const longestAlways = 300

/** What a card may still take of Slack's blocks and characters. */
interface Room {
  blocks: number
  characters: number
  /** Facts and items that found no place. */
  left: number
  items: number
  isCut: boolean
}

/** The characters that Slack counts: every text in a block, also those of buttons and their confirmation. */
export function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + charactersOf(each), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : charactersOf(each)),
    0,
  )
}

function take(room: Room, block: Block): Block[] {
  room.blocks -= 1
  room.characters -= charactersOf(block)
  return [block]
}

function textSection(text: string | undefined, room: Room): Block[] {
  if (!text?.trim()) return []
  const longest = Math.min(most('text'), Math.max(room.characters, longestAlways))
  const shown = textObject(text, longest)
  if (shown.text.endsWith(ellipsis) && shown.text !== textObject(text, Number.POSITIVE_INFINITY).text) room.isCut = true
  return take(room, { type: 'section', text: shown })
}

type Fact = NonNullable<Card['facts']>[number]

const fieldOf = (fact: Fact & { label: string }): TextObject =>
  textObject(`**${escapeMarkdown(label(fact.label, 100))}**\n${fact.value}`, longestField)

/** Facts that all have a label stand in two columns; others are lines, as people would write them. */
function factBlocks(facts: readonly Fact[], room: Room): Block[] {
  const labelled = facts.filter((fact): fact is Fact & { label: string } => Boolean(fact.label?.trim()))
  if (labelled.length < facts.length) {
    const lines = facts.map(fact => (fact.label?.trim() ? `${fact.label}: ${fact.value}` : fact.value))
    return textSection(lines.filter(line => line.trim()).join('\n'), room)
  }
  const blocks: Block[] = []
  for (let at = 0; at < labelled.length; at += most('section.fields')) {
    const fields = labelled.slice(at, at + most('section.fields')).map(fieldOf)
    const block: Block = { type: 'section', fields }
    if (charactersOf(block) > room.characters || room.blocks <= 0) {
      room.left += labelled.length - at
      return blocks
    }
    blocks.push(...take(room, block))
  }
  return blocks
}

type Item = NonNullable<Card['items']>[number]

function itemBlocks(items: readonly Item[], ids: BlockIds, room: Room, locale: Locale): Block[] {
  const blocks: Block[] = []
  for (const [index, item] of items.entries()) {
    const block: Block = {
      type: 'section',
      text: textObject(item.text, longestItem),
      ...(item.accessory && { block_id: ids(), accessory: buttonElement(item.accessory, locale) }),
    }
    if (charactersOf(block) > room.characters || room.blocks <= 0) {
      room.left += items.length - index
      return blocks
    }
    blocks.push(...take(room, block))
    room.items += 1
  }
  return blocks
}

const barLength = 10

function progressBlock({ label: what, value, of }: NonNullable<Card['progress']>, locale: Locale): Block {
  const done = Math.min(barLength, Math.floor((value / of) * barLength))
  const bar = '▰'.repeat(done) + '▱'.repeat(barLength - done)
  const counted = slackTexts.in(locale)('ofTotal', { value, of })
  return { type: 'section', text: plainObject(`${label(what, longestAlways)}: ${plain(counted)}\n${bar}`) }
}

function imageBlock({ url, alt }: NonNullable<Card['image']>): Block {
  const said = label(alt, most('image.alt_text'))
  return url.length <= most('image.url')
    ? { type: 'image', image_url: url, alt_text: said }
    : { type: 'context', elements: [plainObject(said)] }
}

const context = (text: string): Block => ({ type: 'context', elements: [textObject(text, longestContext)] })

function moreBlocks({ items = [], rest }: Card, ids: BlockIds, room: Room, locale: Locale): Block[] {
  if (room.left === 0 && !room.isCut) return []
  const say = slackTexts.in(locale)
  if (rest && room.items < items.length)
    return [
      {
        type: 'section',
        text: textObject(say('more.parts', { count: room.left }), longestAlways),
        block_id: ids(),
        accessory: buttonElement(restButton(rest, room.items), locale),
      },
    ]
  return [context(room.left > 0 ? say('more.parts', { count: room.left }) : say('more.text'))]
}

/**
 * A card as Block Kit. What would pass a limit is left out from the end, and a line says that there is more; buttons are never left out.
 * `title` false leaves the header out, where it stands elsewhere; a view takes more `blocks` than a message.
 */
export function blocksOf(
  card: Card,
  ids: BlockIds,
  locale: Locale,
  { title = true, blocks: fits = most('message.blocks') } = {},
): Block[] {
  const always: Record<'header' | 'progress' | 'image' | 'context' | 'actions', Block[]> = {
    header:
      title && card.title?.trim() ? [{ type: 'header', text: plainObject(label(card.title, most('header'))) }] : [],
    progress: card.progress ? [progressBlock(card.progress, locale)] : [],
    image: card.image ? [imageBlock(card.image)] : [],
    context: card.context?.trim() ? [context(card.context)] : [],
    actions: buttonRows(card, locale).map(elements => ({ type: 'actions', block_id: ids(), elements })),
  }
  const reserved = Object.values(always).flat()
  const room: Room = {
    blocks: fits - reserved.length - 1,
    characters: most('message.characters') - charactersOf(reserved) - longestAlways,
    left: 0,
    items: 0,
    isCut: false,
  }
  const text = textSection(card.text, room)
  const facts = factBlocks(card.facts ?? [], room)
  const items = itemBlocks(card.items ?? [], ids, room, locale)
  const { header, progress, image, context: below, actions } = always
  const blocks = [
    ...header,
    ...text,
    ...facts,
    ...progress,
    ...image,
    ...items,
    ...below,
    ...moreBlocks(card, ids, room, locale),
  ]
  return [...(blocks.length > 0 ? blocks : [context('–')]), ...actions]
}

// SPDX-License-Identifier: EUPL-1.2
import { type JsonObject, objectAt, objectsAt, textAt, wordsAt } from './json.ts'
import type { Shown, ShownView } from './shown.ts'

const decoded = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Slack's own markup, `<…>`: mentions, links and dates. */
const tags = /<([^<>|]+)(?:\|([^<>]*))?>/g
const emphasis = /(?<=^|[\s([“"'])([*_~])(?=\S)([^*_~\n]+?)(?<=\S)\1(?=$|[\s)\].,:;!?”"'])/gm

function tagAsSeen(_: string, target: string, label: string | undefined): string {
  if (label) return label
  if (target.startsWith('@') || target.startsWith('#')) return target
  if (target.startsWith('!')) return `@${target.slice(1)}`
  return target.replace(/^mailto:/, '')
}

/** mrkdwn as a reader sees it: no markup, links by their label, entities as characters. */
export const readable = (mrkdwn: string): string => decoded(mrkdwn.replace(tags, tagAsSeen).replace(emphasis, '$2'))

const words = (text: JsonObject | undefined): string => {
  const raw = textAt(text ?? {}, 'text') ?? ''
  return textAt(text ?? {}, 'type') === 'plain_text' ? raw : readable(raw)
}

function element(shown: JsonObject): string {
  const type = textAt(shown, 'type') ?? ''
  const options = objectsAt(shown, 'options').map(option => words(objectAt(option, 'text')))
  switch (type) {
    case 'button':
      return `[${wordsAt(shown, 'text')}]`
    case 'overflow':
      return `[Meer: ${options.join(' · ')}]`
    case 'mrkdwn':
    case 'plain_text':
      return words(shown)
    case 'image':
      return `(${textAt(shown, 'alt_text') ?? ''})`
    case 'static_select':
    case 'multi_static_select':
    case 'checkboxes':
    case 'radio_buttons':
      return `[${[wordsAt(shown, 'placeholder'), ...options].filter(Boolean).join(' · ')}]`
    default:
      return `[${textAt(shown, 'initial_value') || wordsAt(shown, 'placeholder') || '…'}]`
  }
}

function block(shown: JsonObject): string {
  const parts = [
    words(objectAt(shown, 'text')),
    ...objectsAt(shown, 'fields').map(words),
    words(objectAt(shown, 'title')),
    textAt(shown, 'type') === 'image' ? element(shown) : '',
    words(objectAt(shown, 'label')),
    ...['accessory', 'element'].map(key => objectAt(shown, key)).map(each => (each ? element(each) : '')),
    objectsAt(shown, 'elements').map(element).join(' '),
    words(objectAt(shown, 'hint')),
  ]
  return parts.filter(Boolean).join('\n')
}

/** All that a person sees of a message: its blocks, buttons as `[Text]`, an overflow as `[Meer: A · B]`; without blocks its text. */
export const textOf = (message: Pick<Shown, 'blocks' | 'text'>): string =>
  message.blocks.length > 0 ? message.blocks.map(block).filter(Boolean).join('\n') : readable(message.text)

/** All that a person sees of a modal or home: title, labels, hints, buttons below. */
export const textOfView = ({ content, blocks }: ShownView): string => {
  const buttons = ['submit', 'close'].map(key => wordsAt(content, key)).filter(Boolean)
  const below = buttons.map(each => `[${each}]`).join(' ')
  return [wordsAt(content, 'title'), ...blocks.map(block), below].filter(Boolean).join('\n')
}

/** What a message does besides being read: whom it mentions and where its links lead. */
export function effectsOf(message: Pick<Shown, 'blocks' | 'text'>): { mentions: string[]; links: string[] } {
  const raw = [message.text, ...mrkdwnIn(message.blocks)]
  const found = raw.flatMap(text => [...text.matchAll(tags)].map(match => match[1] ?? ''))
  const isMention = (target: string) => /^[@#!]/.test(target)
  return {
    mentions: [...new Set(found.filter(isMention))],
    links: [...new Set([...found.filter(target => !isMention(target)), ...urlsIn(message.blocks)])],
  }
}

const nested = (value: unknown): JsonObject[] => {
  if (Array.isArray(value)) return value.flatMap(nested)
  if (typeof value !== 'object' || value === null) return []
  const own = Object.fromEntries(Object.entries(value))
  return [own, ...Object.values(own).flatMap(nested)]
}
const mrkdwnIn = (blocks: JsonObject[]) =>
  nested(blocks).flatMap(each => (each.type === 'mrkdwn' ? [textAt(each, 'text') ?? ''] : []))
const urlsIn = (blocks: JsonObject[]) => nested(blocks).flatMap(each => textAt(each, 'url') ?? [])

// SPDX-License-Identifier: EUPL-1.2
// What a card comes to on Slack, in Teams and as plain text, and where these differ from the card and from each other.
import { type Card, card as cardShape } from '#/chat/card.ts'
import { type Form, form as formShape } from '#/chat/form.ts'
import { plain } from '#/chat/markdown.ts'
import { plainText } from '#/chat/plain-text.ts'
import type { Locale } from '#/chat/texts.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { drawForm } from '#/platforms/adaptive-card/draw-form.ts'
import { answerMessage } from '#/platforms/slack/message.ts'
import { formModal, longestChoice } from '#/platforms/slack/modal.ts'
import { parts, readingOf } from './adaptive-card/walk.ts'

/** `name value label` of everything that can be pressed. */
type Presses = readonly string[]

const accessoriesOf = (card: Card) => (card.items ?? []).flatMap(item => item.accessory ?? [])
const own = (card: Card) => [...(card.buttons ?? []), ...(card.more ?? [])]

const named = (buttons: ReturnType<typeof own>): Presses =>
  buttons.map(b => `${b.name} ${b.value} ${plain(b.label)}`).toSorted()

function everything(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(everything)
  if (typeof value !== 'object' || value === null) return []
  return [{ ...value }, ...Object.values(value).flatMap(everything)]
}

const textIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : ''

function onSlack(card: Card, locale: Locale): Presses {
  return everything(answerMessage(card, locale).blocks)
    .flatMap(part => {
      if (part.type === 'button' && part.action_id !== 'link.open')
        return [`${part.action_id} ${part.value} ${textIn(part.text)}`]
      if (part.type !== 'overflow' || !Array.isArray(part.options)) return []
      return part.options.map(option => `${String(option.value).replace(':', ' ')} ${textIn(option.text)}`)
    })
    .toSorted()
}

/** A button that asks first folds open: its words are on what folds, its act within. */
function onTeams(value: unknown, asking?: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(each => onTeams(each, asking))
  if (typeof value !== 'object' || value === null) return []
  const part: Record<string, unknown> = { ...value }
  if (part.type === 'Action.ShowCard') {
    const [card = {}] = parts(part.card)
    return onTeams(card.actions, Array.isArray(card.body) && card.body.length > 0 ? part.title : undefined)
  }
  if (part.type === 'Action.Execute' || part.type === 'Action.Submit') {
    const data: Record<string, unknown> = { ...(typeof part.data === 'object' ? part.data : {}) }
    return [`${data.dialog_id ?? data.action} ${data.value} ${asking ?? part.title}`]
  }
  return Object.values(part).flatMap(each => onTeams(each, asking))
}

const linesOf = (text: string | undefined): string[] =>
  text
    ? plain(text)
        .split('\n')
        .map(line => line.replace(/^• /, '').trim())
        .filter(Boolean)
    : []

/** Every line of words that a card has, without those of its buttons. */
const wordsOf = (card: Card): string[] =>
  [
    card.title,
    card.text,
    ...(card.facts ?? []).flatMap(fact => [fact.label, fact.value]),
    ...(card.items ?? []).map(item => item.text),
    card.progress?.label,
    card.image?.alt,
    card.context,
    card.link?.label,
  ].flatMap(linesOf)

const signs: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }
/** Words without the marks that a platform writes around them. */
const bare = (text: string): string =>
  text.replace(/&(?:amp|lt|gt);/g, sign => signs[sign] ?? sign).replace(/[*_\u200b]/g, '')

function readOnSlack(card: Card, locale: Locale): string {
  const { text, blocks } = answerMessage(card, locale)
  return bare([...everything(blocks).flatMap(part => [part.text, part.alt_text]), text].filter(Boolean).join('\n'))
}

function readInTeams(card: Card, locale: Locale): string {
  const drawn = drawCard(card, { locale })
  return bare(
    [readingOf(drawn), ...parts(drawn).flatMap(part => [part.altText, part.title])].filter(Boolean).join('\n'),
  )
}

/** By which one reads that a card is longer than a platform takes. */
const shortenedWords = /\b(?:en nog \d+ meer|and \d+ more)\b|… (?:en meer|and more)|er is meer dan|there is more than/i

/** What of a card's words and presses is not the same on each platform; nothing is. What one platform had to shorten may miss there, but never a button of the card itself. */
export function differences(card: Card, locale: Locale): string[] {
  const shape = cardShape.safeParse(card)
  if (!shape.success) return shape.error.issues.map(({ message }) => message)
  const all = named([...own(card), ...accessoriesOf(card)])
  const always = named(own(card))
  const text = plainText(card)
  return [
    ...Object.entries({
      Slack: { presses: onSlack(card, locale), read: readOnSlack(card, locale) },
      Teams: { presses: onTeams(drawCard(card, { locale })).toSorted(), read: readInTeams(card, locale) },
    }).flatMap(([platform, { presses, read }]) => {
      const isShort = shortenedWords.test(read)
      // What leads to the items that found no place stands where some did not.
      const leadsOn = (one: string) => isShort && card.rest !== undefined && one.startsWith(`${card.rest.name} `)
      return [
        ...(isShort ? always : all).filter(one => !presses.includes(one)).map(one => `not on ${platform}: [${one}]`),
        ...presses.filter(one => !all.includes(one) && !leadsOn(one)).map(one => `only on ${platform}: [${one}]`),
        ...(isShort ? linesOf(card.title) : wordsOf(card))
          .filter(line => !read.includes(bare(line)))
          .map(line => `not on ${platform}: ${line}`),
      ]
    }),
    ...wordsOf(card)
      .filter(line => !text.includes(line))
      .map(line => `not in plain text: ${line}`),
    ...[...own(card), ...accessoriesOf(card)]
      .filter(({ label }) => !text.includes(`[${plain(label)}]`))
      .map(({ label }) => `not in plain text: [${label}]`),
  ]
}

/** What of a form's fields, words and buttons is not the same on Slack and in Teams; nothing is, but that a form in Teams says how to send a file and has no field for it. */
export function formDifferences(form: Form, locale: Locale): string[] {
  const shape = formShape.safeParse(form)
  if (!shape.success) return shape.error.issues.map(({ message }) => message)
  const modal = formModal(form, { kind: 'direct', channel: 'D1' }, locale)
  const drawn = drawForm(form, { locale })
  const words = [
    form.intro,
    form.submit,
    ...form.inputs.flatMap(input => [
      input.label,
      input.hint,
      // A longer one is searched as one types.
      ...(input.kind === 'choices' || (input.kind === 'choice' && input.options.length <= longestChoice)
        ? input.options.map(({ label }) => label)
        : []),
    ]),
    ...(form.buttons ?? []).map(({ label }) => label),
  ].flatMap(linesOf)
  const names = (inputs: Form['inputs']) => inputs.map(({ name }) => name).join()
  const isFile = ({ kind }: Form['inputs'][number]) => kind === 'file'
  const instead = form.inputs.flatMap(input => (input.kind === 'file' ? linesOf(input.instead) : []))
  const inTeams = parts(drawn).flatMap(part => [part.title, part.label, part.errorMessage, ...titlesIn(part.choices)])
  return Object.entries({
    Slack: {
      wanted: names(form.inputs),
      words,
      fields: modal.blocks.flatMap(block => (block.type === 'input' ? [block.block_id] : [])),
      read: bare(
        everything(modal)
          .map(textIn)
          .concat(everything(modal).map(({ text }) => String(text)))
          .join('\n'),
      ),
    },
    Teams: {
      wanted: names(form.inputs.filter(input => !isFile(input))),
      words: [...words, ...instead],
      fields: parts(drawn).flatMap(part => (String(part.type).startsWith('Input.') ? [part.id] : [])),
      read: bare([readingOf(drawn), ...inTeams].join('\n')),
    },
  }).flatMap(([platform, { wanted, words, fields, read }]) => [
    ...(fields.join() === wanted ? [] : [`fields on ${platform}: ${fields.join()}`]),
    ...words.filter(line => !read.includes(bare(line))).map(line => `not on ${platform}: ${line}`),
  ])
}

const titlesIn = (choices: unknown): unknown[] =>
  Array.isArray(choices) ? choices.map((choice: { title?: unknown }) => choice.title) : []

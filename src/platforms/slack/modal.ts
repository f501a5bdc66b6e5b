// SPDX-License-Identifier: EUPL-1.2
import type { types } from '@slack/bolt'
import type { Card } from '#/chat/card.ts'
import type { Form, Input } from '#/chat/form.ts'
import { plain } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import { type Block, type BlockIds, blocksOf } from '#/platforms/slack/blocks.ts'
import { buttonElement } from '#/platforms/slack/buttons.ts'
import { most } from '#/platforms/slack/limits.ts'
import { answerIds } from '#/platforms/slack/message.ts'
import { shorten } from '#/platforms/slack/shorten.ts'
import { slackTexts } from '#/platforms/slack/slack-texts.ts'
import { clean, label, plainObject, textObject } from '#/platforms/slack/text-object.ts'
import { type Origin, rememberedIn } from '#/platforms/slack/view-memory.ts'

export type Modal = types.ModalView

/** What stands on the app's Home tab. */
export type HomeTab = types.HomeView

/** The callback of a modal that shows a card: nothing is submitted there. */
export const cardCallback = 'card'

/** Above so many options a choice is searched. */
export const longestChoice = 50

type Element = types.InputBlock['element']
type InputOf<Kind extends Input['kind']> = Extract<Input, { kind: Kind }>

const optionOf = (option: { value: string; label: string }): types.PlainTextOption => ({
  text: plainObject(label(option.label, most('option.text'))),
  value: shorten(clean(option.value), most('option.value')) || '–',
})

/** Options as Slack takes them: no two of the same value, at most a hundred. */
export function optionsOf(options: readonly { value: string; label: string }[]): types.PlainTextOption[] {
  const byValue = new Map(options.map(optionOf).map(option => [option.value, option]))
  return [...byValue.values()].slice(0, most('select.options'))
}

const typedText = (name: string, value: string | undefined, multiline: boolean): Element => ({
  type: 'plain_text_input',
  action_id: name,
  multiline,
  ...(value && { initial_value: shorten(clean(value), most('input.value')) }),
})

function choiceElement(input: InputOf<'choice'>): Element {
  const chosen = input.options.find(option => option.value === input.value)
  if (input.options.length > longestChoice) return searchedElement(input.name, chosen)
  const options = optionsOf(input.options)
  const initial = chosen && options.find(option => option.value === optionOf(chosen).value)
  return {
    type: 'static_select',
    action_id: input.name,
    options,
    ...(initial && { initial_option: initial }),
  }
}

function choicesElement({ name, options: all, value = [] }: InputOf<'choices'>): Element {
  const options = optionsOf(all)
  const initial = options.filter(option => option.value !== undefined && value.includes(option.value))
  return {
    type: 'multi_static_select',
    action_id: name,
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  }
}

const searchedElement = (name: string, value: { value: string; label: string } | undefined): Element => ({
  type: 'external_select',
  action_id: name,
  min_query_length: 1,
  ...(value && { initial_option: optionOf(value) }),
})

const decimal = /^-?\d+(\.\d+)?$/

function numberElement({ name, value, min, max }: InputOf<'number'>): Element {
  const asText = (number: number | undefined) =>
    number !== undefined && decimal.test(String(number)) ? String(number) : undefined
  const [initial, least, greatest] = [asText(value), asText(min), asText(max)]
  return {
    type: 'number_input',
    action_id: name,
    is_decimal_allowed: [value, min, max].some(number => number !== undefined && !Number.isInteger(number)),
    ...(initial && { initial_value: initial }),
    ...(least && { min_value: least }),
    ...(greatest && { max_value: greatest }),
  }
}

function checkboxElement({ name, value }: InputOf<'checkbox'>, locale: Locale): Element {
  const option = { text: plainObject(slackTexts.in(locale)('yes')), value: 'on' }
  return { type: 'checkboxes', action_id: name, options: [option], ...(value && { initial_options: [option] }) }
}

const validTime = /^([01]\d|2[0-3]):[0-5]\d$/

function elementOf(input: Input, locale: Locale): Element {
  const { name } = input
  switch (input.kind) {
    case 'text':
    case 'person':
      return typedText(name, input.value, false)
    case 'longText':
      return typedText(name, input.value, true)
    case 'municipality':
      return searchedElement(name, input.value)
    case 'choice':
      return choiceElement(input)
    case 'choices':
      return choicesElement(input)
    case 'date':
      return { type: 'datepicker', action_id: name, ...(input.value && { initial_date: input.value }) }
    case 'time': {
      const initial = input.value && validTime.test(input.value) ? input.value : undefined
      return { type: 'timepicker', action_id: name, ...(initial && { initial_time: initial }) }
    }
    case 'number':
      return numberElement(input)
    case 'checkbox':
      return checkboxElement(input, locale)
    case 'file':
      return { type: 'file_input', action_id: name, filetypes: [...input.types], max_files: 1 }
  }
}

// A limit of our own (`max`) is checked by us and not by Slack's client, which would cut off what is pasted: the sentence stands at the field, and all that was typed is kept.
function inputBlock(input: Input, locale: Locale): types.InputBlock {
  return {
    type: 'input',
    block_id: input.name,
    label: plainObject(label(input.label, most('input.label'))),
    element: elementOf(input, locale),
    optional: input.optional ?? false,
    ...(input.hint?.trim() && { hint: plainObject(label(input.hint, most('input.hint'))) }),
  }
}

function buttonBlocks(form: Form, ids: BlockIds, locale: Locale): Block[] {
  return (form.buttons ?? []).map(button => ({
    type: 'actions',
    block_id: ids(),
    elements: [buttonElement(button, locale)],
  }))
}

const intro = (text: string | undefined): Block[] =>
  text?.trim() ? [{ type: 'section', text: textObject(text, most('text')) }] : []

/** A form as a modal: each input's block and action bear the field's name, and what the form is about comes back with the submission. */
export function formModal(form: Form, origin: Origin, locale: Locale): Modal {
  const around = [...intro(form.intro), ...buttonBlocks(form, answerIds(), locale)]
  const inputs = form.inputs.slice(0, most('view.blocks') - around.length).map(input => inputBlock(input, locale))
  const [first, ...rest] = around
  const blocks = first?.type === 'section' ? [first, ...inputs, ...rest] : [...inputs, ...around]
  return {
    type: 'modal',
    callback_id: form.name,
    private_metadata: rememberedIn(origin, form.context),
    title: plainObject(label(form.title, most('view.title'))),
    submit: plainObject(label(form.submit, most('view.button'))),
    close: plainObject(slackTexts.in(locale)('cancel')),
    blocks: blocks.length > 0 ? blocks : [{ type: 'context', elements: [plainObject('–')] }],
  }
}

/** A card as someone's home. */
export const homeView = (card: Card, locale: Locale): HomeTab => ({
  type: 'home',
  blocks: blocksOf(card, answerIds(), locale, { blocks: most('view.blocks') }),
})

/** A card as a modal: the answer to a submission, or to a press inside a modal. */
export function cardModal(card: Card, origin: Origin, locale: Locale): Modal {
  const title = plain(clean(card.title ?? '')).trim()
  const short = label(title || slackTexts.in(locale)('answer'), most('view.title'))
  return {
    type: 'modal',
    callback_id: cardCallback,
    private_metadata: rememberedIn(origin, ''),
    title: plainObject(short),
    close: plainObject(slackTexts.in(locale)('close')),
    blocks: blocksOf(card, answerIds(), locale, { title: title !== short }),
  }
}

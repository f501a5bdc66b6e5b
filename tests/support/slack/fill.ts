// SPDX-License-Identifier: EUPL-1.2
import { inputKey, isEmpty, stateOf, stateWith, valueIn } from './form-state.ts'
import { type Json, type JsonObject, objectAt, objectsAt, textAt, wordsAt } from './json.ts'
import { drawnFile } from './wire.ts'
import type { SlackFile, View } from './world.ts'

/** What a person fills in: text, a number, a date '2027-02-03', a time '09:30', the words or value of an option, several, a file that they uploaded, or null. */
export type FieldValue = string | number | boolean | string[] | SlackFile | null

export type Input = { name: string; block: JsonObject; element: JsonObject }

/** A form's inputs; each input's block_id and action_id is the field's name. */
export function inputsOf(view: View): Input[] {
  return objectsAt(view.content, 'blocks')
    .filter(block => textAt(block, 'type') === 'input')
    .map(block => ({ name: textAt(block, 'block_id') ?? '', block, element: objectAt(block, 'element') ?? {} }))
}

export function inputNamed(view: View, name: string): Input {
  const inputs = inputsOf(view)
  const input = inputs.find(each => each.name === name)
  if (!input) throw new Error(`the form has no field ${name}; it has ${inputs.map(each => each.name).join(', ')}`)
  const actionId = textAt(input.element, 'action_id')
  if (actionId !== name)
    throw new Error(`the field ${name} has the action_id ${actionId}, and should have its own name`)
  return input
}

const offered = (element: JsonObject): JsonObject[] => [
  ...objectsAt(element, 'options'),
  ...objectsAt(element, 'option_groups').flatMap(group => objectsAt(group, 'options')),
]

/** The option with these words or this value. @throws with what is on offer. */
export function optionNamed(options: JsonObject[], name: string, where: string): JsonObject {
  const found =
    options.find(option => wordsAt(option, 'text') === name) ?? options.find(option => textAt(option, 'value') === name)
  if (found) return found
  const words = options.map(option => wordsAt(option, 'text'))
  throw new Error(`${where} offers no “${name}”; it offers ${words.join(', ') || 'nothing'}`)
}

const names = (value: FieldValue): string[] => (Array.isArray(value) ? value : value === null ? [] : [String(value)])

const isFile = (value: FieldValue): value is SlackFile =>
  typeof value === 'object' && value !== null && 'bytes' in value

/** Puts a value in an input, the way its kind takes it. `search` asks the bot for options while one types. */
export async function fillInput(
  view: View,
  { name, element }: Input,
  value: FieldValue,
  search: (typed: string) => Promise<JsonObject[]>,
): Promise<void> {
  const type = textAt(element, 'type') ?? ''
  const choose = async (word: string) =>
    optionNamed(type.includes('external') ? await search(word) : offered(element), word, name)
  let filled: Json
  if (type === 'file_input') filled = isFile(value) ? [drawnFile(value)] : []
  else if (type === 'checkboxes' && typeof value === 'boolean') filled = value ? offered(element).slice(0, 1) : []
  else if (type === 'checkboxes' || type.startsWith('multi_')) filled = await Promise.all(names(value).map(choose))
  else if (type.endsWith('_select') || type === 'radio_buttons')
    filled = value === null ? null : await choose(String(value))
  else filled = value === null || value === '' ? null : String(value)
  view.typed.set(inputKey(name, name), stateWith(element, filled))
}

function fault({ block, element }: Input, value: Json): string | undefined {
  if (isEmpty(value)) return block.optional === true ? undefined : 'is required'
  const type = textAt(element, 'type')
  const text = typeof value === 'string' ? value : ''
  if (type === 'plain_text_input') {
    if (text.length < Number(element.min_length ?? 0)) return `needs ${element.min_length} characters`
    if (text.length > Number(element.max_length ?? 3000)) return `takes ${element.max_length ?? 3000} characters`
  }
  if (type === 'number_input') {
    const pattern = element.is_decimal_allowed === true ? /^-?\d+([.,]\d+)?$/ : /^-?\d+$/
    if (!pattern.test(text)) return 'must be a number'
    if (Number(text) < Number(element.min_value ?? -Infinity)) return `must be at least ${element.min_value}`
    if (Number(text) > Number(element.max_value ?? Infinity)) return `must be at most ${element.max_value}`
  }
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) return 'must be an e-mail address'
  if (type === 'url_text_input' && !URL.canParse(text)) return 'must be a link'
  return undefined
}

/** What Slack's own client would refuse to send: field → reason. */
export function clientFaults(view: View): Record<string, string> {
  const state = stateOf(view)
  const faults = inputsOf(view).map(input => {
    const held = objectAt(objectAt(state, input.name) ?? {}, textAt(input.element, 'action_id') ?? '')
    return [input.name, fault(input, valueIn(held ?? {}))] as const
  })
  return Object.fromEntries(faults.flatMap(([name, what]) => (what ? [[name, what]] : [])))
}

// SPDX-License-Identifier: EUPL-1.2
import { elementsOf } from './check.ts'
import { isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from './json.ts'
import type { View } from './world.ts'

/** Under which key Slack's state holds the value of each kind of element, and under which the element its first value. */
const keys: Record<string, { state: string; initial: string }> = {
  plain_text_input: { state: 'value', initial: 'initial_value' },
  number_input: { state: 'value', initial: 'initial_value' },
  email_text_input: { state: 'value', initial: 'initial_value' },
  url_text_input: { state: 'value', initial: 'initial_value' },
  static_select: { state: 'selected_option', initial: 'initial_option' },
  external_select: { state: 'selected_option', initial: 'initial_option' },
  radio_buttons: { state: 'selected_option', initial: 'initial_option' },
  multi_static_select: { state: 'selected_options', initial: 'initial_options' },
  multi_external_select: { state: 'selected_options', initial: 'initial_options' },
  checkboxes: { state: 'selected_options', initial: 'initial_options' },
  datepicker: { state: 'selected_date', initial: 'initial_date' },
  file_input: { state: 'files', initial: 'initial_files' },
  timepicker: { state: 'selected_time', initial: 'initial_time' },
}

export const inputKey = (blockId: string, actionId: string): string => JSON.stringify([blockId, actionId])

const nothing = (stateKey: string): Json => (['selected_options', 'files'].includes(stateKey) ? [] : null)

/** An element's state, as view.state.values holds it. */
export function stateWith(element: JsonObject, value: Json): JsonObject {
  const type = textAt(element, 'type') ?? ''
  const key = keys[type]
  if (!key) throw new Error(`nothing can be filled in ${type}`)
  return { type, [key.state]: value }
}

const untouched = (element: JsonObject): JsonObject => {
  const key = keys[textAt(element, 'type') ?? '']
  return key ? stateWith(element, element[key.initial] ?? nothing(key.state)) : {}
}

const fillable = (element: JsonObject): boolean => Object.hasOwn(keys, textAt(element, 'type') ?? '')

/** state.values of a message's or view's blocks: what was typed or chosen, else what stood there from the start. */
export function stateOf(view: Pick<View, 'content' | 'typed'>): JsonObject {
  const values: JsonObject = {}
  for (const block of objectsAt(view.content, 'blocks'))
    for (const element of elementsOf(block).filter(fillable)) {
      const blockId = textAt(block, 'block_id') ?? ''
      const actionId = textAt(element, 'action_id') ?? ''
      const state = view.typed.get(inputKey(blockId, actionId)) ?? untouched(element)
      values[blockId] = { ...objectAt(values, blockId), [actionId]: state }
    }
  return values
}

/** What an element holds: text, an option, options, a date; null or [] when it is empty. */
export function valueIn(state: JsonObject): Json {
  const key = keys[textAt(state, 'type') ?? '']
  return key ? (state[key.state] ?? nothing(key.state)) : null
}

export const isEmpty = (value: Json): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0)

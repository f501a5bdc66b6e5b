// SPDX-License-Identifier: EUPL-1.2
import { elementsOf } from './check.ts'
import { type JsonObject, objectAt, objectsAt, textAt, wordsAt } from './json.ts'

export type Pressed = { blockId: string; element: JsonObject; option?: JsonObject }

const pressable = ['button', 'overflow']

/** A subject's id alone finds also the button that carries what was shown of it, behind a full stop. */
const isAbout = (carried: string, value: string | undefined): boolean =>
  value === undefined || carried === value || carried.startsWith(`${value}.`)

function matches(element: JsonObject, action: string, value: string | undefined): { option?: JsonObject } | undefined {
  const isNamed = textAt(element, 'action_id') === action || wordsAt(element, 'text') === action
  if (textAt(element, 'type') === 'button')
    return isNamed && isAbout(textAt(element, 'value') ?? '', value) ? {} : undefined
  const option = objectsAt(element, 'options').find(each => {
    const [press, ...id] = (textAt(each, 'value') ?? '').split(':')
    const isPress = press === action || wordsAt(each, 'text') === action
    return isPress && isAbout(id.join(':'), value)
  })
  return option && { option }
}

/**
 * Finds what a person presses: a button by its action_id or its words, or an option of an overflow by
 * `<feature>.<press>` (the part of its value before the colon) or its words. With `value` only the one for that subject.
 */
export function findPress(blocks: JsonObject[], action: string, value?: string): Pressed | undefined {
  for (const block of blocks)
    for (const element of elementsOf(block).filter(each => pressable.includes(textAt(each, 'type') ?? ''))) {
      const found = matches(element, action, value)
      if (found) return { blockId: textAt(block, 'block_id') ?? '', element, ...found }
    }
  return undefined
}

/** Finds an element to choose in, by its action_id. */
export function findElement(
  blocks: JsonObject[],
  actionId: string,
): { blockId: string; element: JsonObject } | undefined {
  for (const block of blocks)
    for (const element of elementsOf(block))
      if (textAt(element, 'action_id') === actionId) return { blockId: textAt(block, 'block_id') ?? '', element }
  return undefined
}

/** Every name that can be pressed, for the sentence that says what was not there. */
export const pressNames = (blocks: JsonObject[]): string[] =>
  blocks.flatMap(elementsOf).flatMap(element => {
    if (textAt(element, 'type') === 'overflow')
      return objectsAt(element, 'options').map(option => textAt(option, 'value')?.split(':')[0] ?? '')
    return textAt(element, 'type') === 'button' ? [textAt(element, 'action_id') ?? ''] : []
  })

/** The entry of `actions` in a block_actions payload. */
export function actionEntry({ blockId, element, option }: Pressed, actionTs: string): JsonObject {
  const type = textAt(element, 'type') ?? ''
  const common = { type, action_id: element.action_id ?? '', block_id: blockId, action_ts: actionTs }
  const text = objectAt(element, 'text')
  const value = textAt(element, 'value')
  if (type === 'button') return { ...common, ...(text ? { text } : {}), ...(value === undefined ? {} : { value }) }
  return { ...common, selected_option: option ?? null }
}

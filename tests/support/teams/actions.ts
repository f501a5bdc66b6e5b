// SPDX-License-Identifier: EUPL-1.2
// What a client does with a card: finds what can be pressed, and what a dialog sends.
import type { Json } from './world.ts'

const objectsIn = (value: unknown): Json[] => {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  const own: Json = { ...value }
  return [
    own,
    ...Object.entries(own).flatMap(([key, each]) => (key === 'data' || key === 'fallback' ? [] : objectsIn(each))),
  ]
}

const dataOf = (action: Json): Json => ({ ...(typeof action.data === 'object' ? action.data : {}) })

/** The action of a card with this verb, dialog or name, and this value where one is named. @throws where there is none. */
export function actionIn(card: Json, type: 'Action.Execute' | 'Action.Submit', name: string, value?: string): Json {
  const actions = objectsIn(card).filter(each => each.type === type)
  const found = actions.find(action => {
    const data = dataOf(action)
    const isNamed = [action.verb, data.dialog_id, data.action].includes(name)
    return isNamed && (value === undefined || data.value === value)
  })
  if (found) return found
  const there = actions.map(action => action.verb ?? dataOf(action).dialog_id ?? dataOf(action).action)
  throw new Error(`there is no ${type} ${name} on the card, only ${there.join(', ') || 'nothing'}`)
}

export const inputsIn = (card: Json): Json[] => objectsIn(card).filter(each => String(each.type).startsWith('Input.'))

/** What the fields of a card hold, with what was filled in: a client sends nothing for an empty one. @throws where a client would not send it. */
export function filled(card: Json, fields: Readonly<Record<string, string>>): Json {
  const inputs = inputsIn(card)
  for (const name of Object.keys(fields))
    if (!inputs.some(input => input.id === name)) throw new Error(`there is no field ${name}`)
  const values = inputs.map(input => [String(input.id), fields[String(input.id)] ?? String(input.value ?? '')] as const)
  for (const [id, value] of values)
    if (!value && inputs.find(input => input.id === id)?.isRequired) throw new Error(`${id} must be filled in first`)
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}

export const dataFor = (action: Json): Json => dataOf(action)

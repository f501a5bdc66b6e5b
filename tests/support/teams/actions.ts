// SPDX-License-Identifier: EUPL-1.2
// What a client does with a card: finds what can be pressed, and what a dialog sends.
import { type Json, objectAt, objectsAt, wordsAt } from './json.ts'

type Kind = 'Action.Execute' | 'Action.Submit'

const parts = (part: Json): unknown[] =>
  Object.entries(part).flatMap(([key, each]) => (key === 'data' || key === 'fallback' ? [] : [each]))

export function objectsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  const own: Json = { ...value }
  return [own, ...parts(own).flatMap(objectsIn)]
}

export const dataFor = (action: Json): Json => objectAt(action, 'data')

/** What can be pressed, each with the words that one presses it by: where a question folds open first, those of its button. */
function offeredIn(value: unknown, asking?: string): { readonly action: Json; readonly words: string }[] {
  if (Array.isArray(value)) return value.flatMap(each => offeredIn(each, asking))
  if (typeof value !== 'object' || value === null) return []
  const part: Json = { ...value }
  if (part.type === 'Action.Execute' || part.type === 'Action.Submit')
    return [{ action: part, words: asking ?? wordsAt(part, 'title') }]
  const isAsking = part.type === 'Action.ShowCard' && objectsAt(objectAt(part, 'card'), 'body').length > 0
  return parts(part).flatMap(each => offeredIn(each, isAsking ? wordsAt(part, 'title') : asking))
}

/** A subject's id alone finds also the button that carries what was shown of it, behind a full stop. */
const isAbout = (carried: string, value: string | undefined): boolean =>
  value === undefined || carried === value || carried.startsWith(`${value}.`)

/** The action of a card with this verb, dialog, name or words, and this value where one is named. @throws where there is none. */
export function actionIn(card: Json, name: string, value?: string, kind?: Kind): Json {
  const offered = offeredIn(card).filter(({ action }) => kind === undefined || action.type === kind)
  const found = offered.find(({ action, words }) => {
    const data = dataFor(action)
    const isNamed = [action.verb, data.dialog_id, data.action, words].includes(name)
    return isNamed && isAbout(wordsAt(data, 'value'), value)
  })
  if (found) return found.action
  const there = offered.map(({ action }) => action.verb ?? dataFor(action).dialog_id ?? dataFor(action).action)
  throw new Error(`there is no ${name} on the card, only ${there.join(', ') || 'nothing'}`)
}

/** The dialogs that a card's buttons ask for. */
export const dialogsIn = (card: Json): string[] =>
  offeredIn(card).flatMap(({ action }) => wordsAt(dataFor(action), 'dialog_id') || [])

export const inputsIn = (card: Json): Json[] =>
  objectsIn(card).filter(each => wordsAt(each, 'type').startsWith('Input.'))

/** What was chosen, by its words or its value; several with a comma between them. */
function chosen(input: Json, typed: string): string {
  const given = (word: string) =>
    wordsAt(objectsAt(input, 'choices').find(choice => choice.title === word) ?? {}, 'value') || word
  return input.isMultiSelect === true ? typed.split(',').map(given).join(',') : given(typed)
}

/** What the fields of a card hold, with what was filled in: a client sends nothing for an empty one. @throws where a client would not send it, unless `unchecked`. */
export function filled(card: Json, fields: Readonly<Record<string, string>>, { unchecked = false } = {}): Json {
  const inputs = inputsIn(card)
  for (const name of Object.keys(fields))
    if (!inputs.some(input => input.id === name)) throw new Error(`there is no field ${name}`)
  const values = inputs.map(input => {
    const typed = fields[wordsAt(input, 'id')]
    return [wordsAt(input, 'id'), typed === undefined ? String(input.value ?? '') : chosen(input, typed)] as const
  })
  for (const [id, value] of unchecked ? [] : values)
    if (!value && inputs.find(input => input.id === id)?.isRequired) throw new Error(`${id} must be filled in first`)
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}

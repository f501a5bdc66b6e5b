// SPDX-License-Identifier: EUPL-1.2
// Short ways to talk with the bot, for tests that are about what is said.
import type { FieldValue, Person, Place } from './chat.ts'

/** Types a line, in the conversation with the bot where no channel is named, and gives what only this person sees as the answer. */
export const says = async (person: Person, line: string, channel?: string): Promise<string> =>
  (await person.says(line, channel)).text

/** Types a line that opens a form, and gives what the form shows. */
export const opens = (person: Person, line: string): Promise<string> => person.opens(line)

/** Presses something and gives what only this person sees as the answer. */
export const presses = async (person: Person, place: Place, action: string, value?: string): Promise<string> =>
  (await person.press(place, action, value)).text

/** Presses something that opens a form, and gives what the form shows. */
export const pressesOpen = (person: Person, place: Place, action: string, value?: string): Promise<string> =>
  person.pressOpen(place, action, value)

/** Fills the open form and submits it; gives what this person sees then: the next form, or the answer. */
export async function submits(person: Person, fields: Readonly<Record<string, FieldValue>>): Promise<string> {
  const { errors, next } = await person.submit(fields)
  if (Object.keys(errors).length > 0) throw new Error(`the form says: ${JSON.stringify(errors)}`)
  return next()
}

// SPDX-License-Identifier: EUPL-1.2
// Short ways to talk with the bot over Slack, for tests that are about what is said.
import { type Person, textOf, textOfView } from './slack-server.ts'

/** Types a command, in the conversation with the bot where no channel is named, and gives what only this person sees as the answer. */
export async function says(person: Person, line: string, channel?: string): Promise<string> {
  const outcome = await person.command(line, channel === undefined ? {} : { channel })
  return textOf(await outcome.ephemeral())
}

/** Types a command that opens a form, and gives what the form shows. */
export async function opens(person: Person, line: string): Promise<string> {
  return textOfView(await (await person.command(line)).modal())
}

/** Presses something and gives what only this person sees as the answer. */
export async function presses(
  person: Person,
  place: Parameters<Person['press']>[0],
  action: string,
  value?: string,
): Promise<string> {
  const outcome = await person.press(place, action, value === undefined ? {} : { value })
  return textOf(await outcome.ephemeral())
}

/** Presses something that opens a form, and gives what the form shows. */
export async function pressesOpen(
  person: Person,
  place: Parameters<Person['press']>[0],
  action: string,
  value?: string,
): Promise<string> {
  const outcome = await person.press(place, action, value === undefined ? {} : { value })
  return textOfView(await outcome.modal())
}

/** Fills the open form and submits it; gives what this person sees then, in the form's place or as a message. */
export async function submits(person: Person, fields: Parameters<Person['submit']>[0]): Promise<string> {
  const outcome = await person.submit(fields)
  if (Object.keys(outcome.errors).length > 0) throw new Error(`the form says: ${JSON.stringify(outcome.errors)}`)
  const came = await outcome.either()
  return 'message' in came ? textOf(came.message) : textOfView(came.view)
}

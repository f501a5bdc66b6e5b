// SPDX-License-Identifier: EUPL-1.2
// What only a client that was tampered with sends: any press and any submission, with any value, in activities that Teams signs.
import { type Person, textOfCard } from '../teams-server.ts'

/** What the bot writes to someone after what was there, as the answer to what they did. */
export interface Answering {
  present(): ReadonlyMap<string, number>
  answerAfter(before: ReadonlyMap<string, number>): Promise<{ readonly text: string }>
}

let known: Promise<ReadonlySet<string>> | undefined

/** Buttons that ask for a dialog. All features are loaded for this alone, and only where something is forged: that takes long, and most files forge nothing. */
const opening = () => {
  known ??= import('#/features/index.ts').then(
    ({ features }) =>
      new Set(
        features.flatMap(({ forms = {} }) => Object.entries(forms).flatMap(([name, { open }]) => (open ? [name] : []))),
      ),
  )
  return known
}

const form = ({ title, card }: NonNullable<ReturnType<Person['dialog']>>): string =>
  `form:\n${title}\n${textOfCard(card)}`

/** Sends a press of what has that name and that value, on no card that there is. */
export const sendPress = async (person: Person, channel: string, name: string, value: string) =>
  (await opening()).has(name)
    ? person.forges(channel, 'task/fetch', { data: { dialog_id: name, value } })
    : person.forges(channel, 'adaptiveCard/action', {
        action: { type: 'Action.Execute', verb: name, data: { value } },
        trigger: 'manual',
      })

/** Sends a dialog that was never opened, about anything, with anything in its fields. */
export const sendSubmission = (
  person: Person,
  name: string,
  context: string,
  fields: Readonly<Record<string, string>>,
) =>
  person.forges(person.direct, 'task/submit', {
    data: { action: name, value: context, fields: Object.keys(fields), ...fields },
  })

/** The same, with the answer. */
export async function forgedPress(
  person: Person,
  { present, answerAfter }: Answering,
  channel: string,
  name: string,
  value: string,
): Promise<string> {
  const before = present()
  const { dialog } = await sendPress(person, channel, name, value)
  return dialog ? form(dialog) : (await answerAfter(before)).text
}

/** The same, with the answer. */
export async function forgedSubmission(
  person: Person,
  { present, answerAfter }: Answering,
  name: string,
  context: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const before = present()
  const { dialog, words } = await sendSubmission(person, name, context, fields)
  if (dialog) return form(dialog)
  // What is wrong stands in the dialog's place, an answer below it.
  return words ?? (await answerAfter(before)).text
}

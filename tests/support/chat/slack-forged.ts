// SPDX-License-Identifier: EUPL-1.2
// What only a client that was tampered with sends: any press and any submission, with any value, signed as Slack signs.

import { patience } from '../patience.ts'
import { type Person, type Slack, textOf, textOfView } from '../slack-server.ts'

/** Sends a press of an element of that name with that value on a message that has it not. */
export async function sendPress(person: Person, channel: string, action: string, value: string) {
  if (person.messagesIn(channel).length === 0) await person.says(channel, 'Hallo allemaal')
  const [on] = person.messagesIn(channel)
  if (!on) throw new Error(`nothing was said in ${channel}`)
  const button = { type: 'button', action_id: action, text: { type: 'plain_text', text: 'Druk' }, value }
  return person.press({ ...on, blocks: [{ type: 'actions', block_id: 'crafted', elements: [button] }] }, action)
}

/** The same, with the answer. */
export async function forgedPress(person: Person, channel: string, action: string, value: string): Promise<string> {
  const outcome = await sendPress(person, channel, action, value)
  const came = await outcome.either(patience)
  return 'message' in came ? textOf(came.message) : `form:\n${textOfView(came.view)}`
}

type Json = Readonly<Record<string, unknown>>

const jsonIn = (value: unknown): Json => (typeof value === 'object' && value !== null ? { ...value } : {})

/** What the response to a submission shows: sentences at fields, or what stands in the form's place. */
function wordsIn(answer: unknown): string {
  const { errors, view } = jsonIn(answer)
  if (errors) return Object.values(jsonIn(errors)).join('\n')
  const content = jsonIn(view)
  const blocks = Array.isArray(content.blocks) ? content.blocks.map(block => ({ ...block })) : []
  return `form:\n${textOfView({ id: '', hash: '', callbackId: '', content: JSON.parse(JSON.stringify(content)), blocks })}`
}

let submissions = 0

/** Sends a form that was never opened, about anything, with anything in its fields; gives what the response says, empty for nothing. */
export async function sendSubmission(
  slack: Pick<Slack, 'sendSigned'>,
  person: Person,
  channel: string,
  form: string,
  context: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  submissions += 1
  const values = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, { [name]: { type: 'plain_text_input', value } }]),
  )
  const payload = {
    type: 'view_submission',
    user: { id: person.id, name: person.name, team_id: person.teamId },
    team: { id: person.teamId, domain: 'crafted' },
    view: {
      id: `V0CRAFTED${submissions}`,
      type: 'modal',
      hash: `${submissions}.crafted`,
      callback_id: form,
      private_metadata: `${JSON.stringify({ kind: 'channel', channel })}\n${context}`,
      title: { type: 'plain_text', text: 'Formulier' },
      blocks: Object.keys(fields).map(name => ({
        type: 'input',
        block_id: name,
        label: { type: 'plain_text', text: name },
        element: { type: 'plain_text_input', action_id: name },
      })),
      state: { values },
    },
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const answer = await slack.sendSigned({ body, contentType: 'application/x-www-form-urlencoded' })
  if (answer.status !== 200) throw new Error(`${form} answered ${answer.status}`)
  return answer.text ? wordsIn(answer.json) : ''
}

/** The same, with the answer. */
export async function forgedSubmission(
  slack: Pick<Slack, 'sendSigned' | 'until'>,
  person: Person,
  channel: string,
  form: string,
  context: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const before = new Set(person.ephemerals().map(({ ts }) => ts))
  const words = await sendSubmission(slack, person, channel, form, context, fields)
  if (words) return words
  const what = `an answer to ${form}`
  return textOf(
    await slack.until(() => person.ephemerals().find(({ ts }) => !before.has(ts)), {
      within: patience,
      about: person.id,
      what,
    }),
  )
}

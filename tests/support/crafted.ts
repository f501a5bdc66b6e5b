// SPDX-License-Identifier: EUPL-1.2
// What only a client that was tampered with sends: any press and any submission, with any value, signed as Slack signs.
import { createHash } from 'node:crypto'
import type { TestDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { type Person, type Shown, type Slack, textOf, textOfView } from './slack-server.ts'

const patience = 20_000

/** Presses an element of that name with that value on a message that has it not, and gives what this person sees: a message to them alone, or a form. */
export async function craftedPress(person: Person, on: Shown, action: string, value: string): Promise<string> {
  const button = { type: 'button', action_id: action, text: { type: 'plain_text', text: 'Druk' }, value }
  const outcome = await person.press(
    { ...on, blocks: [{ type: 'actions', block_id: 'crafted', elements: [button] }] },
    action,
  )
  return Promise.any([
    outcome.ephemeral(patience).then(textOf),
    outcome.modal(patience).then(view => `form:\n${textOfView(view)}`),
  ])
}

let submissions = 0

/** Submits a form that was never opened, about anything, with anything in its fields; gives the words of the answer: in the response, or as a message to this person. */
export async function craftedSubmission(
  slack: Slack,
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
  const before = new Set(person.ephemerals().map(({ ts }) => ts))
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const answer = await slack.sendSigned({ body, contentType: 'application/x-www-form-urlencoded' })
  if (answer.status !== 200) throw new Error(`${form} answered ${answer.status}`)
  if (answer.text) return answer.text
  const what = `an answer to ${form}`
  return textOf(
    await slack.until(() => person.ephemerals().find(({ ts }) => !before.has(ts)), { within: patience, what }),
  )
}

/** Columns that say when someone was last seen, and which drawing of a card stands: they follow what was done before. */
const aside = ['active_at', 'checked_at', 'direct_id', 'drawn_at', 'drawn_version']

/** Tables that the clock fills, whoever does what meanwhile. */
const ofTheClock = ['planned', 'days_off', 'audit_seals', 'retentions']

/** A digest of each table, once nothing waits to be sent; that a dead button was pressed is counted, and changes nothing else. `without` are tables that may change. */
export async function digests(
  database: TestDatabase,
  without: readonly string[] = [],
): Promise<Record<string, string>> {
  await eventually(
    async () => (await database.query(`select from deliveries where state in ('open', 'sending')`)).length,
    waiting => waiting === 0,
    30_000,
  )
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const found = tables.map(({ name }) => name).filter(name => !without.includes(name) && !ofTheClock.includes(name))
  const entries = found.map(async name => {
    const rows = await database.query<{ row: string }>(
      `select (to_jsonb(t) - $1::text[])::text as row from "${name}" t where not (${name === 'settings'} and to_jsonb(t)->>'key' ~ '^(clock\\.|press\\.dead)') order by 1`,
      [aside],
    )
    const hash = createHash('sha256')
      .update(rows.map(({ row }) => row).join('\n'))
      .digest('hex')
    return [name, `${rows.length} rows, ${hash.slice(0, 16)}`] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

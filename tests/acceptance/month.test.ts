// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: month.txt holds what was said word for word, once.
// A month of the secretariat's work, over the clock change and Easter: everything that was said, as people read it, stands in month.txt beside this file.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { type Person, type Shown, textOf } from '../support/slack-server.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/talk.ts'
import { timedNetwork } from '../support/timed-network.ts'

let m50: Awaited<ReturnType<typeof timedNetwork>>

// A Monday, two weeks before the clock changes.
beforeAll(async () => {
  m50 = await timedNetwork('2027-03-15T09:00:00+01:00')
})

afterAll(() => m50.end())

const card = (number: number): Shown => {
  const found = m50.slack.messagesIn(m50.secretariat).find(m => textOf(m).startsWith(`Verzoek ${number} `))
  if (!found) throw new Error(`no card of request ${number}`)
  return found
}
const idOf = async (number: number) =>
  String((await m50.database.query('select id from requests where number = $1', [number]))[0]?.id)
const press = async (by: Person, number: number, action: string) =>
  presses(by, card(number), action, await idOf(number))

/** The card of a request shows that it may be decided. */
const waits = (number: number) =>
  m50.slack.until(() => textOf(card(number)).includes('[Goedkeuren]'), { what: `the open card of request ${number}` })

/** Nothing is on its way any more: what was said has arrived, and shows the present. */
async function quiet(): Promise<void> {
  await eventually(
    () =>
      m50.database.query(
        `select 1 from deliveries where state in ('open', 'sending') union all
         select 1 from pgboss.job where name = 'redraw' and state < 'completed' limit 1`,
      ),
    rows => rows.length === 0,
    30_000,
  )
}

async function asks(name: string, email: string, line: string): Promise<Person> {
  const person = m50.person(name, email)
  await says(person, 'aanmelden ambtenaar')
  await says(person, line)
  await quiet()
  return person
}

const days = (from: string, until: string): string[] => {
  const list: string[] = []
  for (let day = Temporal.PlainDate.from(from); day.toString() <= until; day = day.add({ days: 1 }))
    list.push(day.toString())
  return list
}

/** Every day at nine, noon and half past five, as the network's clock has it. */
async function passes(from: string, until: string): Promise<void> {
  for (const day of days(from, until))
    for (const time of ['09:00', '12:00', '17:30']) {
      const at = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Europe/Amsterdam')
      await m50.moveTo(at.toInstant().toString())
    }
  await quiet()
}

it('[A45] [F67] [F73] [T40] a month of the secretariat’s work says what it should, once, and nothing else', async () => {
  await m50.bound()
  await says(m50.smit, 'aanmelden ambtenaar')
  await says(m50.jansen, 'rol geef M. Smit plaatsvervanger')
  await says(m50.deVries, 'aanmelden wethouder')
  await says(m50.bakker, 'aanmelden ambtenaar')
  await quiet()

  // Approved the same day.
  await m50.deVries.command('pijler word-lid bestuur a.bakker@zeist.nl')
  await m50.slack.shows(m50.secretariat, 'Verzoek 1 ')
  await passes('2027-03-15', '2027-03-15')
  await press(m50.jansen, 1, 'request.approve')
  await quiet()

  // Nobody looks at it for a week; then the deputy decides.
  const mol = await asks('J. Mol', 'j.mol@dronten.nl', 'pijler word-lid samenleving')
  await passes('2027-03-16', '2027-03-22')
  await press(m50.smit, 2, 'request.approve')
  await quiet()

  // Asked something on the Thursday before Easter, answered after it, declined; reopened a day later, and approved.
  const kok = await asks('R. Kok', 'r.kok@tiel.nl', 'pijler word-lid financien')
  await passes('2027-03-23', '2027-03-25')
  await pressesOpen(m50.jansen, card(3), 'request.ask', await idOf(3))
  await submits(m50.jansen, { question: 'Gaat het om de hele pijler?' })
  await passes('2027-03-26', '2027-03-30')
  await kok.directMessage('Ja, de hele pijler')
  await kok.receives('Dank u. Uw antwoord staat bij verzoek')
  await passes('2027-03-31', '2027-04-02')
  await pressesOpen(m50.jansen, card(3), 'request.decline', await idOf(3))
  await submits(m50.jansen, { reason: 'Tiel heeft al een lid in deze pijler' })
  await passes('2027-04-03', '2027-04-05')
  await opens(m50.smit, 'verzoek 3 heropenen')
  await submits(m50.smit, { reason: 'Dat lid is vertrokken' })
  await waits(3)
  await m50.moveTo('2027-04-05T17:31:00+02:00')
  await press(m50.smit, 3, 'request.approve')
  await quiet()

  // Pressed wrongly, taken back at once, and left for the rest of the month.
  const vos = await asks('T. Vos', 't.vos@zeist.nl', 'pijler word-lid bestuur')
  await m50.moveTo('2027-04-05T17:32:00+02:00')
  await press(m50.jansen, 4, 'request.approve')
  await quiet()
  await says(m50.jansen, 'verzoek 4 terugdraaien')
  await waits(4)
  await passes('2027-04-06', '2027-04-15')

  const said = (title: string, messages: readonly Shown[]) => [
    `== ${title}`,
    ...messages.flatMap(message => [
      textOf(message),
      ...message.replies.map(reply => `  > ${textOf(reply).replaceAll('\n', '\n    ')}`),
      '',
    ]),
  ]
  const transcript = [
    ...said('#secretariaat', m50.slack.messagesIn(m50.secretariat)),
    ...[m50.deVries, m50.bakker, mol, kok, vos, m50.smit, m50.jansen].flatMap((person, i) =>
      said(['W. de Vries', 'A. Bakker', 'J. Mol', 'R. Kok', 'T. Vos', 'M. Smit', 'S. Jansen'][i] ?? '', person.inbox()),
    ),
  ].join('\n')
  await expect(`${transcript}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'month.txt'))
  // What comes each month goes on by itself; of all that was asked nothing is left to bring up.
  const left = await m50.database.query(`select kind, occurrence, state from planned where state = 'open'`)
  expect(left).toEqual([{ kind: 'people.missing', occurrence: '2027-05', state: 'open' }])

  // All that was planned is accounted for: done, still to come, or not sent for a reason that it says.
  const rows = await m50.database.query<{ kind: string; state: string; reason: string | null; count: number }>(
    'select kind, state, reason, count(*)::int from planned group by 1, 2, 3 order by 1, 2, 3',
  )
  // Request 1 was approved the same day, request 3 once it was reopened, request 4 at once; request 3 was declined before it had waited for four days since its answer.
  expect(rows).toEqual([
    { kind: 'meeting.unplanned', state: 'done', reason: null, count: 1 },
    { kind: 'people.missing', state: 'done', reason: null, count: 1 },
    { kind: 'people.missing', state: 'open', reason: null, count: 1 },
    { kind: 'request.reminder', state: 'done', reason: null, count: 5 },
    { kind: 'request.reminder', state: 'void', reason: 'approved', count: 6 },
    { kind: 'request.reminder', state: 'void', reason: 'declined', count: 1 },
  ])
  // Each stands in its thread; what waited four days went to the deputy as well.
  const sent = await m50.database.query(
    `select case when channel_id is null then 'deputy' else 'thread' end as to, state, count(*)::int from deliveries where kind = 'request.reminder' group by 1, 2 order by 1`,
  )
  expect(sent).toEqual([
    { to: 'deputy', state: 'sent', count: 2 },
    { to: 'thread', state: 'sent', count: 5 },
  ])
  const unsaid = await m50.database.query(`select kind from deliveries where state <> 'sent' and reason is null`)
  expect(unsaid).toEqual([])
}, 300_000)

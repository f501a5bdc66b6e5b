// SPDX-License-Identifier: EUPL-1.2
// Who decides first, and on what: two at the same moment, and a decision on what was seen before it changed.
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let seen = 0

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
})

afterAll(() => m50.end())

/** A request to join by someone whom no other test knows. */
async function asked(): Promise<{ person: Person; id: string; number: number }> {
  const name = `V. Vrager${++seen}`
  const person = m50.person(name, `v.vrager${seen}@zeist.nl`)
  await says(person, 'aanmelden ambtenaar')
  await says(person, 'pijler word-lid bestuur')
  const [row] = await m50.database.query(
    'select r.id, r.number from requests r join people p on p.id = r.requester_id where p.name = $1',
    [name],
  )
  await m50.shows(m50.secretariat, `Verzoek ${row?.number} `)
  return { person, id: String(row?.id), number: Number(row?.number) }
}

/** Holds a request's row, and lets it go once so many wait for it. */
async function heldUntilWaiting(id: string, waiting: number, acts: () => Promise<string>[]): Promise<string[]> {
  const holder = new pg.Client(m50.database.url)
  await holder.connect()
  try {
    await holder.query('begin')
    await holder.query('select from requests where id = $1 for update', [id])
    const answers = acts()
    await eventually(
      () =>
        m50.database.query(
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      rows => rows.length >= waiting,
    )
    await holder.query('commit')
    return await Promise.all(answers)
  } finally {
    await holder.end()
  }
}

it('[T08] [F66] a request that is withdrawn by its number while it is being approved: the first of the two wins', async () => {
  const { person, id, number } = await asked()
  const both = await heldUntilWaiting(id, 2, () => [
    presses(m50.jansen, m50.secretariat, 'request.approve', id),
    says(person, `verzoek ${number} intrekken`),
  ])
  const worked = both.filter(text => /is goedgekeurd|is ingetrokken\.$/.test(text.split('\n')[0] ?? ''))
  expect(worked).toHaveLength(1)
  const [row] = await m50.database.query(
    `select state, decided_by_id is not null as decided, exists (select from pillar_members where request_id = r.id and ended_at is null) as seated
     from requests r where id = $1`,
    [id],
  )
  expect([
    { state: 'approved', decided: true, seated: true },
    { state: 'withdrawn', decided: false, seated: false },
  ]).toContainEqual(row)
})

/** The person answers what was asked, which changes what there is to decide. */
async function answers(person: Person, number: number, text: string): Promise<void> {
  await person.receives(`Vraag over uw verzoek ${number}`)
  await person.writes(text)
  await person.receives(`Uw antwoord staat bij verzoek ${number}`)
}

it('[T08] a decision on a private card that was drawn before the request changed is answered with that card as it is now', async () => {
  const { person, id, number } = await asked()
  await pressesOpen(m50.jansen, m50.secretariat, 'request.ask', id)
  await submits(m50.jansen, { question: 'Namens wie?' })
  const shown = await m50.jansen.says(`verzoek ${number}`)
  await answers(person, number, 'Namens het college')
  const again = await m50.jansen.press(shown, 'request.decline', id)
  expect(again.text).toContain(`Verzoek ${number} is intussen veranderd`)
  const anew = await m50.jansen.press(shown, 'request.approve', id)
  expect(anew.text).toContain(`Verzoek ${number} is intussen veranderd`)
  expect(anew.text).toContain('Namens het college')
  expect(await presses(m50.jansen, anew, 'request.approve', id)).toContain(`Verzoek ${number} is goedgekeurd`)
})

it('[T08] a form that was open while the request changed decides nothing', async () => {
  const { person, id, number } = await asked()
  await says(m50.smit, 'aanmelden ambtenaar')
  await says(m50.jansen, 'rol geef M. Smit plaatsvervanger')
  await says(m50.smit, `verzoek ${number}`)
  await pressesOpen(m50.smit, 'answer', 'request.ask', id)
  await pressesOpen(m50.jansen, m50.secretariat, 'request.decline', id)
  await submits(m50.smit, { question: 'Voor welke gemeente?' })
  await answers(person, number, 'Zeist')
  const said = await submits(m50.jansen, { reason: 'Dit weten we *niet*.\nVraag het na' })
  expect(said).toMatch(
    new RegExp(
      `^Verzoek ${number} is intussen veranderd, dus ik heb dit niet verstuurd\\. Bekijk het met /?m50 verzoek ${number}; klopt het nog, begin dan opnieuw\\.`,
    ),
  )
  expect(said).toMatch(/Dit typte u:\n(> )?Dit weten we \*niet\*\.\n(> )?Vraag het na/)
  expect(m50.jansen.form()).toBe('')
  const [row] = await m50.database.query('select state from requests where id = $1', [id])
  expect(row?.state).toBe('open')
})

it('[T08] a form whose request was decided meanwhile says by whom, and gives back what was typed', async () => {
  const { id, number } = await asked()
  await pressesOpen(m50.jansen, m50.secretariat, 'request.decline', id)
  await says(m50.smit, `verzoek ${number}`)
  await presses(m50.smit, 'answer', 'request.approve', id)
  const said = await submits(m50.jansen, { reason: 'Er is geen plaats' })
  expect(said).toMatch(new RegExp(`^M\\. Smit heeft verzoek ${number} op .* al goedgekeurd\\.`))
  expect(said).toMatch(/Dit typte u:\n(> )?Er is geen plaats/)
  const [row] = await m50.database.query('select state from requests where id = $1', [id])
  expect(row?.state).toBe('approved')
})

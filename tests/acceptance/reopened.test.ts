// SPDX-License-Identifier: EUPL-1.2
// Requests that are laid before their deciders again: for whom that may still be, and what stays known of what was decided.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let seen = 0

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
})

afterAll(() => m50.end())

async function comes(): Promise<Person> {
  const person = m50.person(`V. Vrager${++seen}`, `v.vrager${seen}@zeist.nl`)
  await says(person, 'aanmelden ambtenaar')
  return person
}

/** The newest request, once its card is there. */
async function newest(): Promise<{ id: string; number: number }> {
  const [row] = await m50.database.query('select id, number from requests order by number desc limit 1')
  await m50.shows(m50.secretariat, `Verzoek ${row?.number} `)
  return { id: String(row?.id), number: Number(row?.number) }
}

async function asks(person: Person, pillar = 'bestuur'): Promise<{ id: string; number: number }> {
  await says(person, `pijler word-lid ${pillar}`)
  return newest()
}

async function declined(id: string, reason: string, place = m50.secretariat): Promise<void> {
  await pressesOpen(m50.jansen, place, 'request.decline', id)
  await submits(m50.jansen, { reason })
}

async function forgotten(person: Person): Promise<void> {
  const question = await person.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
  expect(await presses(person, question, 'privacy.forget')).toContain('U bent vergeten')
}

async function reopens(number: number, reason: string): Promise<string> {
  await opens(m50.jansen, `verzoek ${number} heropenen`)
  return submits(m50.jansen, { reason })
}

const historyOf = (number: number) => says(m50.jansen, `verzoek ${number} geschiedenis`)

const stateOf = async (id: string) =>
  (await m50.database.query('select state from requests where id = $1', [id]))[0]?.state

it('[F73] [T43] a request of someone who was forgotten is not laid open again, and gives nobody a seat', async () => {
  const person = await comes()
  const { id, number } = await asks(person)
  await declined(id, 'Vraag het later')
  await forgotten(person)
  expect(await says(m50.jansen, `verzoek ${number} heropenen`)).toContain(
    `Wie verzoek ${number} deed, doet niet meer mee in het netwerk`,
  )
  expect(await stateOf(id)).toBe('declined')
})

it('[F73] [T43] a role that ended does not come back for who was forgotten since', async () => {
  const person = await comes()
  await says(m50.jansen, `rol geef ${person.name} vicevoorzitter bestuur`)
  await says(m50.jansen, 'rol controle vicevoorzitter')
  await presses(person, await person.receives('Klopt uw rol nog?'), 'role.over')
  const { id, number } = await newest()
  expect(await presses(m50.jansen, m50.secretariat, 'request.approve', id)).toContain('is goedgekeurd')
  await forgotten(person)
  expect(await says(m50.jansen, `verzoek ${number} terugdraaien`)).toContain('doet niet meer mee in het netwerk')
  expect(await m50.database.query(`select from roles where kind = 'viceChair' and ends_on is null`)).toEqual([])
})

it('[F73] what was decided about an entry that was merged is about the one who stayed', async () => {
  const [gone, kept] = [await comes(), await comes()]
  const { id, number } = await asks(gone)
  await declined(id, 'Staat er twee keer')
  const isOpen = () =>
    m50.messagesIn(m50.secretariat).some(m => m.text.includes(`Verzoek ${number} `) && m.text.includes('[Goedkeuren]'))
  // What is pressed after is no drawing of before.
  await m50.until(() => !isOpen(), { what: 'the card without its buttons' })
  await opens(m50.jansen, `persoon samenvoegen v.vrager${seen}@zeist.nl`)
  await submits(m50.jansen, { person: `v.vrager${seen - 1}@zeist.nl` })
  await kept.receives('U stond er twee keer')
  expect(await reopens(number, 'Nu wel')).toContain(`Verzoek ${number} ligt weer open`)
  await m50.until(isOpen, { what: 'the card with its buttons' })
  expect(await presses(m50.jansen, m50.secretariat, 'request.approve', id)).toContain('is goedgekeurd')
  const seats = await m50.database.query(
    `select p.email from pillar_members s join people p on p.id = s.person_id where s.request_id = $1 and s.ended_at is null`,
    [id],
  )
  expect(seats).toEqual([{ email: `v.vrager${seen}@zeist.nl` }])
})

it('[F73] someone who belongs to another municipality by now gets no seat for the former', async () => {
  const person = await comes()
  const { id } = await asks(person)
  await m50.database.query(`update people set municipality_id = 'GM0281' where email = $1`, [
    `v.vrager${seen}@zeist.nl`,
  ])
  expect(await presses(m50.jansen, m50.secretariat, 'request.approve', id)).toContain(
    'hoort niet meer bij gemeente Zeist. Wijs verzoek',
  )
  expect(await stateOf(id)).toBe('open')
})

/** What was done while the first message about it was refused for now, and how that message and those after it ended. */
async function whileLimited(person: Person, act: () => Promise<unknown>, then: () => Promise<unknown>) {
  const rule = m50.limits(person, 4)
  await act()
  await m50.until(() => rule.hits === 1, { what: 'the refused call' })
  await then()
  const own = () =>
    m50.database.query(
      `select d.kind, d.state, d.reason from deliveries d join people p on p.id = d.person_id where lower(p.name) = lower($1) order by d.id`,
      [person.name],
    )
  await eventually(own, rows => rows.every(row => row.state === 'sent' || row.state === 'void'), 30_000)
  return (await own()).map(({ kind, state, reason }) => [kind, state, ...(reason ? [reason] : [])].join(' '))
}

it('[F73] a welcome still on its way when the approval is taken back is not sent', async () => {
  const person = await comes()
  const { id, number } = await asks(person)
  const ends = await whileLimited(
    person,
    () => presses(m50.jansen, m50.secretariat, 'request.approve', id),
    () => says(m50.jansen, `verzoek ${number} terugdraaien`),
  )
  expect(ends).toEqual(['pillars.welcome void pointless', 'request.undone sent'])
  expect(
    person
      .inbox()
      .map(message => message.text)
      .join(),
  ).not.toContain('Welkom')
})

it('[F73] a refusal still on its way when it is taken back is not sent, and a second one says its own reason', async () => {
  const person = await comes()
  const { id, number } = await asks(person)
  const ends = await whileLimited(
    person,
    () => declined(id, 'Te vroeg'),
    async () => {
      await says(m50.jansen, `verzoek ${number} terugdraaien`)
      await says(m50.jansen, `verzoek ${number}`)
      await declined(id, 'De pijler is vol', 'answer')
    },
  )
  expect(ends).toEqual(['request.declined void pointless', 'request.undone void pointless', 'request.declined sent'])
  const told = person
    .inbox()
    .map(message => message.text)
    .filter(text => text.includes('is afgewezen'))
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('Reden: De pijler is vol')
})

it('[F73] [F74] what was decided before stays known: by whom, why, and why it was opened again', async () => {
  const person = await comes()
  const { id, number } = await asks(person)
  await declined(id, 'Te vroeg in het jaar')
  await person.receives('Te vroeg in het jaar')
  expect(await reopens(number, 'Er is plaats gekomen')).toContain(`Verzoek ${number} ligt weer open`)
  await says(m50.jansen, `verzoek ${number}`)
  await declined(id, 'Toch geen plaats', 'answer')
  const history = await historyOf(number)
  expect(history).toMatch(
    /afgewezen.*Reden: Te vroeg in het jaar.*heropend.*Reden: Er is plaats gekomen.*afgewezen.*Reden: Toch geen plaats/s,
  )
  expect(await says(person, `verzoek ${number} geschiedenis`)).toBe(history)
  const kept = await m50.database.query(
    'select round, state, reason, undone_why, decided_by_id = undone_by_id as same, decided_as from undone_decisions where request_id = $1',
    [id],
  )
  expect(kept).toEqual([
    {
      round: 1,
      state: 'declined',
      reason: 'Te vroeg in het jaar',
      undone_why: 'Er is plaats gekomen',
      same: true,
      decided_as: 'secretariat',
    },
  ])
})

it('[F73] a question of before a reopening is not answered by what is answered later', async () => {
  const person = await comes()
  const { id, number } = await asks(person)
  await pressesOpen(m50.jansen, m50.secretariat, 'request.ask', id)
  await submits(m50.jansen, { question: 'Voor welke gemeente?' })
  await person.receives('Voor welke gemeente?')
  await says(m50.jansen, `verzoek ${number}`)
  await declined(id, 'Geen antwoord', 'answer')
  await reopens(number, 'Toch nog eens')
  await says(m50.jansen, `verzoek ${number}`)
  await pressesOpen(m50.jansen, 'answer', 'request.ask', id)
  await submits(m50.jansen, { question: 'Sinds wanneer?' })
  await person.receives('Sinds wanneer?')
  await person.writes('Sinds mei')
  await person.receives('Uw antwoord staat bij verzoek')
  const questions = await m50.database.query(
    'select question, answer from request_questions where request_id = $1 order by asked_at',
    [id],
  )
  expect(questions).toEqual([
    { question: 'Voor welke gemeente?', answer: null },
    { question: 'Sinds wanneer?', answer: 'Sinds mei' },
  ])
})

it('[F73] a withdrawn request says that it is withdrawn, before a reason is asked for', async () => {
  const person = await comes()
  const { number } = await asks(person)
  await says(person, `verzoek ${number} intrekken`)
  for (const line of ['heropenen', 'terugdraaien'])
    expect(await says(m50.jansen, `verzoek ${number} ${line}`), line).toContain(`Verzoek ${number} is ingetrokken`)
})

it('[F73] a request that still waits is open already: there is nothing to reopen, and nothing to take back', async () => {
  const { number } = await asks(await comes())
  const reopened = await says(m50.jansen, `verzoek ${number} heropenen`)
  expect(reopened).toContain(`Verzoek ${number} ligt al open`)
  expect(await says(m50.jansen, `verzoek ${number} terugdraaien`)).toContain('Er valt niets terug te draaien')
})

it('[F06] [F74] whose request is withdrawn by the secretariat hears it, and the card says who did', async () => {
  const person = await comes()
  const { number } = await asks(person)
  await opens(m50.jansen, `persoon stopt v.vrager${seen}@zeist.nl`)
  await submits(m50.jansen, {})
  await person.receives(`Uw verzoek ${number} (lid worden van de pijler Bestuur) is ingetrokken, omdat u stopt.`)
  await m50.until(
    () =>
      m50
        .messagesIn(m50.secretariat)
        .some(m => m.text.includes(`Verzoek ${number} `) && m.text.includes('Ingetrokken door S. Jansen')),
    { what: 'the withdrawn card' },
  )
})

it('[F74] the history tells also that a request was handed over, and what the official said', async () => {
  const [leaver, successor, official] = [await comes(), await comes(), await comes()]
  await m50.database.query(
    `update roles set kind = 'alderman' where person_id = (select id from people where email = $1)`,
    [`v.vrager${seen - 2}@zeist.nl`],
  )
  await says(leaver, `pijler word-lid bestuur v.vrager${seen}@zeist.nl`)
  const { number } = await newest()
  await presses(official, await official.receives('Bestuur'), 'official.refuse')
  await opens(m50.jansen, `persoon stopt v.vrager${seen - 2}@zeist.nl`)
  await submits(m50.jansen, { successor: `v.vrager${seen - 1}@zeist.nl` })
  await successor.receives('U neemt het over van')
  expect(await historyOf(number)).toMatch(/ondersteuning geweigerd · V\. Vrager\d+.*overgedragen · S\. Jansen/s)
})

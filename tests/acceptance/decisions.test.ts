// SPDX-License-Identifier: EUPL-1.2
// Who is asked to decide, who of them decides first, and on what: two at the same moment, and a decision on what was seen before it changed.
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lead: Person
let second: Person
let seen = 0

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
  await says(m50.jansen, 'aanmelden ambtenaar')
})

afterAll(() => m50.end())

/** The newest request. */
const last = async () =>
  (await m50.database.query('select id, number, asked_of, state from requests order by number desc limit 1'))[0]

it('[T22] the only secretary does not decide on an own request: the network leads are asked, and told why', async () => {
  lead = m50.person('L. Leider', 'l.leider@waalwijk.nl')
  await says(lead, 'aanmelden wethouder')
  await says(m50.jansen, 'rol geef L. Leider netwerktrekker')
  await says(m50.jansen, 'pijler word-lid bestuur')
  const request = await last()
  expect(request).toMatchObject({ asked_of: 'networkLead', state: 'open' })
  const card = (await lead.receives(`Verzoek ${request?.number} `)).text
  expect(card).toContain('Gevraagd aan de netwerktrekkers, omdat het secretariaat dit zelf vraagt.')
  await m50.shows(m50.secretariat, `Verzoek ${request?.number} `)
  expect(await presses(m50.jansen, m50.secretariat, 'request.approve', String(request?.id))).toContain(
    'Dit is uw eigen verzoek: een ander moet erover beslissen.',
  )
  expect(await presses(lead, 'inbox', 'request.approve', String(request?.id))).toContain(
    `Verzoek ${request?.number} is goedgekeurd`,
  )
  await m50.jansen.receives('Welkom bij de pijler Bestuur')
  await m50.shows(m50.secretariat, 'Goedgekeurd door L. Leider')
})

it('[T22] a deputy of the secretariat is asked before them, and may decide on others too', async () => {
  const deputy = m50.person('P. Plaatsvervanger', 'p.plaats@waalwijk.nl')
  await says(deputy, 'aanmelden ambtenaar')
  await says(m50.jansen, 'rol geef P. Plaatsvervanger plaatsvervanger')
  await says(m50.jansen, 'pijler word-lid financien')
  const request = await last()
  expect(request).toMatchObject({ asked_of: 'deputySecretariat' })
  const card = (await deputy.receives(`Verzoek ${request?.number} `)).text
  expect(card).toContain('Gevraagd aan de plaatsvervanger')
  expect(await presses(deputy, 'inbox', 'request.approve', String(request?.id))).toContain('is goedgekeurd')
})

it('[A12] the chair of the pillar is asked last, and only of the own pillar', async () => {
  await says(m50.jansen, 'rol eindig L. Leider netwerktrekker')
  await says(m50.jansen, 'rol eindig P. Plaatsvervanger plaatsvervanger')
  const chair = m50.person('V. Voorzitter', 'v.voorzitter@waalwijk.nl')
  const elsewhere = m50.person('E. Elders', 'e.elders@waalwijk.nl')
  for (const person of [chair, elsewhere]) await says(person, 'aanmelden wethouder')
  await says(m50.jansen, 'rol geef V. Voorzitter voorzitter samenleving')
  await says(m50.jansen, 'rol geef E. Elders voorzitter financien')
  await says(m50.jansen, 'pijler word-lid samenleving')
  const request = await last()
  expect(request).toMatchObject({ asked_of: 'chair' })
  await chair.receives(`Verzoek ${request?.number} `)
  expect(elsewhere.inbox().some(m => m.text.includes(`Verzoek ${request?.number} `))).toBe(false)
  expect(await says(elsewhere, `verzoek ${request?.number}`)).toContain(
    'Dat kan ik niet vinden, of het is niet voor u.',
  )
  expect(await says(chair, `verzoek ${request?.number}`)).toContain('[Goedkeuren]')
})

it('[T22] a second account of the requester decides as little as the first', async () => {
  const second = m50.person('S. Jansen (thuis)', 's.jansen.thuis@zeist.nl')
  await says(second, 'aanmelden ambtenaar')
  await second.joins(m50.secretariat)
  // As linking accounts will do it.
  await m50.database.query(
    `update identities set person_id = (select id from people where email = 's.jansen@zeist.nl') where user_id = $1`,
    [second.id],
  )
  await says(m50.jansen, 'pijler word-lid economie')
  const request = await last()
  await m50.shows(m50.secretariat, `Verzoek ${request?.number} `)
  for (const account of [m50.jansen, second]) {
    expect(await presses(account, m50.secretariat, 'request.approve', String(request?.id))).toContain(
      'Dit is uw eigen verzoek',
    )
  }
  expect(await last()).toMatchObject({ state: 'open' })
})

it('[T22] [F66] of two network leads who were asked one decides: the other’s card loses its buttons and says who', async () => {
  second = m50.person('T. Tweede', 't.tweede@waalwijk.nl')
  await says(second, 'aanmelden wethouder')
  for (const name of ['L. Leider', 'T. Tweede']) await says(m50.jansen, `rol geef ${name} netwerktrekker`)
  await says(m50.jansen, `verzoek ${(await last())?.number} intrekken`)
  await says(m50.jansen, 'pijler word-lid economie')
  const request = await last()
  const words = `Verzoek ${request?.number} `
  for (const asked of [lead, second]) expect((await asked.receives(words)).text).toContain('[Goedkeuren]')
  await lead.press('inbox', 'request.approve', String(request?.id))
  const shown = await m50.until(
    () => second.inbox().find(({ text }) => text.includes(words) && text.includes('Goedgekeurd door L. Leider')),
    { what: 'the other’s card, decided' },
  )
  expect(shown.text).not.toContain('[')
})

it('[T22] where nobody else could decide the only secretary is told so, and a deputy given later finds the request', async () => {
  for (const name of ['L. Leider', 'T. Tweede']) await says(m50.jansen, `rol eindig ${name} netwerktrekker`)
  await says(m50.jansen, 'pijler verlaat economie')
  const answer = await says(m50.jansen, 'pijler word-lid economie')
  expect(answer).toContain('niemand anders kan er nu over beslissen')
  expect(answer).toContain('m50 rol geef <persoon> plaatsvervanger')
  expect(answer).not.toContain('ligt bij het secretariaat')
  const request = await last()
  await says(m50.jansen, 'rol geef T. Tweede plaatsvervanger')
  expect(await says(second, 'secretariaat')).toContain(`Verzoek ${request?.number} `)
  expect(await says(second, `verzoek ${request?.number}`)).toContain('[Goedkeuren]')
  expect(await presses(second, 'answer', 'request.approve', String(request?.id))).toContain('is goedgekeurd')
})

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

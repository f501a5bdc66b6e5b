// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { presses, pressesOpen, says as said, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let mulder: Person
let seen = 0

beforeAll(async () => {
  m50 = await chatNetwork({ settings: { SECRETARIAT_EMAILS: 's.jansen@zeist.nl,m.mulder@zeist.nl' } })
  mulder = m50.person('M. Mulder', 'm.mulder@zeist.nl')
  await m50.begin()
  await m50.bound()
  await mulder.joins(m50.secretariat)
})

afterAll(() => m50.end())

/** A request to join by someone whom no other test knows. */
async function asked(): Promise<{ person: Person; name: string; id: string; number: number }> {
  const name = `V. Vrager${++seen}`
  const person = m50.person(name, `v.vrager${seen}@zeist.nl`)
  await said(person, 'aanmelden ambtenaar')
  await said(person, 'pijler word-lid bestuur')
  const [row] = await m50.database.query(
    `select r.id, r.number from requests r join people p on p.id = r.requester_id where p.name = $1`,
    [name],
  )
  await m50.shows(m50.secretariat, `Verzoek ${row?.number} `)
  return { person, name, id: String(row?.id), number: Number(row?.number) }
}

const stateOf = async (id: string) =>
  (await m50.database.query(`select state from requests where id = $1`, [id]))[0]?.state
const press = (by: Person, action: string, value: string) => presses(by, m50.secretariat, action, value)
/** Opens a form from a request's card. */
const opensFor = async (action: string, value: string, words: string) =>
  expect(await pressesOpen(m50.jansen, m50.secretariat, action, value)).toContain(words)

it('[F66] [T08] the first decision wins; a second press says who was first, and nothing changes', async () => {
  const { id, number, person } = await asked()
  const [message] = m50.messagesIn(m50.secretariat).filter(m => m.text.includes(`Verzoek ${number} `))
  const both = await Promise.all(
    [m50.jansen, mulder].map(by => presses(by, message ?? m50.secretariat, 'request.approve', id)),
  )
  expect(both.filter(text => text.includes(`Verzoek ${number} is goedgekeurd`))).toHaveLength(1)
  expect(
    both.filter(text => text.includes(`heeft verzoek ${number} op`) && text.includes('al goedgekeurd')),
  ).toHaveLength(1)
  await m50.shows(m50.secretariat, `Verzoek ${number} · lid worden van de pijler Bestuur`)
  await person.receives('Welkom bij de pijler Bestuur')
  expect(person.inbox().filter(m => m.text.includes('Welkom'))).toHaveLength(1)
  const shown = await m50.until(
    () =>
      m50
        .messagesIn(m50.secretariat)
        .find(m => m.text.includes(`Verzoek ${number} `) && m.text.includes('Goedgekeurd door')),
    { what: 'the decided card' },
  )
  expect(shown.text).not.toContain('[')
})

it('[A49] declines with a reason that the requester reads', async () => {
  const { id, number, person } = await asked()
  await opensFor('request.decline', id, 'Reden')
  expect((await m50.jansen.submit({ reason: '' }, { unchecked: true })).errors).toEqual({
    reason: 'Geef een reden; de aanvrager krijgt die te lezen.',
  })
  expect((await m50.jansen.submit({ reason: 'Er zit al *iemand* van <!channel> in' })).errors).toEqual({})
  const told = (await person.receives(`Verzoek ${number} is afgewezen`)).text
  expect(told).toContain('Reden: Er zit al *iemand* van <!channel> in')
  await m50.shows(m50.secretariat, 'Afgewezen door S. Jansen')
  expect(await stateOf(id)).toBe('declined')
})

it('[A49] asks a question, gets the answer by a plain message, in the thread under the request', async () => {
  const { id, number, person, name } = await asked()
  await opensFor('request.ask', id, 'Vraag versturen')
  await submits(m50.jansen, { question: 'Gaat het om de hele pijler of alleen om Mobiliteit?' })
  const question = (await person.receives(`Vraag over uw verzoek ${number}`)).text
  expect(question).toContain('“Gaat het om de hele pijler of alleen om Mobiliteit?”')
  await person.writes('Alleen Mobiliteit graag')
  await person.receives('Dank u. Uw antwoord staat bij verzoek')
  await m50.shows(m50.secretariat, 'Antwoord: “Alleen Mobiliteit graag”')
  const reply = await m50.until(
    () =>
      m50
        .messagesIn(m50.secretariat)
        .find(m => m.text.includes(`Verzoek ${number} `))
        ?.replies.find(r => r.text.includes(`Antwoord van ${name} (Zeist)`)),
    { what: 'the answer in the thread' },
  )
  expect(reply.text).toContain('Alleen Mobiliteit graag')
  expect(reply.text).toContain('[Goedkeuren]')
  expect(await presses(m50.jansen, reply, 'request.approve', id)).toContain('is goedgekeurd')
  await person.receives('Welkom bij de pijler Bestuur')
  await m50.until(
    () =>
      m50
        .messagesIn(m50.secretariat)
        .flatMap(m => m.replies)
        .some(r => r.text.includes('Alleen Mobiliteit graag') && !r.text.includes('[')),
    { what: 'the answer without buttons' },
  )
})

it('[A49] answers by the button too, and asks which question is meant when several wait', async () => {
  const { id, number, person } = await asked()
  await said(person, 'pijler word-lid samenleving')
  const [second] = await m50.database.query(`select id, number from requests order by number desc limit 1`)
  await m50.shows(m50.secretariat, `Verzoek ${second?.number} `)
  for (const value of [id, String(second?.id)]) {
    await opensFor('request.ask', value, 'Vraag versturen')
    await submits(m50.jansen, { question: `Waarom ${value}?` })
    await person.receives(`Waarom ${value}?`)
  }
  await person.writes('Omdat het past')
  const which = await person.receives('Waarop is dit een antwoord?')
  expect(await pressesOpen(person, which, 'request.answer', id)).toContain('Antwoord versturen')
  expect((await person.submit({ answer: 'Omdat het past' })).errors).toEqual({})
  await m50.shows(m50.secretariat, 'Antwoord: “Omdat het past”')
  const states = await m50.database.query(
    `select number, state from requests where id = any($1::uuid[]) order by number`,
    [[id, second?.id]],
  )
  expect(states).toEqual([
    { number, state: 'open' },
    { number: second?.number, state: 'asked' },
  ])
})

it('[T08] [E12] a decision pressed on an older drawing changes nothing, and the card shows the present', async () => {
  const alderman = m50.person('O. Ouder', 'o.ouder@zeist.nl')
  const official = m50.person('H. Helper', 'h.helper@zeist.nl')
  await said(official, 'aanmelden ambtenaar')
  await said(alderman, 'aanmelden wethouder')
  await said(alderman, 'pijler word-lid financien h.helper@zeist.nl')
  const [request] = await m50.database.query('select id, number from requests order by number desc limit 1')
  const id = String(request?.id)
  const old = await m50.shows(m50.secretariat, `Verzoek ${request?.number} `)
  await official.receives('Ondersteunt u O. Ouder')
  await presses(official, 'inbox', 'official.confirm')
  expect(await presses(m50.jansen, old, 'request.approve', id)).toContain(
    `Verzoek ${request?.number} is intussen veranderd`,
  )
  expect(await stateOf(id)).toBe('open')
  const fresh = await m50.shows(m50.secretariat, 'H. Helper, heeft bevestigd')
  expect(await presses(m50.jansen, fresh, 'request.approve', id)).toContain('is goedgekeurd')
})

it('[F69] shows who takes a request up, and who takes it over', async () => {
  const { id, number } = await asked()
  expect(await press(mulder, 'request.claim', id)).toContain(`Verzoek ${number} staat op uw naam`)
  await m50.shows(m50.secretariat, 'M. Mulder pakt dit op')
  expect(await press(m50.jansen, 'request.claim', id)).toContain(`Verzoek ${number} staat op uw naam`)
  await m50.shows(m50.secretariat, 'S. Jansen pakt dit op')
  const card = m50.messagesIn(m50.secretariat).find(m => m.text.includes(`Verzoek ${number} `))
  expect(card?.text).not.toContain('M. Mulder pakt dit op')
})

it('[A49] the requester takes a request back, and the card is over', async () => {
  const { id, number, person, name } = await asked()
  expect(await said(person, 'verzoek')).toContain(`Verzoek ${number}`)
  const own = await said(person, `verzoek ${number}`)
  expect(own).toContain('[Verzoek intrekken]')
  expect(own).not.toContain('[Goedkeuren]')
  const withdrawn = await presses(person, 'answer', 'request.withdraw', id)
  expect(withdrawn).toContain(`Verzoek ${number} is ingetrokken`)
  expect(withdrawn).toContain('[Opnieuw vragen]')
  const card = (await m50.shows(m50.secretariat, `Ingetrokken door ${name} op`)).text
  expect(card).toMatch(/op [a-z]{2} \d+ [a-z]{3}, \d\d\.\d\d uur/)
  expect(card).not.toContain('[')
  expect(await said(person, 'verzoek')).toMatch(/Ingetrokken op [a-z]{2} \d+/)
  expect(await said(person, `verzoek ${number} intrekken`)).toContain('is ingetrokken. Er is niets veranderd')
})

it('[A49] [E12] who takes back what was decided meanwhile reads in that card’s place how it stands, with what is next', async () => {
  const { id, number, person } = await asked()
  const own = await person.says(`verzoek ${number}`)
  await press(m50.jansen, 'request.approve', id)
  const before = person.answers().length
  const stands = await presses(person, own, 'request.withdraw', id)
  expect(stands).toMatch(/Intrekken kan niet meer\. Zo staat het nu:\nGoedgekeurd op .*\[Bekijk de pijler\]/s)
  expect(await stateOf(id)).toBe('approved')
  // The confirmation of the request itself has the button as well.
  const confirmed = person.answers().find(({ text }) => text.includes('[Verzoek intrekken]'))
  expect(await presses(person, confirmed ?? 'inbox', 'request.withdraw', id)).toContain('Intrekken kan niet meer.')
  expect(person.answers()).toHaveLength(before)
  expect(person.answers().some(({ text }) => text.includes('[Verzoek intrekken]'))).toBe(false)
})

it('[T07] [F69] a member who presses Goedkeuren changes nothing and is told whose it is', async () => {
  const { id, person, number } = await asked()
  await person.joins(m50.secretariat)
  const text = await press(person, 'request.approve', id)
  expect(text).toContain('Alleen het secretariaat kan hierover beslissen. Uw druk op de knop heeft niets veranderd.')
  const typed = await said(person, `verzoek ${number} terugdraaien`)
  expect(typed).toContain('Alleen het secretariaat kan hierover beslissen. Er is niets veranderd.')
  expect(await stateOf(id)).toBe('open')
})

it('[F66] who types what came too late reads that nothing changed, and nothing of a button that they did not press', async () => {
  const { id, number, person } = await asked()
  const before = await mulder.says(`verzoek ${number}`)
  await press(m50.jansen, 'request.approve', id)
  const typed = await said(person, `verzoek ${number} intrekken`)
  expect(typed).toMatch(/^S\. Jansen heeft verzoek \d+ op .* al goedgekeurd\. Er is niets veranderd\.$/m)
  // A form of a card that shows the past does not open first.
  const pressed = await presses(mulder, before, 'request.decline', id)
  expect(pressed).toMatch(/al goedgekeurd\. Uw druk op de knop heeft niets veranderd\.$/m)
})

it('[F01] [F74] the history of a request says of every act who did it, for which municipality and in which role', async () => {
  const { name, id, number, person } = await asked()
  await press(mulder, 'request.claim', id)
  await press(m50.jansen, 'request.approve', id)
  const history = await said(person, `verzoek ${number} geschiedenis`)
  expect(history).toContain(`gevraagd · ${name} (Zeist, lid)`)
  expect(history).toMatch(/opgepakt · M\. Mulder \(Zeist, lid van het secretariaat\)/)
  expect(history).toContain('goedgekeurd · S. Jansen (Zeist, lid van het secretariaat)')
})

it('[F74] every act stands in the audit, with role and app, and can be neither changed nor deleted', async () => {
  const { id } = await asked()
  await press(m50.jansen, 'request.approve', id)
  const acts = await m50.database.query(
    `select action, acted_role, app, old, new from audit where subject_kind = 'request' and subject_id = $1 order by id`,
    [id],
  )
  expect(acts).toMatchObject([
    { action: 'request.filed', acted_role: 'member', app: platform, new: { state: 'open' } },
    {
      action: 'request.approve',
      acted_role: 'secretariat',
      app: platform,
      old: { state: 'open' },
      new: { state: 'approved' },
    },
  ])
  for (const sql of [`update audit set action = 'x'`, 'delete from audit', 'truncate audit'])
    await expect(m50.database.query(sql)).rejects.toThrow('audit rows can not be changed or deleted')
})

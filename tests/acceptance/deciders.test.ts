// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, says as said } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lead: Person
let second: Person

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
  await said(m50.jansen, 'aanmelden ambtenaar')
})

afterAll(() => m50.end())

const last = async () =>
  (await m50.database.query('select id, number, asked_of, state from requests order by number desc limit 1'))[0]

it('[T22] the only secretary does not decide on an own request: the network leads are asked, and told why', async () => {
  lead = m50.person('L. Leider', 'l.leider@waalwijk.nl')
  await said(lead, 'aanmelden wethouder')
  await said(m50.jansen, 'rol geef L. Leider netwerktrekker')
  await said(m50.jansen, 'pijler word-lid bestuur')
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
  await said(deputy, 'aanmelden ambtenaar')
  await said(m50.jansen, 'rol geef P. Plaatsvervanger plaatsvervanger')
  await said(m50.jansen, 'pijler word-lid financien')
  const request = await last()
  expect(request).toMatchObject({ asked_of: 'deputySecretariat' })
  const card = (await deputy.receives(`Verzoek ${request?.number} `)).text
  expect(card).toContain('Gevraagd aan de plaatsvervanger')
  expect(await presses(deputy, 'inbox', 'request.approve', String(request?.id))).toContain('is goedgekeurd')
})

it('[A12] the chair of the pillar is asked last, and only of the own pillar', async () => {
  await said(m50.jansen, 'rol eindig L. Leider netwerktrekker')
  await said(m50.jansen, 'rol eindig P. Plaatsvervanger plaatsvervanger')
  const chair = m50.person('V. Voorzitter', 'v.voorzitter@waalwijk.nl')
  const elsewhere = m50.person('E. Elders', 'e.elders@waalwijk.nl')
  for (const person of [chair, elsewhere]) await said(person, 'aanmelden wethouder')
  await said(m50.jansen, 'rol geef V. Voorzitter voorzitter samenleving')
  await said(m50.jansen, 'rol geef E. Elders voorzitter financien')
  await said(m50.jansen, 'pijler word-lid samenleving')
  const request = await last()
  expect(request).toMatchObject({ asked_of: 'chair' })
  await chair.receives(`Verzoek ${request?.number} `)
  expect(elsewhere.inbox().some(m => m.text.includes(`Verzoek ${request?.number} `))).toBe(false)
  expect(await said(elsewhere, `verzoek ${request?.number}`)).toContain(
    'Dat kan ik niet vinden, of het is niet voor u.',
  )
  expect(await said(chair, `verzoek ${request?.number}`)).toContain('[Goedkeuren]')
})

it('[T22] a second account of the requester decides as little as the first', async () => {
  const second = m50.person('S. Jansen (thuis)', 's.jansen.thuis@zeist.nl')
  await said(second, 'aanmelden ambtenaar')
  await second.joins(m50.secretariat)
  // As linking accounts will do it.
  await m50.database.query(
    `update identities set person_id = (select id from people where email = 's.jansen@zeist.nl') where user_id = $1`,
    [second.id],
  )
  await said(m50.jansen, 'pijler word-lid economie')
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
  await said(second, 'aanmelden wethouder')
  for (const name of ['L. Leider', 'T. Tweede']) await said(m50.jansen, `rol geef ${name} netwerktrekker`)
  await said(m50.jansen, `verzoek ${(await last())?.number} intrekken`)
  await said(m50.jansen, 'pijler word-lid economie')
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
  for (const name of ['L. Leider', 'T. Tweede']) await said(m50.jansen, `rol eindig ${name} netwerktrekker`)
  await said(m50.jansen, 'pijler verlaat economie')
  const answer = await said(m50.jansen, 'pijler word-lid economie')
  expect(answer).toContain('niemand anders kan er nu over beslissen')
  expect(answer).toContain('m50 rol geef <persoon> plaatsvervanger')
  expect(answer).not.toContain('ligt bij het secretariaat')
  const request = await last()
  await said(m50.jansen, 'rol geef T. Tweede plaatsvervanger')
  expect(await said(second, 'secretariaat')).toContain(`Verzoek ${request?.number} `)
  expect(await said(second, `verzoek ${request?.number}`)).toContain('[Goedkeuren]')
  expect(await presses(second, 'answer', 'request.approve', String(request?.id))).toContain('is goedgekeurd')
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { slackNetwork } from '../support/slack-network.ts'
import { textOf, textOfView } from '../support/slack-server.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
}, 60_000)

afterAll(() => m50.end())

it('[A11] [A16] [A49] [A50] a wethouder joins a pillar, the secretariat approves in the channel, everyone is told and Postgres holds it all', async () => {
  const { slack, jansen, deVries, bakker, secretariat, general, database } = m50
  await m50.bound()

  // The official makes herself known first.
  const hello = await bakker.command('aanmelden ambtenaar', { channel: general })
  expect(textOf(await hello.ephemeral())).toContain('ambtenaar van gemeente Zeist')

  // First contact: the join is kept until it is known who speaks.
  const first = await deVries.command('pijler word-lid bestuur', { channel: general })
  const meet = textOf(await first.ephemeral())
  expect(meet).toContain('Even kennismaken')
  expect(meet).toContain('gemeente Zeist')
  const pressed = await deVries.press('ephemeral', 'person.register', { value: 'alderman' })
  expect(textOfView(await pressed.modal())).toContain('Lid worden van de pijler')
  const submitted = await deVries.submit({ official: 'a.bakker@zeist.nl' })
  expect(submitted.errors).toEqual({})

  await slack.shows(secretariat, 'Verzoek 1 · lid worden van de pijler Bestuur')
  await bakker.receives('Ondersteunt u W. de Vries')
  const decided = await jansen.press(secretariat, 'request.approve')
  expect(textOf(await decided.ephemeral())).toContain('Verzoek 1 is goedgekeurd')
  await slack.shows(secretariat, 'Goedgekeurd door S. Jansen')
  expect(textOf(await deVries.receives('Welkom bij de pijler Bestuur'))).toContain('1 lid uit 1 gemeente')
  await bakker.receives('is lid van de pijler Bestuur')

  const members = await deVries.command('pijler leden bestuur', { channel: general })
  const list = textOf(await members.ephemeral())
  expect(list).toContain('W. de Vries, wethouder (opgegeven), Zeist')
  expect(list).toContain('A. Bakker')

  const home = await deVries.command('gemeente zeist', { channel: general })
  expect(textOf(await home.ephemeral())).toContain('Bestuur: W. de Vries · ondersteuning: A. Bakker')

  // Until someone who knows says [Klopt], a function stands as stated.
  const confirmed = await jansen.press(secretariat, 'person.confirm')
  expect(textOf(await confirmed.ephemeral())).toContain('is nu bevestigd als wethouder')
  const later = await deVries.command('pijler leden bestuur', { channel: general })
  expect(textOf(await later.ephemeral())).toContain('W. de Vries, wethouder, Zeist')

  const [seat] = await database.query(
    `select p.name, o.name as official, r.state, r.number from pillar_members s join people p on p.id = s.person_id
     join people o on o.id = s.official_id join requests r on r.id = s.request_id`,
  )
  expect(seat).toEqual({ name: 'W. de Vries', official: 'A. Bakker', state: 'approved', number: 1 })
  expect(slack.complaints()).toEqual([])
})

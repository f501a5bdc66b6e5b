// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin({}, { fromSource: true })
})

afterAll(() => m50.end())

it('[A11] [A16] [A49] [A50] a wethouder joins a pillar, the secretariat approves in the channel, everyone is told and Postgres holds it all', async () => {
  const { jansen, deVries, bakker, secretariat, general, database } = m50
  await m50.bound()

  // The official makes herself known first.
  expect(await says(bakker, 'aanmelden ambtenaar', general)).toContain('ambtenaar van gemeente Zeist')

  // First contact: the join is kept until it is known who speaks.
  const meet = await says(deVries, 'pijler word-lid bestuur', general)
  expect(meet).toContain('Even kennismaken')
  expect(meet).toContain('gemeente Zeist')
  expect(await pressesOpen(deVries, 'answer', 'person.register', 'alderman')).toContain('Lid worden van de pijler')
  expect(await submits(deVries, { official: 'a.bakker@zeist.nl' })).toContain('Verzoek 1 is verstuurd')

  await m50.shows(secretariat, 'Verzoek 1 · lid worden van de pijler Bestuur')
  await bakker.receives('Ondersteunt u W. de Vries')
  expect(await presses(jansen, secretariat, 'request.approve')).toContain('Verzoek 1 is goedgekeurd')
  await m50.shows(secretariat, 'Goedgekeurd door S. Jansen')
  expect((await deVries.receives('Welkom bij de pijler Bestuur')).text).toContain('1 lid uit 1 gemeente')
  await bakker.receives('is lid van de pijler Bestuur')

  const list = await says(deVries, 'pijler leden bestuur', general)
  expect(list).toContain('W. de Vries, wethouder (opgegeven), Zeist')
  expect(list).toContain('A. Bakker')

  expect(await says(deVries, 'gemeente zeist', general)).toContain('Bestuur: W. de Vries · ondersteuning: A. Bakker')

  // Until someone who knows says [Klopt], a function stands as stated.
  expect(await presses(jansen, secretariat, 'person.confirm')).toContain('is nu bevestigd als wethouder')
  expect(await says(deVries, 'pijler leden bestuur', general)).toContain('W. de Vries, wethouder, Zeist')

  const [seat] = await database.query(
    `select p.name, o.name as official, r.state, r.number from pillar_members s join people p on p.id = s.person_id
     join people o on o.id = s.official_id join requests r on r.id = s.request_id`,
  )
  expect(seat).toEqual({ name: 'W. de Vries', official: 'A. Bakker', state: 'approved', number: 1 })
  expect(m50.complaints()).toEqual([])
})

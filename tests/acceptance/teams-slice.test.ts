// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { teamsNetwork } from '../support/teams-network.ts'
import { textOf } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>

beforeAll(async () => {
  m50 = await teamsNetwork()
  await m50.begin()
}, 60_000)

afterAll(() => m50.end())

it('[A11] [A16] [A49] [A50] [F70] on Teams too a wethouder joins a pillar, the secretariat approves in the channel, everyone is told and Postgres holds it all', async () => {
  const { teams, jansen, deVries, bakker, secretariat, general, database } = m50
  await m50.bound()

  await bakker.writes('aanmelden ambtenaar')
  await bakker.receives('ambtenaar van gemeente Zeist')

  // First contact, in a channel: the join is kept until it is known who speaks, and the answer is theirs alone.
  const asked = await deVries.mentions(general, 'pijler word-lid bestuur')
  expect(textOf(await deVries.receives('Even kennismaken'))).toContain('gemeente Zeist')
  const note = await teams.shows(general, 'Ik heb u persoonlijk geantwoord.')
  expect(note.thread).toBe(asked)

  const met = await deVries.opens(deVries.direct, 'person.register', 'alderman')
  expect(met.dialog?.title).toBe('Lid worden')
  const wrong = await deVries.submits({ official: 'niemand@elders.example' })
  expect(JSON.stringify(wrong.dialog?.card)).toContain('niemand@elders.example')
  expect(JSON.stringify(wrong.dialog?.card)).toContain('error.official')
  await deVries.submits({ official: 'a.bakker@zeist.nl' })
  await deVries.receives('Verzoek 1 is verstuurd')

  await teams.shows(secretariat, 'Verzoek 1 · lid worden van de pijler Bestuur')
  await bakker.receives('Ondersteunt u W. de Vries')
  const decided = await jansen.press(secretariat, 'request.approve')
  expect(decided.words).toContain('Verzoek 1 is goedgekeurd')
  await jansen.receives('Verzoek 1 is goedgekeurd')

  // The card itself says for all who decided, and nothing else was said in the channel.
  const card = await teams.shows(secretariat, 'Goedgekeurd door S. Jansen')
  expect(card.updates).toBeGreaterThan(0)
  expect(textOf(await deVries.receives('Welkom bij de pijler Bestuur'))).toContain('1 lid uit 1 gemeente')
  await bakker.receives('is lid van de pijler Bestuur')

  const [seat] = await database.query(
    `select p.name, o.name as official, r.state, r.number from pillar_members s join people p on p.id = s.person_id
     join people o on o.id = s.official_id join requests r on r.id = s.request_id`,
  )
  expect(seat).toEqual({ name: 'W. de Vries', official: 'A. Bakker', state: 'approved', number: 1 })
  expect(teams.complaints()).toEqual([])
})

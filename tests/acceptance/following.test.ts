// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lobbying, words } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
})

afterAll(() => m50.end())

const follows = (kind: string) =>
  m50.database.query('select p.name from follows f join people p on p.id = f.person_id where f.subject_kind = $1', [
    kind,
  ])

it('[F13] a lobby point is followed by number and from its card; who follows counts, hears what changes, and stops', async () => {
  const { bakker, smit } = m50
  const title = 'Houd het zwembad open'
  const point = await lobby.approved(bakker, title)
  await m50.shows(lobby.society, `LP ${point.number} ·`)
  expect(await says(smit, `volg LP ${point.number}`)).toContain(`U volgt LP ${point.number}, als eerste.`)
  const tiel = await lobby.someone('tiel.nl')
  for (const _ of [1, 2])
    expect(await presses(tiel, lobby.society, 'follow.give', point.id)).toContain('dat nu 2 volgers heeft')
  expect(await says(tiel, `lobby ${point.number}`)).toContain('2 volgers')
  expect(await says(smit, 'volg')).toContain(`Lobbypunten die u volgt: LP ${point.number}.`)
  await says(bakker, `lobby ${point.number}`)
  await says(bakker, `lobby beheer ${point.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.words', point.id)
  await submits(bakker, {
    title,
    problem: words.problem,
    whyMidsized: words.whyMidsized,
    ask: 'Vergoed de energiekosten van zwembaden.',
  })
  for (const person of [smit, tiel]) await person.receives(`De vraag van LP ${point.number} is gewijzigd`)
  await says(tiel, `lobby ${point.number}`)
  expect(await presses(tiel, 'answer', 'follow.end', point.id)).toContain(`U volgt LP ${point.number} niet meer.`)
  expect(await follows('lobbyPoint')).toEqual([{ name: expect.stringMatching(/smit/i) }])
})

it('[F13] a bottleneck is followed, and its followers hear of the point that comes of it', async () => {
  const { bakker, jansen, smit } = m50
  await lobby.shares(bakker, 'Accountants zijn onvindbaar')
  const { id, number } = await lobby.bottleneck('Accountants zijn onvindbaar')
  expect(await says(smit, `volg knelpunt ${number}`)).toContain(`U volgt knelpunt ${number}, als eerste.`)
  expect(await says(smit, `knelpunt ${number}`)).toContain('1 volger')
  await says(bakker, `knelpunt ${number}`)
  await pressesOpen(bakker, 'answer', 'lobby.lift', id)
  await submits(bakker, { ask: 'Leid er meer op.', whyMidsized: 'Ze kiezen de grote steden.' })
  await submits(bakker, { target: 'vws' })
  const point = await lobby.proposed('Accountants zijn onvindbaar')
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  const told = await smit.receives(`Knelpunt ${number} gaat verder als LP ${point.number}`)
  expect(told.text).toContain('U kunt het punt bekijken, en namens uw gemeente steunen.')
  expect(await says(smit, 'volg 987654')).toContain('Ik ken geen pijler, lobbypunt of knelpunt “987654”.')
})

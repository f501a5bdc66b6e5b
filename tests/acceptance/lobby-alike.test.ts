// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lobbying, words } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
}, 90_000)

afterAll(() => m50.end())

it('[F16] a proposal that is like a point shows it before step two, to be supported instead or told apart, and never one that its proposer may not know', async () => {
  const { bakker, database } = m50
  const point = await lobby.approved(bakker, 'Houd de regionale busdienst in stand')
  await lobby.approved(bakker, 'Vertrouwelijk over busdiensten', { confidential: true })
  const tiel = await lobby.someone('tiel.nl')
  await opens(tiel, 'lobby nieuw Regionale busdiensten in het buitengebied')
  const title = 'Regionale busdiensten in het buitengebied'
  const shown = await submits(tiel, { ...words, title })
  expect(shown).toContain('Lijkt dit op iets wat er al is?')
  expect(shown).toContain(`LP ${point.number} · Houd de regionale busdienst in stand`)
  expect(shown).toContain('verzamelt steun · 1 gemeente')
  expect(shown).not.toContain('Vertrouwelijk')
  const [draft] = await database.query<{ id: string }>(
    `select id from lobby_points where title = $1 and state = 'draft'`,
    [title],
  )
  expect(await pressesOpen(tiel, 'answer', 'lobby.details', draft?.id)).toContain('Stap 2 van 2.')
  await tiel.closes()
  expect(await presses(tiel, 'answer', 'lobby.support', point.id)).toContain(
    `Tiel steunt LP ${point.number}, als 2e gemeente.`,
  )
  await opens(tiel, 'lobby nieuw')
  expect(await submits(tiel, { ...words, title: 'Maak crisisnoodopvang betaalbaar' })).toContain('Stap 2 van 2.')
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lobbying, type Proposed } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, says } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>
let doctors: Proposed
let bus: Proposed
let hidden: Proposed

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
  const { bakker } = m50
  doctors = await lobby.approved(bakker, 'Leid meer jeugdartsen op', {
    theme: '4.3',
    evidence: 'Capaciteitsorgaan, raming 2027',
    dossiers: '2026Z01234',
  })
  bus = await lobby.approved(bakker, 'Houd de bus in het buitengebied', { target: 'provincie-utrecht' })
  hidden = await lobby.approved(bakker, 'Kanarievogel in de jeugdzorg', { confidential: true })
}, 120_000)

afterAll(() => m50.end())

it('[A29] the agenda is narrowed in words, in any order, by pillar, target, theme, state and municipality', async () => {
  const { smit } = m50
  const all = await says(smit, 'lobby')
  expect(all).toContain(`LP ${doctors.number} ·`)
  expect(all).toContain(`LP ${bus.number} ·`)
  const ministry = await says(smit, 'lobby vws')
  expect(ministry).toContain('Gericht aan Ministerie van Volksgezondheid, Welzijn en Sport')
  expect(ministry).toContain(`LP ${doctors.number} ·`)
  expect(ministry).not.toContain(`LP ${bus.number} ·`)
  const province = await says(smit, 'lobby samenleving provincie utrecht verzamelt steun')
  expect(province).toContain('Pijler Samenleving · Gericht aan Provincie Utrecht · Stand: verzamelt steun')
  expect(province).toContain(`LP ${bus.number} ·`)
  expect(province).not.toContain(`LP ${doctors.number} ·`)
  const theme = await says(smit, 'lobby thema mobiliteit')
  expect(theme).toContain('Thema Mobiliteit')
  expect(theme).toContain('Zulke lobbypunten zijn er nu niet.')
  expect(await says(smit, 'lobby zeist')).toContain(`LP ${bus.number} ·`)
  expect(await says(smit, 'lobby gelukt van zeist')).toContain('Zulke lobbypunten zijn er nu niet.')
})

it('[A29] our points are those that the own municipality proposed or says something to', async () => {
  const tiel = await lobby.someone('tiel.nl')
  expect(await says(tiel, 'lobby onze punten')).toContain('Zulke lobbypunten zijn er nu niet.')
  await says(tiel, `lobby steun ${bus.number}`)
  expect(await says(tiel, 'lobby')).toContain('[Onze punten]')
  const own = await presses(tiel, 'answer', 'chat.line', 'lobby onze punten')
  expect(own).toContain('Voorgesteld of gesteund door Tiel')
  expect(own).toContain(`LP ${bus.number} ·`)
  expect(own).not.toContain(`LP ${doctors.number} ·`)
})

it('[F89] words that narrow nothing lead to the search, which finds texts, evidence and dossiers in Dutch, with the line that matched', async () => {
  const { smit } = m50
  expect(await says(smit, 'lobby opleidingsplaats')).toContain('“opleidingsplaats” ken ik hier niet')
  const found = await presses(smit, 'answer', 'chat.line', 'zoek opleidingsplaats')
  expect(found).toContain('Gezocht: opleidingsplaats')
  expect(found).toContain(`LP ${doctors.number} ·`)
  expect(found).toMatch(/financiert 60 extra \*{0,2}opleidingsplaatsen/)
  const evidence = await says(smit, 'zoek raming')
  expect(evidence).toContain('1 lobbypunt gevonden.')
  expect(evidence).toContain(`LP ${doctors.number} ·`)
  expect(await says(smit, 'zoek 2026Z01234')).toContain(`LP ${doctors.number} ·`)
  const none = await says(smit, 'zoek waterschapsverkiezingen')
  expect(none).toContain('Niets gevonden.')
  expect(none).toContain('[Stel een lobbypunt voor]')
  expect(await says(smit, 'zoek')).toContain('Waar zoekt u naar?')
})

it('[T20] the search finds a confidential point for who may see it alone, and tells nobody else that there is one', async () => {
  const { smit, jansen } = m50
  const found = await says(smit, 'zoek jeugd')
  expect(found).toContain('1 lobbypunt gevonden.')
  expect(found).not.toContain('anarie')
  expect(await says(smit, 'zoek kanarievogel')).toContain('Niets gevonden.')
  const seen = await jansen.asksPrivately('zoek kanarievogel', 'Kanarievogel in de jeugdzorg', m50.general)
  expect(seen.text).toContain(`LP ${hidden.number} ·`)
  expect(seen.text).toContain('Vertrouwelijk')
  await presses(jansen, 'inbox', 'chat.line', `lobby ${hidden.number}`)
})

it('[A29] [F89] what is narrowed or found goes on over pages, each asked by the button of the one before', async () => {
  const { smit } = m50
  await m50.database.query(
    `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, municipality_id, created_at, opened_at, moved_at)
     select 'achieved', 'Fietspad ' || n, 'Het fietspad is smal.', 'Verbreed het.', 'Hier fietst iedereen.', 'bestuur', 'GM0355', now(), now(), now() - n * interval '1 hour'
     from generate_series(1, 20) n`,
  )
  const first = await says(smit, 'lobby bestuur gelukt')
  expect(first).toContain('20 lobbypunten, blad 1 van 2.')
  expect(first).toContain('Fietspad 1')
  const second = await presses(smit, 'answer', 'chat.line', 'lobby lijst bestuur gelukt 2')
  expect(second).toContain('Pijler Bestuur · Stand: gelukt')
  expect(second).toContain('Fietspad 20')
  expect(await says(smit, 'zoek fietspaden')).toContain('20 lobbypunten gevonden, blad 1 van 2.')
  const found = await presses(smit, 'answer', 'chat.line', 'zoek fietspaden blad 2')
  expect(found).toContain('blad 2 van 2')
  expect(found.match(/Fietspad \d+/g)).toHaveLength(8)
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lobbying, type Proposed, words } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

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
  expect(await says(smit, 'lobby lijst 7')).toBe(all)
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
  expect(own).toContain('Voorgesteld door Tiel, of met haar steun of voorbehoud')
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
  await m50.database.query(
    `insert into lobby_supports (point_id, municipality_id, stance, line, created_at) values ($1::uuid, 'GM0303', 'support', 'Wij horen de kolibrie.', now())`,
    [hidden.id],
  )
  for (const word of ['kanarievogel', 'kolibrie'])
    expect(await says(smit, `zoek ${word}`), word).toContain('Niets gevonden.')
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
  // What municipalities run into follows after the points, on the same pages.
  await lobby.shares(smit, 'Een fietspad te weinig')
  expect(await says(smit, 'zoek fietspaden')).toContain('20 lobbypunten gevonden. 1 knelpunt gevonden. Blad 1 van 2;')
  const found = await presses(smit, 'answer', 'chat.line', 'zoek fietspaden blad 2')
  expect(found).toContain('Blad 2 van 2;')
  expect(found.match(/Fietspad \d+/g)).toHaveLength(8)
  expect(found).toContain('Een fietspad te weinig')
})

it('[A29] a list of very many lines counts no further than a hundred, and goes on', async () => {
  const { smit } = m50
  await m50.database.query(
    `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, municipality_id, created_at, opened_at, moved_at)
     select 'notAchieved', 'Rotonde ' || n, 'Er staan files.', 'Leg hem aan.', 'Hier rijdt iedereen.', 'financien', 'GM0355', now(), now(), now() - n * interval '1 hour'
     from generate_series(1, 121) n`,
  )
  expect(await says(smit, 'lobby niet gelukt')).toContain('Meer dan 100 lobbypunten, blad 1.')
  expect(await says(smit, 'lobby lijst niet gelukt 9')).toContain('Meer dan 108 lobbypunten, blad 9.')
  expect(await presses(smit, 'answer', 'chat.line', 'lobby lijst niet gelukt 10')).toContain('Meer dan 120')
  const last = await presses(smit, 'answer', 'chat.line', 'lobby lijst niet gelukt 11')
  expect(last).toContain('121 lobbypunten, blad 11 van 11.')
  expect(last).toContain('Rotonde 121')
  // Of a word of so many points, those that moved last are looked at.
  const found = await says(smit, 'zoek rotonde')
  expect(found).toContain('Meer dan 50 lobbypunten gevonden.')
  expect(found.match(/Rotonde \d+/g)).toHaveLength(12)
  expect(await says(smit, 'zoek rotonde blad 5')).toMatch(/Rotonde (?:[1-9]|[1-4]\d|50)\b/)
})

it('[F89] [F90] the search finds what was said around a point, by whom and when: own words, earlier wordings, what the pillar decided, agendas and results', async () => {
  const { smit, bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Bouw een zwembad')
  const dronten = await lobby.someone('dronten.nl')
  await says(dronten, `lobby steun ${point.number}`)
  await pressesOpen(dronten, 'answer', 'lobby.line', point.id)
  await submits(dronten, { line: 'Onze kinderen gaan naar de trampolines.' })
  const line = await says(smit, 'zoek trampoline')
  expect(line).toContain(`LP ${point.number} · Bouw een zwembad`)
  expect(line).toMatch(/Dronten steunt dit, \d+ \w+ \d{4}: Onze kinderen gaan naar de \*{0,2}trampolines/)
  await says(bakker, `lobby beheer ${point.number}`)
  await pressesOpen(bakker, 'answer', 'lobby.words', point.id)
  const { problem, whyMidsized } = words
  await submits(bakker, { title: 'Bouw een bad', ask: 'Het Rijk betaalt mee.', problem, whyMidsized })
  expect(await says(smit, 'zoek zwembaden')).toMatch(/Zo stond het er tot \d+ \w+ \d{4}: Bouw een \*{0,2}zwembad/)
  await m50.database.query(
    `with round as (
       insert into lobby_rounds (pillar_id, question, state, municipalities, opened_at, closes_at, closed_at, outcome, outcome_at)
       values ('samenleving', 'Wat eerst?', 'closed', 40, '2026-03-01', '2026-03-09', '2026-03-09', 'Dit gaat naar de staatssecretaris.', '2026-03-10T12:00Z') returning id)
     insert into lobby_round_points (round_id, point_id, place) select round.id, p.id, p.place from round, (values ($1::uuid, 1), ($2::uuid, null)) p(id, place)`,
    [point.id, bus.id],
  )
  const outcome = await says(smit, 'zoek staatssecretaris')
  expect(outcome).toContain('1 lobbypunt gevonden.')
  expect(outcome).toMatch(/De pijler besloot, 10 mrt 2026: Dit gaat naar de \*{0,2}staatssecretaris/)
  await opens(jansen, `lobby agendeer ${point.number}`)
  const placement = { target: 'provincie-utrecht', occasion: 'sportberaad', spokesperson: 'W. de Vries' }
  await submits(jansen, { ...placement, placedOn: '2031-03-03' })
  expect(await says(smit, 'zoek sportberaad')).toMatch(
    /Op de agenda van Provincie Utrecht, 3 mrt 2031: \*{0,2}sportberaad/,
  )
  await opens(jansen, `lobby resultaat ${point.number}`)
  await submits(jansen, { ending: 'achieve', result: 'Er komen duikplanken.' })
  const result = await says(smit, 'zoek duikplank')
  expect(result).toContain('gelukt')
  expect(result).toMatch(/\*{0,2}duikplanken/)
})

it('[F27] [F89] contacts are found by who may read them alone', async () => {
  const { smit, bakker, jansen } = m50
  await says(bakker, `lobby contact ${bus.number} gesproken met gedeputeerde Zeldenrust`)
  for (const reader of [bakker, await lobby.someone('zeist.nl'), jansen])
    expect(await says(reader, 'zoek zeldenrust'), reader.name).toMatch(/Contact, \d+ \w+ \d{4}: .*Zeldenrust/)
  expect(await says(smit, 'zoek zeldenrust')).toContain('Niets gevonden.')
})

it('[F89] bottlenecks are found by their texts and the examples of municipalities', async () => {
  const { smit, bakker } = m50
  await lobby.shares(bakker, 'Te weinig speeltuinen')
  const { id, number } = await lobby.bottleneck('Te weinig speeltuinen')
  await says(smit, `knelpunt herken ${number}`)
  await pressesOpen(smit, 'answer', 'bottleneck.example', id)
  await submits(smit, { example: 'De wipkippen staan droog.' })
  const found = await says(bakker, 'zoek speeltuin')
  expect(found).toContain('1 knelpunt gevonden.')
  expect(found).not.toContain('0 lobbypunten')
  expect(await says(bakker, 'zoek wipkip')).toMatch(/Waalwijk herkent dit: De \*{0,2}wipkippen/)
  expect(await presses(bakker, 'answer', 'chat.line', `knelpunt ${number}`)).toContain('De wipkippen staan droog.')
})

it('[F89] [F90] the search is narrowed by filters in both languages: to a state, a pillar, a municipality, and to what was decided, when and what that was', async () => {
  const { smit, bakker, jansen } = m50
  const tram = await lobby.approved(bakker, 'Leg de trambaan door')
  await opens(jansen, `lobby resultaat ${tram.number}`)
  await submits(jansen, { ending: 'achieve', result: 'De provincie legt rails.' })
  const open = await lobby.approved(bakker, 'Trambaan zonder overweg')
  await lobby.shares(smit, 'Lawaai van de trambaan')
  const all = await says(smit, 'zoek trambaan')
  expect(all).toContain('2 lobbypunten gevonden. 1 knelpunt gevonden.')
  for (const typed of ['zoek trambaan status:open', 'search state:open trambaan']) {
    const found = await says(smit, typed)
    expect(found, typed).toContain(`LP ${open.number} ·`)
    expect(found, typed).not.toContain(`LP ${tram.number} ·`)
    expect(found, typed).not.toContain('nelpunt')
  }
  expect(await says(smit, 'zoek trambaan pijler:financien')).toContain('[Zoek zonder filters]')
  expect(await presses(smit, 'answer', 'chat.line', 'zoek trambaan')).toContain('2 lobbypunten gevonden.')
  const played = await says(smit, 'zoek trambaan pijler:Samenleving gemeente:waalwijk')
  expect(played).toContain('1 knelpunt gevonden.')
  expect(played).not.toContain('LP ')
  for (const typed of ['zoek soort:besluiten trambaan', 'zoek trambaan kind:decisions pijler:samenleving']) {
    const decided = await says(smit, typed)
    expect(decided, typed).toContain('1 besluit gevonden.')
    expect(decided, typed).toMatch(
      new RegExp(`LP ${tram.number} · .*\\n.*gelukt.*\\n.*Dit kwam eruit, \\d+ \\w+ \\d{4}: De provincie legt rails`),
    )
    expect(decided, typed).not.toContain(`LP ${open.number} ·`)
  }
  // Neither what few may know of, nor what it came to.
  await m50.database.query(
    `insert into lobby_results (point_id, result, is_confidential, ended_at) values ($1::uuid, 'Een kolibrie in de hand.', true, now())`,
    [hidden.id],
  )
  for (const word of ['kanarievogel', 'kolibrie'])
    expect(await says(smit, `zoek ${word} soort:besluiten pijler:samenleving`), word).toContain('niets gevonden')
  const strange = await says(smit, 'zoek trambaan kleur:rood')
  expect(strange).toContain('“kleur:” is geen filter.')
  expect(strange).toContain('status:, pijler:, thema:, aan:, gemeente: en soort:')
  expect(await says(smit, 'zoek trambaan pijler:vissen')).toContain('Achter pijler: staat “vissen”')
  expect(await says(smit, 'zoek status:open')).toContain('Waar zoekt u naar?')
})

it('[F89] the search finds people by the beginning of their names, and reports of theme groups', async () => {
  const { smit, jansen, database } = m50
  const group = { id: 'proef', name: 'Fietsen' }
  await database.query(
    `with g as (insert into theme_groups (id, pillar_id, name, starts_on, ends_on) values ($1, 'samenleving', $2, '2026-01-01', '2026-06-01') returning id)
     insert into theme_group_reports (theme_group_id, text, reported_by_id, reported_at)
     select g.id, 'De aanbestedingen duurden te lang.', i.person_id, now() from g, identities i where i.user_id = $3`,
    [group.id, group.name, jansen.id],
  )
  const report = await says(smit, 'zoek aanbesteding')
  expect(report).toContain('1 verslag gevonden.')
  expect(report).toMatch(/Verslag van de themagroep Fietsen\**\n.*S\. Jansen.*\n.*aanbestedingen\*{0,2} duurden/)
  expect(await presses(smit, 'answer', 'chat.line', 'themagroep afgerond proef')).toContain('duurden te lang')
  const person = await says(smit, 'zoek bakker soort:personen')
  expect(person).toContain('1 persoon gevonden.')
  expect(person).toMatch(/A\. Bakker\**\nAmbtenaar, Zeist/)
  expect(await says(smit, 'zoek bakker gemeente:tiel')).toContain('niets gevonden')
  expect(await presses(smit, 'answer', 'chat.line', 'zoek bakker')).toContain('A. Bakker')
})

it('[F19] [F21] [F26] [F74] a point of many words shows first how it stands, with whom and what became of it; its texts and its course are read whole a sheet at a time', async () => {
  const { bakker, jansen, smit } = m50
  const title = 'Zwemles hoort bij school'
  const text = (word: string, length: number) =>
    `${`${word} `.repeat(Math.ceil(length / (word.length + 1)))}einde-${word}`
  await opens(bakker, `lobby nieuw ${title}`)
  const long = { problem: text('water', 1500), ask: text('geld', 800), whyMidsized: text('midden', 900) }
  await submits(bakker, { ...words, title, ...long })
  await submits(bakker, { target: 'vws', evidence: text('cijfer', 1200) })
  const point = await lobby.proposed(title)
  await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', point.requestId)
  const tiel = await lobby.someone('tiel.nl')
  await says(tiel, `lobby ${point.number}`)
  await pressesOpen(tiel, 'answer', 'lobby.reserve', point.id)
  await submits(tiel, { line: text('voorbehoud', 450) })
  await opens(jansen, `lobby agendeer ${point.number}`)
  await submits(jansen, { target: 'vng-alv', occasion: 'motie', spokesperson: 'W. de Vries', placedOn: '2027-06-16' })
  await says(jansen, `lobby contact ${point.number} ${text('gesproken', 280)}`)

  const card = await says(jansen, `lobby ${point.number}`)
  for (const said of [
    'Gesteund door Zeist.',
    'Voorbehoud van Tiel',
    'motie',
    'Contact',
    'Wat speelt er:',
    'Onderbouwing:',
  ])
    expect(card).toContain(said)
  expect(card.indexOf('Contact')).toBeLessThan(card.indexOf('Wat speelt er:'))
  expect(card.indexOf('Voorbehoud van Tiel')).toBeLessThan(card.indexOf('Wat speelt er:'))
  expect(card).not.toContain('einde-water')
  expect(await says(tiel, `lobby ${point.number}`)).toContain('Tiel maakte op')

  /** All that stands on a line's answer and the sheets after it, each asked by the button of the one before. */
  const sheets = async (line: string, more: string): Promise<string> => {
    let last = await says(smit, line)
    let read = last
    for (let sheet = 2; last.includes(`[${more}]`); sheet += 1) {
      expect(last).toContain('Deel ')
      last = await presses(smit, 'answer', 'chat.line', `${line} 1.${sheet}`)
      read += last
    }
    return read
  }
  expect(card).toContain('[Lees alles]')
  const whole = await sheets(`lobby tekst ${point.number}`, 'Lees verder')
  const ends = ['water', 'geld', 'midden', 'cijfer', 'voorbehoud'].map(word => `einde-${word}`)
  for (const end of ends) expect(whole).toContain(end)
  expect(await says(jansen, `lobby stappen ${point.number}`)).toContain('einde-gesproken')

  // Each of its texts is changed a few times: the course tells of all of them, more than stands on one card.
  for (const round of ['een', 'twee', 'drie', 'vier']) {
    await says(jansen, `lobby beheer ${point.number}`)
    await pressesOpen(jansen, 'answer', 'lobby.words', point.id)
    const changed = Object.fromEntries(
      Object.entries(long).map(([field, words]) => [field, `Versie ${round}. ${words}`]),
    )
    await submits(jansen, { title: `${title} ${round}`, ...changed })
  }
  const course = await sheets(`lobby verloop ${point.number}`, 'Toon eerdere stappen')
  for (const round of ['een', 'twee', 'drie', 'vier']) expect(course).toContain(`Versie ${round}.`)
  expect(course).toContain('voorgesteld, door A. Bakker')
})

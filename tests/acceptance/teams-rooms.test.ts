// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: teams, channels and installing, which Slack knows otherwise or not.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { type Person, textOf } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>

beforeAll(async () => {
  m50 = await teamsNetwork()
  await m50.begin()
})

afterAll(async () => {
  expect(m50.teams.complaints()).toEqual([])
  await m50.end()
})

const aTeam = (name: string) => ({ id: `19:${randomUUID().replaceAll('-', '')}@thread.tacv2`, name })
/** Each stands in the card once more, for a client that knows no Action.Execute. */
const buttonsOf = (card: object | undefined) => [
  ...new Set(
    JSON.stringify(card)
      .match(/"title":"[^"]*"/g)
      ?.map(each => each.slice(9, -1)),
  ),
]
const welcomes = (person: Person) => person.inbox().filter(each => textOf(each).includes('Welkom, '))
const channelRow = async (id: string) =>
  (
    await m50.database.query<{ name: string; out: boolean }>(
      'select name, unreached_at is not null as out from channels where external_id = $1 and ended_at is null',
      [id],
    )
  )[0]
const settlesAs = (id: string, row: { name: string; out: boolean }) =>
  eventually(
    () => channelRow(id),
    found => found?.name === row.name && found.out === row.out,
  )

it('[E22] whoever adds the bot is welcomed once, with three buttons by role, also when Teams tells it again or it is added anew', async () => {
  const { jansen, bakker, database } = m50
  await bakker.installs()
  const card = await bakker.receives('Welkom, A. Bakker')
  expect(buttonsOf(card.card)).toEqual(['Aanmelden', 'Bekijk de pijlers', 'Wat kan ik doen?'])
  await jansen.installs()
  expect(buttonsOf((await jansen.receives('Welkom, S. Jansen')).card)).toEqual([
    'Toon wat er ligt',
    'Kijk of alles werkt',
    'Wat kan ik doen?',
  ])
  await bakker.installs()
  await bakker.writes('help')
  await bakker.receives('Wat kan ik voor u doen?')
  expect(welcomes(bakker)).toHaveLength(1)
  const [row] = await database.query<{ out: boolean }>(
    'select unreached_at is not null as out from identities where user_id = $1',
    [bakker.user.aadObjectId],
  )
  expect(row).toEqual({ out: false })
})

it('[E22] whoever is known is welcomed with what waits, and the button leads home', async () => {
  const { smit } = m50
  await smit.writes('aanmelden ambtenaar')
  await smit.receives('U bent aangemeld')
  await smit.installs()
  expect(buttonsOf((await smit.receives('Welkom, M. Smit')).card)).toEqual([
    'Wat wacht er op mij?',
    'Bekijk de pijlers',
    'Wat kan ik doen?',
  ])
  await smit.press(smit.direct, 'chat.line', 'm50')
  await smit.receives('Dag M. Smit')
})

it('[E22] in a team it is said once, to all, who added the bot, and to none of its members by themselves', async () => {
  const { teams, deVries, smit } = m50
  const team = aTeam('Vakberaad')
  const first = teams.addChannel({ name: '', members: [deVries, smit], team })
  const before = smit.inbox().length
  await deVries.installs(first)
  await deVries.installs(first)
  const card = await teams.shows(first, 'W. de Vries heeft de bot van M50 hier toegevoegd')
  expect(buttonsOf(card.card)).toEqual(['Aanmelden', 'Bekijk de pijlers', 'Wat kan ik doen?'])
  await deVries.writes('help')
  await deVries.receives('Wat kan ik voor u doen?')
  expect(teams.messagesIn(first)).toHaveLength(1)
  expect(smit.inbox()).toHaveLength(before)
})

it('[T04] whoever adds the bot in a tenant that is not admitted reads that alone', async () => {
  const { teams } = m50
  const stranger = teams.addPerson({ name: 'V. Vreemd', email: 'v@elders.example', tenant: randomUUID() })
  await stranger.installs()
  await stranger.receives('nog niet toegelaten')
  expect(stranger.inbox()).toHaveLength(1)
})

it('[F10] a channel goes by its name, also where Teams does not tell it: by what the connector says, and what is said later', async () => {
  const { teams, jansen } = m50
  const team = aTeam('Secretariaat M50')
  const desk = teams.addChannel({ name: 'verzoeken', members: [jansen], team, isNamed: false })
  const first = teams.addChannel({ name: '', members: [jansen], team, isNamed: false })
  await jansen.mentions(desk, 'kanaal secretariaat')
  await jansen.receives('Dit kanaal is nu van het secretariaat')
  expect(await channelRow(desk)).toEqual({ name: 'verzoeken', out: false })
  await jansen.mentions(first, 'kanaal pijler bestuur')
  await jansen.receives('Dit kanaal hoort nu bij de pijler Bestuur')
  expect(await channelRow(first)).toEqual({ name: 'Secretariaat M50', out: false })
  await jansen.changes(desk, 'channelRenamed', 'aanvragen')
  await settlesAs(desk, { name: 'aanvragen', out: false })
  await jansen.changes(first, 'teamRenamed', 'Bureau M50')
  await settlesAs(first, { name: 'Bureau M50', out: false })
})

it('[F10] [E23] m50 kanaal alone gives the choice in the channel itself, where its buttons bind, and only for the secretariat', async () => {
  const { teams, jansen, bakker } = m50
  const place = teams.addChannel({ name: 'mobiliteit', members: [jansen, bakker] })
  await jansen.mentions(place, 'kanaal')
  const choice = await teams.shows(place, 'Mobiliteit')
  const refused = await bakker.press(place, 'chat.line', 'kanaal themagroep mobiliteit', choice.id)
  expect(refused.words).toContain('Alleen het secretariaat kan dit')
  expect(await channelRow(place)).toBeUndefined()
  const done = await jansen.press(place, 'chat.line', 'kanaal themagroep mobiliteit', choice.id)
  expect(done.words).toContain('themagroep Mobiliteit')
  expect(await channelRow(place)).toEqual({ name: 'mobiliteit', out: false })
})

it('[T23] a channel in which a stranger or a guest of elsewhere reads along is not bound, and the secretariat reads who that is', async () => {
  const { teams, jansen, bakker, smit } = m50
  const outsider = teams.addPerson({
    name: 'A. Dviseur',
    email: 'a@bureau.example',
    upn: 'a_bureau#EXT#@m50',
    role: 'guest',
  })
  const elsewhere = teams.addPerson({ name: 'T. Enant', email: 't@zeist.nl', tenant: randomUUID() })
  const guest = teams.addPerson({ name: 'G. Ast', email: 'g@dronten.nl', upn: 'g_dronten.nl#EXT#@m50', role: 'guest' })
  const place = teams.addChannel({ name: 'open', members: [jansen, bakker, smit, guest, outsider, elsewhere] })
  await jansen.mentions(place, 'kanaal pijler bestuur')
  await jansen.receives('leest mee wie bij geen gemeente van het netwerk hoort: A. Dviseur en T. Enant.')
  expect(await channelRow(place)).toBeUndefined()
  expect(teams.messagesIn(place).map(textOf).join()).not.toContain('Proefbericht')
  // A guest of the host counts by the address that the host shows.
  const own = teams.addChannel({ name: 'besloten', members: [jansen, bakker, smit, guest] })
  await jansen.mentions(own, 'kanaal pijler economie-fysieke-leefomgeving')
  await jansen.receives('Dit kanaal hoort nu bij de pijler Economie')
})

it('[F10] in a team that the bot is not in, it says how the app gets there, and binds nothing', async () => {
  const { teams, jansen } = m50
  const place = teams.addChannel({ name: 'zonder', members: [jansen] })
  await jansen.mentions(place, 'help')
  await jansen.receives('Wat kan ik voor u doen?')
  teams.removeBot(place)
  await jansen.slash(place, 'kanaal pijler bestuur')
  await jansen.receives('Voeg de app M50 eraan toe (Team beheren, Apps)')
  expect(await channelRow(place)).toBeUndefined()
})

it('[F10] [F78] a channel that is deleted, or a team that the bot is taken out of, is named in m50 diagnose with a text to forward, until the bot is back', async () => {
  const { teams, jansen } = m50
  const team = aTeam('Pijlers')
  const places = ['samenleving', 'financien'].map(name => teams.addChannel({ name, members: [jansen], team }))
  const [one = '', other = ''] = places
  for (const [place, name] of [
    [one, 'Samenleving'],
    [other, 'Financiën'],
  ] as const) {
    await jansen.mentions(place, `kanaal pijler ${name}`)
    await jansen.receives(`Dit kanaal hoort nu bij de pijler ${name}`)
  }
  const said = async () => {
    const before = jansen.inbox().length
    await jansen.writes('diagnose')
    return textOf(
      await teams.until(() =>
        jansen
          .inbox()
          .slice(before)
          .find(each => textOf(each).includes('Diagnose')),
      ),
    )
  }
  const missing = 'De bot kan niet meer schrijven in'
  expect(await said()).not.toContain(missing)
  await jansen.changes(one, 'channelDeleted')
  await settlesAs(one, { name: 'samenleving', out: true })
  expect(await settlesAs(other, { name: 'financien', out: false })).toBeDefined()
  await jansen.changes(one, 'channelRestored')
  await settlesAs(one, { name: 'samenleving', out: false })
  await jansen.changes(one, 'teamArchived')
  await settlesAs(other, { name: 'financien', out: true })
  await jansen.changes(one, 'teamUnarchived')
  await settlesAs(other, { name: 'financien', out: false })
  await jansen.uninstalls(other)
  await settlesAs(one, { name: 'samenleving', out: true })
  const text = await said()
  expect(text).toContain(`${missing} financien, samenleving`)
  expect(text).toContain('Om door te sturen aan de eigenaar van het team')
  await jansen.installs(other)
  await settlesAs(other, { name: 'financien', out: false })
  expect(await said()).not.toContain(missing)
})

it('[F78] whoever took the bot away is named as not reached, with a text for the own IT, and hears again when it is back', async () => {
  const { jansen, bakker } = m50
  await bakker.writes('aanmelden ambtenaar')
  await bakker.receives('U bent aangemeld')
  await bakker.uninstalls()
  await jansen.writes('diagnose')
  const card = textOf(await jansen.receives('A. Bakker (Zeist): heeft M50 niet in Teams'))
  expect(card).toContain('Teams-beheercentrum')
  await bakker.installs()
  const before = jansen.inbox().length
  await jansen.writes('diagnose')
  await m50.teams.until(() => jansen.inbox().length > before)
  expect(textOf(jansen.inbox().at(-1) ?? { text: '', card: undefined })).not.toContain('A. Bakker')
})

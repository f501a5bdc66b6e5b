// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: its own ways of asking and answering, and its tenants.
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { teamsNetwork } from '../support/teams-network.ts'
import { type Person, textOf } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>

beforeAll(async () => {
  m50 = await teamsNetwork({ settings: { SECRETARIAT_EMAILS: 's.jansen@zeist.nl,g.gast@dronten.nl' } })
  await m50.begin()
  await m50.bound()
  for (const person of [m50.bakker, m50.smit]) {
    await person.writes('aanmelden ambtenaar')
    await person.receives('U bent aangemeld')
  }
  await m50.deVries.writes('aanmelden wethouder')
  await m50.deVries.receives('U bent aangemeld')
})

afterAll(async () => {
  expect(m50.teams.complaints()).toEqual([])
  await m50.end()
})

const count = (person: Person) => person.inbox().length

it('[F70] [F72] what is asked in a channel, a thread of it or a group is answered to the one who asked, and nobody else there sees the answer', async () => {
  const { teams, bakker, smit, general } = m50
  const group = teams.addGroup({ name: 'overleg', members: [bakker, smit] })
  const root = await smit.mentions(general, 'help')
  const before = count(smit)
  const places = [
    { place: general, thread: undefined },
    { place: general, thread: root },
    { place: group, thread: undefined },
  ]
  for (const { place, thread } of places) {
    const seen = teams.messagesIn(place).length
    const asked = await bakker.mentions(place, 'pijler bestuur', thread ? { thread } : {})
    await teams.until(() => teams.messagesIn(place).length === seen + 2)
    const [, note] = teams.messagesIn(place).slice(seen)
    expect(note).toMatchObject({
      text: 'Ik heb u persoonlijk geantwoord.',
      card: undefined,
      thread: place === group ? undefined : (thread ?? asked),
    })
    expect(textOf(await bakker.receives('Bestuur'))).toContain('Word lid')
  }
  // Smit's own answer to help may still have come.
  expect(count(smit) - before).toBeLessThanOrEqual(1)
})

it('[F70] what is decided in a channel is answered in a few words to whoever pressed, and the card itself says it for all, updated in place', async () => {
  const { teams, jansen, bakker, secretariat } = m50
  await bakker.writes('pijler word-lid economie')
  await teams.shows(secretariat, 'lid worden van de pijler Economie')
  const before = teams.messagesIn(secretariat).length
  const { words } = await jansen.press(secretariat, 'request.approve')
  expect(words).toContain('is goedgekeurd')
  await jansen.receives('is goedgekeurd')
  const card = await teams.shows(secretariat, 'Goedgekeurd door S. Jansen')
  expect(card.updates).toBeGreaterThan(0)
  expect(teams.messagesIn(secretariat)).toHaveLength(before)
})

it('[E20] what is asked in a channel so that nobody sees it leaves nothing there', async () => {
  const { teams, bakker, general } = m50
  const seen = teams.messagesIn(general).length
  const before = count(bakker)
  expect((await bakker.slash(general, 'pijler financien')).status).toBe(200)
  await bakker.receives('Financiën')
  await teams.until(() => count(bakker) > before)
  await bakker.writes('help')
  await bakker.receives('Wat kan ik voor u doen?')
  expect(teams.messagesIn(general)).toHaveLength(seen)
})

it('[E30] [T23] what is said in a channel without a mention is not for the bot, and leaves no trace', async () => {
  const { teams, bakker, general, database } = m50
  const passerBy = teams.addPerson({ name: 'V. Oorbij', email: 'v.oorbij@zeist.nl' })
  const place = teams.addChannel({ name: 'koffie', members: [passerBy] })
  expect((await passerBy.says(place, 'pijler bestuur, en een-heel-eigen-woord')).status).toBe(200)
  const rows = await database.query('select from identities where user_id = $1', [passerBy.user.aadObjectId])
  expect(rows).toEqual([])
  expect(m50.printed()).not.toContain('een-heel-eigen-woord')
  const seen = { calls: teams.calls().length, inbox: count(bakker) }
  expect((await bakker.says(general, 'm50 pijler')).status).toBe(200)
  expect(teams.calls()).toHaveLength(seen.calls)
  expect(bakker.inbox()).toHaveLength(seen.inbox)
})

it('a name typed without being chosen, other mentions and signs that Teams writes as codes are read as typed', async () => {
  const { bakker } = m50
  await bakker.writes('@M50 zoiets &amp; <at>Piet</at>&nbsp;anders')
  expect(textOf(await bakker.receives('zoiets & Piet anders'))).toContain('Typ m50 help')
})

it('[E28] a button works where the client knows no Action.Execute: it comes as a message without text', async () => {
  const { bakker } = m50
  await bakker.writes('help')
  await bakker.receives('Wat kan ik voor u doen?')
  expect((await bakker.pressOld(bakker.direct, 'chat.line', 'pijler')).status).toBe(200)
  await bakker.receives('Samenleving')
})

it('[T03] a dialog that Teams sends again, with the same id or a new one, counts once', async () => {
  const { deVries, database } = m50
  await deVries.writes('pijler word-lid samenleving')
  await deVries.receives('Lid worden')
  await deVries.opens(deVries.direct, 'pillar.join')
  expect((await deVries.submits({ official: 'a.bakker@zeist.nl' })).status).toBe(200)
  for (const how of ['same id', 'new id'] as const) expect((await deVries.submitsAgain(how)).status).toBe(200)
  const requests = await database.query(`select number from requests where subject->>'pillar' = 'samenleving'`)
  expect(requests).toHaveLength(1)
  await deVries.receives('is verstuurd')
  // Said once, too.
  await deVries.writes('help')
  await deVries.receives('Wat kan ik voor u doen?')
  expect(deVries.inbox().filter(each => textOf(each).includes('is verstuurd'))).toHaveLength(1)
})

it('[T03] a press that Teams sends again, with the same id or a new one, counts once', async () => {
  const { jansen, smit, secretariat, teams, database } = m50
  await smit.writes('pijler word-lid bestuur')
  await smit.receives('is verstuurd')
  const card = await teams.shows(secretariat, 'M. Smit, ambtenaar, gemeente Waalwijk')
  const first = await jansen.press(secretariat, 'request.approve', undefined, card.id)
  expect(first.words).toContain('is goedgekeurd')
  expect((await jansen.pressesAgain('same id')).words).toBe(first.words)
  expect((await jansen.pressesAgain('new id')).words).toContain('al goedgekeurd')
  const acts = await database.query(
    `select from audit a join requests r on r.id::text = a.subject_id join people p on p.id = r.requester_id
     where p.name = 'M. Smit' and a.action = 'request.approve'`,
  )
  expect(acts).toHaveLength(1)
  await smit.receives('Welkom bij de pijler Bestuur')
  const welcomes = await database.query(
    `select from deliveries d join people p on p.id = d.person_id where p.name = 'M. Smit' and d.kind = 'pillars.welcome'`,
  )
  expect(welcomes).toHaveLength(1)
})

it('whoever has Teams in English is answered in English', async () => {
  const { teams } = m50
  const english = teams.addPerson({ name: 'E. English', email: 'e.english@zeist.nl', locale: 'en-GB' })
  await english.writes('help')
  await english.receives('What can I do for you?')
})

it('a municipality is searched as one types', async () => {
  const { teams } = m50
  const nieuw = teams.addPerson({ name: 'N. Nieuw', email: 'n.nieuw@kampen.example' })
  await nieuw.writes('aanmelden')
  await teams.until(() => count(nieuw) > 0)
  await nieuw.opens(nieuw.direct, 'person.register')
  const found = await nieuw.searches('municipality', 'dron')
  expect(found.map(({ title }) => title)).toEqual(['Dronten'])
})

it('whoever has not added the bot is told so where they asked, and nobody reads the answer there', async () => {
  const { teams, general } = m50
  const without = teams.addPerson({ name: 'Z. Zonder', email: 'z.zonder@zeist.nl', hasBot: false })
  const place = teams.addChannel({ name: 'apart', members: [without] })
  await without.mentions(place, 'pijler')
  await teams.shows(place, 'Ik kan u geen persoonlijk bericht sturen.')
  expect(teams.messagesIn(place)).toHaveLength(2)
  expect(without.inbox()).toEqual([])
  expect(teams.messagesIn(general).some(each => textOf(each).includes('Samenleving'))).toBe(false)
})

it('[F72] whoever presses in a channel and has not added the bot reads so in the answer to that press, and nothing of it stands in the channel, however many press', async () => {
  const { teams, jansen, bakker, secretariat } = m50
  await bakker.writes('pijler word-lid financien')
  const card = await teams.shows(secretariat, 'lid worden van de pijler Financiën')
  const seen = teams.messagesIn(secretariat).length
  const many = [1, 2, 3].map(i => teams.addPerson({ name: `Z. ${i}`, email: `z${i}@zeist.nl`, hasBot: false }))
  for (const person of many) {
    teams.addMember(secretariat, person)
    const { words } = await person.press(secretariat, 'request.approve', undefined, card.id)
    expect(words).toContain('Ik kan u geen persoonlijk bericht sturen. Voeg M50 eerst voor uzelf toe')
    const { words: instead } = await person.opens(secretariat, 'request.decline')
    expect(instead).toContain('Ik kan u geen persoonlijk bericht sturen. Voeg M50 eerst voor uzelf toe')
  }
  await jansen.press(secretariat, 'request.approve', undefined, card.id)
  await bakker.receives('Welkom bij de pijler Financiën')
  expect(teams.messagesIn(secretariat)).toHaveLength(seen)
})

it('[T04] [T05] [T06] someone of another tenant is known by that tenant, also in a channel of the host, and only asks to be let in', async () => {
  const { teams, database } = m50
  const tenant = '0b0c5a3e-6a55-4c0e-9d44-0f4d6a1f7c55'
  const stranger = teams.addPerson({ name: 'V. Vreemd', email: 's.jansen@zeist.nl', upn: 'v@zeist.nl', tenant })
  const shared = teams.addChannel({ name: 'gedeeld', members: [stranger] })
  await stranger.mentions(shared, 'secretariaat')
  await stranger.receives('nog niet toegelaten')
  const [row] = await database.query(
    `select s.external_id as tenant, s.state, s.is_host, i.email, i.person_id as person from identities i join sources s on s.id = i.source_id where i.user_id = $1`,
    [stranger.user.aadObjectId],
  )
  // The domain's own configuration names no tenant here: the address counts for nothing.
  expect(row).toEqual({ tenant, state: 'asleep', is_host: false, email: null, person: null })
})

it('[T04] an address of another tenant is its name there, and only in a domain that names that very tenant', async () => {
  const { teams, database } = m50
  const tenant = '5e6f2a1b-77aa-4d6e-8a0e-3f1c9d2b4e66'
  teams.domains.set('waalwijk.nl', tenant)
  teams.domains.set('dronten.nl', '99999999-77aa-4d6e-8a0e-3f1c9d2b4e66')
  const people = [
    { upn: 'foreign@dronten.nl', email: 'foreign@dronten.nl', counts: null },
    { upn: 'own@waalwijk.nl', email: 'other@zeist.nl', counts: 'own@waalwijk.nl' },
    { upn: 'guest_waalwijk.nl#EXT#@host.example', email: 'guest@waalwijk.nl', counts: null },
  ]
  for (const { upn, email, counts } of people) {
    const person = teams.addPerson({ name: upn, email, upn, tenant })
    await person.writes('help')
    await teams.until(() => count(person) > 0)
    const [row] = await database.query('select email from identities where user_id = $1', [person.user.aadObjectId])
    expect(row).toEqual({ email: counts })
  }
  // The connector tells no tenant's name: it goes by a domain that is its own, as soon as one of its people shows that.
  const [source] = await database.query('select name from sources where external_id = $1', [tenant])
  expect(source).toEqual({ name: 'waalwijk.nl' })
})

it('[T06] a guest of the host counts by the address that the host shows, and is no secretariat by it', async () => {
  const { teams, database } = m50
  const guest = teams.addPerson({
    name: 'G. Gast',
    email: 'g.gast@dronten.nl',
    upn: 'g.gast_dronten.nl#EXT#@host.example',
    role: 'guest',
  })
  await guest.writes('aanmelden ambtenaar')
  await guest.receives('gemeente Dronten')
  const [row] = await database.query('select is_guest, email from identities where user_id = $1', [
    guest.user.aadObjectId,
  ])
  expect(row).toEqual({ is_guest: true, email: 'g.gast@dronten.nl' })
  await guest.writes('secretariaat')
  await guest.receives('Alleen het secretariaat kan dit')
})

it('[E25] what takes long is answered within three seconds, a typed line with typing first; the outcome follows, once', async () => {
  const { teams, deVries, database } = m50
  await deVries.writes('pijler word-lid bestuur')
  await deVries.receives('Lid worden')
  await deVries.opens(deVries.direct, 'pillar.join')
  const joins = `select number from requests where kind = 'pillar.join'`
  const asked = (await database.query(joins)).length
  const said = deVries.inbox().filter(each => textOf(each).includes('is verstuurd')).length
  const before = teams.calls('typing').length
  const blocker = new pg.Client(database.url)
  await blocker.connect()
  try {
    await blocker.query('begin')
    await blocker.query('lock table requests in exclusive mode')
    const [late, typed] = await Promise.all([
      deVries.submits({ official: 'a.bakker@zeist.nl' }),
      deVries.writes('pijler word-lid financien a.bakker@zeist.nl'),
    ])
    expect(late.words).toContain('Bezig met opslaan')
    expect(late.ms).toBeLessThan(3_000)
    expect(typed.ms).toBeLessThan(3_000)
    expect(teams.calls('typing')).toHaveLength(before + 1)
  } finally {
    await blocker.query('rollback')
    await blocker.end()
  }
  await teams.until(() => deVries.inbox().filter(each => textOf(each).includes('is verstuurd')).length >= said + 2)
  expect(await database.query(joins)).toHaveLength(asked + 2)
})

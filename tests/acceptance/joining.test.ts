// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { slackNetwork } from '../support/slack-network.ts'
import { type Person, textOf, textOfView } from '../support/slack-server.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>
let seen = 0
/** A card that still asks is drawn anew at most once in five seconds. */
const redrawn = 9_000

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.bound()
}, 60_000)

afterAll(() => m50.end())

/** Someone of Zeist whom no other test knows, registered. */
async function someone(functie: string, name = `P. Persoon${++seen}`): Promise<Person> {
  const person = m50.person(name, `${name.toLowerCase().replace(/[^a-z0-9]/g, '')}@zeist.nl`)
  await said(person, `aanmelden ${functie}`)
  return person
}

const said = async (person: Person, line: string): Promise<string> =>
  textOf(await (await person.command(line)).ephemeral())
const modalOf = (person: Person): string => {
  const view = person.modal()
  return view ? textOfView(view) : ''
}
const requestOf = async (name: string) =>
  (
    await m50.database.query(
      `select r.id, r.number, r.state, r.subject from requests r join people p on p.id = r.requester_id where p.name = $1 order by r.number desc`,
      [name],
    )
  )[0]
const approve = async (name: string) => {
  const request = await requestOf(name)
  await m50.slack.shows(m50.secretariat, `Verzoek ${request?.number} `)
  const outcome = await m50.jansen.press(m50.secretariat, 'request.approve', { value: String(request?.id) })
  return textOf(await outcome.ephemeral())
}

it('[A11] an official joins at once, with nothing to fill in', async () => {
  const official = await someone('ambtenaar')
  const answer = await said(official, 'pijler word-lid financien')
  expect(answer).toContain('is verstuurd')
  expect(answer).not.toContain('Ondersteuning')
  expect(await requestOf(official.name === '' ? '' : `P. Persoon${seen}`)).toMatchObject({ state: 'open' })
})

it('[A16] asks an executive who joins to name an official, keeps what was typed when it does not fit, and sends it then', async () => {
  const alderman = await someone('wethouder')
  await alderman.command('pijler word-lid samenleving')
  await m50.slack.until(() => modalOf(alderman).includes('Ondersteunende ambtenaar'), { what: 'the form' })
  const wrong = await alderman.submit({ official: 'iemand@waalwijk.nl' })
  expect(wrong.errors).toEqual({
    official: 'iemand@waalwijk.nl is geen adres van gemeente Zeist. Noem een ambtenaar van uw eigen organisatie.',
  })
  const empty = await alderman.submit({ official: '' }, { unchecked: true })
  expect(Object.keys(empty.errors)).toEqual(['official'])
  const right = await alderman.submit({ official: 'nieuw.iemand@zeist.nl' })
  expect(right.errors).toEqual({})
  expect(modalOf(alderman)).toContain('Ik ken die collega nog niet')
  expect(modalOf(alderman)).toContain('m50 aanmelden')
  expect(await requestOf(`P. Persoon${seen}`)).toMatchObject({
    state: 'open',
    subject: { pillar: 'samenleving', official: { state: 'unknown', text: 'nieuw.iemand@zeist.nl', person: null } },
  })
})

it('[A16] an official whom an executive named by address is asked as soon as they register', async () => {
  const alderman = await someone('wethouder')
  await said(alderman, 'pijler word-lid bestuur later.bekend@zeist.nl')
  const official = m50.person('L. Later', 'later.bekend@zeist.nl')
  await said(official, 'aanmelden ambtenaar')
  const asked = await official.receives('Ondersteunt u')
  expect(textOf(asked)).toContain(`P. Persoon${seen}`)
  const answer = await official.press('inbox', 'official.confirm')
  expect(textOf(await answer.ephemeral())).toContain('Dank u. U ondersteunt')
  await m50.slack.shows(m50.secretariat, 'L. Later, heeft bevestigd', redrawn)
  await m50.slack.until(() => official.inbox().every(m => !textOf(m).includes('[Ja, dat doe ik]')), {
    what: 'the question without its buttons [E12]',
  })
})

it('[A16] an official who says no is told to the executive, shown on the request, and can be replaced', async () => {
  const alderman = await someone('wethouder')
  const name = `P. Persoon${seen}`
  const refuser = await someone('ambtenaar', 'N. Nee')
  const other = await someone('ambtenaar', 'J. Ja')
  await said(alderman, 'pijler word-lid bestuur nnee@zeist.nl')
  await refuser.receives(`Ondersteunt u ${name}`)
  await refuser.press('inbox', 'official.refuse')
  await alderman.receives('N. Nee ondersteunt u niet')
  await m50.slack.shows(m50.secretariat, 'N. Nee heeft nee gezegd', redrawn)
  await alderman.press('inbox', 'pillar.official')
  await m50.slack.until(() => modalOf(alderman).includes('Ambtenaar noemen'), { what: 'the form' })
  expect((await alderman.submit({ official: 'J. Ja' })).errors).toEqual({})
  await other.receives(`Ondersteunt u ${name}`)
  await other.press('inbox', 'official.confirm')
  await m50.slack.shows(m50.secretariat, 'J. Ja, heeft bevestigd', redrawn)
  await approve(name)
  await other.receives(`${name} is lid van de pijler Bestuur`)
  const [seat] = await m50.database.query(
    `select o.name, s.official_state from pillar_members s join people p on p.id = s.person_id join people o on o.id = s.official_id where p.name = $1`,
    [name],
  )
  expect(seat).toEqual({ name: 'J. Ja', official_state: 'confirmed' })
})

it('[A16] [Later invullen] sends the request without an official, and says so', async () => {
  const alderman = await someone('wethouder')
  const name = `P. Persoon${seen}`
  await alderman.command('pijler word-lid financien')
  await m50.slack.until(() => modalOf(alderman).includes('Later invullen'), { what: 'the form' })
  await alderman.press('modal', 'pillar.joinLater')
  await m50.slack.until(() => modalOf(alderman).includes('nog niet ingevuld'), {
    what: 'the answer in the form’s place',
  })
  await approve(name)
  const welcome = textOf(await alderman.receives('Welkom bij de pijler Financiën'))
  expect(welcome).toContain('U hebt nog geen ondersteunende ambtenaar.')
  expect(welcome).toContain('[Ambtenaar invullen]')
})

it('joining twice, joining while a request is open, leaving and joining again each say what is so', async () => {
  const official = await someone('adviseur')
  const name = `P. Persoon${seen}`
  await said(official, 'pijler word-lid samenleving')
  const number = (await requestOf(name))?.number
  expect(await said(official, 'pijler word-lid samenleving')).toContain(`U hebt dit al gevraagd: verzoek ${number}`)
  expect(await said(official, 'pijler verlaat samenleving')).toContain('U bent geen lid van de pijler Samenleving')
  await approve(name)
  await official.receives('Welkom bij de pijler Samenleving')
  expect(await said(official, 'pijler word-lid samenleving')).toContain(
    'U bent al lid van de pijler Samenleving, sinds',
  )
  expect(await said(official, 'pijler samenleving')).toContain('U bent lid.')
  expect(await said(official, 'pijler verlaat samenleving')).toContain('U bent geen lid meer')
  expect(await said(official, 'pijler verlaat samenleving')).toContain('U bent geen lid van de pijler')
  expect(await said(official, 'pijler word-lid samenleving')).toContain('is verstuurd')
  const seats = await m50.database.query(
    `select s.ended_at is null as active from pillar_members s join people p on p.id = s.person_id where p.name = $1`,
    [name],
  )
  expect(seats).toEqual([{ active: false }])
})

it('[F88] a pillar that is not known is asked about, never guessed when it writes', async () => {
  const official = await someone('ambtenaar')
  const near = await said(official, 'pijler word-lid financen')
  expect(near).toContain('Ik ken geen pijler “financen”. Bedoelt u Financiën?')
  expect(await requestOf(`P. Persoon${seen}`)).toBeUndefined()
  const yes = await official.press('ephemeral', 'pillar.join', { value: 'financien' })
  expect(textOf(await yes.ephemeral())).toContain('is verstuurd')
  expect(await said(official, 'bestuur')).toContain('Bedoelt u de pijler Bestuur?')
  expect(await said(official, 'pijler word-lid')).toContain('Van welke pijler wilt u lid worden?')
  expect(await said(official, 'pijler xyzzy')).toContain('Ik ken geen pijler “xyzzy”')
  expect(await said(official, 'pijlr')).toContain('De pijlers')
})

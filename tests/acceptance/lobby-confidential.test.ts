// SPDX-License-Identifier: EUPL-1.2
// What few may know of a lobby point, what becomes of that when it is opened or closed, and of the files that were made of it.
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { wordsDigest } from '#/features/lobby/rules/wording.ts'
import type { Person } from '../support/chat/chat.ts'
import { lobbying, type Proposed, words } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

beforeAll(async () => {
  m50 = await chatNetwork()
  lobby = await lobbying(m50)
})

afterAll(() => m50.end())

/** All that stands in the secretariat's channel. */
const secretariat = () =>
  m50
    .messagesIn(m50.secretariat)
    .map(({ text }) => text)
    .join('\n')

it('[F29] [T20] [T21] a confidential point is seen by its proposer, the secretariat and who lead the pillar; opened it stands in the channel once, closed again its card is a stub', async () => {
  const { bakker, jansen, smit } = m50
  const canary = 'Kanarievogel in de kolenmijn'
  const point = await lobby.approved(bakker, canary, { confidential: true })
  expect(secretariat()).not.toContain('Kanarievogel')
  expect(await says(smit, `lobby ${point.number}`)).toContain('Ik ken geen lobbypunt')
  expect(await says(smit, 'lobby')).not.toContain('Kanarievogel')
  expect(await says(smit, `lobby steun ${point.number}`)).toContain('Ik ken geen lobbypunt')
  expect(await says(smit, `lobby verloop ${point.number}`)).toContain('Ik ken geen lobbypunt')
  const read = await jansen.asksPrivately(`lobby ${point.number}`, canary, m50.general)
  expect(read.text).toContain('Vertrouwelijk: alleen de indiener, het secretariaat en wie de pijler leidt, zien dit.')
  const agenda = await jansen.asksPrivately('lobby', canary, m50.general)
  expect(agenda.text).toContain('Vertrouwelijk · Samenleving · verzamelt steun')
  // Where no form opens, the line with its button names the point: it stands in their own conversation, as in Teams all answers do.
  await jansen.mentions(m50.general, `lobby agendeer ${point.number}`)
  const own = () => (m50.platform === 'slack' ? jansen.inbox() : jansen.answers())
  await m50.until(() => own().find(({ text }) => text.includes('Op een agenda zetten') && text.includes(canary)))
  await jansen.asksPrivately(`lobby beheer ${point.number}`, 'Wat wilt u doen?')
  await presses(jansen, 'inbox', 'lobby.release', point.id)
  const card = await m50.shows(lobby.society, canary)
  expect(card.text).toContain('[Steunen]')
  await jansen.says(`lobby beheer ${point.number}`)
  await presses(jansen, 'answer', 'lobby.confide', point.id)
  await m50.shows(lobby.society, `LP ${point.number} is hier nu niet te zien.`)
  expect(
    m50
      .messagesIn(lobby.society)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('Kanarievogel')
  await jansen.asksPrivately(`lobby beheer ${point.number}`, canary)
  await presses(jansen, 'inbox', 'lobby.release', point.id)
  await m50.shows(lobby.society, canary)
  expect(m50.messagesIn(lobby.society).filter(({ text }) => text.includes('Kanarievogel'))).toHaveLength(1)
})

it('[T20] what a point read while it was confidential is not opened with it, and a file that was made of it is given to nobody who may not know of it any more', async () => {
  const { bakker, jansen, smit } = m50
  const point = await lobby.approved(bakker, 'Kolibrie met een naam erin', {
    confidential: true,
    evidence: 'Nest 4 in Zeist',
    deadline: '2031-04-01',
  })
  const begun = wordsDigest({ ...words, title: 'Kolibrie met een naam erin' })
  await bakker
    .forgesSubmission(m50.general, 'lobby.words', `${point.id}.${begun}`, { ...words, title: 'Vogel zonder naam' })
    .catch(() => {})
  await bakker.asksPrivately(`lobby beheer ${point.number}`, 'Wat wilt u doen?')
  await pressesOpen(bakker, 'inbox', 'lobby.facts', point.id)
  await bakker.submit({ evidence: 'Geteld door wie weet waar.', deadline: '2031-05-01' })
  const hidden = await bakker.asksPrivately(`lobby verloop ${point.number}`, 'werd “1 mei 2031”', m50.general)
  expect(hidden.text).toContain('Nodig vóór: “1 apr 2031” werd “1 mei 2031”')
  const press = (name: string) => jansen.sends({ does: 'presses', name, value: point.id })
  await press('lobby.release')
  await m50.shows(lobby.society, 'Vogel zonder naam')
  const course = await says(smit, `lobby verloop ${point.number}`)
  expect(course).not.toMatch(/Kolibrie|Nest|2031-0/)
  expect(course).toContain('Onderbouwing: gewijzigd')
  expect(course).toContain('Nodig vóór: gewijzigd')
  expect(await says(bakker, `lobby verloop ${point.number}`)).toContain(
    'Onderbouwing: “Nest 4 in Zeist” werd “Geteld door wie weet waar.”',
  )
  const made = await smit.asksPrivately(`lobby dossier ${point.number}`, 'Het dossier staat klaar', m50.general)
  const link = made.links.find(one => one.includes('/files/')) ?? expect.fail('no link')
  expect((await fetch(link)).status).toBe(200)
  await press('lobby.confide')
  await m50.shows(lobby.society, `LP ${point.number} is hier nu niet te zien.`)
  expect((await fetch(link)).status).not.toBe(200)
})

it('[F29] [T20] who supports a point that becomes confidential may take that back, and reads its number alone', async () => {
  const { bakker, jansen } = m50
  const point = await lobby.approved(bakker, 'Roodborst zonder publiek')
  const [soest, colleague, kampen] = [
    await lobby.someone('soest.nl'),
    await lobby.someone('soest.nl'),
    await lobby.someone('kampen.nl'),
  ]
  expect(await says(soest, `lobby steun ${point.number}`)).toContain(`Soest steunt LP ${point.number}`)
  await jansen.sends({ does: 'presses', name: 'lobby.confide', value: point.id })
  await m50.shows(lobby.society, `LP ${point.number} is hier nu niet te zien.`)
  expect(await says(soest, `lobby ${point.number}`)).toContain('Ik ken geen lobbypunt')
  const taken = await colleague.forgesPress(lobby.society, 'lobby.unsupport', point.id)
  expect(taken).toContain(`Soest steunt LP ${point.number} niet meer.`)
  expect(taken).not.toContain('Roodborst')
  expect(await lobby.supporters(point.id)).toEqual(['Zeist'])
  // Whose municipality says nothing to it hears of nothing, and so does who took that back.
  for (const person of [kampen, soest])
    expect(await person.forgesPress(lobby.society, 'lobby.unsupport', point.id)).not.toContain(`LP ${point.number}`)
})

/** So many wait for a lock that another transaction has. */
const waiting = (count: number) =>
  expect
    .poll(
      () =>
        m50.database.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      { timeout: 20_000, interval: 10 },
    )
    .toHaveLength(count)

it('[T20] [T21] a file that is made while one of its points becomes confidential is given to nobody who may not know of that: it is not kept, or is revoked', async () => {
  const { smit, jansen, bakker, database } = m50
  const point = await lobby.approved(bakker, 'Geef het paard een stal')
  const other = new pg.Client(database.url)
  await other.connect()
  const kept = () =>
    database.query(`select from audit where action = 'lobby.exported' and new->>'numbers' = $1`, [String(point.number)])
  try {
    // The point is closed first: what was made of it by then is not kept.
    await other.query('begin')
    await other.query('select from lobby_points where id = $1::uuid for update', [point.id])
    const asked = says(smit, `lobby dossier ${point.number}`)
    await waiting(1)
    await other.query('update lobby_points set is_confidential = true where id = $1::uuid', [point.id])
    await other.query('commit')
    expect(await asked).toContain('veranderde wie een van de punten mag zien. Vraag het opnieuw.')
    expect(await kept()).toEqual([])
    await database.query('update lobby_points set is_confidential = false where id = $1::uuid', [point.id])
    // The file comes first: whoever closes the point waits for it, and revokes it.
    await says(jansen, `lobby beheer ${point.number}`)
    await other.query('begin')
    await other.query('lock table file_parts in exclusive mode')
    const made = smit.asksPrivately(`lobby dossier ${point.number}`, 'Het dossier staat klaar', m50.general)
    await waiting(1)
    const closed = presses(jansen, 'answer', 'lobby.confide', point.id)
    await waiting(2)
    await other.query('commit')
    const link = (await made).links.find(one => one.includes('/files/')) ?? expect.fail('no link')
    await closed
    expect(
      await database.query('select from lobby_points where id = $1::uuid and is_confidential', [point.id]),
    ).toHaveLength(1)
    expect((await fetch(link)).status).not.toBe(200)
    expect(await kept()).toHaveLength(1)
  } finally {
    await other.end()
  }
})

it('[T20] [T24] a file is given to nobody any more who may not know of one of its points: once an approval is undone, or a confidential point goes to another pillar', async () => {
  const { smit, jansen, bakker, deVries } = m50
  const dossierOf = async (person: Person, { number }: Proposed): Promise<string> => {
    const made = await person.asksPrivately(`lobby dossier ${number}`, 'Het dossier staat klaar', m50.general)
    return made.links.find(one => one.includes('/files/')) ?? expect.fail('no link')
  }
  const areGiven = (links: readonly string[]) =>
    Promise.all(links.map(async link => (await fetch(link)).status === 200))
  const open = await lobby.approved(bakker, 'Geef de koe een wei')
  const ofOpen = [await dossierOf(smit, open), await dossierOf(bakker, open)]
  expect(await areGiven(ofOpen)).toEqual([true, true])
  expect(await says(jansen, `verzoek ${open.request} terugdraaien`)).toContain('Teruggedraaid.')
  expect(await areGiven(ofOpen)).toEqual([false, true])
  await says(jansen, 'rol geef W. de Vries voorzitter samenleving')
  const hidden = await lobby.approved(bakker, 'Geef het schaap een weide', { confidential: true })
  const ofHidden = [await dossierOf(deVries, hidden), await dossierOf(bakker, hidden)]
  expect(await areGiven(ofHidden)).toEqual([true, true])
  await jansen.asksPrivately(`lobby beheer ${hidden.number}`, 'Wat wilt u doen?')
  await pressesOpen(jansen, 'inbox', 'lobby.facts', hidden.id)
  await jansen.submit({ pillar: 'financien', target: 'vws' })
  await expect
    .poll(() => m50.database.query('select pillar_id as pillar from lobby_points where id = $1::uuid', [hidden.id]), {
      timeout: 20_000,
    })
    .toEqual([{ pillar: 'financien' }])
  expect(await areGiven(ofHidden)).toEqual([false, true])
  // A role that ends closes what was made by it: of a hidden point, and of an open one with what few may read of it.
  const bus = await lobby.approved(bakker, 'Houd de bus in het buitengebied')
  await says(bakker, `lobby contact ${bus.number} gesproken met de directeur`)
  const other = await lobby.approved(bakker, 'Geef de geit een berg', { confidential: true })
  const byRole = [await dossierOf(deVries, other), await dossierOf(deVries, bus)]
  const byAnyone = await dossierOf(smit, bus)
  expect(await areGiven([...byRole, byAnyone])).toEqual([true, true, true])
  await says(jansen, 'rol eindig W. de Vries voorzitter samenleving')
  expect(await areGiven([...byRole, byAnyone])).toEqual([false, false, true])
  const [first = expect.fail('no link')] = byRole
  for (const method of ['GET', 'POST']) {
    const closed = await fetch(first, { method })
    expect(closed.status).toBe(403)
    expect(await closed.text()).toContain('Vraag de bot om een nieuw bestand')
  }
})

it('[F18] [T20] a chair who files a point that few may see under a pillar that is not theirs reads that it was saved, and no more of it than its number', async () => {
  const { bakker, jansen, deVries } = m50
  await says(jansen, 'rol geef W. de Vries voorzitter samenleving')
  const waiting = await lobby.proposes(bakker, 'Otter onder de sluisdeur')
  const hidden = await lobby.approved(bakker, 'Wezel naast het fietspad', { confidential: true })
  await says(deVries, `lobby beheer ${waiting.number}`)
  await pressesOpen(deVries, 'answer', 'lobby.facts', waiting.id)
  const saved = await submits(deVries, { pillar: 'financien' })
  expect(saved).toContain(`De gegevens van LP ${waiting.number} zijn bewaard.`)
  expect(saved).not.toMatch(/Otter|niets veranderd/)
  await deVries.asksPrivately(`lobby beheer ${hidden.number}`, 'Wezel naast het fietspad')
  await pressesOpen(deVries, 'inbox', 'lobby.facts', hidden.id)
  await deVries.submit({ pillar: 'financien' })
  const said = await m50.until(() =>
    [...deVries.inbox(), ...deVries.answers()].find(({ text }) =>
      text.includes(`De gegevens van LP ${hidden.number} zijn bewaard.`),
    ),
  )
  expect(said.text).toContain('U ziet dit punt nu niet meer')
  expect(said.text).not.toContain('Wezel')
  for (const { number } of [waiting, hidden])
    expect(await says(deVries, `lobby ${number}`)).toContain(`Ik ken geen lobbypunt ${number}`)
  await says(jansen, 'rol eindig W. de Vries voorzitter samenleving')
})

it('[T20] [F16] [A28] what a confidential point came to is told to those who know of it, as its form says, and answers nobody’s guess of what it is like once the point is open', async () => {
  const { bakker, jansen, deVries } = m50
  await says(jansen, 'rol geef W. de Vries voorzitter samenleving')
  const point = await lobby.approved(bakker, 'Zwaluw onder de dakrand', { confidential: true })
  const insiders = 'Alleen wie dit vertrouwelijke punt mag zien, kan dit lezen, ook nadat het openbaar is gemaakt.'
  await deVries.asksPrivately(`lobby stappen ${point.number}`, 'Het staat nog op geen agenda.')
  expect(await pressesOpen(deVries, 'inbox', 'lobby.result', point.id)).toContain(insiders)
  await deVries.submit({ ending: 'achieve', result: 'Minister stort miljoenen in het ooievaarsfonds.', link: '' })
  await m50.until(() =>
    [...deVries.inbox(), ...deVries.answers()].find(({ text }) =>
      text.includes('is vastgelegd. Alleen wie dit vertrouwelijke punt mag zien, leest het.'),
    ),
  )
  await jansen.sends({ does: 'presses', name: 'lobby.release', value: point.id })
  await m50.shows(lobby.society, 'Zwaluw onder de dakrand')
  const tiel = await lobby.someone('tiel.nl')
  const title = 'Miljoenen voor het ooievaarsfonds'
  for (const [person, first] of [
    [tiel, 'Stap 2 van 2.'],
    [bakker, 'Lijkt dit op iets wat er al is?'],
  ] as const) {
    await opens(person, 'lobby nieuw')
    expect(await submits(person, { ...words, title })).toContain(first)
  }
})

it('[F25] [T20] [T21] what a municipality offered is taken back by a colleague also where few know of the point by now, and its number alone is read', async () => {
  const { bakker, jansen } = m50
  const speaker = { offer: 'speaker', text: 'Over de wachtkamer.', speaker: 'Dr. R. Reiger', speakerRole: 'jeugdarts' }
  const [offerer, colleague, other] = [
    await lobby.someone('dronten.nl'),
    await lobby.someone('dronten.nl'),
    await lobby.someone('tiel.nl'),
  ]
  const offered = async (title: string) => {
    const point = await lobby.approved(bakker, title)
    await says(offerer, `lobby voorbeelden ${point.number}`)
    await pressesOpen(offerer, 'answer', 'lobby.offer', point.id)
    await submits(offerer, speaker)
    const [row] = await m50.database.query<{ id: string }>('select id from lobby_offers where point_id = $1::uuid', [
      point.id,
    ])
    return { ...point, offer: row?.id ?? expect.fail('nothing offered') }
  }
  const closed = await offered('Reiger aan de sloot')
  await jansen.sends({ does: 'presses', name: 'lobby.confide', value: closed.id })
  await m50.shows(lobby.society, `LP ${closed.number} is hier nu niet te zien.`)
  const undone = await offered('Fuut aan de plas')
  expect(await says(jansen, `verzoek ${undone.request} terugdraaien`)).toContain('Teruggedraaid.')
  for (const point of [closed, undone]) {
    const listed = await offerer.asksPrivately(
      `lobby voorbeelden ${point.number}`,
      'Wat u er namens uw gemeente bij aanbood',
      lobby.society,
    )
    expect(listed.text).toContain('Dr. R. Reiger')
    expect(listed.text).toContain('[Terugnemen]')
    expect(listed.text).not.toMatch(/sloot|plas/)
    for (const person of [colleague, other])
      expect(await says(person, `lobby voorbeelden ${point.number}`)).toContain(`Ik ken geen lobbypunt ${point.number}`)
    // An older answer has [Wijzigen]. What is told of such a point comes in their own conversation, and in Teams where the form would open.
    const again = await offerer.forgesPress(lobby.society, 'lobby.reoffer', point.offer)
    const words = `LP ${point.number} is hier nu niet te zien. Wat u er namens uw gemeente bij aanbood`
    const own = () => offerer.inbox().filter(({ text }) => text.includes(words))
    if (m50.platform === 'slack') await expect.poll(own).toHaveLength(2)
    else expect(again).toContain(words)
    expect(await other.forgesPress(lobby.society, 'lobby.unoffer', point.offer)).not.toContain(`LP ${point.number}`)
    const taken = await colleague.forgesPress(lobby.society, 'lobby.unoffer', point.offer)
    expect(taken).toContain(`Dit aanbod van Dronten staat niet meer bij LP ${point.number}.`)
    expect(taken).not.toMatch(/sloot|plas/)
    expect(
      await m50.database.query('select speaker from lobby_offers where point_id = $1::uuid and ended_at is not null', [
        point.id,
      ]),
    ).toEqual([{ speaker: '' }])
    // What is gone is heard of by nobody.
    expect(await colleague.forgesPress(lobby.society, 'lobby.unoffer', point.offer)).not.toContain(`LP ${point.number}`)
  }
})

it('[T20] what a point read before it was approved is read again by those alone who could read it then', async () => {
  const { bakker, jansen, smit } = m50
  const point = await lobby.proposes(bakker, 'Zwanen in de gracht', { evidence: 'Gezegd door directeur Eend.' })
  const changes = async (form: string, fields: Readonly<Record<string, string>>) => {
    await says(bakker, `lobby beheer ${point.number}`)
    await pressesOpen(bakker, 'answer', form, point.id)
    await submits(bakker, fields)
  }
  await changes('lobby.words', { problem: 'Directeur Eend voert ze niet.' })
  await changes('lobby.words', { problem: 'Ze worden niet gevoerd.' })
  await changes('lobby.facts', { evidence: 'Geteld in mei.', deadline: '2031-04-01' })
  await changes('lobby.facts', { deadline: '2031-05-01' })
  expect(await says(jansen, `lobby verloop ${point.number}`)).toMatch(
    /(?=.*werd “Ze worden niet gevoerd\.”)(?=.*“1 apr 2031” werd “1 mei 2031”)/s,
  )
  await says(jansen, `verzoek ${point.request}`)
  await presses(jansen, 'answer', 'request.approve', point.requestId)
  await m50.shows(lobby.society, 'Zwanen in de gracht')
  const seen = [await says(smit, `lobby verloop ${point.number}`), await says(smit, 'zoek eend')].join('\n')
  expect(seen).toContain('Onderbouwing: gewijzigd')
  expect(seen).toContain('Nodig vóór: gewijzigd')
  expect(seen).not.toMatch(/\bEend (voert|\.)|directeur|1 apr 2031/i)
  const read = await says(bakker, `lobby verloop ${point.number}`)
  expect(read).toContain('“Directeur Eend voert ze niet.”')
  expect(read).toContain('Nodig vóór: “1 apr 2031” werd “1 mei 2031”')
  expect(await says(jansen, 'zoek eend')).toContain(`LP ${point.number}`)
})

it('[F13] [T21] who follows the pillar hears of a confidential point once it is opened, and no second time', async () => {
  const { bakker, jansen } = m50
  const follower = await lobby.someone('soest.nl')
  await says(follower, 'volg samenleving')
  const title = 'Kievit in het weiland'
  const point = await lobby.approved(bakker, title, { confidential: true })
  const press = (name: string) => jansen.sends({ does: 'presses', name, value: point.id })
  await press('lobby.release')
  await follower.receives(title)
  await press('lobby.confide')
  await m50.shows(lobby.society, `LP ${point.number} is hier nu niet te zien.`)
  // Who follows it since hears of it then; who opens it knows.
  const since = await lobby.someone('soest.nl')
  for (const person of [since, jansen]) await says(person, 'volg samenleving')
  await press('lobby.release')
  await since.receives(title)
  await m50.shows(lobby.society, title)
  const told = await m50.database.query<{ name: string }>(
    `select p.name from deliveries d join people p on p.id = d.person_id where d.kind = 'lobby.open' and d.subject_id = $1`,
    [point.id],
  )
  const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name.toLowerCase()).toSorted()
  expect(names(told)).toEqual(names([follower, since]))
})

/** Takes back what was proposed, and proposes it again with all that its forms hold, and with `details` otherwise. */
async function proposesAnew(person: Person, point: Proposed, place: 'inbox' | 'answer', details = {}) {
  await person.forgesPress(lobby.society, 'request.withdraw', point.requestId)
  if (place === 'inbox') await person.asksPrivately(`lobby ${point.number}`, 'Ga verder')
  else await says(person, `lobby ${point.number}`)
  await pressesOpen(person, place, 'lobby.new', point.id)
  await submits(person, {})
  await submits(person, details)
}

it('[F29] [T20] [T21] a confidential point that is taken back and proposed again stays confidential, and one that is proposed again in confidence is gone from the card of its first request', async () => {
  const own = await lobby.someone('zeist.nl')
  const open = await lobby.proposes(own, 'Roodborst in de heg')
  await m50.until(() => secretariat().includes('Roodborst in de heg') || null)
  await proposesAnew(own, open, 'answer', { confidential: true })
  const hidden = await lobby.proposes(own, 'Kwikstaart op het dak', { confidential: true })
  await proposesAnew(own, hidden, 'inbox')
  const states = await m50.database.query(
    'select number, state, is_confidential as hidden from lobby_points where id = any($1::uuid[]) order by number',
    [[hidden.id, open.id]],
  )
  expect(states).toEqual([
    { number: open.number, state: 'proposed', hidden: true },
    { number: hidden.number, state: 'proposed', hidden: true },
  ])
  await m50.until(() => (secretariat().includes('Roodborst') ? null : true))
  expect(secretariat()).not.toContain('Kwikstaart')
})

// SPDX-License-Identifier: EUPL-1.2
// A pillar's digest: what is new in one message, reviewed by its chair, in its channel and by direct message.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { lobbyIn, type Proposed } from '../support/chat/lobby.ts'
import { timedChat } from '../support/chat/network.ts'
import { pillarDigest } from '../support/chat/pillar-digest.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
let digests: Awaited<ReturnType<typeof pillarDigest>>
let bus: Proposed
let care: Proposed
let tiel: Person

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-03-03T09:12:00+01:00')
  lobby = await lobbyIn(m50)
  digests = await pillarDigest(m50, lobby.society)
  tiel = await lobby.someone('tiel.nl')
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

it('[A44] [A45] four working hours before it goes out the chair has the draft, and nobody else; the planning shows when it goes out', async () => {
  await m50.moveTo('2027-03-03T09:30:00+01:00')
  const planned = await says(m50.jansen, 'planning')
  expect(planned).toMatch(/ma 8 mrt, 08\.30 uur · bericht van Samenleving\s+Aan: kanaal /)
  expect(await says(m50.deVries, 'digest samenleving')).toContain('Er is nog niets nieuws.')
  bus = await lobby.approved(m50.bakker, 'Houd de bus')
  care = await lobby.approved(m50.bakker, 'Leid jeugdartsen op')
  await lobby.approved(m50.bakker, 'Houd de huisarts')
  for (const title of ['De bus rijdt niet', 'De huisarts stopt', 'De school is vol'])
    await lobby.shares(m50.bakker, title)
  await m50.moveTo('2027-03-05T14:29:00+01:00')
  expect(m50.deVries.inbox().filter(({ text }) => text.startsWith('Concept'))).toEqual([])
  await m50.moveTo('2027-03-05T14:30:30+01:00')
  const draft = await m50.deVries.receives('Concept: VNG-week Samenleving, gaat ma 8 mrt om 08.30 uur uit')
  expect(draft.text).toMatch(/Het gaat vanzelf, naar kanaal \S+\. U hoeft niets te doen; wijzigen kan tot dan\./)
  expect(draft.text).toMatch(/1 {2}Nieuw lobbypunt: LP \d+, .*\. Zeist steunt het\./)
  const told = await m50.database.query<{ name: string }>(
    `select p.name from deliveries d join people p on p.id = d.person_id where d.kind = 'digests.draft'`,
  )
  expect(told).toEqual([{ name: 'W. de Vries' }])
})

it('[A44] whoever reviews it leaves out a line, changes the order and writes an introduction; others may not', async () => {
  const { id } = await digests.last()
  expect(await tiel.forgesPress(lobby.society, 'digest.send', id)).toContain('Dat kan met uw rol niet.')
  const form = await pressesOpen(m50.deVries, 'inbox', 'digest.leaveOut', id)
  expect(form).toContain('De bus rijdt niet')
  const [{ key } = { key: '' }] = await m50.database.query<{ key: string }>(
    `select key from digest_items where facts->>'title' = 'De bus rijdt niet'`,
  )
  expect(await submits(m50.deVries, { item: key })).not.toContain('De bus rijdt niet')
  const acts = await m50.database.query<{ line: string }>(
    `select new->>'line' as line from audit where action = 'digest.leftOut'`,
  )
  expect(acts).toEqual([{ line: key }])
  await pressesOpen(m50.deVries, 'inbox', 'digest.order', id)
  const far = await m50.deVries.submit({ item: `point ${care.id} new`, place: 9 }, { unchecked: true })
  expect(far.errors).toEqual({ place: 'Typ een plaats van 1 tot en met 5.' })
  const arranged = await submits(m50.deVries, { item: `point ${care.id} new`, place: 1 })
  expect(arranged).toMatch(new RegExp(`1 {2}Nieuw lobbypunt: LP ${care.number}, Leid jeugdartsen op`))
  await pressesOpen(m50.deVries, 'inbox', 'digest.introduction', id)
  await submits(m50.deVries, { introduction: 'Goed dat er zoveel komt.' })
  await m50.until(() => m50.deVries.inbox().find(({ text }) => text.includes('Goed dat er zoveel komt.')), {
    what: 'the draft with its introduction',
  })
})

it('[F53] the draft is for whoever reviews it; how another reads it has nothing to press', async () => {
  expect(await says(tiel, 'digest samenleving')).not.toContain('Goed dat er zoveel komt.')
  const own = await says(m50.deVries, 'digest samenleving')
  expect(own).toContain('Goed dat er zoveel komt.')
  expect(own).toContain('[Nu versturen]')
  await pressesOpen(m50.deVries, 'answer', 'digest.person', 'samenleving')
  const theirs = await submits(m50.deVries, { person: 'p.persoon1@tiel.nl' })
  expect(theirs).toContain('Zo ziet P. Persoon1 het.')
  expect(theirs).toContain('Tiel steunt dit nog niet.')
  expect(theirs).not.toMatch(/\[(Steunen|Nu versturen|Als direct bericht|Dag en tijd)\]/)
  // In the language in which they read it.
  const reads = (locale: string | null) =>
    m50.database.query(`update people set locale = $1 where email = 'p.persoon1@tiel.nl'`, [locale])
  await reads('en')
  await pressesOpen(m50.deVries, 'answer', 'digest.person', 'samenleving')
  const english = await submits(m50.deVries, { person: 'p.persoon1@tiel.nl' })
  expect(english).toContain('Zo ziet P. Persoon1 het.')
  expect(english).toContain('Tiel does not support this yet.')
  await reads(null)
})

it('[F50] [F52] [F54] silence means that it goes out, on time and once: five lines, each with what the reader can do', async () => {
  await opens(tiel, 'digest ontvang samenleving')
  await submits(tiel, { rhythm: 'weekly' })
  await says(tiel, `lobby steun ${care.number}`)
  await m50.moveTo('2027-03-08T08:29:00+01:00')
  expect(digests.posted()).toEqual([])
  await m50.moveTo('2027-03-08T08:30:30+01:00')
  const card = await m50.shows(lobby.society, 'VNG-week Samenleving · ma 8 mrt')
  expect(card.text).toMatch(/Goed dat er zoveel komt\.\n(> )?– W\. de Vries \(Zeist\)\n/)
  expect(card.text).toMatch(
    new RegExp(`1 {2}Nieuw lobbypunt: LP ${care.number}, Leid jeugdartsen op\\. .*\\[Steunen\\]`, 's'),
  )
  expect(card.text).toContain('[Speelt bij ons ook]')
  expect(card.text).not.toContain('De bus rijdt niet')
  // To one person it says how their municipality stands, and asks nothing that it did.
  const own = await tiel.receives('VNG-week Samenleving')
  expect(own.text).toContain('Tiel steunt dit.')
  expect(own.text).toContain('Tiel steunt dit nog niet.')
  expect(own.text.match(/\[Steunen\]/g)).toHaveLength(2)
  expect(await presses(tiel, card, 'lobby.support', bus.id)).toContain('Tiel steunt LP')
  await m50.moveTo('2027-03-08T09:00:00+01:00')
  await m50.moveTo('2027-03-09T09:00:00+01:00')
  expect(digests.posted()).toHaveLength(1)
  await m50.until(() => m50.deVries.inbox().find(({ text }) => text.includes('Verstuurd op ma 8 mrt, 08.30 uur.')), {
    what: 'the draft that says it was sent',
  })
})

it('[T20] a point that becomes confidential stands in no digest any more, and what was sent is kept', async () => {
  await m50.shows(lobby.society, 'Houd de huisarts')
  const [{ id } = { id: '' }] = await m50.database.query<{ id: string }>(
    `select id from lobby_points where title = 'Houd de huisarts'`,
  )
  await says(m50.jansen, `lobby beheer ${(await lobby.proposed('Houd de huisarts')).number}`)
  await presses(m50.jansen, 'answer', 'lobby.confide', id)
  await m50.until(() => digests.posted().every(({ text }) => !text.includes('Houd de huisarts')), {
    what: 'the digest without it',
  })
  await m50.until(() => tiel.inbox().every(({ text }) => !text.includes('Houd de huisarts')), {
    what: 'the direct message without it',
  })
  const kept = await m50.database.query(`select from digest_items where facts->>'title' = 'Houd de huisarts'`)
  expect(kept).toHaveLength(1)
})

it('[F50] nothing is told twice, and where nothing is new no message goes out', async () => {
  // The support since is new, and nothing else.
  await m50.moveTo('2027-03-12T14:30:30+01:00')
  const draft = await m50.deVries.receives('Concept: VNG-week Samenleving, gaat ma 15 mrt om 08.30 uur uit')
  expect(draft.text).toContain('1 gemeente erbij (Tiel), nu ')
  expect(draft.text).not.toContain('nieuw.')
  expect(draft.text).not.toContain('Knelpunt')
  await m50.moveTo('2027-03-15T08:30:30+01:00')
  await m50.shows(lobby.society, 'VNG-week Samenleving · ma 15 mrt')
  await m50.moveTo('2027-03-19T14:30:30+01:00')
  await m50.moveTo('2027-03-22T08:30:30+01:00')
  expect((await digests.all()).map(({ occurrence, state, reason }) => [occurrence, state, reason])).toEqual([
    ['2027-03-08', 'sent', null],
    ['2027-03-15', 'sent', null],
    ['2027-03-22', 'skipped', 'nothing'],
  ])
  expect(digests.posted()).toHaveLength(2)
})

it('[A44] held it stays, until someone sends it; on a day off it is of the first working day after; the rest comes in the thread', async () => {
  const titles = [
    'Kale bermen',
    'Brug dicht',
    'Zwembaden weg',
    'Natte kelders',
    'Lege winkels',
    'Loodgieters gezocht',
    'Hete pleinen',
  ]
  for (const title of titles) await lobby.shares(m50.bakker, title)
  await m50.moveTo('2027-03-26T14:30:30+01:00')
  // The Monday is that of Easter.
  const draft = await m50.deVries.receives('Concept: VNG-week Samenleving, gaat di 30 mrt om 08.30 uur uit')
  const { id } = await digests.last()
  expect(await presses(m50.deVries, draft, 'digest.hold', id)).toContain('Vastgehouden')
  await m50.moveTo('2027-03-30T08:30:30+02:00')
  expect(digests.posted()).toHaveLength(2)
  expect(await presses(m50.deVries, 'answer', 'digest.send', id)).toContain('Verstuurd.')
  await m50.until(() => digests.posted().length === 3, { what: 'the digest that was held' })
  expect(await m50.deVries.forgesPress(m50.general, 'digest.send', id)).toContain('Dit bericht is al verstuurd.')
  expect(digests.posted()).toHaveLength(3)
  const [, , card] = digests.posted()
  expect(card?.text).toContain('Nog 2 knelpunten')
  expect(await presses(tiel, card ?? '', 'digest.rest', id)).toContain('De rest staat in de draad')
  await m50.bakker.joins(lobby.society)
  await presses(m50.bakker, card ?? '', 'digest.rest', id)
  const [rest, ...more] = await m50.until(() => {
    const found = digests.posted()[2]?.replies ?? []
    return found.length > 0 ? found : null
  })
  expect(rest?.text).toMatch(/^Verder in VNG-week Samenleving.*6 {2}Nieuw knelpunt uit Zeist: Brug dicht/s)
  expect(more).toEqual([])
})

it('[F53] what a preview showed is what its button sends; where that is another thing by now nothing goes out', async () => {
  // A Monday after the digest would have gone out, had there been anything new.
  await m50.moveTo('2027-05-03T08:41:15+02:00')
  await lobby.shares(m50.bakker, 'Waterschade')
  await says(m50.deVries, 'digest samenleving')
  const was = digests.posted().length
  await lobby.shares(m50.bakker, 'Bladluizen')
  expect(await presses(m50.deVries, 'answer', 'Nu versturen')).toContain('Intussen is er iets veranderd.')
  expect(digests.posted()).toHaveLength(was)
  await says(m50.deVries, 'digest samenleving')
  expect(await presses(m50.deVries, 'answer', 'Nu versturen')).toContain('Verstuurd.')
  const sent = await m50.until(() => digests.posted()[was], { what: 'the digest that was shown' })
  expect(sent.text).toMatch(/Bladluizen.*Waterschade/s)
})

it('[F51] by direct message someone hears of it at once, or every working day, or no more', async () => {
  const { smit } = m50
  await smit.opensHome()
  await expect
    .poll(() => smit.home(), { timeout: 20_000 })
    .toContain('Nieuws van een pijler kan ook als direct bericht')
  expect(await presses(smit, 'home', 'Kiezen')).toContain('Samenleving')
  for (const [who, rhythm] of [
    [smit, 'direct'],
    [tiel, 'daily'],
  ] as const) {
    await opens(who, 'digest ontvang samenleving')
    expect(await submits(who, { rhythm })).toContain('direct bericht')
  }
  await lobby.shares(m50.bakker, 'Zandhonger')
  await m50.moveTo('2027-05-03T09:00:00+02:00')
  const now = await smit.receives('Nieuw in Samenleving')
  expect(now.text).toMatch(/1 {2}Nieuw knelpunt uit Zeist: Zandhonger\. Speelt dit ook in Waalwijk\?/)
  await m50.moveTo('2027-05-04T08:30:30+02:00')
  expect((await tiel.receives('Nieuw vandaag in Samenleving · di 4 mei')).text).toContain('Zandhonger')
  await opens(smit, 'digest ontvang samenleving')
  await submits(smit, { rhythm: 'off' })
  await lobby.shares(m50.bakker, 'Bomenkap')
  // Saved once more as it was, nothing is missed.
  await m50.moveTo('2027-05-04T10:00:00+02:00')
  await opens(tiel, 'digest ontvang samenleving')
  await submits(tiel, { rhythm: 'daily' })
  await m50.moveTo('2027-05-05T08:30:30+02:00')
  expect((await tiel.receives('Nieuw vandaag in Samenleving · wo 5 mei')).text).toContain('Bomenkap')
  // The sixth is Ascension day, and there was nothing new.
  await m50.moveTo('2027-05-07T08:30:30+02:00')
  const told = (who: Person, words: string) => who.inbox().filter(({ text }) => text.startsWith(words)).length
  expect([told(smit, 'Nieuw in Samenleving'), told(tiel, 'Nieuw vandaag in Samenleving')]).toEqual([1, 2])
  // Who heard it with the pillar's digest has all since the last one that was sent, and nothing that they were told before.
  const wishes = async (rhythm: string) => {
    await opens(smit, 'digest ontvang samenleving')
    await submits(smit, { rhythm })
  }
  await wishes('weekly')
  await m50.moveTo('2027-05-07T08:40:00+02:00')
  await wishes('direct')
  await m50.moveTo('2027-05-07T08:41:00+02:00')
  const since = await m50.until(() => smit.inbox().find(({ text }) => /Nieuw in Samenleving.*Bomenkap/s.test(text)))
  expect(since.text).not.toContain('Zandhonger')
  await wishes('off')
})

it('[A44] [A43] reports stand first, then when committees meet, who of us takes input there and until when it is welcome', async () => {
  const { jansen, bakker, deVries, database } = m50
  await opens(jansen, 'vng zetel zjo')
  await submits(jansen, { function: 'member', startsOn: '2027-01-01', person: 'p.persoon1@tiel.nl' })
  await says(jansen, 'vng vergadering zjo')
  await pressesOpen(jansen, 'answer', 'vng.meeting', 'zjo')
  const hours = { startsAt: '10:00', endsAt: '12:00', link: '', place: 'Den Haag' }
  await submits(jansen, { ...hours, date: '2027-05-18', about: 'Wachttijden in de jeugdzorg' })
  await opens(tiel, 'vng meld zjo')
  await submits(tiel, { title: 'De VNG steunt meer artsen', summary: 'Zo is besloten.' })
  const [asked] = await database.query<{ id: string; number: number }>(
    `select id, number from requests where kind = 'vng.report'`,
  )
  expect(await says(deVries, 'vng digest samenleving')).not.toContain('De VNG steunt meer artsen')
  await m50.shows(m50.secretariat, `Verzoek ${asked?.number} ·`)
  await presses(jansen, m50.secretariat, 'request.approve', asked?.id)
  const preview = await says(deVries, 'vng digest samenleving')
  expect(preview).toMatch(/1 {2}Verslag van P\. Persoon1 \(Tiel\), Commissie Zorg, Jeugd en Onderwijs: De VNG steunt/i)
  expect(preview).toMatch(
    /2 {2}Commissie Zorg, Jeugd en Onderwijs \(di 18 mei\), op de agenda: Wachttijden in de jeugdzorg\. Inbreng voor de vergadering kan tot/,
  )
  expect(await says(jansen, 'vng verstuur samenleving')).toContain('Verstuurd.')
  const card = await m50.shows(lobby.society, 'De VNG steunt meer artsen')
  expect(card.text).toMatch(/^VNG-week Samenleving.*P\. Persoon1 \(Tiel\) neemt die mee\.\s+\[Geef inbreng\]/is)
  const [meeting] = await database.query<{ id: string }>('select id from committee_meetings')
  expect(await pressesOpen(bakker, card, 'vng.input', `meeting.${meeting?.id}`)).toContain('Zorg, Jeugd en Onderwijs')
  await bakker.closes()
})

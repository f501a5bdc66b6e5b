// SPDX-License-Identifier: EUPL-1.2
// A pillar's digest: what is new in one message, reviewed by its chair, at its own time.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { lobbyIn, type Proposed } from '../support/chat/lobby.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
let bus: Proposed
let care: Proposed
let tiel: Person

const all = () =>
  m50.database.query<{ id: string; occurrence: string; state: string; reason: string | null }>(
    'select id, occurrence, state, reason from digests order by created_at, occurrence',
  )
const last = async () => (await all()).at(-1) ?? expect.fail('no digest')
/** The digests that stand in the pillar's channel. */
const posted = () => m50.messagesIn(lobby.society).filter(({ text }) => text.startsWith('VNG-week'))

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-03-03T09:12:00+01:00')
  lobby = await lobbyIn(m50)
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
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
  const { id } = await last()
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
  expect(posted()).toEqual([])
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
  expect(posted()).toHaveLength(1)
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
  await m50.until(() => posted().every(({ text }) => !text.includes('Houd de huisarts')), {
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
  expect((await all()).map(({ occurrence, state, reason }) => [occurrence, state, reason])).toEqual([
    ['2027-03-08', 'sent', null],
    ['2027-03-15', 'sent', null],
    ['2027-03-22', 'skipped', 'nothing'],
  ])
  expect(posted()).toHaveLength(2)
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
  const { id } = await last()
  expect(await presses(m50.deVries, draft, 'digest.hold', id)).toContain('Vastgehouden')
  await m50.moveTo('2027-03-30T08:30:30+02:00')
  expect(posted()).toHaveLength(2)
  expect(await presses(m50.deVries, 'answer', 'digest.send', id)).toContain('Verstuurd.')
  await m50.until(() => posted().length === 3, { what: 'the digest that was held' })
  expect(await m50.deVries.forgesPress(m50.general, 'digest.send', id)).toContain('Dit bericht is al verstuurd.')
  expect(posted()).toHaveLength(3)
  const [, , card] = posted()
  expect(card?.text).toContain('Nog 2 knelpunten')
  expect(await presses(tiel, card ?? '', 'digest.rest', id)).toContain('De rest staat in de draad')
  await m50.bakker.joins(lobby.society)
  await presses(m50.bakker, card ?? '', 'digest.rest', id)
  const [rest, ...more] = await m50.until(() => {
    const found = posted()[2]?.replies ?? []
    return found.length > 0 ? found : null
  })
  expect(rest?.text).toMatch(/^Verder in VNG-week Samenleving.*6 {2}Nieuw knelpunt uit Zeist: Brug dicht/s)
  expect(more).toEqual([])
})

it('[T32] one that is late goes out in the morning after; what is later than that is told by the next, once, and the secretariat hears so', async () => {
  const ofDates = async () => (await all()).slice(4).map(({ occurrence, state, reason }) => [occurrence, state, reason])
  await lobby.shares(m50.bakker, 'Stikstofregels')
  await m50.moveTo('2027-04-02T14:30:30+02:00')
  await m50.moveTo('2027-04-06T07:00:00+02:00')
  expect(posted()).toHaveLength(3)
  await m50.moveTo('2027-04-06T08:01:00+02:00')
  await m50.shows(lobby.society, 'VNG-week Samenleving · di 6 apr')
  await lobby.shares(m50.bakker, 'Glasvezel ontbreekt')
  await m50.moveTo('2027-04-21T10:00:00+02:00')
  await m50.moveTo('2027-04-21T10:00:15+02:00')
  await m50.shows(
    m50.secretariat,
    'Van Samenleving zijn 2 berichten niet uitgegaan, het eerste van ma 12 apr, 08.30 uur',
  )
  expect(posted()).toHaveLength(4)
  await m50.moveTo('2027-04-23T14:30:30+02:00')
  await m50.moveTo('2027-04-26T08:30:30+02:00')
  const card = await m50.shows(lobby.society, 'VNG-week Samenleving · ma 26 apr')
  expect(card.text).toContain('Glasvezel ontbreekt')
  expect(card.text).not.toContain('Stikstofregels')
  expect(await ofDates()).toEqual([
    ['2027-04-05', 'sent', null],
    ['2027-04-19', 'skipped', 'late'],
    ['2027-04-26', 'sent', null],
  ])
})

it('[F52] one that did not go out by itself is an alarm to the secretariat, which sends it', async () => {
  await lobby.shares(m50.bakker, 'Eikenprocessierupsen')
  await m50.database.query(
    `update planned set state = 'failed', settled_at = due_at where kind = 'digest.send' and state = 'open' and occurrence like '2027-05-03%'`,
  )
  await m50.moveTo('2027-04-30T14:30:30+02:00')
  await m50.moveTo('2027-05-03T08:31:00+02:00')
  expect(m50.messagesIn(m50.secretariat).filter(({ text }) => text.includes('ma 3 mei'))).toEqual([])
  await m50.moveTo('2027-05-03T08:41:00+02:00')
  await m50.moveTo('2027-05-03T08:41:15+02:00')
  const alarm = await m50.shows(m50.secretariat, 'Het bericht van Samenleving had ma 3 mei, 08.30 uur uit moeten gaan')
  expect(await presses(m50.jansen, alarm, 'Nu versturen')).toContain('Verstuurd.')
  expect((await m50.shows(lobby.society, 'VNG-week Samenleving · ma 3 mei')).text).toContain('Eikenprocessierupsen')
  expect(await says(m50.jansen, 'digest verstuur samenleving')).toContain('Er is nog niets nieuws om te versturen.')
})

it('[F53] what a preview showed is what its button sends; where that is another thing by now nothing goes out', async () => {
  await lobby.shares(m50.bakker, 'Waterschade')
  await says(m50.deVries, 'digest samenleving')
  const was = posted().length
  await lobby.shares(m50.bakker, 'Bladluizen')
  expect(await presses(m50.deVries, 'answer', 'Nu versturen')).toContain('Intussen is er iets veranderd.')
  expect(posted()).toHaveLength(was)
  await says(m50.deVries, 'digest samenleving')
  expect(await presses(m50.deVries, 'answer', 'Nu versturen')).toContain('Verstuurd.')
  const sent = await m50.until(() => posted()[was], { what: 'the digest that was shown' })
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

/** Sets when the digest goes out, as its chair does. */
async function retimed(time: string, rhythm = 'weekly'): Promise<void> {
  await opens(m50.deVries, 'digest ritme samenleving')
  const timing = { rhythm, time, weekday: '1', recess: true, review: 4, silence: 'sends' }
  expect(await submits(m50.deVries, timing)).toContain('Bewaard.')
}

it('[A45] one that was skipped stays so when its time is changed, and a draft says when it goes out by then', async () => {
  const set = (values: string, occurrence: string) =>
    m50.database.query(`update planned set ${values} where kind = 'digest.send' and occurrence like $1 returning id`, [
      occurrence,
    ])
  expect(await set(`state = 'skipped', settled_at = due_at`, '2027-05-24 1')).toHaveLength(1)
  await retimed('09.15')
  const states = await m50.database.query<{ state: string }>(
    `select state from planned where kind = 'digest.send' and occurrence like '2027-05-24 %'`,
  )
  expect(states.map(({ state }) => state)).toEqual(['skipped', 'skipped'])
  await lobby.shares(m50.bakker, 'Kademuren')
  await m50.moveTo('2027-05-28T15:30:00+02:00')
  await m50.deVries.receives('Concept: VNG-week Samenleving, gaat ma 31 mei')
  await retimed('10.45')
  await m50.until(() => m50.deVries.inbox().find(({ text }) => text.includes('gaat ma 31 mei om 10.45 uur uit')), {
    what: 'the draft with its new moment',
  })
  // Moved in the planning it says that moment; skipped there it is drawn anew too.
  const [{ id: sending } = { id: '' }] = await m50.database.query<{ id: string }>(
    `select id from planned where kind = 'digest.send' and state = 'open' and occurrence like '2027-05-31 %' order by occurrence desc limit 1`,
  )
  const shown = (words: string) =>
    m50.until(() => m50.deVries.inbox().find(({ text }) => text.startsWith('Concept') && text.includes(words)), {
      what: `the draft that says ${words}`,
    })
  await says(m50.jansen, 'planning')
  await pressesOpen(m50.jansen, 'answer', 'planned.change', sending)
  await submits(m50.jansen, { date: '2027-06-01', time: '09:30' })
  await shown('gaat di 1 jun om 09.30 uur uit')
  const version = async () =>
    (
      await m50.database.query<{ version: number }>('select version from digests where id = $1::uuid', [
        (await last()).id,
      ])
    )[0]?.version ?? 0
  const was = await version()
  await says(m50.jansen, 'planning')
  await pressesOpen(m50.jansen, 'answer', 'planned.change', sending)
  await presses(m50.jansen, 'form', 'planned.skip')
  expect(await version()).toBe(was + 1)
})

it('[A44] what was skipped does not go out by itself any more, and nothing is sent that nobody would read', async () => {
  const { id } = await last()
  const held = await presses(m50.deVries, 'inbox', 'digest.hold', id)
  expect(held).toContain('Vastgehouden')
  expect(held).not.toContain('[Toch op tijd versturen]')
  expect(await m50.deVries.forgesPress(m50.general, 'digest.release', id)).toContain('Het gaat niet meer vanzelf uit.')
  const reached = (at: string) =>
    m50.database.query(`update channels set ended_at = ${at} where purpose = 'pillar' and pillar_id = 'samenleving'`)
  await reached('now()')
  expect(await m50.deVries.forgesPress(m50.general, 'digest.send', id)).toContain(
    'Er is nog niemand om het naar te sturen.',
  )
  expect((await last()).state).toBe('held')
  await reached('null')
})

it('[A44] every second week it stays in the same weeks, whatever else of it is changed', async () => {
  const dates = async () =>
    (
      await m50.database.query<{ date: string }>(
        `select split_part(p.occurrence, ' ', 1) as date from planned p join digest_schedules s on s.id::text = p.subject_id and split_part(p.occurrence, ' ', 2) = s.revision::text
         where p.kind = 'digest.send' and p.state = 'open' and s.pillar_id = 'samenleving' order by 1`,
      )
    ).map(({ date }) => date)
  await retimed('10.45', 'fortnightly')
  expect(await dates()).toEqual(['2027-06-07', '2027-06-21'])
  await m50.moveTo('2027-06-02T09:00:00+02:00')
  await retimed('11.15', 'fortnightly')
  expect(await dates()).toEqual(['2027-06-07', '2027-06-21'])
})

it('[A44] [F53] one that goes out earlier than planned is reviewed before that; a preview says when it goes out, or that it waits', async () => {
  const { deVries, jansen, database } = m50
  expect(await says(deVries, 'digest samenleving')).toContain('Gaat uit op ma 7 jun, 11.15 uur')
  await lobby.shares(m50.bakker, 'Muggen')
  const [{ id } = { id: '' }] = await database.query<{ id: string }>(
    `select id from planned where kind = 'digest.send' and state = 'open' and occurrence like '2027-06-07 %' order by occurrence desc limit 1`,
  )
  await says(jansen, 'planning')
  await pressesOpen(jansen, 'answer', 'planned.change', id)
  await submits(jansen, { date: '2027-06-03', time: '12:00' })
  expect(await says(deVries, 'digest samenleving')).toContain('Gaat uit op do 3 jun, 12.00 uur')
  await m50.moveTo('2027-06-03T08:01:00+02:00')
  const draft = await deVries.receives('Concept: VNG-bericht Samenleving, gaat do 3 jun om 12.00 uur uit')
  const { id: early } = await last()
  await presses(deVries, draft, 'digest.hold', early)
  expect(await says(deVries, 'digest samenleving')).toContain('Vastgehouden: het gaat niet vanzelf uit op do 3 jun')
  await m50.moveTo('2027-06-03T12:01:00+02:00')
  expect(await deVries.forgesPress(m50.general, 'digest.send', early)).toContain('Verstuurd.')
  await opens(deVries, 'digest ritme samenleving')
  const timing = { rhythm: 'fortnightly', time: '11.15', weekday: '1', recess: true, review: 4, silence: 'holds' }
  expect(await submits(deVries, timing)).toContain('het ligt vanaf ma 21 jun, 11.15 uur klaar tot iemand het verstuurt')
  const [act] = await database.query(
    `select old, new from audit where action = 'digest.scheduled' order by id desc limit 1`,
  )
  const was = { weekday: 1, time: '11:15', rhythm: 'fortnightly', silence: 'sends', recess: 'pauses', reviewHours: 4 }
  expect(act).toEqual({ old: was, new: { ...was, silence: 'holds' } })
})

it('[A44] where silence holds it, one that its reviewer lets go after all goes out on time', async () => {
  const { deVries } = m50
  await lobby.shares(m50.bakker, 'Wespen')
  await m50.moveTo('2027-06-21T08:01:00+02:00')
  const draft = await deVries.receives('Concept: VNG-bericht Samenleving · ma 21 jun')
  expect(draft.text).toMatch(/Ligt klaar en gaat pas uit als u het verstuurt.*\[Toch op tijd versturen\]/s)
  const { id } = await last()
  expect(await presses(deVries, draft, 'digest.hold', id)).toContain('[Toch op tijd versturen]')
  const released = await presses(deVries, 'answer', 'digest.release', id)
  expect(released).toContain('Concept: VNG-bericht Samenleving, gaat ma 21 jun om 11.15 uur uit')
  expect(released).toContain('Het gaat weer op tijd uit.')
  expect(await says(deVries, 'digest samenleving')).toContain('Gaat uit op ma 21 jun, 11.15 uur')
  await m50.moveTo('2027-06-21T11:15:30+02:00')
  expect((await m50.shows(lobby.society, 'VNG-bericht Samenleving · ma 21 jun')).text).toContain('Wespen')
})

// SPDX-License-Identifier: EUPL-1.2
// Meetings in a year: what the agenda asks for, what a proposed date falls on, two who change one meeting at once, and who was there.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { filesOf } from '../support/chat/made-files.ts'
import { meetingsIn, type Planned, when, where } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>

// A Wednesday, between Christmas and New Year.
beforeAll(async () => {
  m50 = await timedChat('2026-12-30T10:00:00+01:00')
  meetings = await meetingsIn(m50)
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

const count = async () => (await m50.database.query<{ n: number }>('select count(*)::int as n from meetings'))[0]?.n

it('[A18] [A19] [A22] the year plan shows what the agenda asks for and what of it is planned; the secretariat hears in time, once, what is not', async () => {
  const { jansen, bakker, deVries, secretariat } = m50
  const empty = await says(jansen, 'bijeenkomst jaarplan 2027')
  expect(empty).toContain('De agenda vraagt 5 bijeenkomsten. Gepland of geweest: 0.')
  for (const slot of [
    'Ledenbijeenkomst, april 2027',
    'Ledenbijeenkomst, oktober 2027',
    'Contactambtenarenoverleg 2027 (1 van 2)',
    'Contactambtenarenoverleg 2027 (2 van 2)',
    'Overleg met de lobbyist van de VNG 2027',
  ])
    expect(empty).toMatch(new RegExp(`${slot.replace(/[()]/g, '\\$&')}\\s+Nog niet gepland\\.`))
  expect(await says(bakker, 'bijeenkomst jaarplan')).toContain('Dat kan met uw rol niet.')
  await m50.moveTo('2026-12-30T10:05:00+01:00')
  const planning = await says(jansen, 'planning')
  expect(planning).toMatch(
    /ma 4 jan, 10\.00 uur.*Nog niet gepland: Contactambtenarenoverleg 2027 \(1 van 2\) en Ledenbijeenkomst, april 2027/s,
  )
  // A meeting of that kind in another month is not the one that is asked for.
  await meetings.planned('Winterbijeenkomst', {}, { date: '2027-03-12' })
  await says(jansen, 'bijeenkomst jaarplan 2027')
  expect(await pressesOpen(jansen, 'answer', 'meeting.new', 'kind ledenbijeenkomst')).toContain('Ledenbijeenkomst')
  await submits(jansen, { title: 'Democratie Dichtbij', ...when, date: '2027-04-09' })
  await submits(jansen, { ...where, registerUntil: '2027-03-31' })
  const plan = await says(jansen, 'bijeenkomst jaarplan 2027')
  expect(plan).toContain('Gepland of geweest: 1.')
  expect(plan).toMatch(/april 2027\s+Democratie Dichtbij · vr 9 apr, 13\.30–17\.00 uur · nog niemand uitgenodigd/)
  expect(plan).toContain('Winterbijeenkomst · vr 12 mrt')
  await m50.moveTo('2027-01-04T10:00:30+01:00')
  const told = await m50.shows(secretariat, 'Nog te plannen')
  expect(told.text).toContain('Nog niet gepland: Contactambtenarenoverleg 2027 (1 van 2).')
  expect(told.text).toContain('[Jaarplan 2027]')
  await m50.moveTo('2027-01-04T14:00:00+01:00')
  await m50.moveTo('2027-01-05T10:00:00+01:00')
  expect(m50.messagesIn(secretariat).filter(({ text }) => text.includes('Nog te plannen'))).toHaveLength(1)
  const home = await says(jansen, '')
  expect(home).toContain('Nog niet gepland: Contactambtenarenoverleg 2027 (1 van 2).')
  expect(await says(deVries, '')).not.toContain('Nog niet gepland')
  const kind = { kind: 'contactambtenarenoverleg', date: '2027-04-15' }
  await meetings.planned('Voorjaarsoverleg', {}, kind)
  expect(await says(jansen, '')).not.toContain('Nog niet gepland')
})

it('[A18] a date on a day off, in a school holiday, in a recess or on another meeting says so before it is saved, with everything kept', async () => {
  const { jansen, deVries } = m50
  const before = await count()
  await says(jansen, 'planning vakanties')
  await pressesOpen(jansen, 'answer', 'period.set', 'new')
  const recess = { kind: 'recess.', name: 'Meireces', startsOn: '2027-04-23' }
  const wrong = await jansen.submit({ ...recess, lastOn: '2027-04-20' }, { unchecked: true })
  expect(wrong.errors).toEqual({ lastOn: 'De laatste dag ligt voor de eerste.' })
  expect(await submits(jansen, { ...recess, lastOn: '2027-05-10' })).toContain('Opgeslagen.')
  expect(await says(jansen, 'planning vakanties')).toMatch(/23 apr 2027 tot en met 10 mei 2027 · Meireces\s+Reces/)
  await opens(jansen, 'bijeenkomst nieuw Op Koningsdag')
  const kings = { kind: 'ledenbijeenkomst', ...when, date: '2027-04-27' }
  const said = await submits(jansen, kings)
  expect(said).toContain('Er is nog niets opgeslagen; wat u invulde, staat er nog.')
  expect(said).toContain('De datum valt op een vrije dag: Koningsdag.')
  expect(said).toContain('Schoolvakantie in Midden: Meivakantie. Dat raakt 19 van de 40 gemeenten.')
  expect(said).toContain('De Tweede Kamer heeft dan reces: Meireces.')
  expect(said).toContain('Toch opslaan')
  expect(said).toContain('Op Koningsdag')
  expect(await count()).toBe(before)
  // Another date that falls on something is said as well: what was read was of the first.
  const another = await submits(jansen, { ...kings, date: '2027-04-29' })
  expect(another).not.toContain('Koningsdag.')
  expect(another).toContain('Meivakantie')
  expect(await count()).toBe(before)
  expect(await submits(jansen, { ...kings, date: '2027-04-29' })).toContain('Nog één stap')
  expect(await count()).toBe((before ?? 0) + 1)
  const { number } = await meetings.titled('Op Koningsdag')
  // A chair reads that there is a meeting, and not yet which.
  await says(jansen, 'rol geef W. de Vries voorzitter bestuur')
  await opens(deVries, 'bijeenkomst nieuw Van Bestuur')
  const chairs = await submits(deVries, { kind: 'pijleroverleg:bestuur', ...when, date: '2027-04-29' })
  expect(chairs).toContain('Op dat moment is er ook een bijeenkomst waarvoor nog niemand is uitgenodigd.')
  expect(chairs).not.toContain('Op Koningsdag')
  await opens(jansen, 'bijeenkomst nieuw Ook dan')
  expect(await submits(jansen, { ...kings, date: '2027-04-29' })).toContain(
    `Op dat moment is ook bijeenkomst ${number}, Op Koningsdag.`,
  )
  const plan = await says(deVries, 'bijeenkomst jaarplan 2027')
  expect(plan).toMatch(/Ledenbijeenkomst, april 2027\s+vr 9 apr, 13\.30–17\.00 uur, er is nog niemand uitgenodigd\./)
  expect(plan).not.toMatch(/\[Plannen\]|Democratie Dichtbij|\[Opkomst/)
  // Later that day there is none.
  const evening = await submits(jansen, { ...kings, date: '2027-04-29', startsAt: '17:00', endsAt: '18:00' })
  expect(evening).toContain('Meivakantie')
  expect(evening).not.toContain(`bijeenkomst ${number}`)
  expect(await count()).toBe((before ?? 0) + 1)
})

it('[A14] [A18] where the agenda asks for meetings of every pillar the year plan shows them, and a chair plans the own ones from it', async () => {
  const { deVries, database } = m50
  await database.query(`update meeting_kinds set per_year = 2 where id = 'pijleroverleg'`)
  const plan = async () => {
    const first = await says(deVries, 'bijeenkomst jaarplan 2028')
    expect(first).toContain('[Toon de volgende]')
    return `${first}\n${await says(deVries, 'bijeenkomst jaarplan 2028 2')}`
  }
  const asked = await plan()
  for (const slot of ['Bestuur 2028 \\(1 van 2\\)', 'Bestuur 2028 \\(2 van 2\\)', 'Samenleving 2028 \\(2 van 2\\)'])
    expect(asked).toMatch(new RegExp(`Pijleroverleg ${slot}\\s+Nog niet gepland\\.`))
  expect(asked.match(/\[Plannen\]/g)).toHaveLength(2)
  await says(deVries, 'bijeenkomst jaarplan 2028')
  expect(await pressesOpen(deVries, 'answer', 'meeting.new', 'kind pijleroverleg:bestuur')).toContain('Bestuur')
  await submits(deVries, { ...when, title: 'Bestuur kijkt vooruit', date: '2028-06-15' })
  await submits(deVries, { ways: where.ways, place: where.place, registerUntil: '2028-06-08' })
  expect(await plan()).toMatch(/Pijleroverleg Bestuur 2028 \(1 van 2\)\s+Bestuur kijkt vooruit · do 15 jun/)
  await database.query(`update meeting_kinds set per_year = null where id = 'pijleroverleg'`)
})

it('[A18] a meeting that moves is held against the same, and nobody hears of it before', async () => {
  const { jansen, deVries } = m50
  const meeting = await meetings.open('Wordt later', {}, { date: '2027-03-24' })
  await deVries.receives('Wordt later')
  const moved = { ...where, date: '2027-05-06', startsAt: '13:30', endsAt: '17:00' }
  await says(jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.alter', meeting.id)
  const said = await submits(jansen, moved)
  expect(said).toContain('De datum valt op een vrije dag: Hemelvaartsdag.')
  expect(said).toContain('Toch opslaan')
  const [row] = await m50.database.query('select starts_at, moved_at from meetings where id = $1::uuid', [meeting.id])
  expect(row).toEqual({ starts_at: new Date('2027-03-24T12:30:00Z'), moved_at: null })
  expect(await submits(jansen, moved)).toContain('Iedereen die is uitgenodigd of ingeschreven, krijgt bericht.')
  await deVries.receives('Wordt later is gewijzigd')
  // What stays where it is, is not asked about again.
  await says(jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.alter', meeting.id)
  expect(await submits(jansen, { ...moved, about: 'Met lunch' })).toContain('De kaarten laten het zien.')
})

it('[A18] the secretariat brings in the school holidays of the Rijksoverheid: a dry run, then once, and a change takes the place of what stood there', async () => {
  const { jansen, deVries } = m50
  const path = join(import.meta.dirname, '../support/feeds/rijksoverheid-schoolholidays.json')
  const rows = (await readFile(path, 'utf8')).replaceAll('2026', '2027').replaceAll('2025', '2026')
  expect(await opens(jansen, 'importeer vakanties')).toContain('Er wordt nog niets opgeslagen')
  const failed = await jansen.submit({ rows: 'geen overzicht' })
  expect(failed.errors.rows).toContain('Dit is geen overzicht van schoolvakanties')
  const plan = await submits(jansen, { rows })
  expect(plan).toContain('4 van 4 vakanties zijn nieuw of anders')
  expect(plan).toContain('Zomervakantie, Noord: 4 jul 2027 tot en met 17 aug 2027')
  expect(plan).toContain(
    'Zomervakantie, Midden: 18 jul 2027 tot en met 31 aug 2027 (nu: Zomervakantie, Midden: 17 jul 2027 tot en met 29 aug 2027)',
  )
  const holidays = async () =>
    (
      await m50.database.query<{ said: string }>(
        `select concat_ws(' ', region, date::text, (ends_on - 1)::text, source) as said from days_off where kind = 'school' and name = 'Zomervakantie' and date >= '2027-01-01' order by region`,
      )
    ).map(({ said }) => said)
  expect(await holidays()).toEqual(['Midden 2027-07-17 2027-08-29 sites of schools'])
  expect(await presses(jansen, 'answer', 'import.applyHolidays', 'holidays')).toContain('4 vakanties zijn verwerkt.')
  const brought = [
    'Midden 2027-07-18 2027-08-31 import',
    'Noord 2027-07-04 2027-08-17 import',
    'Zuid 2027-07-11 2027-08-24 import',
  ]
  expect(await holidays()).toEqual(brought)
  await opens(jansen, 'importeer vakanties')
  expect(await submits(jansen, { rows })).toContain('Er verandert niets')
  expect(await holidays()).toEqual(brought)
  // What is brought in can be changed and taken away by hand.
  await says(jansen, 'planning vakanties 2')
  const shown = jansen.answers().findLast(m => m.text.includes('Noord')) ?? expect.fail('no holidays')
  expect(await pressesOpen(jansen, shown, 'period.set', 'school.Noord.2027-07-04')).toContain('Zomervakantie')
  expect(await presses(jansen, 'form', 'period.drop', 'school.Noord.2027-07-04')).toContain('Verwijderd.')
  expect(await holidays()).toEqual(brought.filter(one => !one.startsWith('Noord')))
  expect(await says(deVries, 'importeer vakanties')).toContain('Alleen het secretariaat kan dit.')
})

it('[A18] of two who change one meeting at once, the second reads what the first changed and keeps what they wrote', async () => {
  const { jansen } = m50
  const other = m50.person('P. Laatsvervanger', 'p.laatsvervanger@zeist.nl')
  await says(other, 'aanmelden ambtenaar')
  await says(jansen, 'rol geef P. Laatsvervanger plaatsvervanger')
  const meeting = await meetings.open('Met twee handen', {}, { date: '2027-06-09' })
  const given = { ...where, registerUntil: '2027-03-19' }
  for (const who of [jansen, other]) {
    await says(who, `bijeenkomst ${meeting.number}`)
    await pressesOpen(who, 'answer', 'meeting.alter', meeting.id)
  }
  expect(await submits(other, { ...given, place: 'Slot Zeist', capacity: 30 })).toContain('krijgt bericht')
  const again = await submits(jansen, { ...given, place: 'Stadhuis Tiel' })
  expect(again).toContain('Iemand anders heeft dit intussen gewijzigd.')
  expect(again).toContain('Locatie: nu Slot Zeist')
  expect(again).toContain('Plaatsen op locatie: nu 30')
  expect(again).toContain('Stadhuis Tiel')
  const place = async () =>
    (await m50.database.query('select place, capacity_on_site from meetings where id = $1::uuid', [meeting.id]))[0]
  expect(await place()).toEqual({ place: 'Slot Zeist', capacity_on_site: 30 })
  expect(await submits(jansen, { ...given, place: 'Stadhuis Tiel', capacity: 30 })).toContain('krijgt bericht')
  expect(await place()).toEqual({ place: 'Stadhuis Tiel', capacity_on_site: 30 })
})

/** A meeting to which municipalities send someone, with those who come. */
async function convened(
  title: string,
  date: string,
  registerUntil: string,
  coming: readonly Person[],
): Promise<Planned> {
  const where = { ways: 'both', onlineLink: 'https://overleg.example/ambtenaren', registerUntil }
  const meeting = await meetings.open(title, where, { kind: 'contactambtenarenoverleg', date })
  for (const who of coming) await presses(who, await who.receives(title), 'meeting.register', `${meeting.id}.onSite`)
  return meeting
}

/** What stands of who was there, by municipality. */
const standing = async ({ id }: Planned) =>
  (
    await m50.database.query<{ said: string }>(
      `select concat(u.name, ' ', r.attendance) as said from meeting_registrations r join municipalities u on u.id = r.municipality_id
       where r.meeting_id = $1::uuid and (r.state = 'registered' or r.attendance is not null) order by 1`,
      [id],
    )
  ).map(({ said }) => said)

let tiel: Person

it('[F41] [A19] on the day one says that one is there; the secretariat fills in the rest in one form, also afterwards; who cancelled before it is excused', async () => {
  const { jansen, bakker, smit, deVries } = m50
  tiel = await meetings.someone('tiel.nl', 'ambtenaar')
  const dronten = await meetings.someone('dronten.nl', 'ambtenaar')
  for (const email of ['a.bakker@zeist.nl', 'm.smit@waalwijk.nl', 'p.persoon1@tiel.nl', 'p.persoon2@dronten.nl'])
    await says(jansen, `rol geef ${email} contactambtenaar`)
  const meeting = await convened('Ambtenaren in juni', '2027-06-16', '2027-06-14', [bakker, smit, tiel, dronten])
  await says(dronten, `bijeenkomst uitschrijven ${meeting.number}`)
  const excused = ['Dronten excused', 'Tiel ', 'Waalwijk ', 'Zeist ']
  expect(await standing(meeting)).toEqual(excused)
  // Whoever registers anew is expected anew.
  await says(dronten, `bijeenkomst ${meeting.number}`)
  await presses(dronten, 'answer', 'meeting.register', `${meeting.id}.onSite`)
  expect(await standing(meeting)).toEqual(['Dronten ', 'Tiel ', 'Waalwijk ', 'Zeist '])
  await says(dronten, `bijeenkomst uitschrijven ${meeting.number}`)
  expect(await standing(meeting)).toEqual(excused)
  expect(await says(jansen, `bijeenkomst aanwezig ${meeting.number}`)).toContain('vult u in vanaf die dag')
  expect(await smit.forgesPress(m50.general, 'meeting.here', meeting.id)).toContain('alleen op de dag zelf')
  await m50.moveTo('2027-06-10T10:00:00+02:00')
  await m50.moveTo('2027-06-16T08:00:30+02:00')
  const morning = await bakker.receives('Vandaag is het zover')
  expect(await presses(bakker, morning, 'meeting.here', meeting.id)).toContain('U staat als aanwezig op de lijst')
  expect(await presses(bakker, morning, 'meeting.here', meeting.id)).toContain('U stond al als aanwezig')
  expect(await says(smit, `bijeenkomst ${meeting.number}`)).toContain('[Ik ben er]')
  expect(await deVries.forgesPress(m50.general, 'meeting.here', meeting.id)).toContain('niet ingeschreven')
  for (const who of [bakker, deVries])
    expect(await says(who, `bijeenkomst aanwezig ${meeting.number}`)).toContain('houdt het secretariaat bij')
  expect(await bakker.forgesPress(m50.general, 'meeting.othersPresent', meeting.id)).toContain(
    'Dat kan met uw rol niet',
  )
  expect(await says(jansen, `bijeenkomst deelnemers ${meeting.number}`)).toContain('[Aanwezigheid]')
  const list = await says(jansen, `bijeenkomst aanwezig ${meeting.number}`)
  expect(list).toContain('Aanwezig: 1. Niet aanwezig: 0. Afgemeld: 1. Nog niet ingevuld: 2.')
  expect(list).toContain('M. Smit (Waalwijk) · nog niet ingevuld')
  const form = await pressesOpen(jansen, 'answer', 'meeting.attendance', `${meeting.id}.1`)
  expect(form).toContain('A. Bakker (Zeist)')
  // By municipality: Dronten, Tiel, Waalwijk, Zeist.
  expect(await submits(jansen, { personB: 'absent' })).toContain('De lijst is bewaard.')
  expect(await standing(meeting)).toEqual(['Dronten excused', 'Tiel absent', 'Waalwijk present', 'Zeist present'])
  expect(await tiel.forgesPress(meetings.board, 'meeting.here', meeting.id)).toContain('iets anders over u ingevuld')
  await m50.moveTo('2027-06-18T10:00:00+02:00')
  expect(await says(jansen, `bijeenkomst aanwezig ${meeting.number}`)).toContain('Niet aanwezig: 1.')
  await pressesOpen(jansen, 'answer', 'meeting.attendance', `${meeting.id}.1`)
  expect(await submits(jansen, { personB: 'excused' })).toContain('Afgemeld: 2.')
  const acts = await m50.database.query(
    `select old->>'attendance' as old, new->>'attendance' as new, acted_role as role from audit where action = 'meeting.attendance' and subject_id = $1 order by id`,
    [meeting.id],
  )
  expect(acts).toEqual([
    { old: null, new: 'present', role: 'member' },
    { old: null, new: 'absent', role: 'secretariat' },
    { old: null, new: 'present', role: 'secretariat' },
    { old: 'absent', new: 'excused', role: 'secretariat' },
  ])
})

it('[A19] [F41] all others were there in one press, and who came without registering is added; the secretariat reads how often each municipality was there that year', async () => {
  const { jansen, bakker, smit } = m50
  const meeting = await convened('Ambtenaren in oktober', '2027-10-06', '2027-10-04', [bakker, smit, tiel])
  await says(bakker, `bijeenkomst uitschrijven ${meeting.number}`)
  await m50.moveTo('2027-10-06T18:00:00+02:00')
  await says(jansen, `bijeenkomst aanwezig ${meeting.number}`)
  expect(await presses(jansen, 'answer', 'meeting.othersPresent', meeting.id)).toContain(
    '2 mensen staan nu als aanwezig',
  )
  expect(await standing(meeting)).toEqual(['Tiel present', 'Waalwijk present', 'Zeist excused'])
  await pressesOpen(jansen, 'answer', 'meeting.attendance', `${meeting.id}.1`)
  await submits(jansen, { personA: 'absent' })
  expect(await standing(meeting)).toEqual(['Tiel absent', 'Waalwijk present', 'Zeist excused'])
  // Who came without having registered, whoever they are; and whoever cancelled and came after all.
  await meetings.someone('kampen.nl')
  await says(jansen, `bijeenkomst aanwezig ${meeting.number}`)
  await pressesOpen(jansen, 'answer', 'meeting.walkIn', meeting.id)
  const wrong = await jansen.submit({ person: 'N. Iemand' })
  expect(wrong.errors.person).toContain('Ik ken niemand van een gemeente die zo heet.')
  expect(await submits(jansen, { person: 'p.persoon3@kampen.nl' })).toContain('P. Persoon3 staat als aanwezig')
  for (const _ of [1, 2]) {
    await pressesOpen(jansen, 'answer', 'meeting.walkIn', meeting.id)
    expect(await submits(jansen, { person: 'A. Bakker' })).toContain('Aanwezig: 3. Niet aanwezig: 1. Afgemeld: 0.')
  }
  expect(await standing(meeting)).toEqual(['Kampen present', 'Tiel absent', 'Waalwijk present', 'Zeist present'])
  expect(await bakker.forgesSubmission(m50.general, 'meeting.walkIn', meeting.id, { person: 'M. Smit' })).toContain(
    'Dat kan met uw rol niet',
  )
  const turnout = await says(jansen, 'bijeenkomst opkomst 2027')
  expect(turnout).toContain('Contactambtenarenoverleg: 2 van 2 gehouden.')
  expect(turnout).toContain('2 keer: 2 (Waalwijk en Zeist)')
  expect(turnout).toContain('1 keer: 1 (Kampen)')
  expect(turnout).toMatch(/0 keer: 37 \(.*Tiel.*\)/)
  expect(await says(jansen, 'bijeenkomst opkomst 2026')).toContain('0 van 2 gehouden.')
  expect(await says(bakker, 'bijeenkomst opkomst 2027')).toContain('secretariaat')
})

it('[F41] [F37] [T24] [T26] the list of a meeting is a spreadsheet for whoever keeps it, without what people eat or need, counted', async () => {
  const { jansen, deVries } = m50
  const { number, id } = await meetings.titled('Ambtenaren in juni')
  await says(jansen, `bijeenkomst aanwezig ${number}`)
  await pressesOpen(jansen, 'answer', 'meeting.walkIn', id)
  await submits(jansen, { person: 'P. Persoon3' })
  await presses(jansen, 'answer', 'meeting.sheet', id)
  const message = await m50.until(() =>
    [...jansen.inbox(), ...jansen.answers()].find(({ text }) => text.includes('De lijst staat klaar')),
  )
  const files = await filesOf(message)
  expect([...files.keys()]).toEqual([`deelnemers-${number}.xlsx`])
  const rows = await readSheet(Buffer.from(files.get(`deelnemers-${number}.xlsx`) ?? []))
  expect(rows).toEqual([
    ['Gemeente', 'Naam', 'Stand', 'Hoe', 'Pijlersessie', 'Aanwezig'],
    ['Tiel', 'P. Persoon1', 'ingeschreven', 'op locatie', null, 'afgemeld'],
    ['Waalwijk', 'M. Smit', 'ingeschreven', 'op locatie', null, 'aanwezig'],
    ['Zeist', 'A. Bakker', 'ingeschreven', 'op locatie', null, 'aanwezig'],
    ['Dronten', 'P. Persoon2', 'afgemeld', 'op locatie', null, 'afgemeld'],
    ['Kampen', 'P. Persoon3', 'niet ingeschreven', null, null, 'aanwezig'],
  ])
  expect(await deVries.forgesPress(m50.general, 'meeting.sheet', id)).not.toContain('staat klaar')
  await m50.database.query(
    `insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, app)
     select $2::timestamptz, 'meeting.exported', 'file', gen_random_uuid()::text, (select person_id from identities where user_id = $1), 'secretariat', 'test' from generate_series(1, 19)`,
    [jansen.id, '2027-10-06T15:00:00Z'],
  )
  await says(jansen, `bijeenkomst aanwezig ${number}`)
  expect(await presses(jansen, 'answer', 'meeting.sheet', id)).toContain('U liet in een etmaal al 20 bestanden maken.')
})

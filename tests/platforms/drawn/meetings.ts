// SPDX-License-Identifier: EUPL-1.2
// Meetings, for the walk to come past.
import { bakker, deVries, jansen, smit } from './guests.ts'
import type { Then, Walk } from './walk.ts'

/** Meetings: one of the network with sessions, on site and online, of which the last place is taken, waited for and offered; and one that is planned for a pillar. */
export async function convened({ parlour, types, presses, sends }: Walk, then: Then): Promise<void> {
  const when = { date: '2027-12-10', startsAt: '13:30', endsAt: '17:00' }
  await then(types(deVries, 'bijeenkomst nieuw Kort overleg'))
  const said = {
    place: 'Gemeentehuis',
    onlineLink: 'https://overleg.example',
    registerUntil: '2027-12-01',
    about: 'Veel',
  }
  const first = { kind: 'ledenbijeenkomst', title: 'Vol huis', ...when }
  await then(sends(jansen, 'meeting.new', '', first))
  const second = { kind: 'lobbyistenoverleg', title: 'Open huis', ...when }
  // At the same moment, which is said first; and then after it.
  await then(sends(jansen, 'meeting.new', '', { ...second, title: 'Dan ook' }))
  await then(sends(jansen, 'meeting.new', '', { ...second, startsAt: '17:00', endsAt: '18:00' }))
  const short = { kind: 'pijleroverleg:bestuur', title: 'Kort overleg', ...when, startsAt: '10:00', endsAt: '11:00' }
  await then(sends(deVries, 'meeting.new', '', short))
  const all = await parlour.test.query<{ id: string; number: number }>(
    'select id, number from meetings order by number',
  )
  const [full, open] = all
  if (!full || !open) throw new Error('no meeting')
  const seats = { capacity: '1', capacityOnline: '5', mostPerMunicipality: '3' }
  await then(
    sends(jansen, 'meeting.details', full.id, { ...said, ...seats, ways: 'both', sessions: 'on', needs: 'on' }),
  )
  await then(sends(jansen, 'meeting.details', open.id, { ...said, ways: 'onSite' }))
  const days = { second: '2027-12-17', third: '', fourth: '', fifth: '', until: '2027-11-01' }
  await then(sends(jansen, 'meeting.poll', full.id, { ...days, second: '2027-12-25' }))
  await then(sends(jansen, 'meeting.poll', full.id, days))
  const dates = await parlour.test.query<{ id: string }>('select id from meeting_dates order by starts_at')
  await then(presses(deVries, 'meeting.can', dates[0]?.id ?? ''))
  for (const who of [deVries, jansen, smit]) await then(types(who, `bijeenkomst peiling ${full.number}`))
  await then(presses(deVries, 'meeting.cannot', dates[0]?.id ?? ''))
  await then(presses(deVries, 'meeting.canNone', full.id))
  await then(sends(jansen, 'meeting.choose', full.id, { date: dates[0]?.id ?? '' }))
  for (const { id } of [full, open]) await then(presses(jansen, 'meeting.invite', id))
  await then(sends(deVries, 'meeting.register', `${full.id}.onSite`, { session: 'bestuur' }))
  await then(presses(smit, 'meeting.register', `${full.id}.onSite`))
  for (const who of [jansen, bakker]) await then(presses(who, 'meeting.register', `${open.id}.onSite`))
  await then(presses(bakker, 'meeting.register', `${full.id}.onSite`))
  const readers = async () => {
    for (const { number } of all)
      for (const who of [deVries, smit, jansen])
        for (const line of ['', 'programma ']) await then(types(who, `bijeenkomst ${line}${number}`))
    for (const who of [deVries, jansen]) await then(types(who, `bijeenkomst deelnemers ${full.number}`))
    for (const who of [deVries, smit]) await then(types(who, ''))
  }
  await readers()
  for (const [who, text] of [
    [bakker, 'Wanneer komt de wet?'],
    [smit, 'En het geld?'],
  ] as const)
    await then(sends(who, 'meeting.ask', open.id, { question: text }))
  const asked = await parlour.test.query<{ id: string }>('select id from meeting_questions order by created_at')
  const questions = async () => {
    for (const who of [bakker, smit, jansen]) await then(types(who, `bijeenkomst vragen ${open.number}`))
  }
  await questions()
  await then(presses(smit, 'meeting.back', asked[0]?.id ?? ''))
  await then(presses(jansen, 'meeting.answered', asked[1]?.id ?? ''))
  await questions()
  await then(presses(deVries, 'meeting.needs', full.id))
  const given = { diet: 'halal', food: 'Geen noten', access: 'Een ringleiding', remark: 'Ik kom later' }
  await then(sends(deVries, 'meeting.needs', full.id, { ...given, consent: 'on' }))
  await then(types(jansen, `bijeenkomst wensen ${full.number}`))
  await then(presses(jansen, 'meeting.needsRead', full.id))
  await then(sends(jansen, 'meeting.needsRead', `${full.id}.0`, {}))
  await then(presses(deVries, 'meeting.switch', `${full.id}.online`))
  await readers()
  await then(presses(smit, 'meeting.register', `${full.id}.onSite`))
  await then(presses(smit, 'meeting.take', full.id))
  await then(sends(smit, 'meeting.session', full.id, { session: 'financien' }))
  await then(sends(smit, 'meeting.substitute', full.id, { person: 'm.smit@waalwijk.nl' }))
  await then(sends(jansen, 'meeting.colleague', open.id, { person: 'n.nieuw@zeist.nl' }))
  await then(sends(bakker, 'meeting.colleague', open.id, { person: 'w.devries@zeist.nl' }))
  await then(presses(deVries, 'meeting.accept', open.id))
  await readers()
  await then(presses(deVries, 'meeting.decline', open.id))
  await then(sends(bakker, 'meeting.substitute', open.id, { person: 'w.devries@zeist.nl' }))
  await parlour.test.query(`update meetings set register_until = '2026-01-01' where id = $1::uuid`, [open.id])
  await readers()
  for (const who of [bakker, smit]) await then(presses(who, 'meeting.change', open.id))
  await then(sends(bakker, 'meeting.change', open.id, { wish: 'cancel.onSite' }))
  await parlour.test.query(`update meetings set register_until = '2027-12-01' where id = $1::uuid`, [open.id])
  await then(types(bakker, `bijeenkomst uitschrijven ${open.number}`))
  const alters = {
    ...when,
    date: '2027-12-17',
    title: 'Open huis',
    ways: 'onSite',
    place: 'Stadhuis',
    registerUntil: '2027-12-01',
  }
  await then(sends(jansen, 'meeting.alter', open.id, alters))
  await then(sends(jansen, 'meeting.callOff', open.id, { reason: 'De spreker is ziek.' }))
  await readers()
  await then(types(jansen, 'bijeenkomst jaarplan 2027'))
  const begins = (at: string, until = at) =>
    parlour.test.query(
      `update meetings set register_until = $3::timestamptz, starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '3 hours' where id = $1::uuid`,
      [full.id, at, until],
    )
  await begins(parlour.time.now().toISOString())
  for (const who of [smit, deVries]) await then(types(who, `bijeenkomst ${full.number}`))
  await then(types(jansen, `bijeenkomst aanwezig ${full.number}`))
  for (let i = 0; i < 2; i++) await then(presses(smit, 'meeting.here', full.id))
  await then(presses(jansen, 'meeting.othersPresent', full.id))
  await then(presses(jansen, 'meeting.attendance', `${full.id}.1`))
  await then(presses(jansen, 'meeting.walkIn', full.id))
  for (const person of ['niemand', 'A. Bakker']) await then(sends(jansen, 'meeting.walkIn', full.id, { person }))
  await then(presses(jansen, 'meeting.sheet', full.id))
  await begins('2027-12-10T12:30:00Z', '2027-12-01T16:00:00Z')
  const regions = [{ region: 'noord', startdate: '2027-04-23T22:00:00Z', enddate: '2027-05-08T22:00:00Z' }]
  const rows = JSON.stringify([{ content: [{ vacations: [{ type: 'Meivakantie', regions }] }] }])
  await then(sends(jansen, 'import.holidays', '', { rows }))
  await then(types(deVries, `bijeenkomst briefing ${full.number}`))
  await then(presses(deVries, 'meeting.nudge', full.id))
  await then(types(jansen, `bijeenkomst briefing ${full.number} tiel`))
  for (const line of ['agendapunt', `agendapunt ${full.number} Iets`]) await then(types(deVries, line))
  const points = await parlour.test.query<{ number: number }>(
    `select number from lobby_points where state = 'gathering' order by number limit 1`,
  )
  const matter = { title: 'De brief', about: 'Wat schrijven we?', point: String(points[0]?.number ?? '') }
  await then(sends(jansen, 'meeting.propose', full.id, matter))
  await then(sends(bakker, 'meeting.propose', full.id, { title: 'Rondvraag' }))
  await then(sends(bakker, 'meeting.propose', 'new', { meeting: full.id, title: 'Iets anders' }))
  const [item] = await parlour.test.query<{ id: string }>('select id from agenda_items')
  await then(sends(jansen, 'meeting.item', item?.id ?? '', { ...matter, position: '1' }))
  await then(types(jansen, `actie nieuw ${open.number} Brief sturen, W. de Vries, 2027-12-20`))
  await then(types(jansen, 'actie nieuw Zaal huren'))
  const [action] = await parlour.test.query<{ id: string; number: number }>('select id, number from actions')
  if (!action) throw new Error('no action')
  await readers()
  for (const who of [deVries, smit])
    for (const line of ['actie', `actie ${action.number}`, `actie lijst ${open.number}`]) await then(types(who, line))
  await then(sends(jansen, 'action.new', open.id, { text: 'Zaal huren', person: 'S. Jansen', dueOn: '2027-12-20' }))
  await then(
    sends(jansen, 'action.alter', action.id, { text: 'Brief', person: 'w.devries@zeist.nl', dueOn: '2027-12-21' }),
  )
  await readers()
  for (const press of ['action.done', 'action.reopen']) await then(presses(deVries, press, action.id))
  // Who does it hears it of another who takes it back.
  for (const press of ['action.done', 'action.reopen']) await then(presses(jansen, press, action.id))
  await readers()
  await parlour.test.query(
    `update meetings set state = 'held', starts_at = now() - interval '5 hours', ends_at = now() - interval '1 hour', register_until = now() - interval '1 day' where id = $1::uuid`,
    [full.id],
  )
  const came = `state = 'registered', way = coalesce(way, 'onSite'), offer_until = null`
  await parlour.test.query(
    `update meeting_registrations set ${came} where meeting_id = $1::uuid and state <> 'registered' and person_id in (select id from people where name = 'W. de Vries')`,
    [full.id],
  )
  await then(sends(jansen, 'meeting.links', full.id, { report: 'https://verslag.example', photos: '' }))
  for (const who of [jansen, deVries]) await then(types(who, `bijeenkomst evaluatie ${full.number}`))
  await then(sends(deVries, 'meeting.evaluate', full.id, { worth: 'yes', useful: 'partly', met: 'no' }))
  await parlour.test.query(
    `insert into meeting_evaluations (meeting_id, worth, useful, met, is_counted) select $1::uuid, 'yes', 'no', 'partly', true from generate_series(1, 5)`,
    [full.id],
  )
  for (const who of [jansen, deVries]) await then(types(who, `bijeenkomst evaluatie ${full.number}`))
  await readers()
}

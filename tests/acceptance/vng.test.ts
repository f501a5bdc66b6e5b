// SPDX-License-Identifier: EUPL-1.2
// Committees of the VNG: which there are, who sits there, and when they meet.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { committeesOf } from '../support/chat/vng.ts'

let m50: Awaited<ReturnType<typeof committeesOf>>

beforeAll(async () => {
  m50 = await committeesOf()
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

it('[A43] [F47] the secretariat gives and ends seats; a committee says who sits there, and what to look after', async () => {
  const { jansen, smit } = m50
  expect(await says(smit, 'vng')).toContain('Namens ons: nog niemand')
  expect(await says(smit, 'vng rwm')).toContain('Er zit nog niemand van het netwerk in.')
  expect(await says(smit, 'vng zetel rwm')).not.toContain('Zetel geven')
  await opens(jansen, 'vng zetel')
  const wrong = await jansen.submit({
    committee: 'rwm',
    person: 'R. Kok',
    holder: 'X',
    ...m50.seat,
    endsOn: '2026-12-01',
  })
  expect(wrong.errors).toEqual({
    holder: 'Vul één van de twee in: iemand van het netwerk, of iemand van buiten.',
    endsOn: 'Het einde komt na de eerste dag.',
  })
  const unknown = await jansen.submit({ person: 'Niemand', holder: '', endsOn: '' })
  expect(unknown.errors).toEqual({ person: 'Ik ken niemand met de naam of het adres “Niemand”.' })
  const given = await submits(jansen, { person: 'R. Kok', endsOn: '2027-03-01' })
  expect(given).toContain('R. Kok (Tiel), lid, tot 1 mrt 2027')
  expect(given).toContain('De zetel van R. Kok (Tiel) loopt af op 1 mrt 2027, en een opvolger is er nog niet.')
  expect(given).toContain('Voor de pijler Economie')
  // Two of one municipality, and someone of no municipality of ours.
  const colleague = m50.person('T. Weede', 't.weede@tiel.nl')
  await says(colleague, 'aanmelden ambtenaar')
  const double = await m50.gives('rwm', { person: 't.weede@tiel.nl' })
  expect(double).toContain('Uit Tiel zitten er R. Kok en T. Weede. De VNG laat per gemeente één lid toe.')
  await m50.gives('rwm', { person: '', holder: 'J. Pieters (Utrecht)' })
  const read = await says(smit, 'vng ruimte')
  expect(read).toContain('Verder zit er J. Pieters (Utrecht).')
  expect(read).not.toContain('[Wijzigen]')
  await opens(jansen, 'vng zetel rwm')
  expect((await jansen.submit({ ...m50.seat, person: 'T. Weede' })).errors.startsOn).toContain('zit er in die tijd al')
  await jansen.closes()
  await says(jansen, 'vng rwm')
  const held = await m50.idOf(
    'select s.id from committee_seats s join people p on p.id = s.person_id where p.name = $1',
    'T. Weede',
  )
  await pressesOpen(jansen, 'answer', 'vng.seatChange', held)
  expect(await submits(jansen, { endsOn: '2027-02-03' })).not.toContain('T. Weede')
  expect(await says(smit, 'vng')).toContain('Namens ons: R. Kok (Tiel)')
  expect(await says(smit, 'vng kamer van zaken')).toContain('Ik ken geen commissie “kamer van zaken”.')
  // Who leaves the network leaves no seat behind, and no successor gets it.
  await m50.gives('ekem', { person: 'T. Weede' })
  await opens(colleague, 'digest ontvang samenleving')
  await submits(colleague, { rhythm: 'weekly' })
  expect(await opens(jansen, 'persoon stopt T. Weede')).toContain(
    'een zetel in commissie Economie, Klimaat, Energie en Milieu; die eindigt',
  )
  await submits(jansen, { successor: 'R. Kok' })
  expect(await m50.database.query('select rhythm from digest_wishes')).toEqual([{ rhythm: 'off' }])
  expect(await says(smit, 'vng ekem')).toContain('Er zit nog niemand van het netwerk in.')
  // Nor does who asks to be forgotten.
  const leaver = m50.person('Z. Zetel', 'z.zetel@dronten.nl')
  await says(leaver, 'aanmelden ambtenaar')
  await m50.gives('ekem', { person: 'Z. Zetel' })
  expect(await says(smit, 'vng ekem')).toContain('Z. Zetel (Dronten), lid')
  await presses(leaver, await leaver.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?'), 'privacy.forget')
  const freed = await m50.shows(m50.secretariat, 'een zetel bij de VNG: Economie, Klimaat, Energie en Milieu')
  expect(freed.text).not.toContain('Zetel,')
  expect(await says(smit, 'vng ekem')).toContain('Er zit nog niemand van het netwerk in.')
  // Of a municipality that is no member any more nobody sits there for the network.
  await m50.gives('ekem', { person: 'W. de Vries' })
  expect(await says(smit, 'vng ekem')).toContain('W. de Vries (Zeist), lid')
  const membership = `update memberships n set ends_on = $1::date from municipalities m where m.id = n.municipality_id and m.name = 'Zeist'`
  await m50.database.query(membership, ['2027-02-01'])
  const left = await says(smit, 'vng ekem')
  expect(left).toContain('Er zit nog niemand van het netwerk in.')
  expect(left).toContain('Verder zit er W. de Vries (Zeist).')
  await m50.database.query(membership, [null])
  const acts = await m50.database.query<{ action: string }>(
    `select action from audit where subject_id = $1 order by id`,
    [held],
  )
  expect(acts.map(({ action }) => action)).toEqual(['committee.seatGiven', 'committee.seatChanged'])
})

it('[A43] when a committee meets is typed in, with until when input is welcome; changed and cancelled', async () => {
  const { jansen, smit } = m50
  await says(jansen, 'vng vergadering rwm')
  await pressesOpen(jansen, 'answer', 'vng.meeting', 'rwm')
  const wrong = await jansen.submit({ date: '2027-02-01', startsAt: '10:00', endsAt: '09:00', link: 'vng.nl' })
  expect(wrong.errors).toEqual({
    date: 'Kies een moment dat nog komt.',
    endsAt: 'Het einde komt na het begin.',
    link: 'Een link begint met https://.',
  })
  const when = { date: '2027-06-14', endsAt: '12:00', link: '', place: 'Den Haag', about: 'Woningbouw' }
  const added = await submits(jansen, when)
  expect(added).toContain('ma 14 jun, 10.00–12.00 uur, Den Haag')
  const read = await says(smit, 'vng rwm')
  expect(read).toContain('Op de agenda: Woningbouw')
  // The working day before it.
  expect(read).toContain('Inbreng voor de vergadering kan tot vr 11 jun, 12.00 uur')
  const id = await m50.idOf('select id from committee_meetings where about = $1', 'Woningbouw')
  await says(jansen, 'vng vergadering')
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  expect(await submits(jansen, { date: '2027-06-15' })).toContain('di 15 jun, 10.00–12.00 uur')
  expect(await says(smit, 'vng rwm')).toContain('Inbreng voor de vergadering kan tot ma 14 jun, 12.00 uur')
  await says(jansen, 'vng vergadering rwm')
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  // A colleague was first: what stands in this form is no more what holds.
  const colleague = m50.person('C. Ollega', 'c.ollega@waalwijk.nl')
  await says(colleague, 'aanmelden ambtenaar')
  await says(jansen, 'rol geef C. Ollega plaatsvervanger')
  await says(colleague, 'vng vergadering rwm')
  await pressesOpen(colleague, 'answer', 'vng.meeting', id)
  expect(await submits(colleague, { cancelled: true })).toContain('De vergadering gaat niet door.')
  expect((await jansen.submit({ place: 'Utrecht' })).errors.date).toContain('intussen gewijzigd')
  await jansen.closes()
  expect(await says(smit, 'vng rwm')).toContain('Er is nog geen vergadering bekend.')
})

it('[A43] all that is still to come can be read, a page at a time', async () => {
  const { smit } = m50
  await m50.database.query(
    `insert into committee_meetings (committee_id, about, starts_at, ends_at, input_until, created_at)
     select 'informatiesamenleving', 'Overleg ' || n, t, t + interval '2 hours', t, now() from generate_series(1, 14) n cross join lateral (select '2028-01-01T10:00Z'::timestamptz + make_interval(days => n) as t) at`,
  )
  const first = await says(smit, 'vng vergadering informatiesamenleving')
  expect(first).toContain('Overleg 12')
  expect(first).not.toContain('Overleg 13')
  const second = await presses(smit, 'answer', 'Volgende vergaderingen')
  expect(second).toMatch(/Overleg 13.*Overleg 14/s)
  expect(second).not.toMatch(/Overleg 12|Volgende vergaderingen/)
})

it('[F47] the secretariat adds a committee, renames it, says for which pillars it matters and ends it', async () => {
  const { jansen, smit } = m50
  expect(await says(smit, 'vng beheer')).toContain('Alleen het secretariaat kan dit.')
  expect(await smit.forgesPress(m50.general, 'vng.committee', 'rwm')).toContain('Alleen het secretariaat kan dit.')
  expect(await says(jansen, 'vng beheer')).toContain('Commissie Zorg, Jeugd en Onderwijs')
  await pressesOpen(jansen, 'answer', 'vng.committee', 'new')
  const taken = await jansen.submit({ name: 'zorg, jeugd en onderwijs' })
  expect(taken.errors).toEqual({ name: 'Er is in die tijd al een commissie met deze naam.' })
  const wrong = await jansen.submit({ name: ' ', endsOn: '2027-01-01' }, { unchecked: true })
  expect(wrong.errors).toEqual({ name: 'Vul in hoe de commissie heet.', endsOn: 'Het einde komt na de eerste dag.' })
  const two = { pillar: ['Samenleving'], alsoPillar: ['Bestuur', 'Financiën'] }
  const added = await submits(jansen, { name: 'Wonen en Zorg', endsOn: '', ...two })
  expect(added).toContain('De commissie staat erin.')
  expect(added).toContain('Voor de pijlers Samenleving, Bestuur en Financiën')
  expect(await says(smit, 'vng wonen en zorg')).toContain('Er zit nog niemand van het netwerk in.')
  // Lobby points can be addressed to it.
  const [target] = await m50.database.query<{ id: string; committee: string }>(
    `select id, committee_id as committee from lobby_targets where name = 'VNG-commissie Wonen en Zorg'`,
  )
  const id = target?.committee ?? expect.fail('no target')
  expect(target?.id).toBe(`vng-${id}`)
  await m50.gives(id, { person: 'R. Kok' })
  await m50.meets(id, '2027-03-12', 'Te laat')
  await opens(jansen, 'vng beheer wonen en zorg')
  // A colleague was first: what stands in this form is no more what holds.
  const colleague = m50.person('B. Eheer', 'b.eheer@waalwijk.nl')
  await says(colleague, 'aanmelden ambtenaar')
  await says(jansen, 'rol geef B. Eheer plaatsvervanger')
  await opens(colleague, 'vng beheer wonen en zorg')
  const renamed = await submits(colleague, { name: 'College voor Wonen', pillar: ['Financiën'], alsoPillar: [] })
  expect(renamed).toContain('College voor Wonen')
  expect(renamed).toContain('Voor de pijler Financiën')
  expect(renamed).toContain('R. Kok (Tiel), lid')
  expect((await jansen.submit({ name: 'Anders' })).errors.name).toContain('intussen gewijzigd')
  await jansen.closes()
  // From the day that it ends it does not meet, and nobody is asked about it.
  await opens(jansen, 'vng beheer college voor wonen')
  expect(await submits(jansen, { endsOn: '2027-03-10' })).toContain('Eén vergadering daarna gaat niet door.')
  await says(jansen, `vng vergadering ${id}`)
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  const late = await jansen.submit({ date: '2027-03-10', startsAt: '10:00', endsAt: '12:00' })
  expect(late.errors.date).toBe('Deze commissie bestaat dan niet meer.')
  await jansen.closes()
  await opens(jansen, 'vng beheer college voor wonen')
  await submits(jansen, { startsOn: '2027-01-01', endsOn: '2027-02-01' })
  expect(await says(smit, 'vng college voor wonen')).toContain('Ik ken geen commissie')
  expect(await says(jansen, 'vng beheer')).toContain('Bestaat sinds 1 feb 2027 niet meer')
  const [old] = await m50.database.query<{ name: string; ended: string }>(
    'select name, valid_to::text as ended from lobby_targets where committee_id = $1',
    [id],
  )
  expect(old).toEqual({ name: 'VNG College voor Wonen', ended: '2027-01-31' })
  const acts = await m50.database.query<{ action: string }>(
    `select action from audit where subject_id = $1 order by id`,
    [id],
  )
  expect(acts.map(({ action }) => action)).toEqual(['committee.added', ...Array(3).fill('committee.changed')])
})

it('[F47] a committee that begins later has its seats, meetings and calendar before that; for the others it is not there yet', async () => {
  const { jansen, smit } = m50
  await says(jansen, 'vng beheer')
  await pressesOpen(jansen, 'answer', 'vng.committee', 'new')
  const added = await submits(jansen, { name: 'Digitale weerbaarheid', startsOn: '2027-04-01', pillar: ['Bestuur'] })
  expect(added).toContain('Begint op 1 apr 2027.')
  expect(added).not.toContain('[Meld iets]')
  expect(await says(smit, 'vng digitale weerbaarheid')).toContain('Ik ken geen commissie')
  const id = await m50.idOf('select id from committees where name = $1', 'Digitale weerbaarheid')
  const seated = await m50.gives('digitale weerbaarheid', { person: 'R. Kok', startsOn: '2027-04-01' })
  expect(seated).toContain('R. Kok (Tiel), lid')
  expect(seated).not.toContain('Er zit nog niemand van het netwerk in.')
  await says(jansen, `vng vergadering ${id}`)
  await pressesOpen(jansen, 'answer', 'vng.meeting', id)
  const early = await jansen.submit({ date: '2027-03-31', startsAt: '10:00', endsAt: '12:00' })
  expect(early.errors.date).toBe('Deze commissie bestaat dan nog niet.')
  await jansen.closes()
  await m50.meets(id, '2027-04-16', 'Eerste keer')
  expect(await opens(jansen, `vng importeer ${id}`)).toContain('Digitale weerbaarheid')
  await jansen.closes()
  expect(await says(jansen, `vng meld ${id}`)).toContain('Ik ken geen commissie')
})

it('[F47] every seat can be reached and changed; what was noted by mistake is taken back; two of one municipality are warned of ahead', async () => {
  const { jansen, smit } = m50
  const names = Array.from({ length: 13 }, (_, at) => `Zetel ${String(at + 1).padStart(2, '0')} (Utrecht)`)
  for (const holder of names) await m50.gives('europa-en-internationaal', { holder })
  await says(jansen, 'vng europa-en-internationaal')
  const all = await presses(jansen, 'answer', 'vng.seats')
  expect(all).toContain('Zetel 12 (Utrecht)')
  const last = await presses(jansen, 'answer', 'vng.seats', 'europa-en-internationaal.2')
  expect(last).toContain('Zetel 13 (Utrecht), lid')
  const id = await m50.idOf('select id from committee_seats where holder = $1', 'Zetel 13 (Utrecht)')
  await pressesOpen(jansen, 'answer', 'vng.seatChange', id)
  expect(await submits(jansen, { function: 'adviser' })).toContain('De zetel is gewijzigd.')
  // Members see who sits there, and change nothing.
  expect(await smit.forgesPress(m50.general, 'vng.seats', 'europa-en-internationaal.2')).not.toContain('[Wijzigen]')
  expect(await smit.forgesPress(m50.general, 'vng.seatTake', id)).toContain('Alleen het secretariaat kan dit.')
  await presses(
    jansen,
    await m50.jansen.says('vng europa-en-internationaal'),
    'vng.seats',
    'europa-en-internationaal.1',
  )
  await presses(jansen, 'answer', 'vng.seats', 'europa-en-internationaal.2')
  expect(await pressesOpen(jansen, 'answer', 'vng.seatChange', id)).toContain('[Zetel terugnemen]')
  expect(await presses(jansen, 'form', 'vng.seatTake')).toContain('De zetel is teruggenomen.')
  expect(await jansen.forgesPress(m50.general, 'vng.seats', 'europa-en-internationaal.2')).not.toContain('Zetel 13')
  const acts = await m50.database.query<{ action: string }>(
    `select action from audit where subject_id = $1 order by id`,
    [id],
  )
  expect(acts.map(({ action }) => action)).toEqual([
    'committee.seatGiven',
    'committee.seatChanged',
    'committee.seatTaken',
  ])
  // One comes after the other: no warning; once their terms meet, from that day on.
  const financien = { startsOn: '2027-02-01', endsOn: '2027-09-01' }
  await m50.gives('informatiesamenleving', { person: 'M. Smit', ...financien })
  const apart = await m50.gives('informatiesamenleving', { person: 'C. Ollega', startsOn: '2027-09-01' })
  expect(apart).not.toContain('één lid toe')
  const seat = await m50.idOf(
    'select s.id from committee_seats s join people p on p.id = s.person_id where p.name = $1',
    'C. Ollega',
  )
  await pressesOpen(jansen, 'answer', 'vng.seatChange', seat)
  expect(await submits(jansen, { startsOn: '2027-08-01' })).toContain(
    'Uit Waalwijk zitten er vanaf 1 aug 2027 M. Smit en C. Ollega. De VNG laat per gemeente één lid toe.',
  )
})

it('[F47] a seat that has ended is listed for the secretariat and taken back, also of a committee that has ended', async () => {
  const { jansen, smit } = m50
  await m50.database.query(
    `insert into committee_seats (committee_id, holder, function, starts_on, ends_on, created_at)
     select 'psi', 'Vroeger ' || n, 'member', '2020-01-01', '2026-12-31', now() from generate_series(10, 21) n`,
  )
  await m50.gives('psi', { holder: 'Vergist (Utrecht)', startsOn: '2026-01-01', endsOn: '2026-02-01' })
  const id = await m50.idOf('select id from committee_seats where holder = $1', 'Vergist (Utrecht)')
  await m50.database.query(`update committees set valid_to = '2026-12-31' where id = 'psi'`)
  expect(await smit.forgesPress(m50.general, 'vng.seatsEnded', '1')).toContain('Alleen het secretariaat kan dit.')
  await says(jansen, 'vng beheer')
  expect(await presses(jansen, 'answer', 'vng.seatsEnded')).not.toContain('Vergist')
  const all = await presses(jansen, 'answer', 'vng.seatsEnded', '2')
  expect(all).toContain('Vergist (Utrecht), lid, van 1 jan 2026 tot 1 feb 2026')
  const form = await pressesOpen(jansen, 'answer', 'vng.seatChange', id)
  expect(form).toContain('Vergist (Utrecht), commissie Participatie')
  const taken = await presses(jansen, 'form', 'vng.seatTake')
  expect(taken).toContain('De zetel is teruggenomen.')
  expect(taken).toContain('Vroeger 10, lid')
  expect(await jansen.forgesPress(m50.general, 'vng.seatsEnded', '2')).not.toContain('Vergist')
  await m50.database.query(`update committees set valid_to = null where id = 'psi'`)
})

it('[F47] two entries of one person hold a seat once, for as long as both did', async () => {
  const { jansen, smit } = m50
  const one = m50.person('D. Ubbel', 'd.ubbel@dronten.nl')
  const other = m50.person('D. Ubbel-Oud', 'ubbel@dronten.nl')
  for (const person of [one, other]) await says(person, 'aanmelden ambtenaar')
  await m50.gives('raadsleden-en-griffiers', { person: 'd.ubbel@dronten.nl', endsOn: '2027-06-01' })
  await m50.gives('raadsleden-en-griffiers', {
    person: 'ubbel@dronten.nl',
    startsOn: '2027-05-01',
    endsOn: '2028-01-01',
  })
  await m50.gives('bestuur-en-veiligheid', { person: 'ubbel@dronten.nl' })
  await opens(jansen, 'persoon samenvoegen d.ubbel@dronten.nl')
  expect(await submits(jansen, { person: 'ubbel@dronten.nl' })).toContain('Samengevoegd.')
  expect(await says(smit, 'vng raadsleden-en-griffiers')).toContain('D. Ubbel (Dronten), lid, tot 1 jan 2028')
  expect(await says(smit, 'vng bestuur-en-veiligheid')).toContain('D. Ubbel (Dronten), lid')
  const acts = await m50.database.query<{ action: string; person: string | null; until: string | null }>(
    `select a.action, coalesce(p.name, q.name) as person, a.new->>'endsOn' as until from audit a
       left join people p on p.id::text = a.new->>'person' left join people q on q.id::text = a.old->>'person'
     where a.subject_kind = 'committeeSeat' and (a.new->>'person' is not null and a.action = 'committee.seatChanged' or a.action = 'committee.seatTaken')
     order by a.id desc limit 3`,
  )
  expect(acts).toEqual(
    expect.arrayContaining([
      { action: 'committee.seatTaken', person: 'D. Ubbel-Oud', until: null },
      { action: 'committee.seatChanged', person: 'D. Ubbel', until: '2028-01-01' },
      { action: 'committee.seatChanged', person: 'D. Ubbel', until: null },
    ]),
  )
})

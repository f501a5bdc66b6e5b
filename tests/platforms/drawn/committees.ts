// SPDX-License-Identifier: EUPL-1.2
// Committees of the VNG, for the walk to come past.
import { bakker, deVries, jansen, smit } from './guests.ts'
import type { Then, Walk } from './walk.ts'

/** A committee with seats, a meeting, a report that is published and urgent, and one that waits with a question. */
export async function seated({ parlour, types, presses, sends }: Walk, then: Then): Promise<void> {
  const committee = 'bestuur-en-veiligheid'
  const term = { committee, function: 'member', startsOn: '2020-01-01', endsOn: '' }
  await then(sends(jansen, 'vng.seat', '', { ...term, person: 'm.smit@waalwijk.nl', holder: '' }))
  await then(sends(jansen, 'vng.seat', '', { ...term, person: '', holder: 'J. Pieters (Utrecht)' }))
  const when = { date: '2027-12-10', startsAt: '10:00', endsAt: '12:00', inputUntil: '' }
  const about = { place: 'Den Haag', about: 'Veiligheid', link: 'https://vng.nl' }
  await then(sends(jansen, 'vng.meeting', '', { committee, ...when, ...about }))
  const [meeting] = await parlour.test.query<{ id: string }>('select id from committee_meetings')
  const [seat] = await parlour.test.query<{ id: string }>('select id from committee_seats where person_id is not null')
  if (!meeting || !seat) throw new Error('no committee')
  await then(presses(jansen, 'vng.seatChange', seat.id))
  await then(presses(jansen, 'vng.seats', `${committee}.1`))
  await then(sends(jansen, 'vng.seat', '', { ...term, endsOn: '2020-02-01', person: '', holder: 'K. Ort (Utrecht)' }))
  await then(types(jansen, 'vng beheer'))
  await then(presses(jansen, 'vng.seatsEnded', '1'))
  await then(presses(jansen, 'vng.committee', committee))
  const given = { kind: 'college', pillar: 'bestuur', alsoPillar: 'samenleving,financien', startsOn: '2020-01-01' }
  await then(sends(jansen, 'vng.committee', '', { ...given, name: 'Wonen', endsOn: '2028-01-01' }))
  await then(sends(jansen, 'vng.committee', 'psi.1', { ...given, name: 'Werk', endsOn: '' }))
  await then(sends(jansen, 'vng.seatChange', seat.id, { ...term, endsOn: '2028-01-01' }))
  await then(presses(jansen, 'vng.meeting', meeting.id))
  await then(sends(jansen, 'vng.meeting', `${meeting.id}.1`, { ...when, ...about, place: 'Utrecht' }))
  const said = { committee, summary: 'Er komt een wet.', link: 'https://vng.nl', pillar: 'linked', confidential: '' }
  const urgent = { ...said, title: 'Dringend', urgency: 'urgent', inputUntil: '2027-12-01' }
  await then(sends(smit, 'vng.report', 'new', urgent))
  await then(sends(smit, 'vng.report', 'new', { ...said, title: 'Wacht nog', urgency: 'normal', inputUntil: '' }))
  const reports = await parlour.test.query<{ id: string; number: number; request: string }>(
    `select r.id, r.number, q.id as request from reports r join requests q on q.subject->>'report' = r.id::text order by r.number`,
  )
  const [first, second] = reports
  if (!first || !second) throw new Error('no report')
  await then(presses(jansen, 'request.approve', first.request))
  await then(presses(deVries, 'vng.announce', `${first.id}.bestuur`))
  await then(sends(jansen, 'request.ask', second.request, { question: 'Korter?' }))
  await then(presses(smit, 'vng.edit', second.id))
  await then(sends(smit, 'vng.edit', second.id, { ...said, title: 'Korter', urgency: 'normal', inputUntil: '' }))
  for (const about of [`meeting.${meeting.id}`, `report.${first.id}`]) {
    for (const who of [bakker, deVries]) await then(sends(who, 'vng.input', about, { summary: 'Meer geld.' }))
    for (const who of [smit, bakker]) await then(presses(who, 'vng.inputs', about))
  }
  await then(presses(smit, 'vng.correct', first.id))
  const right = {
    title: 'Rechtgezet',
    summary: 'Er komt geen wet.',
    decisions: '',
    opportunities: '',
    action: '',
    link: '',
  }
  await then(sends(smit, 'vng.correct', `${first.id}.1`, right))
  await then(sends(jansen, 'vng.correct', `${first.id}.2`, { ...right, summary: 'Er komt niets.' }))
  await then(presses(jansen, 'vng.earlier', `${first.id}.1`))
  await then(presses(jansen, 'vng.applyImport', 'import'))
  for (const who of [smit, deVries, jansen]) {
    for (const { number } of reports) await then(types(who, `vng ${number}`))
    for (const line of ['', ` ${committee}`, ' vergadering']) await then(types(who, `vng${line}`))
  }
}

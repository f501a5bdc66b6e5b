// SPDX-License-Identifier: EUPL-1.2
// Meetings: what someone still does, and reads, once registration has closed, and after the meeting.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { meetingsIn, type Planned } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  meetings = await meetingsIn(m50)
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

const shows = (person: Person, { number }: Planned) => says(person, `bijeenkomst ${number}`)

/** Asks for a change after the deadline, which the secretariat approves. */
async function changes(person: Person, meeting: Planned, fields: Readonly<Record<string, string>>): Promise<void> {
  await shows(person, meeting)
  await pressesOpen(person, 'answer', 'meeting.change', meeting.id)
  const number = Number(/als verzoek (\d+)/.exec(await submits(person, fields))?.[1])
  const [request] = await m50.database.query<{ id: string }>('select id from requests where number = $1::int', [number])
  await m50.shows(m50.secretariat, `Verzoek ${number} ·`)
  await presses(m50.jansen, m50.secretariat, 'request.approve', request?.id)
}

it('[F36] [A15] whoever gets a place after the deadline is asked to which pillar session they go, and can still choose another until the meeting is over', async () => {
  const { deVries } = m50
  const next = await meetings.someone('kampen.nl')
  const details = { sessions: true, capacity: 1, registerUntil: '2027-02-04' }
  const meeting = await meetings.open('Met sessies, te laat', details, { date: '2027-02-05' })
  await shows(deVries, meeting)
  await pressesOpen(deVries, 'answer', 'meeting.register', `${meeting.id}.onSite.ask`)
  await submits(deVries, { session: 'bestuur' })
  await says(next, `bijeenkomst inschrijven ${meeting.number}`)
  await m50.moveTo('2027-02-05T09:00:00+01:00')
  await changes(deVries, meeting, { wish: 'cancel.onSite' })
  const offer = await next.receives('Er is een plaats voor u')
  const taken = await presses(next, offer, 'meeting.take', meeting.id)
  expect(taken).toContain('U hebt een plaats.')
  expect(taken).toContain('[Pijlersessie kiezen]')
  expect(taken).not.toContain('[Afmelden]')
  await pressesOpen(next, 'answer', 'meeting.session', meeting.id)
  const chosen = await submits(next, { session: 'samenleving' })
  expect(chosen).toContain('Pijlersessie: Samenleving')
  expect(chosen).toContain('[Andere pijlersessie]')
  // On their own card as well.
  const drawn = () => next.inbox().some(({ text }) => text.includes('Samenleving') && text.includes('[Andere pijlers'))
  await m50.until(() => (drawn() ? true : undefined), { what: 'the own card with the session' })
  await m50.moveTo('2027-02-05T17:01:00+01:00')
  await expect.poll(() => shows(next, meeting)).toContain('Deze bijeenkomst is geweest.')
  expect(await next.forgesPress(meetings.board, 'meeting.session', meeting.id)).toContain('is geweest')
  expect(await next.forgesSubmission(meetings.board, 'meeting.session', meeting.id, { session: 'none' })).toContain(
    'is geweest',
  )
})

it('[F37] [T45] what someone gave about diet and access they read, change and clear until it is destroyed: also after the meeting, and where it is asked no more', async () => {
  const { deVries, jansen } = m50
  const [other, deputy] = [await meetings.someone('tiel.nl'), await meetings.someone('dronten.nl')]
  await says(jansen, `rol geef ${deputy.name} plaatsvervanger`)
  const details = { needs: true, registerUntil: '2027-02-09' }
  const meeting = await meetings.open('Met een broodje', details, { date: '2027-02-10' })
  for (const [person, diet] of [
    [deVries, 'halal'],
    [deputy, 'vegan'],
  ] as const) {
    await says(person, `bijeenkomst inschrijven ${meeting.number}`)
    await pressesOpen(person, 'answer', 'meeting.needs', meeting.id)
    await submits(person, { diet, access: 'Ringleiding', consent: true })
  }
  await says(other, `bijeenkomst inschrijven ${meeting.number}`)
  const given = async () => (await m50.database.query('select registration_id from meeting_needs')).length
  await shows(jansen, meeting)
  await pressesOpen(jansen, 'answer', 'meeting.alter', meeting.id)
  await submits(jansen, { needs: false })
  expect(await shows(deVries, meeting)).toContain('Dieet en toegang')
  expect(await shows(other, meeting)).not.toContain('Dieet en toegang')
  await m50.moveTo('2027-02-10T17:01:00+01:00')
  await expect.poll(() => shows(deVries, meeting)).toContain('Deze bijeenkomst is geweest.')
  expect(await pressesOpen(deVries, 'answer', 'meeting.needs', meeting.id)).toContain('Ringleiding')
  expect(await submits(deVries, { access: '' })).toContain('tot dan kunt u het wijzigen of leegmaken')
  expect(await pressesOpen(deVries, 'answer', 'meeting.needs', meeting.id)).not.toContain('Ringleiding')
  const cleared = await submits(deVries, { diet: 'none', consent: false })
  expect(cleared).toContain('Van u is niets bewaard.')
  expect(cleared).not.toContain('Dieet en toegang')
  expect(await given()).toBe(1)
  // Who gave nothing is asked nothing any more, and nobody gives anything anew.
  for (const person of [deVries, other])
    expect(await says(person, `bijeenkomst wensen ${meeting.number}`)).toContain('vraagt niemand u nu')
  // Who may plan it reads the counts, and finds their own beside them.
  expect(await says(deputy, `bijeenkomst wensen ${meeting.number}`)).toContain('Dieet en toegang')
  await pressesOpen(deputy, 'answer', 'meeting.needs', meeting.id)
  await submits(deputy, { diet: 'none', access: '', consent: false })
  expect(await given()).toBe(0)
  expect(await says(deputy, `bijeenkomst wensen ${meeting.number}`)).not.toContain('Dieet en toegang')
})

it('[F34] [E06] a substitute reads in whose place they go, at home as well and also after the deadline; whose place it was reads that it went over', async () => {
  const { deVries, bakker } = m50
  const meeting = await meetings.open('In iemands plaats', { registerUntil: '2027-02-17' })
  await says(deVries, `bijeenkomst inschrijven ${meeting.number}`)
  await m50.moveTo('2027-02-18T10:00:00+01:00')
  await changes(deVries, meeting, { wish: 'substitute.onSite', person: 'A. Bakker' })
  const asked = await bakker.receives('W. de Vries vraagt u als vervanger. Komt u in plaats van W. de Vries?')
  await bakker.opensHome()
  const home = 'Gaat u in plaats van W. de Vries naar In iemands plaats'
  await eventually(
    () => bakker.home(),
    shown => shown.includes(home),
  )
  expect(await presses(bakker, asked, 'meeting.accept', meeting.id)).toContain('U hebt een plaats.')
  await deVries.receives('A. Bakker gaat in uw plaats naar In iemands plaats')
  expect(await meetings.counts(meeting)).toEqual({ registered: 1, cancelled: 1 })
  await eventually(
    () => bakker.home(),
    shown => !shown.includes(home),
  )
})

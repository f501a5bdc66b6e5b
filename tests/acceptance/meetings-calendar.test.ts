// SPDX-License-Identifier: EUPL-1.2
// A meeting in one's own calendar: by a link to it alone, and by one that a calendar reads along with.
import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person, Place, Seen } from '../support/chat/chat.ts'
import { meetingsIn, type Planned } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { springMeeting } from '../support/chat/spring-meeting.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>
let silent: Person
let online: Person
let declines: Person
let spring: Planned

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-24T09:12:00+01:00')
  meetings = await meetingsIn(m50)
  ;({ silent, online, declines, spring } = await springMeeting(m50, meetings))
  await presses(silent, await silent.receives('Voorjaarsbijeenkomst'), 'meeting.register', `${spring.id}.onSite`)
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

/** In Teams what is personal is answered where they talk to the bot alone; on Slack it is sent there. */
const received = (who: Person) => [...who.inbox(), ...who.answers()]

/** The message that gave someone a link. */
const withLink = (who: Person, url: string): Seen =>
  received(who).findLast(({ links }) => links.includes(url)) ?? expect.fail('no message')

/** The last link of that kind that someone was given. */
const linkOf = (who: Person, path: string): string =>
  received(who)
    .flatMap(({ links }) => links.filter(link => link.includes(path)))
    .at(-1) ?? expect.fail('no link')

/** The link that someone is given when they press for one. */
async function linkFrom(
  who: Person,
  name: string,
  value: string,
  path: string,
  place: Place = 'answer',
): Promise<string> {
  const links = () => [...new Set(received(who).flatMap(message => message.links.filter(link => link.includes(path))))]
  const before = links().length
  await presses(who, place, name, value)
  await expect.poll(() => links().length, { timeout: 20_000 }).toBe(before + 1)
  return links().at(-1) ?? expect.fail('no link')
}

/** What a calendar finds behind a link to one meeting: at once, and as often as it is fetched. */
async function eventsBehind(url: string, meeting: Planned): Promise<readonly ICAL.Event[]> {
  const [response] = await Promise.all([fetch(url), fetch(url, { method: 'HEAD' })])
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(response.headers.get('content-disposition')).toBe(`inline; filename="bijeenkomst-${meeting.number}.ics"`)
  const calendar = new ICAL.Component(ICAL.parse(await response.text()))
  return calendar.getAllSubcomponents('vevent').map(one => new ICAL.Event(one))
}

const eventLink = (who: Person, { id }: Planned, more = '', place?: Seen) =>
  linkFrom(who, 'meeting.calendar', `${id}${more}`, '/calendar/event/', place)

/** The one event that someone is given for their calendar. */
async function eventOf(who: Person, meeting: Planned): Promise<ICAL.Event> {
  const [event, ...more] = await eventsBehind(await eventLink(who, meeting), meeting)
  expect(more).toEqual([])
  return event ?? expect.fail('no event')
}

it('[F38] [T14] a meeting comes into one’s calendar by a link that gives it at once, on either side of the clock’s change, and as it is by now', async () => {
  const about = 'Lunch; daarna, om twee uur: “vragen”\\n BEGIN:VEVENT'
  const given = { ways: 'online', place: '', onlineLink: 'https://overleg.example/zomertijd', about }
  const meeting = await meetings.open(
    'Na de zomertijd',
    { ...given, registerUntil: '2027-03-29' },
    { date: '2027-03-30' },
  )
  expect(await says(online, `bijeenkomst inschrijven ${meeting.number}`)).toContain('[Zet in agenda]')
  const event = await eventOf(online, meeting)
  expect(event.summary).toBe('Na de zomertijd')
  expect(event.description).toBe(about)
  expect(event.startDate.toJSDate().toISOString()).toBe('2027-03-30T11:30:00.000Z')
  expect(event.endDate.toJSDate().toISOString()).toBe('2027-03-30T15:00:00.000Z')
  expect(event.component.getFirstPropertyValue('status')).toBe('CONFIRMED')
  expect(event.component.getFirstPropertyValue('url')).toBe('https://overleg.example/zomertijd')
  // Who only looks at it gets no link, and no certainty.
  await says(declines, `bijeenkomst ${meeting.number}`)
  const looked = await eventOf(declines, meeting)
  expect(looked.component.getFirstPropertyValue('status')).toBe('TENTATIVE')
  expect(looked.component.getFirstPropertyValue('url')).toBeNull()
  // Once they come, and once they do not after all, it is a later one of the same.
  let last = looked
  for (const [line, status] of [
    ['inschrijven', 'CONFIRMED'],
    ['uitschrijven', 'TENTATIVE'],
  ]) {
    await says(declines, `bijeenkomst ${line} ${meeting.number}`)
    const [next = expect.fail('no event')] = await eventsBehind(linkOf(declines, '/calendar/event/'), meeting)
    expect(next.component.getFirstPropertyValue('status')).toBe(status)
    expect(next.uid).toBe(looked.uid)
    expect(next.sequence).toBeGreaterThan(last.sequence)
    last = next
  }
  await says(silent, `bijeenkomst ${spring.number}`)
  const winter = await eventOf(silent, spring)
  expect(winter.startDate.toJSDate().toISOString()).toBe('2027-03-26T12:30:00.000Z')
  expect(winter.location).toBe('Gemeentehuis Zeist')
  expect(winter.uid).not.toBe(event.uid)
  await meetings.alters(meeting, { ...given, date: '2027-03-30', registerUntil: '2027-03-29', title: 'Na de klok' })
  await says(online, `bijeenkomst ${meeting.number}`)
  // It is the same link, which gives the meeting as it is by then.
  const [later = expect.fail('no event')] = await eventsBehind(linkOf(online, '/calendar/event/'), meeting)
  expect(later.uid).toBe(event.uid)
  expect(later.summary).toBe('Na de klok')
  expect(later.sequence).toBeGreaterThan(event.sequence)
})

it('[F39] [T10] who has not registered may have the last moment for it in the calendar as well; a link that we did not make leads nowhere, nor that of who is gone', async () => {
  const meeting = await meetings.open('Met uiterste datum', { registerUntil: '2027-04-01' }, { date: '2027-04-08' })
  const leaves = await meetings.someone('soest.nl')
  await says(leaves, `bijeenkomst ${meeting.number}`)
  const plain = await eventLink(leaves, meeting)
  const offered = withLink(leaves, plain)
  expect(offered.text).toContain('[Met uiterste datum]')
  const url = await eventLink(leaves, meeting, '.deadline', offered)
  expect(withLink(leaves, url).text).not.toContain('[Met uiterste datum]')
  const [event, deadline = expect.fail('no deadline')] = await eventsBehind(url, meeting)
  expect(event?.summary).toBe('Met uiterste datum')
  expect(deadline.summary).toBe('Uiterste moment om in te schrijven: Met uiterste datum')
  expect(deadline.endDate.toJSDate().toISOString()).toBe('2027-04-01T15:00:00.000Z')
  expect(deadline.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT')
  expect(deadline.uid).not.toBe(event?.uid)
  await says(online, `bijeenkomst ${spring.number}`)
  const ofComing = await eventLink(online, spring)
  expect(withLink(online, ofComing).text).not.toContain('[Met uiterste datum]')
  const other = url.replace(/.(?=\.ics$)/, last => (last === 'A' ? 'B' : 'A'))
  await m50.database.query('update identities set is_deactivated = true where user_id = $1', [leaves.id])
  const [wrong, absent, gone] = await Promise.all([other, url.replace(/[^/]+$/, 'x.ics'), url].map(one => fetch(one)))
  expect([wrong?.status, absent?.status, gone?.status]).toEqual([404, 404, 404])
  expect(await gone?.text()).toBe(await wrong?.text())
})

const feedFrom = (who: Person, value = 'new', place?: Seen) => linkFrom(who, 'meeting.feed', value, '/calendar/', place)

/** What a calendar reads there: of each event its title, state and number of changes. */
async function eventsAt(url: string) {
  const response = await fetch(url)
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const calendar = new ICAL.Component(ICAL.parse(await response.text()))
  return calendar.getAllSubcomponents('vevent').map(one => {
    const { uid, summary, sequence } = new ICAL.Event(one)
    return { uid, summary, sequence, status: one.getFirstPropertyValue('status') }
  })
}

it('[F38] [T10] a calendar that reads along has one’s own meetings alone, as they are by now; renewing the link voids it', async () => {
  const { deVries } = m50
  const meeting = await meetings.open('In het abonnement', { registerUntil: '2027-04-05' }, { date: '2027-04-06' })
  // It is proposed with the first place that someone has, and to nobody whose calendar reads along.
  const newcomer = await meetings.someone('soest.nl')
  const proposed = 'Alleen een agenda-abonnement neemt ze vanzelf op'
  expect(await says(newcomer, `bijeenkomst inschrijven ${meeting.number}`)).toContain(proposed)
  const again = await says(online, `bijeenkomst inschrijven ${meeting.number}`)
  expect(again).toContain('Agenda-abonnement')
  expect(again).not.toContain(proposed)
  const invited = await m50.database.query<{ gone: boolean }>(
    'select i.is_deactivated as gone from meeting_registrations r join identities i on i.person_id = r.person_id where r.meeting_id = $1::uuid',
    [meeting.id],
  )
  // Whose account was closed meanwhile is not written to.
  expect(invited.map(({ gone }) => gone)).toEqual([false, false, false, false, false])
  const url = await feedFrom(online)
  const before = await eventsAt(url)
  expect(before.map(({ summary }) => summary)).toEqual(['Voorjaarsbijeenkomst', 'Na de klok', 'In het abonnement'])
  const last = before.at(-1)
  expect(last?.status).toBe('CONFIRMED')
  await says(m50.jansen, `bijeenkomst ${meeting.number}`)
  await pressesOpen(m50.jansen, 'answer', 'meeting.callOff', meeting.id)
  await submits(m50.jansen, { reason: 'De spreker is ziek.' })
  const after = (await eventsAt(url)).at(-1)
  expect(after).toMatchObject({ uid: last?.uid, summary: 'Gaat niet door: In het abonnement', status: 'CANCELLED' })
  expect(after?.sequence).toBeGreaterThan(last?.sequence ?? Number.NaN)
  // Someone else's link gives their meetings, and none but those.
  await says(deVries, `bijeenkomst inschrijven ${spring.number}`)
  expect((await eventsAt(await feedFrom(deVries))).map(({ summary }) => summary)).toEqual(['Voorjaarsbijeenkomst'])
  await says(online, `bijeenkomst inschrijven ${spring.number}`)
  const renewed = await feedFrom(online)
  expect(renewed).not.toBe(url)
  expect(await eventsAt(renewed)).toHaveLength(3)
  // For whom nobody speaks any more has nothing there.
  const closed = (is: boolean) =>
    m50.database.query('update identities set is_deactivated = $2 where user_id = $1', [online.id, is])
  await closed(true)
  expect(await eventsAt(renewed)).toEqual([])
  await closed(false)
  const [gone, wrong] = await Promise.all([fetch(url), fetch(url.replace(/[^/]+$/, `${'a'.repeat(43)}.ics`))])
  expect([gone.status, wrong.status]).toEqual([404, 404])
  expect(await gone.text()).toBe(await wrong.text())
  const [stored] = await m50.database.query<{ all: string }>(
    `select string_agg(f::text, '') as all from calendar_feeds f`,
  )
  expect(stored?.all).not.toContain(/calendar\/([\w-]+)\.ics/.exec(renewed)?.[1] ?? expect.fail('no secret'))
})

it('[F38] [T10] who is in a pillar may have all its meetings in the calendar, beside the own; as long as they are', async () => {
  const { jansen, deVries } = m50
  await says(jansen, 'rol geef W. de Vries voorzitter bestuur')
  const own = linkOf(deVries, '/calendar/')
  const step = { kind: 'pijleroverleg:bestuur', date: '2027-06-02' }
  await meetings.open('Van de pijler', { registerUntil: '2027-06-01' }, step, deVries)
  await says(deVries, `bijeenkomst inschrijven ${spring.number}`)
  const renewed = await feedFrom(deVries)
  expect(renewed).not.toBe(own)
  const offered = withLink(deVries, renewed)
  const url = await feedFrom(deVries, 'bestuur', offered)
  const events = await eventsAt(url)
  expect(events.map(({ summary, status }) => [summary, status])).toEqual([['Van de pijler', 'TENTATIVE']])
  expect((await eventsAt(renewed)).map(({ summary }) => summary)).toEqual(['Voorjaarsbijeenkomst'])
  const again = await feedFrom(deVries, 'bestuur', offered)
  expect((await fetch(url)).status).toBe(404)
  expect(await silent.forgesPress(meetings.board, 'meeting.feed', 'bestuur')).not.toContain('/calendar/')
  expect(await m50.database.query('select from calendar_feeds where pillar_id is not null')).toHaveLength(1)
  await says(jansen, 'rol eindig W. de Vries voorzitter bestuur')
  expect(await eventsAt(again)).toEqual([])
})

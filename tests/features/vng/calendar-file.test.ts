// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { committeeIn, readCalendar } from '#/features/vng/rules/calendar-file.ts'
import type { CommitteeId } from '#/network/ids.ts'
import { calendar, event } from '../../support/calendars.ts'

const now = new Date('2027-02-03T08:00:00Z')
const zone = 'Europe/Amsterdam'

const read = (text: string) => readCalendar(new TextEncoder().encode(text), zone, now)
const timesIn = async (text: string) =>
  (await read(text))?.meetings.map(({ recurrence, startsAt, endsAt, isCancelled }) => [
    recurrence,
    startsAt,
    endsAt,
    isCancelled,
  ])

describe('[F47] a calendar of committees', () => {
  it('has moments in UTC, in a zone by name, in one that it describes itself, and in none: the network’s', async () => {
    const described = [
      'BEGIN:VTIMEZONE',
      'TZID:W. Europe Standard Time',
      'BEGIN:STANDARD',
      'DTSTART:16010101T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ]
    const text = calendar(
      described,
      event('a', 'DTSTART:20270604T080000Z', 'DTEND:20270604T100000Z'),
      event('b', 'DTSTART;TZID=Europe/Amsterdam:20270604T100000', 'DTEND;TZID=Europe/Amsterdam:20270604T120000'),
      event('c', 'DTSTART;TZID=W. Europe Standard Time:20270604T100000', 'DURATION:PT2H'),
      event('d', 'DTSTART:20270604T100000'),
      event('e', 'DTSTART;VALUE=DATE:20270604'),
    )
    const same = ['', '2027-06-04T08:00:00.000Z', '2027-06-04T10:00:00.000Z', false]
    expect(await timesIn(text)).toEqual([same, same, same, same])
    expect((await read(text))?.skipped).toBe(1)
  })

  it('has each time of what recurs, on either side of the clock’s change, with what was moved, cancelled or taken out of it', async () => {
    const dutch = 'TZID=Europe/Amsterdam'
    const monthly = event(
      'r',
      `DTSTART;${dutch}:20270204T100000`,
      `DTEND;${dutch}:20270204T120000`,
      'RRULE:FREQ=MONTHLY;BYDAY=1TH;COUNT=5',
      `EXDATE;${dutch}:20270304T100000`,
    )
    const moved = event(
      'r',
      `RECURRENCE-ID;${dutch}:20270401T100000`,
      `DTSTART;${dutch}:20270402T140000`,
      `DTEND;${dutch}:20270402T150000`,
    )
    const off = event(
      'r',
      `RECURRENCE-ID;${dutch}:20270506T100000`,
      `DTSTART;${dutch}:20270506T100000`,
      'STATUS:CANCELLED',
    )
    expect(await timesIn(calendar(monthly, moved, off))).toEqual([
      ['2027-02-04T09:00:00.000Z', '2027-02-04T09:00:00.000Z', '2027-02-04T11:00:00.000Z', false],
      ['2027-04-01T08:00:00.000Z', '2027-04-02T12:00:00.000Z', '2027-04-02T13:00:00.000Z', false],
      ['2027-05-06T08:00:00.000Z', '2027-05-06T08:00:00.000Z', '2027-05-06T10:00:00.000Z', true],
      ['2027-06-03T08:00:00.000Z', '2027-06-03T08:00:00.000Z', '2027-06-03T10:00:00.000Z', false],
    ])
  })

  it('is read no further than a year ahead, and nothing that is past', async () => {
    const text = calendar(event('w', 'DTSTART:20200101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'))
    const times = (await timesIn(text)) ?? []
    expect(times[0]?.[1]).toBe('2027-02-03T09:00:00.000Z')
    expect(String(times.at(-1)?.[1])).toMatch(/^2028-03-/)
  })

  it.each([
    ['no calendar', 'gemeente;naam\n'],
    ['a broken one', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'],
    ['a very long one', calendar(event('x', `DESCRIPTION:${'x'.repeat(600_000)}`))],
    [
      'a rule that nothing fits, sought for ever',
      calendar(event('x', 'DTSTART:20270205T100000Z', 'RRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2')),
    ],
  ])('[T51] comes to nothing where it is %s', async (_, text) => expect(await read(text)).toBeNull(), 60_000)

  it('says in its titles of which committee it is', () => {
    const all = [
      { id: 'rwm' as CommitteeId, name: 'Ruimte, Wonen en Mobiliteit' },
      { id: 'financien' as CommitteeId, name: 'Financiën' },
    ]
    expect(committeeIn('VNG: Commissie RWM (online)', all)?.id).toBe('rwm')
    expect(committeeIn('commissie ruimte, wonen en mobiliteit', all)?.id).toBe('rwm')
    expect(committeeIn('Vergadering Financien', all)?.id).toBe('financien')
    expect(committeeIn('Nieuwjaarsborrel', all)).toBeNull()
  })
})

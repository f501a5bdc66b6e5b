// SPDX-License-Identifier: EUPL-1.2
// Reads a calendar (RFC 5545) in a thread of its own: a rule for what recurs may have no end, and some that nothing fits are sought for ever.
import { parentPort, workerData } from 'node:worker_threads'
import ICAL from 'ical.js'
import type { CalendarMeeting } from '#/features/vng/rules/calendar-file.ts'
import { momentIn } from '#/network/clock-time.ts'

const { text, zone, from, until }: Record<'text' | 'zone' | 'from' | 'until', string> = workerData

/** Of what recurs, so many times are looked at; what began years ago has many that are past. */
const mostTimes = 5_000
/** An event without an end lasts so long. */
const usualMs = 2 * 60 * 60 * 1000

const isZone = (name: string | undefined): name is string => {
  try {
    return name !== undefined && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** A moment as the file means it: by a known name of a zone, else by the file's own description of it, else in the network's zone. */
function momentOf(time: ICAL.Time, tzid: string | undefined): Date | null {
  if (time.isDate) return null
  if (time.zone === ICAL.Timezone.utcTimezone) return new Date(time.toUnixTime() * 1000)
  const isDescribed = time.zone !== ICAL.Timezone.localTimezone
  if (isDescribed && !isZone(tzid)) return new Date(time.toUnixTime() * 1000)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`
  return momentIn(day, `${two(time.hour)}:${two(time.minute)}`, isZone(tzid) ? tzid : zone)
}

const said = (component: ICAL.Component, name: string): string | null => {
  const value = component.getFirstPropertyValue(name)
  return typeof value === 'string' && value.trim() ? value.trim() : null
}

const tzidOf = (component: ICAL.Component, name: string): string | undefined => {
  const tzid = component.getFirstProperty(name)?.getParameter('tzid')
  return typeof tzid === 'string' ? tzid : undefined
}

type Times = Pick<CalendarMeeting, 'startsAt' | 'endsAt'>

function timesOf(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time | null): Times | null {
  const startsAt = momentOf(start, tzidOf(event.component, 'dtstart'))
  const given = end && momentOf(end, tzidOf(event.component, 'dtend') ?? tzidOf(event.component, 'dtstart'))
  if (!startsAt) return null
  const endsAt = given && given > startsAt ? given : new Date(startsAt.getTime() + usualMs)
  return { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
}

const wordsOf = ({ component }: ICAL.Event, isOff: boolean) => ({
  title: said(component, 'summary') ?? '',
  place: said(component, 'location'),
  about: said(component, 'description'),
  link: said(component, 'url'),
  isCancelled: isOff || said(component, 'status')?.toUpperCase() === 'CANCELLED',
})

/** What of an event comes, each time with what was changed of it. */
function timesIn(event: ICAL.Event, isOff: boolean): { meetings: CalendarMeeting[]; skipped: number } {
  const base = { uid: event.uid, isRecurring: event.isRecurring() }
  const meetings: CalendarMeeting[] = []
  const add = (recurrence: string, of: ICAL.Event, times: Times | null): number => {
    if (!times) return 1
    meetings.push({ ...base, recurrence, ...times, ...wordsOf(of, isOff) })
    return 0
  }
  if (event.isRecurrenceException()) {
    const original = momentOf(event.recurrenceId, tzidOf(event.component, 'recurrence-id'))
    const skipped = add(original?.toISOString() ?? '', event, timesOf(event, event.startDate, event.endDate))
    return { meetings, skipped }
  }
  if (!base.isRecurring) return { skipped: add('', event, timesOf(event, event.startDate, event.endDate)), meetings }
  const steps = event.iterator()
  for (let times = 0, next = steps.next(); next && times < mostTimes; times += 1, next = steps.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next)
    const original = momentOf(next, tzidOf(event.component, 'dtstart'))
    if (!original) return { meetings, skipped: 1 }
    if (original.toISOString() > until) break
    if (original.toISOString() >= from) add(original.toISOString(), item, timesOf(item, startDate, endDate))
  }
  return { meetings, skipped: 0 }
}

function read() {
  const parsed: unknown[] = ICAL.parse(text)
  // One calendar is a list that begins with its name, several are a list of those.
  const calendars = (typeof parsed[0] === 'string' ? [parsed] : parsed).map(one => new ICAL.Component(one as unknown[]))
  const all = calendars.flatMap(calendar => {
    const isOff = said(calendar, 'method')?.toUpperCase() === 'CANCEL'
    const events = calendar.getAllSubcomponents('vevent').map(one => new ICAL.Event(one))
    const masters = events.filter(event => !event.isRecurrenceException())
    const exceptions = events.filter(event => event.isRecurrenceException())
    for (const exception of exceptions) masters.find(({ uid }) => uid === exception.uid)?.relateException(exception)
    const alone = exceptions.filter(({ uid }) => !masters.some(master => master.uid === uid))
    return [...masters, ...alone].filter(({ uid }) => uid).map(event => timesIn(event, isOff))
  })
  return {
    meetings: all.flatMap(({ meetings }) => meetings),
    skipped: all.reduce((sum, { skipped }) => sum + skipped, 0),
  }
}

parentPort?.postMessage(read())

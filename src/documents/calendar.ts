// SPDX-License-Identifier: EUPL-1.2
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'

/** Something in a calendar. `uid` stays the same for as long as it is the same thing; `sequence` is higher with every change of it, so that a calendar takes the new one for the old. */
export interface CalendarEvent {
  readonly uid: string
  readonly sequence: number
  readonly startsAt: Date
  readonly endsAt: Date
  readonly title: string
  readonly place: string | null
  readonly about: string | null
  readonly link: string | null
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  /** It is only to be seen, and takes no time. */
  readonly isFree?: true
}

const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const

const product = { company: 'M50', product: 'm50', language: 'NL' }

/**
 * Writes events as iCalendar (RFC 5545). Moments stand in UTC: each calendar shows them in its own zone, also on either side of the clock's change, and
 * without a description of a zone that it may know otherwise.
 */
export function toCalendar(name: string, events: readonly CalendarEvent[], now: Date): string {
  const calendar = ical({ name, prodId: product, method: ICalCalendarMethod.PUBLISH })
  for (const { uid, sequence, startsAt, endsAt, title, place, about, link, status, isFree } of events)
    calendar.createEvent({
      id: uid,
      sequence,
      stamp: now,
      start: startsAt,
      end: endsAt,
      summary: title,
      location: place,
      description: about,
      url: link,
      status: statuses[status],
      ...(isFree && { transparency: ICalEventTransparency.TRANSPARENT }),
    })
  return `${calendar.toString()}\r\n`
}

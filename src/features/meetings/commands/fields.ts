// SPDX-License-Identifier: EUPL-1.2
// What someone filled in of a meeting: read, and what is wrong with it said at its field, all at once.
import type { Fields } from '#/chat/form.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { longest, mostPlaces } from '#/features/meetings/cards/forms.ts'
import type { Altered } from '#/features/meetings/rules/alter.ts'
import { type KindOf, kindsToPlan, kindValue } from '#/features/meetings/rules/kinds.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import type { Details, Planning } from '#/features/meetings/rules/plan.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { clockOf, momentIn } from '#/network/clock-time.ts'
import { may } from '#/network/policy.ts'

type Errors = Readonly<Record<string, string>>
type Wrong = { readonly fieldErrors: Errors }

/** The kinds of meetings that someone may plan. */
export const kindsFor = async (db: Db, { actor, today }: Turn): Promise<readonly KindOf[]> =>
  (await kindsToPlan(db, today)).filter(({ led }) => may(actor, 'meeting.plan', { pillar: led }))

export const chosenKind = async (db: Db, today: string, fields: Fields): Promise<KindOf | null> =>
  (await kindsToPlan(db, today)).find(one => kindValue(one) === fields.kind) ?? null

export const tooLong = (text: string, field: keyof typeof longest, turn: Turn): Errors => {
  const length = [...text].length
  const max = longest[field]
  return length > max ? { [field]: meetingTexts.in(turn.locale)('tooLong', { length, max }) } : {}
}

/** When a meeting is, or what is wrong with that. `old` is when it would begin so far: that may be past. */
function timesIn(turn: Turn, fields: Fields, old: Date | null) {
  const t = meetingTexts.in(turn.locale)
  const startsAt = momentIn(fields.date, fields.startsAt, turn.zone)
  const endsAt = momentIn(fields.date, fields.endsAt, turn.zone)
  const hasDay = momentIn(fields.date, '12:00', turn.zone) !== null
  const errors: Errors = {
    ...(!hasDay && { date: t('wrong.date') }),
    ...(hasDay && !startsAt && { startsAt: t('wrong.time') }),
    ...(hasDay && !endsAt && { endsAt: t('wrong.time') }),
    ...(startsAt && startsAt <= turn.now && startsAt.getTime() !== old?.getTime() && { date: t('wrong.past') }),
    ...(startsAt && endsAt && endsAt <= startsAt && { endsAt: t('wrong.ends') }),
  }
  return { startsAt, endsAt, errors }
}

/** The first step. */
export async function planningIn(db: Db, turn: Turn, fields: Fields): Promise<Planning | Wrong> {
  const t = meetingTexts.in(turn.locale)
  const of = await chosenKind(db, turn.today, fields)
  const title = fields.title?.trim() || (of?.name ?? '')
  const { startsAt, endsAt, errors: wrong } = timesIn(turn, fields, null)
  const errors: Errors = {
    ...(!of && { kind: t('wrong.kind') }),
    ...tooLong(title, 'title', turn),
    ...wrong,
  }
  if (!of || !startsAt || !endsAt || Object.keys(errors).length > 0) return { fieldErrors: errors }
  return { of, title, startsAt, endsAt }
}

/** A number of places; null where the field is empty, undefined where it holds no such number. */
function placesIn(text: string | undefined): number | null | undefined {
  if (!text?.trim()) return null
  const places = Number(text)
  return Number.isInteger(places) && places >= 1 && places <= mostPlaces ? places : undefined
}

const isLink = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:'

/** At this hour registration closes on its last day, or when the meeting begins. */
export const closingHour = '17:00'

/** Until when one registers. A day that is left as it was keeps its moment, also where that is past once people were invited. */
function untilIn({ registerUntil, startsAt, openedAt }: Meeting, turn: Turn, day: string | undefined): Date | null {
  const isKept = openedAt !== null && day === clockOf(registerUntil, turn.zone).day
  const at = isKept ? registerUntil : momentIn(day, closingHour, turn.zone)
  if (!at || (at <= turn.now && !isKept)) return null
  return new Date(Math.min(at.getTime(), startsAt.getTime()))
}

/** The second step. */
export function detailsIn(meeting: Meeting, turn: Turn, fields: Fields): Details | Wrong {
  const t = meetingTexts.in(turn.locale)
  const isOnSite = fields.ways === 'onSite' || fields.ways === 'both'
  const isOnline = fields.ways === 'online' || fields.ways === 'both'
  const text = (name: 'place' | 'onlineLink' | 'about') => fields[name]?.trim() ?? ''
  const [place, onlineLink, about] = [text('place'), text('onlineLink'), text('about')]
  const capacityOnSite = placesIn(fields.capacity)
  const capacityOnline = placesIn(fields.capacityOnline)
  const mostPerMunicipality = placesIn(fields.mostPerMunicipality)
  const registerUntil = untilIn(meeting, turn, fields.registerUntil)
  const noNumber = t('wrong.number')
  const errors: Errors = {
    ...(!isOnSite && !isOnline && { ways: t('wrong.ways') }),
    ...(isOnSite && !place && { place: t('wrong.place') }),
    ...tooLong(place, 'place', turn),
    ...(onlineLink && !isLink(onlineLink) && { onlineLink: t('wrong.link') }),
    ...tooLong(onlineLink, 'onlineLink', turn),
    ...tooLong(about, 'about', turn),
    ...(capacityOnSite === undefined && { capacity: noNumber }),
    ...(capacityOnline === undefined && { capacityOnline: noNumber }),
    ...(mostPerMunicipality === undefined && { mostPerMunicipality: noNumber }),
    ...(!registerUntil && { registerUntil: t('wrong.until') }),
  }
  if (
    !registerUntil ||
    capacityOnSite === undefined ||
    capacityOnline === undefined ||
    mostPerMunicipality === undefined ||
    Object.keys(errors).length > 0
  )
    return { fieldErrors: errors }
  return {
    isOnSite,
    isOnline,
    place: isOnSite ? place : null,
    onlineLink: isOnline && onlineLink ? onlineLink : null,
    capacityOnSite: isOnSite ? capacityOnSite : null,
    capacityOnline: isOnline ? capacityOnline : null,
    mostPerMunicipality,
    registerUntil,
    hasSessions: meeting.mayHaveSessions && fields.sessions === 'on',
    asksNeeds: isOnSite && fields.needs === 'on',
    about: about || null,
  }
}

/** What of a meeting changes after people were invited. */
export function alteredIn(meeting: Meeting, turn: Turn, fields: Fields): Altered | Wrong {
  const title = fields.title?.trim() || meeting.title
  const { startsAt, endsAt, errors } = timesIn(turn, fields, meeting.startsAt)
  const details = detailsIn({ ...meeting, startsAt: startsAt ?? meeting.startsAt }, turn, fields)
  const wrong = { ...tooLong(title, 'title', turn), ...errors, ...('fieldErrors' in details && details.fieldErrors) }
  if ('fieldErrors' in details || !startsAt || !endsAt || Object.keys(wrong).length > 0) return { fieldErrors: wrong }
  return { ...details, title, startsAt, endsAt }
}

/** A meeting as a form shows it that comes again: with what was filled in. */
export const filledIn = (meeting: Meeting, given: Details | Altered): Meeting => ({
  ...meeting,
  ...given,
  onSite: { ...meeting.onSite, capacity: given.capacityOnSite },
  online: { ...meeting.online, capacity: given.capacityOnline },
})

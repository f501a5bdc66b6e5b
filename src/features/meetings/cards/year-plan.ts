// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { monthOf, periodOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { allButton, newButton, showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { kindValue } from '#/features/meetings/rules/kinds.ts'
import { type FilledSlot, isOver, type Slot, type YearMeeting } from '#/features/meetings/rules/year-plan.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import type { PillarId } from '#/network/ids.ts'

/** "Ledenbijeenkomst, april 2027", "Contactambtenarenoverleg 2027 (1 van 2)", "Pijleroverleg Bestuur 2027 (1 van 4)". */
export function slotWords({ name: kind, of, month, nth, most }: Slot, year: number, locale: Locale): Text {
  const t = meetingTexts.in(locale)
  const name = [kind, of].filter(Boolean).join(' ')
  if (month !== null)
    return t('year.inMonth', { name, month: monthOf(`${year}-${String(month).padStart(2, '0')}`, locale) })
  return most > 1 ? t('year.nth', { name, year, nth, most }) : t('year.once', { name, year })
}

export const yearButton = (year: number, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.year', { year }), `bijeenkomst jaarplan ${year}`)

export const turnoutButton = (year: number, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.turnout', { year }), `bijeenkomst opkomst ${year}`)

/** A meeting of this kind is planned from here. */
const planButton = (slot: Slot, locale: Locale): Button => ({
  ...newButton(locale),
  label: meetingTexts.in(locale)('button.plan'),
  value: `kind ${kindValue(slot)}`,
})

type Item = NonNullable<Card['items']>[number]

/** What of the year its reader may do. */
export interface YearSight {
  readonly today: string
  /** Whether they plan the meetings of that pillar; without one, those of the network. */
  mayPlan(led: PillarId | null): boolean
  readonly maySeeTurnout: boolean
}

function slotItem(slot: FilledSlot, year: number, { today, mayPlan }: YearSight, locale: Locale, zone: string): Item {
  const t = meetingTexts.in(locale)
  const { meeting } = slot
  const words = { text: slotWords(slot, year, locale) }
  if (!meeting) {
    const isPast = isOver(year, slot, today)
    return {
      text: t(isPast ? 'year.notHeld' : 'year.notPlanned', { slot: words }),
      ...(!isPast && mayPlan(slot.led) && { accessory: planButton(slot, locale) }),
    }
  }
  const when = periodOf(meeting.startsAt, meeting.endsAt, locale, zone)
  if (!meeting.isSeen) return { text: t('year.hidden', { slot: words, when }) }
  const state = meeting.state === 'planned' ? t('list.planned') : meeting.state === 'held' ? t('year.held') : null
  const title = { text: titleOf(meeting, locale, zone) }
  return {
    text: state
      ? t('year.stands', { slot: words, title, state: { text: state } })
      : t('year.open', { slot: words, title }),
    accessory: showMeeting(meeting.number, locale),
  }
}

const otherItem = (meeting: YearMeeting, locale: Locale, zone: string): Item => ({
  text: titleOf(meeting, locale, zone),
  accessory: showMeeting(meeting.number, locale),
})

/** What the agenda asks for in a year, and what of it is planned; then what else is, a page at a time. */
export function yearPlanCard(
  year: number,
  { slots, others }: { readonly slots: readonly FilledSlot[]; readonly others: readonly YearMeeting[] },
  sight: YearSight,
  asked: string,
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  const items = [
    ...slots.map(slot => slotItem(slot, year, sight, locale, zone)),
    ...others.filter(({ isSeen }) => isSeen).map(meeting => otherItem(meeting, locale, zone)),
  ]
  const { page, last, from } = pageIn(asked, items.length)
  const stands = slots.filter(({ meeting }) => meeting !== null).length
  return {
    version: 1,
    title: t('year.title', { year }),
    text: slots.length > 0 ? t('year.counts', { count: slots.length, stands }) : t('year.nothing'),
    items: items.slice(from, from + pageSize),
    buttons: [
      ...(page < last ? [lineButton(t('list.next'), `bijeenkomst jaarplan ${year} ${page + 1}`)] : []),
      newButton(locale),
      yearButton(year + 1, locale),
      ...(sight.maySeeTurnout ? [turnoutButton(year, locale)] : []),
      allButton(locale),
    ],
  }
}

/** What should stand by now and does not, in one line. */
export function unplannedLine(slots: readonly (Slot & { readonly year: number })[], locale: Locale): Text {
  const names = listed(
    slots.map(slot => slotWords(slot, slot.year, locale)),
    locale,
  )
  return meetingTexts.in(locale)('year.unplanned', { names: { text: names } })
}

/** Told to the secretariat while there is time. */
export function unplannedCard(slots: readonly (Slot & { readonly year: number })[], locale: Locale): Card {
  const [first] = slots
  return {
    version: 1,
    title: meetingTexts.in(locale)('year.told'),
    text: unplannedLine(slots, locale),
    buttons: [newButton(locale), ...(first ? [yearButton(first.year, locale)] : [])],
  }
}

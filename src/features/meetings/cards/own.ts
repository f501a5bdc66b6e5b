// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { ordinal } from '#/chat/words.ts'
import { isAskedLate, isFull, type Meeting, roomOf, waysOf } from '#/features/meetings/rules/meetings.ts'
import type { Way } from '#/features/meetings/rules/states.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** What someone is shown of how they stand to a meeting. `takes`: it takes registrations at this moment. */
export interface ShownOwn {
  readonly municipality: string | null
  readonly takes: boolean
  /** Whether changes are asked for instead. */
  readonly asksChange: boolean
}

/** Whether registering asks something first. Who would wait is asked that only with the place [F36]. */
export const asksFirst = (meeting: Meeting, way: Way): boolean => meeting.hasSessions && !isFull(roomOf(meeting, way))

/** What registering in one way is pressed with: what follows the way says that something is asked first. */
const registerValue = (meeting: Meeting, way: Way): string =>
  [meeting.id, way, ...(asksFirst(meeting, way) ? ['ask'] : [])].join('.')

/** [Inschrijven], for each way to take part; [Op de wachtlijst] where it is full. */
export function registerButtons(meeting: Meeting, locale: Locale): Button[] {
  const t = meetingTexts.in(locale)
  const all = waysOf(meeting)
  return all.map((way, at) => {
    const of = all.length === 1 ? 'only' : way
    return {
      does: asksFirst(meeting, way) ? 'open' : 'press',
      name: 'meeting.register',
      label: isFull(roomOf(meeting, way)) ? t(`button.wait.${of}`) : t(`button.register.${of}`),
      value: registerValue(meeting, way),
      ...(at === 0 && { style: 'primary' as const }),
    }
  })
}

export const cancelButton = (meeting: Pick<Meeting, 'id'>, isWaiting: boolean, locale: Locale): Button => {
  const t = meetingTexts.in(locale)
  return {
    does: 'press',
    name: 'meeting.cancel',
    label: isWaiting ? t('button.unwait') : t('button.cancel'),
    value: meeting.id,
  }
}

/** How the reader stands to it, in a sentence. */
export function ownLines({ own }: Meeting, locale: Locale, zone: string): Text[] {
  const t = meetingTexts.in(locale)
  switch (own?.state) {
    case undefined:
    case 'invited':
      return []
    case 'asked':
      return [t(own.isInstead ? 'own.askedInstead' : 'own.asked', { by: own.by ?? '' })]
    case 'offered':
      return own.offerUntil
        ? [t(`own.offered.${own.way ?? 'onSite'}`, { at: momentOf(own.offerUntil, locale, zone) })]
        : []
    case 'registered':
      return [
        t(`own.registered.${own.way ?? 'onSite'}`),
        ...(own.session ? [t('own.session', { session: own.session })] : []),
      ]
    case 'waiting':
      return [t('own.waiting', { position: ordinal(own.position, locale) })]
    case 'declined':
    case 'cancelled':
      return [own.came ? t('own.present') : t('own.declined')]
  }
}

const press = (name: string, label: string, value: string): Button => ({ does: 'press', name, label, value })

const open = (name: string, label: string, value: string): Button => ({ ...press(name, label, value), does: 'open' })

/** [Zet in agenda] [F38]. */
export const calendarButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button =>
  press('meeting.calendar', meetingTexts.in(locale)('button.calendar'), id)

/** [Met uiterste datum]: the last moment to register as well [F39]. */
export const deadlineButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button =>
  press('meeting.calendar', meetingTexts.in(locale)('button.deadline'), `${id}.deadline`)

/** [Agenda-abonnement]: asked first, since a calendar that reads the link of before reads nothing any more. */
export function feedButton(locale: Locale): Button {
  const t = meetingTexts.in(locale)
  const confirm = { text: t('feed.sure'), yes: t('feed.make') }
  return { ...press('meeting.feed', t('button.feed'), 'new'), confirm }
}

/** [Pijler Bestuur]: the same for all meetings of a pillar [F38]. */
export const pillarFeedButton = (
  { id, name }: { readonly id: string; readonly name: string },
  locale: Locale,
): Button => ({
  ...feedButton(locale),
  label: meetingTexts.in(locale)('button.pillarFeed', { pillar: name }),
  value: id,
})

/** [Dieet en toegang] [F37]. */
export const needsButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button =>
  open('meeting.needs', meetingTexts.in(locale)('button.needs'), id)

/** [Ik ben er], on the day itself [F41]. */
export const hereButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button => ({
  ...press('meeting.here', meetingTexts.in(locale)('button.here'), id),
  style: 'primary',
})

/** [Datum peilen], or how it stands where that was done [F45]. */
export const pollButton = ({ id, number, hasPoll }: Meeting, locale: Locale): Button =>
  hasPoll
    ? lineButton(meetingTexts.in(locale)('button.polled'), `bijeenkomst peiling ${number}`)
    : open('meeting.poll', meetingTexts.in(locale)('button.poll'), id)

/** [Collega inschrijven], who says so themselves [F34]. */
export const colleagueButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button =>
  open('meeting.colleague', meetingTexts.in(locale)('button.colleague'), id)

/** [Wijziging aanvragen], once registration is closed [F40]. */
export const changeButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button =>
  open('meeting.change', meetingTexts.in(locale)('button.change'), id)

/** [Ja, ik kom] and [Nee], to an offered place. */
export function offerButtons({ id }: Pick<Meeting, 'id'>, locale: Locale): Button[] {
  const t = meetingTexts.in(locale)
  return [
    { ...press('meeting.take', t('button.take'), id), style: 'primary' },
    press('meeting.cancel', t('button.refuse'), id),
  ]
}

const sessionButton = ({ id }: Pick<Meeting, 'id'>, hasOne: boolean, locale: Locale): Button =>
  open('meeting.session', meetingTexts.in(locale)(hasOne ? 'button.otherSession' : 'button.session'), id)

/** [Pijlersessie kiezen], for who has a place: also one that came after the deadline, and as long as the meeting is not over [F36] [A15]. */
export const sessionButtons = (meeting: Meeting, locale: Locale): Button[] =>
  meeting.hasSessions && meeting.own?.state === 'registered'
    ? [sessionButton(meeting, meeting.own.session !== null, locale)]
    : []

/** To the other way, where there is one. */
function switchButtons(meeting: Meeting, locale: Locale): Button[] {
  const { id, own } = meeting
  const other = waysOf(meeting).find(way => way !== own?.way)
  return other && own?.way
    ? [press('meeting.switch', meetingTexts.in(locale)(`button.switch.${other}`), `${id}.${other}`)]
    : []
}

/** What the reader can do about it who is in, or said no. */
export function ownButtons(meeting: Meeting, locale: Locale): Button[] {
  const { own, state } = meeting
  if (own?.state === 'offered') return offerButtons(meeting, locale)
  if (state !== 'open' && !isAskedLate(meeting)) return sessionButtons(meeting, locale)
  switch (own?.state) {
    case 'asked':
      return [
        { ...press('meeting.accept', meetingTexts.in(locale)('button.take'), meeting.id), style: 'primary' },
        press('meeting.decline', meetingTexts.in(locale)('button.refuse'), meeting.id),
      ]
    case 'registered':
      return [
        ...sessionButtons(meeting, locale),
        ...switchButtons(meeting, locale),
        open('meeting.substitute', meetingTexts.in(locale)('button.substitute'), meeting.id),
        cancelButton(meeting, false, locale),
      ]
    case 'waiting':
      return [...switchButtons(meeting, locale), cancelButton(meeting, true, locale)]
    default:
      return registerButtons(meeting, locale)
  }
}

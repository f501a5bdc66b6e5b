// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import type { Sheet } from '#/documents/document.ts'
import { showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { type Attendance, attendances, type Expected, type Listed } from '#/features/meetings/rules/attendance.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** So many people stand on one page, and in its form. */
export const peopleOnPage = 10

export const attendanceButton = (number: number, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.attendance'), `bijeenkomst aanwezig ${number}`)

/** [Lijst in Excel]. */
export const sheetButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button => ({
  does: 'press',
  name: 'meeting.sheet',
  label: meetingTexts.in(locale)('button.sheet'),
  value: id,
})

function whoIs({ name, municipality }: Pick<Expected, 'name' | 'municipality'>, locale: Locale): Text {
  const t = meetingTexts.in(locale)
  return t('attendees.one', { name: name ?? { text: t('attendees.forgotten') }, municipality })
}

export interface Page {
  readonly page: number
  readonly last: number
  readonly people: readonly Expected[]
}

/** The people of one page, of all. */
export function pageOf(all: readonly Expected[], asked: number): Page {
  const last = Math.max(1, Math.ceil(all.length / peopleOnPage))
  const page = Math.min(Math.max(1, asked), last)
  return { page, last, people: all.slice((page - 1) * peopleOnPage, page * peopleOnPage) }
}

/** Who was there, a page at a time, with what says it for all of them at once. */
export function attendanceCard(
  meeting: Meeting,
  all: readonly Expected[],
  asked: number,
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  const { page, last, people } = pageOf(all, asked)
  const countOf = (attendance: Attendance | null) => all.filter(one => one.attendance === attendance).length
  const open = countOf(null)
  const counts = { present: countOf('present'), absent: countOf('absent'), excused: countOf('excused'), open }
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: [
      t(all.length > 0 ? 'attendance.counts' : 'attendance.nobody', counts),
      ...(last > 1 ? [t('attendees.page', { page, last })] : []),
      ...people.map(one => {
        const said = { text: t(`attendance.${one.attendance ?? 'open'}`) }
        return `- ${t('attendance.line', { who: { text: whoIs(one, locale) }, said })}`
      }),
    ].join('\n'),
    buttons: [
      ...(people.length > 0
        ? [
            {
              does: 'open' as const,
              name: 'meeting.attendance',
              label: t('button.fillIn'),
              value: `${meeting.id}.${page}`,
              style: 'primary' as const,
            },
          ]
        : []),
      ...(open > 0
        ? [
            {
              does: 'press' as const,
              name: 'meeting.othersPresent',
              label: t('button.othersPresent'),
              value: meeting.id,
              confirm: { text: t('attendance.sure', { count: open }), yes: t('button.othersPresent') },
            },
          ]
        : []),
      ...(page < last ? [lineButton(t('list.next'), `bijeenkomst aanwezig ${meeting.number} ${page + 1}`)] : []),
      sheetButton(meeting, locale),
      showMeeting(meeting.number, locale),
    ],
    more: [{ does: 'open', name: 'meeting.walkIn', label: t('button.walkIn'), value: meeting.id }],
  }
}

/** Who was there without having a place. */
export const walkInForm = (meeting: Meeting, locale: Locale): Form => {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.walkIn',
    title: t('button.walkIn'),
    submit: t('form.submit'),
    intro: t('attendance.walkIn', { title: meeting.title }),
    context: meeting.id,
    inputs: [{ kind: 'person', name: 'person', label: t('attendance.who'), hint: t('colleagueForm.hint') }],
    reopen: { label: t('button.walkIn'), value: meeting.id },
  }
}

/** The field of whoever stands so far down a page. */
export const fieldOf = (at: number): string => `person${String.fromCharCode('A'.charCodeAt(0) + at)}`

/** One form for all on a page: of whom nothing was said yet stands there as present. */
export function attendanceForm(meeting: Meeting, { page, last, people }: Page, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.attendance',
    title: t('button.attendance'),
    submit: t(page < last ? 'attendance.next' : 'attendance.save'),
    intro: [
      t('attendance.intro', { title: meeting.title }),
      ...(last > 1 ? [t('attendees.page', { page, last })] : []),
    ].join('\n'),
    context: [meeting.id, page, people.map(({ id }) => id).join('/')].join('.'),
    inputs: people.map((one, at) => ({
      kind: 'choice' as const,
      name: fieldOf(at),
      label: whoIs(one, locale),
      options: attendances.map(value => ({ value, label: t(`attendance.${value}`) })),
      value: one.attendance ?? 'present',
    })),
    reopen: { label: t('button.fillIn'), value: `${meeting.id}.${page}` },
  }
}

/** What comes of [Ik ben er]. */
export const hereCard = (
  meeting: Meeting,
  code: 'here' | 'already' | 'otherwise',
  locale: Locale,
  zone: string,
): Card => ({
  version: 1,
  text: meetingTexts.in(locale)(`here.${code}`, { title: { text: titleOf(meeting, locale, zone) } }),
  buttons: [showMeeting(meeting.number, locale)],
})

/** Where the list is to be had. */
export const sheetCard = (meeting: Meeting, url: string, days: number, locale: Locale, zone: string): Card => {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: t('sheet.title'),
    text: [titleOf(meeting, locale, zone), t('sheet.text', { days })].join('\n'),
    link: { label: t('sheet.open'), url },
    buttons: [attendanceButton(meeting.number, locale), showMeeting(meeting.number, locale)],
  }
}

/** Why it is not made now. */
export const sheetHeldCard = (meeting: Meeting, most: number, locale: Locale): Card => ({
  version: 1,
  text: meetingTexts.in(locale)('sheet.held', { most }),
  buttons: [attendanceButton(meeting.number, locale)],
})

/** Who comes, waits or gave up their place, and who was there: nothing of what they eat or need. */
export function attendanceSheet(all: readonly Listed[], locale: Locale): Sheet {
  const t = meetingTexts.in(locale)
  return {
    name: t('sheet.name'),
    columns: [
      { label: t('sheet.municipality'), width: 26 },
      { label: t('sheet.person'), width: 30 },
      { label: t('sheet.stands'), width: 20 },
      { label: t('sheet.way'), width: 14 },
      { label: t('sheet.session'), width: 26 },
      { label: t('sheet.attendance'), width: 18 },
    ],
    rows: all.map(({ municipality, name, state, way, session, attendance }) => [
      municipality,
      name ?? t('attendees.forgotten'),
      t(`sheet.state.${state === 'cancelled' && attendance === 'present' ? 'walkedIn' : state}`),
      way === null ? null : t(`attendees.${way}`),
      session,
      attendance === null ? null : t(`attendance.${attendance}`),
    ]),
  }
}

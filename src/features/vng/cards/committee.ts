// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf, periodOf, plainDayOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { called, calledInText } from '#/features/vng/cards/called.ts'
import { inputButton } from '#/features/vng/cards/input.ts'
import { showReport, titleOf } from '#/features/vng/cards/report.ts'
import { reportButton } from '#/features/vng/cards/report-form.ts'
import { type Committee, lackingIn, ours, type Seat, sitting } from '#/features/vng/rules/committees.ts'
import type { CommitteeMeeting } from '#/features/vng/rules/meetings.ts'
import type { ReportLine } from '#/features/vng/rules/reports.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import type { CommitteeId } from '#/network/ids.ts'

type Reads = Pick<Reader, 'locale' | 'zone' | 'today'>

export const nameOf = ({ name, municipality }: Pick<Seat, 'name' | 'municipality'>): string =>
  municipality ? `${name} (${municipality})` : name

/** "R. Kok (Tiel), lid, tot 1 jan 2028". */
export function seatLine(seat: Seat, { locale, today }: Pick<Reads, 'locale' | 'today'>): Text {
  const t = vngTexts.in(locale)
  const of = { who: nameOf(seat), function: { text: t(`function.${seat.function}`) } }
  const until = seat.endsOn ? plainDayOf(seat.endsOn, locale) : ''
  if (seat.startsOn > today) return t('seat.from', { ...of, from: plainDayOf(seat.startsOn, locale) })
  return seat.endsOn ? t('seat.until', { ...of, until }) : t('seat.open', of)
}

export const committeeButton = (committee: CommitteeId, label: string): Button => lineButton(label, `vng ${committee}`)

const allButton = (locale: Locale): Button => lineButton(vngTexts.in(locale)('button.all'), 'vng')

export const meetingsButton = (committee: CommitteeId, locale: Locale): Button =>
  lineButton(vngTexts.in(locale)('button.meetings'), `vng vergadering ${committee}`)

const open = (name: string, label: Text, value: string): Button => ({ does: 'open', name, label, value })

/** What who keeps the committees does in one. */
export const manageButtons = (value: string, locale: Locale): readonly Button[] => {
  const t = vngTexts.in(locale)
  return [
    open('vng.seat', t('button.seat'), value),
    open('vng.meeting', t('button.meeting'), value),
    open('vng.import', t('button.import'), value),
  ]
}

const seatButton = ({ id }: Seat, locale: Locale): Button =>
  open('vng.seatChange', vngTexts.in(locale)('button.change'), id)

/** "do 12 mrt, 10.00–12.00 uur, Den Haag". */
export function whenOf({ startsAt, endsAt, place }: CommitteeMeeting, { locale, zone }: Reads): string {
  const when = periodOf(startsAt, endsAt, locale, zone)
  return place ? `${when}, ${place}` : when
}

/** When it meets, what about, and until when input is welcome. */
export function meetingLines(meeting: CommitteeMeeting, reader: Reads): readonly string[] {
  const t = vngTexts.in(reader.locale)
  return [
    t('card.next', { when: whenOf(meeting, reader) }),
    ...(meeting.about ? [t('card.about', { about: meeting.about })] : []),
    ...(meeting.link ? [t('card.link', { link: meeting.link })] : []),
  ]
}

export const inputLine = (until: Date, { locale, zone }: Reads): Text =>
  vngTexts.in(locale)('card.inputUntil', { at: momentOf(until, locale, zone) })

function warnings(committee: Committee, { locale, today }: Reads): readonly string[] {
  const t = vngTexts.in(locale)
  const { nobody, ending, double } = lackingIn(committee, today)
  return [
    ...(nobody ? [t('lacking.nobody')] : []),
    ...ending.map(seat =>
      t('lacking.ending', { name: nameOf(seat), until: seat.endsOn ? plainDayOf(seat.endsOn, locale) : '' }),
    ),
    ...double.map(({ municipality, names }) => t('lacking.double', { municipality, names: listed(names, locale) })),
  ]
}

/** Warnings come first, then for which pillars it matters. */
const pillarsLine = ({ pillars }: Committee, locale: Locale): string[] =>
  pillars.length > 0
    ? [
        vngTexts.in(locale)('card.pillars', {
          count: pillars.length,
          pillars: listed(
            pillars.map(({ name }) => name),
            locale,
          ),
        }),
      ]
    : []

/** What of a committee its reader may do. */
export interface CommitteeSight {
  readonly mayManage: boolean
  readonly mayReport: boolean
  readonly mayInput: boolean
}

/** So many seats stand with a button each; who else sits there stands in a line. */
const mostSeats = 8

/** One committee: who sits there, what to look after, when it meets, what was reported last. */
export function committeeCard(
  committee: Committee,
  next: CommitteeMeeting | null,
  reports: readonly ReportLine[],
  sight: CommitteeSight,
  reader: Reads & { readonly now: Date },
): Card {
  const { locale } = reader
  const t = vngTexts.in(locale)
  const { seats } = committee
  const listedSeats = (sight.mayManage ? seats : ours(seats)).slice(0, mostSeats)
  const others = seats.filter(seat => !listedSeats.includes(seat))
  const takesInput = next !== null && sight.mayInput && next.inputUntil > reader.now
  return {
    version: 1,
    title: called(committee.name, locale).text,
    text: [
      ...pillarsLine(committee, locale),
      ...warnings(committee, reader),
      ...(next ? meetingLines(next, reader) : [t('card.noMeeting')]),
      ...(takesInput && next ? [inputLine(next.inputUntil, reader)] : []),
      ...(others.length > 0
        ? [t('card.others', { names: listed(others.map(nameOf), locale), count: others.length })]
        : []),
    ].join('\n'),
    items: [
      ...listedSeats.map(seat => ({
        text: seatLine(seat, reader),
        ...(sight.mayManage && { accessory: seatButton(seat, locale) }),
      })),
      ...reports.map(report => ({ text: titleOf(report, locale), accessory: showReport(report.number, locale) })),
    ],
    buttons: [
      ...(takesInput && next ? [inputButton({ kind: 'meeting', id: next.id }, locale, 'primary')] : []),
      ...(sight.mayReport ? [reportButton(committee.id, locale)] : []),
      meetingsButton(committee.id, locale),
      allButton(locale),
    ],
    ...(sight.mayManage && { more: [...manageButtons(committee.id, locale)] }),
  }
}

/** Who of the network sits there now, in a line. */
function oursLine(committee: Committee, { locale, today }: Reads): Text {
  const t = vngTexts.in(locale)
  const held = sitting(ours(committee.seats), today)
  return held.length > 0 ? t('list.ours', { names: listed(held.map(nameOf), locale) }) : t('list.nobody')
}

/** All committees, a page at a time. */
export function committeesCard(
  all: readonly Committee[],
  next: ReadonlyMap<CommitteeId, CommitteeMeeting>,
  { page, last }: Page,
  sight: CommitteeSight,
  reader: Reads,
): Card {
  const { locale, zone } = reader
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title: t('list.title'),
    ...(all.length === 0 && { text: t('list.none') }),
    items: all.map(committee => {
      const meeting = next.get(committee.id)
      const meets = meeting ? [t('list.next', { at: momentOf(meeting.startsAt, locale, zone) })] : []
      return {
        text: [`**${called(committee.name, locale).text}**`, oursLine(committee, reader), ...meets].join('\n'),
        accessory: committeeButton(committee.id, t('button.show')),
      }
    }),
    buttons: [
      ...(page < last ? [lineButton(t('list.more'), `vng lijst ${page + 1}`)] : []),
      ...(sight.mayReport ? [reportButton('new', locale)] : []),
      lineButton(t('button.meetings'), 'vng vergadering'),
    ],
    ...(sight.mayManage && { more: [...manageButtons('new', locale)] }),
  }
}

/** What is still to come, of one committee or of all. */
export function meetingsCard(
  all: readonly CommitteeMeeting[],
  committee: Committee | null,
  mayManage: boolean,
  reader: Reads,
): Card {
  const { locale } = reader
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title: committee ? t('meetings.titleOf', { committee: calledInText(committee.name, locale) }) : t('meetings.title'),
    ...(all.length === 0 && { text: t('card.noMeeting') }),
    items: all.map(meeting => ({
      text: [
        committee
          ? whenOf(meeting, reader)
          : `**${called(meeting.committeeName, locale).text}** ${whenOf(meeting, reader)}`,
        ...(meeting.about ? [t('card.about', { about: meeting.about })] : []),
      ].join('\n'),
      accessory: mayManage
        ? open('vng.meeting', t('button.change'), meeting.id)
        : committeeButton(meeting.committee, t('button.show')),
    })),
    buttons: [
      ...(committee ? [committeeButton(committee.id, t('button.committee'))] : []),
      ...(mayManage ? [open('vng.meeting', t('button.meeting'), committee?.id ?? 'new')] : []),
      allButton(locale),
    ],
  }
}

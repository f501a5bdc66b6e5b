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
import { nameOf, seatButton, seatLine, seatsButton, warnings } from '#/features/vng/cards/seats.ts'
import { type Committee, isComing, ours, sitting } from '#/features/vng/rules/committees.ts'
import type { CommitteeMeeting } from '#/features/vng/rules/meetings.ts'
import type { ReportLine } from '#/features/vng/rules/reports.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import type { CommitteeId } from '#/network/ids.ts'

type Reads = Pick<Reader, 'locale' | 'zone' | 'today'>

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

/** [Commissie wijzigen]. */
const committeeChangeButton = (committee: CommitteeId, locale: Locale): Button =>
  open('vng.committee', vngTexts.in(locale)('button.changeCommittee'), committee)

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

/** For which pillars it matters. */
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
  const isToCome = isComing(committee, reader.today)
  const listedSeats = (sight.mayManage ? seats : ours(seats)).slice(0, mostSeats)
  const others = seats.filter(seat => !listedSeats.includes(seat))
  const takesInput = next !== null && sight.mayInput && next.inputUntil > reader.now
  return {
    version: 1,
    title: called(committee.name, locale).text,
    text: [
      ...(isToCome && committee.startsOn ? [t('card.starts', { at: plainDayOf(committee.startsOn, locale) })] : []),
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
      ...(sight.mayReport && !isToCome ? [reportButton(committee.id, locale)] : []),
      meetingsButton(committee.id, locale),
      ...(seats.length > mostSeats ? [seatsButton(committee, 1, t('button.seats'))] : []),
      allButton(locale),
    ],
    ...(sight.mayManage && {
      more: [...manageButtons(committee.id, locale), committeeChangeButton(committee.id, locale)],
    }),
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
    ...(sight.mayManage && { more: [...manageButtons('new', locale), lineButton(t('button.keep'), 'vng beheer')] }),
  }
}

/** What is still to come, of one committee or of all, a page at a time. */
export function meetingsCard(
  all: readonly CommitteeMeeting[],
  committee: Committee | null,
  { page, last }: Page,
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
      ...(page < last
        ? [lineButton(t('meetings.more'), `vng vergadering ${committee ? `${committee.id} ` : ''}${page + 1}`)]
        : []),
      ...(committee ? [committeeButton(committee.id, t('button.committee'))] : []),
      ...(mayManage ? [open('vng.meeting', t('button.meeting'), committee?.id ?? 'new')] : []),
      allButton(locale),
    ],
  }
}

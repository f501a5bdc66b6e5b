// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { type Page, pageSize } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { called, calledInText } from '#/features/vng/cards/called.ts'
import { type Committee, isComing, lackingIn, type Seat } from '#/features/vng/rules/committees.ts'
import type { EndedSeat } from '#/features/vng/rules/seats.ts'
import { vngTexts } from '#/features/vng/texts.ts'

type Reads = Pick<Reader, 'locale' | 'today'>

export const nameOf = ({ name, municipality }: Pick<Seat, 'name' | 'municipality'>): string =>
  municipality ? `${name} (${municipality})` : name

/** "R. Kok (Tiel), lid, tot 1 jan 2028". */
export function seatLine(seat: Seat, { locale, today }: Reads): Text {
  const t = vngTexts.in(locale)
  const of = { who: nameOf(seat), function: { text: t(`function.${seat.function}`) } }
  const until = seat.endsOn ? plainDayOf(seat.endsOn, locale) : ''
  if (seat.startsOn > today) return t('seat.from', { ...of, from: plainDayOf(seat.startsOn, locale) })
  return seat.endsOn ? t('seat.until', { ...of, until }) : t('seat.open', of)
}

/** [Wijzigen], of a seat. */
export const seatButton = ({ id }: Pick<Seat, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'vng.seatChange',
  label: vngTexts.in(locale)('button.change'),
  value: id,
})

/** What there is to look after comes first; in one that is still to begin, as it is from then on. */
export function warnings(committee: Committee, { locale, today }: Reads): readonly string[] {
  const t = vngTexts.in(locale)
  const day = isComing(committee, today) ? committee.startsOn : null
  const { nobody, ending, double } = lackingIn(committee, day ?? today)
  return [
    ...(nobody ? [t('lacking.nobody')] : []),
    ...ending.map(seat =>
      t('lacking.ending', { name: nameOf(seat), until: seat.endsOn ? plainDayOf(seat.endsOn, locale) : '' }),
    ),
    ...double.map(({ municipality, names, from }) => {
      const of = { municipality, names: listed(names, locale) }
      return from === null
        ? t('lacking.double', of)
        : t('lacking.doubleFrom', { ...of, from: plainDayOf(from, locale) })
    }),
  ]
}

/** [Alle zetels]: a page of them. */
export const seatsButton = ({ id }: Pick<Committee, 'id'>, page: number, label: Text): Button => ({
  does: 'press',
  name: 'vng.seats',
  label,
  value: `${id}.${page}`,
})

/** Who sits in a committee, or will, a page at a time. */
export function seatsCard(
  committee: Committee,
  { page, last, from }: Page,
  mayManage: boolean,
  back: Button,
  reader: Reads,
): Card {
  const { locale } = reader
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title: t('seats.title', { committee: calledInText(committee.name, locale) }),
    ...(committee.seats.length === 0 && { text: t('seats.none') }),
    items: committee.seats.slice(from, from + pageSize).map(seat => ({
      text: seatLine(seat, reader),
      ...(mayManage && { accessory: seatButton(seat, locale) }),
    })),
    buttons: [...(page < last ? [seatsButton(committee, page + 1, t('seats.more'))] : []), back],
  }
}

/** [Beëindigde zetels]: a page of them. */
export const endedSeatsButton = (page: number, label: Text): Button => ({
  does: 'press',
  name: 'vng.seatsEnded',
  label,
  value: String(page),
})

/** Who sat in a committee and does no more, a page at a time: from here a seat that was noted by mistake is reached. */
export function endedSeatsCard(seats: readonly EndedSeat[], { page, last }: Page, locale: Locale): Card {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title: t('ended.title'),
    text: t(seats.length === 0 ? 'ended.none' : 'ended.text'),
    items: seats.map(seat => ({
      text: [
        `**${called(seat.committeeName, locale).text}**`,
        t('ended.seat', {
          who: nameOf(seat),
          function: { text: t(`function.${seat.function}`) },
          from: plainDayOf(seat.startsOn, locale),
          until: seat.endsOn ? plainDayOf(seat.endsOn, locale) : '',
        }),
      ].join('\n'),
      accessory: seatButton(seat, locale),
    })),
    buttons: [
      ...(page < last ? [endedSeatsButton(page + 1, t('seats.more'))] : []),
      lineButton(t('button.keep'), 'vng beheer'),
    ],
  }
}

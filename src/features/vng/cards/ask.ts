// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { dayOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import { listed } from '#/chat/words.ts'
import { called, calledInText } from '#/features/vng/cards/called.ts'
import { committeeButton, inputLine, meetingLines } from '#/features/vng/cards/committee.ts'
import { inputButton, inputsButton, inputsOnPage, inputText, isOnOrAfter } from '#/features/vng/cards/input.ts'
import { reportButton } from '#/features/vng/cards/report-form.ts'
import { nameOf } from '#/features/vng/cards/seats.ts'
import type { Ask } from '#/features/vng/rules/asks.ts'
import type { Seat } from '#/features/vng/rules/committees.ts'
import type { Input, InputAbout } from '#/features/vng/rules/inputs.ts'
import type { CommitteeMeeting } from '#/features/vng/rules/meetings.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import type { CommitteeId } from '#/network/ids.ts'

type Reads = Pick<Reader, 'locale' | 'zone' | 'today'>

/** The one question to who sits in a committee. */
export function askCard({ kind, meeting }: Ask, network: string, reader: Reads): Card {
  const { locale, zone } = reader
  const t = vngTexts.in(locale)
  const of = { committee: called(meeting.committeeName, locale), at: dayOf(meeting.startsAt, locale, zone) }
  return {
    version: 1,
    title: t(`ask.${kind}.title`, of),
    text: [
      t(`ask.${kind}.question`, { network }),
      ...(kind === 'before' ? meetingLines(meeting, reader) : []),
      t(`ask.${kind}.how`),
    ].join('\n'),
    buttons: [
      {
        ...reportButton(`ask.${meeting.id}.${kind}`, locale),
        label: t(`ask.${kind}.button`),
        style: 'primary',
      },
      committeeButton(meeting.committee, t('button.committee')),
    ],
  }
}

/** To a pillar's channel: what should who sits there bring in [F55]? */
export function askPillarCard(meeting: CommitteeMeeting, seats: readonly Seat[], reader: Reads): Card {
  const { locale } = reader
  // Where nobody of us sits, nobody would bring it in.
  const isOpen = seats.length > 0 && isOnOrAfter(meeting.inputUntil, reader)
  const t = vngTexts.in(locale)
  const names = listed(seats.map(nameOf), locale)
  return {
    version: 1,
    title: t('askPillar.title', { committee: called(meeting.committeeName, locale) }),
    text: [
      ...meetingLines(meeting, reader),
      ...(isOpen
        ? [t('askPillar.question', { names, count: seats.length }), inputLine(meeting.inputUntil, reader)]
        : [t(seats.length > 0 ? 'askPillar.over' : 'lacking.nobody')]),
    ].join('\n'),
    buttons: [
      ...(isOpen ? [inputButton({ kind: 'meeting', id: meeting.id }, locale, 'primary')] : []),
      committeeButton(meeting.committee, t('button.committee')),
    ],
  }
}

/** What is left of it where the meeting does not take place. */
export const cancelledCard = (
  { committeeName, committee, startsAt }: CommitteeMeeting,
  { locale, zone }: Reads,
): Card => {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    text: t('askPillar.cancelled', {
      committee: calledInText(committeeName, locale),
      at: dayOf(startsAt, locale, zone),
    }),
    buttons: [committeeButton(committee, t('button.committee'))],
  }
}

/** What colleagues would bring in, to whoever sits there. */
export function bundleCard(
  title: string,
  all: readonly Input[],
  about: InputAbout,
  committee: CommitteeId,
  { locale }: Reads,
): Card {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title,
    text: [
      t('bundle.text', { count: all.length }),
      ...all.slice(0, inputsOnPage).map(one => inputText(one, locale)),
    ].join('\n\n'),
    buttons: [
      ...(all.length > inputsOnPage ? [inputsButton(about, locale)] : []),
      committeeButton(committee, t('button.committee')),
    ],
  }
}

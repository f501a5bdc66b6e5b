// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { actionTitle, noteButton, whoLine } from '#/features/meetings/cards/action.ts'
import { showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import type { Action } from '#/features/meetings/rules/actions.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import type { AgendaItem } from '#/features/meetings/rules/programme.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** What of a programme its reader may, and where they read it. */
export interface ProgrammeSight {
  readonly mayPlan: boolean
  /** Whether something can be put on it, or proposed for it. */
  readonly takes: boolean
  readonly locale: Locale
  readonly zone: string
  readonly today: string
}

/** So many actions stand on it; the rest is a press away. */
const mostShown = 6

const itemButton = ({ id }: AgendaItem, locale: Locale): Button => ({
  does: 'open',
  name: 'meeting.item',
  label: meetingTexts.in(locale)('button.alter'),
  value: id,
})

/** [Agendapunt voorstellen]; who plans the meeting puts it there at once. */
const proposeButton = ({ id }: Pick<Meeting, 'id'>, mayPlan: boolean, locale: Locale): Button => ({
  does: 'open',
  name: 'meeting.propose',
  label: meetingTexts.in(locale)(mayPlan ? 'button.addItem' : 'button.proposeItem'),
  value: id,
})

function itemText(item: AgendaItem, at: number, locale: Locale): string {
  const t = meetingTexts.in(locale)
  const { title, about, pointNumber, pointTitle, proposer, municipality } = item
  return [
    `**${t('programme.item', { at, title })}**`,
    ...(about ? [t('programme.about', { about })] : []),
    ...(pointNumber === null ? [] : [t('programme.point', { number: pointNumber, title: pointTitle ?? '' })]),
    ...(proposer === null ? [] : [t('programme.by', { name: proposer, municipality: municipality ?? '' })]),
  ].join('\n')
}

function actionLines(actions: readonly Action[], sight: ProgrammeSight): string[] {
  if (actions.length === 0) return []
  const t = meetingTexts.in(sight.locale)
  const line = (one: Action) => `- ${actionTitle(one, sight.locale)} · ${whoLine(one, sight)}`
  return [
    t('programme.actions'),
    ...actions.slice(0, mostShown).map(line),
    ...(actions.length > mostShown ? [t('programme.moreActions')] : []),
  ]
}

/** What a meeting is about, in order, and what is still to be done since those before it. */
export function programmeCard(
  meeting: Meeting,
  items: readonly AgendaItem[],
  actions: readonly Action[],
  sight: ProgrammeSight,
): Card {
  const { locale, zone, mayPlan, takes } = sight
  const t = meetingTexts.in(locale)
  const accessory = (item: AgendaItem) =>
    mayPlan && takes
      ? { accessory: itemButton(item, locale) }
      : item.pointNumber === null
        ? {}
        : { accessory: lineButton(t('button.point', { number: item.pointNumber }), `lobby ${item.pointNumber}`) }
  return {
    version: 1,
    title: t('programme.title', { title: { text: titleOf(meeting, locale, zone) } }),
    text:
      [...(items.length === 0 ? [t('programme.none')] : []), ...actionLines(actions, sight)].join('\n') || undefined,
    ...(items.length > 0 && {
      items: items.map((item, at) => ({ text: itemText(item, at + 1, locale), ...accessory(item) })),
    }),
    buttons: [
      ...(takes ? [proposeButton(meeting, mayPlan, locale)] : []),
      ...(meeting.openedAt ? [noteButton(meeting, locale)] : []),
      ...(actions.length > 0 ? [lineButton(t('button.actions'), `actie lijst ${meeting.number}`)] : []),
      showMeeting(meeting.number, locale),
    ],
  }
}

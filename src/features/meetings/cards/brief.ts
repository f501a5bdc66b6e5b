// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { noteButton } from '#/features/meetings/cards/action.ts'
import { programmeButton, showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { colleagueButton } from '#/features/meetings/cards/own.ts'
import type { Briefing } from '#/features/meetings/rules/brief.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import type { Municipality } from '#/network/municipalities.ts'

/** What of a briefing its reader may, and where they read it. */
export interface BriefSight {
  readonly municipality: Pick<Municipality, 'id' | 'name'>
  /** Whether they remind who did not answer. */
  readonly mayNudge: boolean
  /** Whether they ask who could come. */
  readonly asksColleagues: boolean
  readonly locale: Locale
  readonly zone: string
}

/** So many matters of the programme are named; the rest is a press away. */
const mostNamed = 6

const nudgeButton = ({ id }: Pick<Meeting, 'id'>, { municipality, locale }: BriefSight): Button => ({
  does: 'press',
  name: 'meeting.nudge',
  label: meetingTexts.in(locale)('button.nudge'),
  value: `${id}.${municipality.id}`,
})

const numbered = (points: Briefing['points'], locale: Locale): string =>
  listed(
    points.map(({ number }) => `LP ${number}`),
    locale,
  )

const namesOf = (people: readonly { readonly name: string }[], locale: Locale): string =>
  listed(
    people.map(({ name }) => name),
    locale,
  )

/** What is on the table of which pillar. */
function pillarLines({ points }: Briefing, locale: Locale): Text[] {
  const t = meetingTexts.in(locale)
  return [...new Set(points.map(({ pillar }) => pillar))].map(pillar =>
    t('brief.pillar', {
      pillar,
      points: numbered(
        points.filter(one => one.pillar === pillar),
        locale,
      ),
    }),
  )
}

/** Who of us goes, what is on the table, and what we still have to do [A20]. */
export function briefingCard(meeting: Meeting, briefing: Briefing, sight: BriefSight): Card {
  const { locale, zone, municipality, mayNudge, asksColleagues } = sight
  const t = meetingTexts.in(locale)
  const { comes, waits, silent, items, points, actions } = briefing
  const names = comes.map(({ name, session }) =>
    session ? t('brief.goes', { name, session }) : t('brief.name', { name }),
  )
  const ours = points.filter(({ isOurs }) => isOurs)
  return {
    version: 1,
    title: t('brief.title', { title: { text: titleOf(meeting, locale, zone) }, municipality: municipality.name }),
    text: [
      ...(comes.length > 0
        ? [t('brief.going', { names: { text: listed(names, locale) } })]
        : waits.length > 0
          ? []
          : [t('brief.nobody')]),
      ...(waits.length > 0 ? [t('brief.waits', { names: namesOf(waits, locale) })] : []),
      ...(silent.length > 0 ? [t('brief.silent', { names: namesOf(silent, locale) })] : []),
      ...(items.length > 0
        ? [
            t('brief.programme'),
            ...items.slice(0, mostNamed).map(({ title }, at) => `- ${t('brief.item', { at: at + 1, title })}`),
          ]
        : []),
      ...(ours.length > 0 ? [t('brief.ours', { points: numbered(ours, locale) })] : []),
      ...pillarLines(briefing, locale),
      ...(actions.open > 0 ? [t('brief.actions', { count: actions.open, late: actions.late })] : []),
    ].join('\n'),
    buttons: [
      ...(mayNudge && silent.length > 0 ? [nudgeButton(meeting, sight)] : []),
      ...(asksColleagues ? [colleagueButton(meeting, locale)] : []),
      programmeButton(meeting.number, locale),
      noteButton(meeting, locale),
      showMeeting(meeting.number, locale),
    ],
  }
}

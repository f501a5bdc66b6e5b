// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { showMeeting } from '#/features/meetings/cards/meeting.ts'
import { type Action, mostActions } from '#/features/meetings/rules/actions.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

export const actionTitle = ({ number, text }: Pick<Action, 'number' | 'text'>, locale: Locale): Text =>
  meetingTexts.in(locale)('action.title', { number, text })

/** In which language it is read, and on which day. */
interface At {
  readonly locale: Locale
  readonly today: string
}

/** Before when it is done, and whether that is past. */
export function dueLine({ dueOn, state }: Pick<Action, 'dueOn' | 'state'>, { locale, today }: At): Text {
  const isLate = state === 'open' && dueOn < today
  return meetingTexts.in(locale)(isLate ? 'action.late' : 'action.due', { day: plainDayOf(dueOn, locale) })
}

/** Who does it, and before when. */
export function whoLine(action: Action, at: At): Text {
  const t = meetingTexts.in(at.locale)
  const { owner, ownerName, municipalityName } = action
  const due = { text: dueLine(action, at) }
  if (owner === null) return t('action.nobody', { due })
  const who = ownerName ?? { text: t('attendees.forgotten') }
  return municipalityName === null
    ? t('action.who', { who, due })
    : t('action.whoOf', { who, municipality: municipalityName, due })
}

const doneButton = ({ id }: Action, locale: Locale): Button => ({
  does: 'press',
  name: 'action.done',
  label: meetingTexts.in(locale)('button.actionDone'),
  value: id,
  style: 'primary',
})

/** [Toch niet klaar]: it was called done by mistake. */
const reopenButton = ({ id }: Action, locale: Locale): Button => ({
  does: 'press',
  name: 'action.reopen',
  label: meetingTexts.in(locale)('button.actionReopen'),
  value: id,
})

export const showAction = ({ number }: Pick<Action, 'number'>, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.show'), `actie ${number}`)

/** [Wijzigen]: another does it, or before another day. */
const alterButton = ({ id }: Action, locale: Locale): Button => ({
  does: 'open',
  name: 'action.alter',
  label: meetingTexts.in(locale)('button.alter'),
  value: id,
})

/** [Actie noteren], at a meeting or apart from one. */
export const noteButton = (meeting: Pick<Meeting, 'id'> | null, locale: Locale): Button => ({
  does: 'open',
  name: 'action.new',
  label: meetingTexts.in(locale)('button.note'),
  value: meeting?.id ?? 'new',
})

/** One action, with [Klaar] for who may say so, or with what takes that back. */
export function actionCard(action: Action, mayFinish: boolean, at: At): Card {
  const { locale } = at
  const t = meetingTexts.in(locale)
  const isOpen = action.state === 'open'
  const theirs = isOpen ? [doneButton(action, locale), alterButton(action, locale)] : [reopenButton(action, locale)]
  return {
    version: 1,
    title: actionTitle(action, locale),
    text: [
      whoLine(action, at),
      ...(action.meetingTitle === null ? [] : [t('action.of', { title: action.meetingTitle })]),
      ...(action.notedBy === null ? [] : [t('action.notedBy', { name: action.notedBy })]),
      ...(isOpen ? [] : [t('action.done')]),
    ].join('\n'),
    buttons: [
      ...(mayFinish ? theirs : []),
      ...(action.meeting === null ? [allActionsButton(locale)] : [showMeeting(action.meeting, locale)]),
    ],
  }
}

const allActionsButton = (locale: Locale): Button => lineButton(meetingTexts.in(locale)('button.actions'), 'actie')

/** Whoever did it stopped: to who does it from now on, or to the secretariat where nobody does. */
export function actionHandedOverCard(action: Action, isTheirs: boolean, at: At): Card {
  const t = meetingTexts.in(at.locale)
  const { number } = action
  const card = actionCard(action, true, at)
  return {
    ...card,
    title: isTheirs ? t('action.taken', { number }) : t('action.orphan', { number }),
    text: [t(isTheirs ? 'action.takenText' : 'action.orphanText'), action.text, card.text].join('\n'),
  }
}

/** To who does it: it was called done, and is not. */
export function actionReopenedCard(action: Action, at: At): Card {
  const card = actionCard(action, true, at)
  return { ...card, text: [meetingTexts.in(at.locale)('action.reopened'), card.text].join('\n') }
}

/** What is still to be done, after one meeting or of someone. */
export function actionsCard(
  actions: readonly Action[],
  title: Text,
  meeting: Pick<Meeting, 'id' | 'number'> | null,
  at: At,
): Card {
  const { locale } = at
  const shown = actions.slice(0, mostActions)
  return {
    version: 1,
    title,
    ...(actions.length === 0 && { text: meetingTexts.in(locale)('action.none') }),
    ...(actions.length > shown.length && { text: meetingTexts.in(locale)('action.first', { count: shown.length }) }),
    ...(shown.length > 0 && {
      items: shown.map(one => ({
        text: [actionTitle(one, locale), whoLine(one, at)].join('\n'),
        accessory: showAction(one, locale),
      })),
    }),
    buttons: [noteButton(meeting, locale), ...(meeting ? [showMeeting(meeting.number, locale)] : [])],
  }
}

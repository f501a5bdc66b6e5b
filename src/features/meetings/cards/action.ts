// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { showMeeting } from '#/features/meetings/cards/meeting.ts'
import { type Action, longestAction } from '#/features/meetings/rules/actions.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

export const actionTitle = ({ number, text }: Pick<Action, 'number' | 'text'>, locale: Locale): Text =>
  meetingTexts.in(locale)('action.title', { number, text })

/** Who does it, and before when. */
function whoLine({ ownerName, municipalityName, dueOn }: Action, locale: Locale): Text {
  const t = meetingTexts.in(locale)
  const due = plainDayOf(dueOn, locale)
  const who = ownerName ?? t('attendees.forgotten')
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

export const showAction = ({ number }: Pick<Action, 'number'>, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.show'), `actie ${number}`)

const noteButton = (locale: Locale): Button => ({
  does: 'open',
  name: 'action.new',
  label: meetingTexts.in(locale)('button.note'),
  value: 'new',
})

/** One action, and [Klaar] for who may say so. */
export function actionCard(action: Action, mayFinish: boolean, locale: Locale): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: actionTitle(action, locale),
    text: [
      whoLine(action, locale),
      ...(action.meetingTitle === null ? [] : [t('action.of', { title: action.meetingTitle })]),
      ...(action.state === 'done' ? [t('action.done')] : []),
    ].join('\n'),
    buttons: [
      ...(action.state === 'open' && mayFinish ? [doneButton(action, locale)] : []),
      ...(action.meeting === null ? [] : [showMeeting(action.meeting, locale)]),
    ],
  }
}

/** What is still to be done. */
export function actionsCard(actions: readonly Action[], title: Text, locale: Locale): Card {
  return {
    version: 1,
    title,
    ...(actions.length === 0 && { text: meetingTexts.in(locale)('action.none') }),
    ...(actions.length > 0 && {
      items: actions.map(one => ({
        text: [actionTitle(one, locale), whoLine(one, locale)].join('\n'),
        accessory: showAction(one, locale),
      })),
    }),
    buttons: [noteButton(locale)],
  }
}

/** Comes before a typed line in the value that a form is opened with. */
export const lineWord = 'line '

export interface Begun {
  readonly text: string
  readonly owner: string
  readonly dueOn: string | null
  readonly meeting: { readonly id: string; readonly title: string } | null
  /** What was typed, for where no form can open at once. */
  readonly line: string
}

export function actionForm({ text, owner, dueOn, meeting, line }: Begun, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'action.new',
    title: t('button.note'),
    submit: t('form.submit'),
    ...(meeting && { intro: meeting.title }),
    context: meeting?.id ?? '',
    inputs: [
      { kind: 'longText', name: 'text', label: t('actionForm.text'), max: longestAction, ...(text && { value: text }) },
      {
        kind: 'person',
        name: 'person',
        label: t('actionForm.owner'),
        hint: t('colleagueForm.hint'),
        ...(owner && { value: owner }),
      },
      { kind: 'date', name: 'dueOn', label: t('actionForm.dueOn'), ...(dueOn && { value: dueOn }) },
    ],
    reopen: { label: t('button.note'), value: line ? `${lineWord}${line}` : (meeting?.id ?? 'new') },
  }
}

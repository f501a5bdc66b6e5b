// SPDX-License-Identifier: EUPL-1.2
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { type Action, longestAction } from '#/features/meetings/rules/actions.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

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

/** The same of an action that stands. */
export function alterActionForm(action: Action, locale: Locale): Form {
  const form = actionForm(
    {
      text: action.text,
      owner: action.ownerEmail ?? action.ownerName ?? '',
      dueOn: action.dueOn,
      meeting: null,
      line: '',
    },
    locale,
  )
  return {
    ...form,
    name: 'action.alter',
    title: meetingTexts.in(locale)('actionForm.alter', { number: action.number }),
    context: action.id,
    reopen: { label: meetingTexts.in(locale)('button.alter'), value: action.id },
  }
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

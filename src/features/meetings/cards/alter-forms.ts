// SPDX-License-Identifier: EUPL-1.2
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Again } from '#/features/meetings/cards/again.ts'
import { detailInputs, longest, timeInputs } from '#/features/meetings/cards/forms.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** Everything of a meeting that may change after people were invited, in one go: they hear of another time and place at once. */
export function alterForm(
  meeting: Meeting,
  { context, again }: { readonly context: string; readonly again: Again | null },
  locale: Locale,
  zone: string,
): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.alter',
    title: t('alterForm.title'),
    submit: again ? t('form.anyway') : t('form.submit'),
    intro: again?.intro ?? t('alterForm.intro'),
    context,
    inputs: [
      { kind: 'text', name: 'title', label: t('form.name'), max: longest.title, value: meeting.title },
      ...timeInputs(meeting, locale, zone),
      ...detailInputs(meeting, locale, zone),
    ],
    reopen: { label: t('button.alter'), value: meeting.id },
  }
}

/** Why a meeting does not take place. */
export function callOffForm(meeting: Meeting, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.callOff',
    title: t('callOffForm.title'),
    submit: t('button.callOff'),
    intro: t(meeting.state === 'planned' ? 'callOffForm.planned' : 'callOffForm.invited', { title: meeting.title }),
    context: meeting.id,
    inputs: [{ kind: 'longText', name: 'reason', label: t('callOffForm.reason'), max: longest.reason }],
    reopen: { label: t('button.callOff'), value: meeting.id },
  }
}

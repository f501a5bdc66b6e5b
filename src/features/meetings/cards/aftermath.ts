// SPDX-License-Identifier: EUPL-1.2
// What stands of a meeting once it is over: its report, its photos, and what those who came thought of it.
import type { Button, Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { longest } from '#/features/meetings/cards/forms.ts'
import { showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { fewestAnswers, opinions, questions, type Sums } from '#/features/meetings/rules/evaluate.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** Where the report and the photos are. */
export function linksForm(meeting: Meeting, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  const link = (name: 'report' | 'photos', value: string | null) =>
    ({
      kind: 'text',
      name,
      label: t(`linksForm.${name}`),
      optional: true,
      max: longest.onlineLink,
      ...(value && { value }),
    }) as const
  return {
    version: 1,
    name: 'meeting.links',
    title: t('button.links'),
    submit: t('form.submit'),
    intro: t('linksForm.intro', { title: meeting.title }),
    context: meeting.id,
    inputs: [link('report', meeting.reportLink), link('photos', meeting.photosLink)],
    reopen: { label: t('button.links'), value: meeting.id },
  }
}

/** The report or the photos are there, to who was registered. */
export function linkedCard(
  meeting: Meeting,
  fresh: { readonly report: boolean; readonly photos: boolean },
  locale: Locale,
): Card | null {
  const t = meetingTexts.in(locale)
  const lines = [
    ...(fresh.report && meeting.reportLink ? [t('linked.report', { link: meeting.reportLink })] : []),
    ...(fresh.photos && meeting.photosLink ? [t('linked.photos', { link: meeting.photosLink })] : []),
  ]
  if (lines.length === 0) return null
  return {
    version: 1,
    title: t('linked.title', { title: meeting.title }),
    text: lines.join('\n'),
    buttons: [showMeeting(meeting.number, locale)],
  }
}

const evaluateButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'meeting.evaluate',
  label: meetingTexts.in(locale)('button.evaluate'),
  value: id,
  style: 'primary',
})

/** Three questions, the day after. */
export function evaluateCard(meeting: Meeting, locale: Locale): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: t('evaluate.title', { title: meeting.title }),
    text: t('evaluate.text', { count: fewestAnswers }),
    buttons: [evaluateButton(meeting, locale), showMeeting(meeting.number, locale)],
  }
}

export function evaluateForm(meeting: Meeting, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  const options = opinions.map(value => ({ value, label: t(`evaluate.${value}`) }))
  return {
    version: 1,
    name: 'meeting.evaluate',
    title: t('evaluate.form'),
    submit: t('evaluate.submit'),
    intro: meeting.title,
    context: meeting.id,
    inputs: questions.map(name => ({ kind: 'choice', name, label: t(`evaluate.${name}`), options })),
    reopen: { label: t('button.evaluate'), value: meeting.id },
  }
}

/** What those who answered said together. */
export function evaluationCard(
  meeting: Meeting,
  { answers, counted, of }: Sums,
  asks: boolean,
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  const line = (question: (typeof questions)[number]): Text[] =>
    of
      ? [
          t('evaluation.line', {
            question: { text: t(`evaluate.${question}`) },
            yes: of[`${question}.yes`],
            partly: of[`${question}.partly`],
            no: of[`${question}.no`],
          }),
        ]
      : []
  return {
    version: 1,
    title: t('evaluation.title', { title: { text: titleOf(meeting, locale, zone) } }),
    text: [
      t('evaluation.count', { count: answers }),
      ...(of ? [] : [t('evaluation.few', { count: fewestAnswers })]),
      ...(of && counted < answers ? [t('evaluation.part', { counted, step: fewestAnswers })] : []),
      ...questions.flatMap(line),
    ].join('\n'),
    buttons: [...(asks ? [evaluateButton(meeting, locale)] : []), showMeeting(meeting.number, locale)],
  }
}

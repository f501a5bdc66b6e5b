// SPDX-License-Identifier: EUPL-1.2
import { periodOf } from '#/chat/dates.ts'
import type { Form, Input } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { type AgendaItem, longestItem } from '#/features/meetings/rules/programme.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

type Words = Pick<AgendaItem, 'title' | 'about' | 'pointNumber'>

function itemInputs({ title, about, pointNumber }: Words, locale: Locale): Input[] {
  const t = meetingTexts.in(locale)
  return [
    { kind: 'text', name: 'title', label: t('itemForm.title'), max: longestItem.title, ...(title && { value: title }) },
    {
      kind: 'longText',
      name: 'about',
      label: t('itemForm.about'),
      optional: true,
      max: longestItem.about,
      ...(about && { value: about }),
    },
    {
      kind: 'number',
      name: 'point',
      label: t('itemForm.point'),
      hint: t('itemForm.pointHint'),
      optional: true,
      min: 1,
      ...(pointNumber !== null && { value: pointNumber }),
    },
  ]
}

/** Stands in the value that a form is opened with between the meeting and what was typed. */
export const typedWord = ' title '

/** A matter for the programme: of one meeting, or of one to choose. Who plans it puts it there at once. */
export function proposeForm(
  meetings: readonly [Meeting, ...Meeting[]],
  title: string,
  adds: boolean,
  isChosen: boolean,
  locale: Locale,
  zone: string,
): Form {
  const t = meetingTexts.in(locale)
  const [first] = meetings
  const label = t(adds ? 'button.addItem' : 'button.proposeItem')
  const of = isChosen ? first.id : 'new'
  return {
    version: 1,
    name: 'meeting.propose',
    title: t('itemForm.name'),
    submit: t(adds ? 'form.submit' : 'itemForm.submit'),
    ...(isChosen && { intro: first.title }),
    context: of,
    inputs: [
      ...(isChosen
        ? []
        : [
            {
              kind: 'choice' as const,
              name: 'meeting',
              label: t('itemForm.meeting'),
              options: meetings.map(one => ({
                value: one.id,
                label: `${one.title} · ${periodOf(one.startsAt, one.endsAt, locale, zone)}`,
              })),
            },
          ]),
      ...itemInputs({ title, about: null, pointNumber: null }, locale),
    ],
    reopen: { label, value: title ? `${of}${typedWord}${title}` : of },
  }
}

/** What stands on the programme: its words, its place, or off it. */
export function itemForm(item: AgendaItem, at: number, last: number, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.item',
    title: t('itemForm.name'),
    submit: t('form.submit'),
    context: item.id,
    inputs: [
      ...itemInputs(item, locale),
      { kind: 'number', name: 'position', label: t('itemForm.position'), min: 1, max: last, value: at },
      { kind: 'checkbox', name: 'remove', label: t('itemForm.remove'), optional: true },
    ],
    reopen: { label: t('button.alter'), value: item.id },
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { dayOf } from '#/chat/dates.ts'
import type { Form, Input } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { joined } from '#/chat/words.ts'
import { hasNeedsToSay, showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { needsButton } from '#/features/meetings/cards/own.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { diets, type Needs, type NeedsAbout, needTexts, type Single } from '#/features/meetings/rules/needs.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** So long each text may be. */
export const longestNeed = 300
/** What stands for no wishes at all: a field that is left empty is no answer. */
export const noDiet = 'none'

/** What someone eats and needs: nothing is required, and nobody else reads it than who it says. */
export function needsForm(
  meeting: Meeting,
  given: Needs | null,
  about: NeedsAbout,
  locale: Locale,
  zone: string,
): Form {
  const t = meetingTexts.in(locale)
  const day = dayOf(about.goneAt, locale, zone)
  const text = (name: (typeof needTexts)[number]): Input => ({
    kind: 'longText',
    name,
    label: t(`needsForm.${name}`),
    optional: true,
    max: longestNeed,
    ...(given?.[name] && { value: given[name] }),
  })
  return {
    version: 1,
    name: 'meeting.needs',
    title: t('button.needs'),
    submit: t('form.submit'),
    intro: about.arranger
      ? t('needsForm.intro', { title: meeting.title, name: about.arranger.name, day })
      : t('needsForm.introAll', { title: meeting.title, day }),
    context: meeting.id,
    inputs: [
      {
        kind: 'choice',
        name: 'diet',
        label: t('needsForm.diet'),
        optional: true,
        options: [
          { value: noDiet, label: t('needsForm.noDiet') },
          ...diets.map(value => ({ value, label: t(`diet.${value}`) })),
        ],
        ...(given && { value: given.diet ?? noDiet }),
      },
      ...needTexts.map(text),
      {
        kind: 'checkbox',
        name: 'consent',
        label: t('needsForm.consent'),
        optional: true,
        value: given !== null,
      },
    ],
    reopen: { label: t('button.needs'), value: meeting.id },
  }
}

/** That it was kept, or is gone: what it was is not said again, since a conversation keeps it. */
export function needsKeptCard(
  meeting: Meeting,
  code: 'needsKept' | 'needsNone',
  about: NeedsAbout,
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: code === 'needsKept' ? t('needs.kept', { day: dayOf(about.goneAt, locale, zone) }) : t('needs.none'),
    buttons: [...(hasNeedsToSay(meeting) ? [needsButton(meeting, locale)] : []), showMeeting(meeting.number, locale)],
  }
}

/** For the caterer: how many of each, and no names. */
export function cateringCard(
  meeting: Meeting,
  { all, unread }: { readonly all: readonly Single[]; readonly unread: number },
  about: NeedsAbout,
  sight: { readonly arranges: boolean; readonly hasToSay: boolean },
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  const count = (is: (needs: Needs) => boolean) => all.filter(({ needs }) => is(needs)).length
  const counted = [
    ...diets.map(diet => ({ label: t(`diet.${diet}`), count: count(needs => needs.diet === diet) })),
    ...needTexts.map(name => ({ label: t(`needsForm.${name}`), count: count(needs => needs[name] !== '') })),
  ].filter(one => one.count > 0)
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: [
      t('catering.count', { count: about.coming, given: all.length }),
      ...counted.map(one => `- ${t('catering.one', { label: { text: one.label }, count: one.count })}`),
      ...(unread > 0 ? [t('catering.unread', { count: unread })] : []),
      ...(all.length > 0 && !sight.arranges && about.arranger
        ? [t('catering.who', { name: about.arranger.name })]
        : []),
      t('catering.gone', { day: dayOf(about.goneAt, locale, zone) }),
    ].join('\n'),
    buttons: [
      ...(sight.arranges && all.length > 0
        ? [
            {
              does: 'open' as const,
              name: 'meeting.needsRead',
              label: t('button.needsRead'),
              value: meeting.id,
            },
          ]
        : []),
      ...(sight.hasToSay ? [needsButton(meeting, locale)] : []),
      showMeeting(meeting.number, locale),
    ],
  }
}

/** What someone gave, in one line. */
function singleLine({ name, municipality, needs }: Single, locale: Locale): Text {
  const t = meetingTexts.in(locale)
  const said = [
    ...(needs.diet ? [t(`diet.${needs.diet}`)] : []),
    ...needTexts.flatMap(text =>
      needs[text] ? [t('needsRead.said', { label: { text: t(`needsForm.${text}`) }, words: needs[text] })] : [],
    ),
  ]
  return t('needsRead.one', { name, municipality, said: { text: joined(said, ' · ') } })
}

/** So many characters are read on one page: what shows them cuts off what is longer. */
const readAtOnce = 2_400

/** The pages on which single wishes are read. */
export function needsPages(all: readonly Single[], locale: Locale): readonly string[] {
  const pages: string[] = []
  let page = ''
  for (const single of all) {
    const line = `- ${singleLine(single, locale)}`
    if (page && page.length + line.length > readAtOnce) {
      pages.push(page)
      page = ''
    }
    page = page ? `${page}\n${line}` : line
  }
  return page ? [...pages, page] : pages
}

/** One of those pages. It stands in a form, which no conversation keeps. */
export function needsReadForm(meeting: Meeting, pages: readonly string[], at: number, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.needsRead',
    title: t('button.needsRead'),
    submit: at + 1 < pages.length ? t('needsRead.next') : t('needsRead.done'),
    intro: [meeting.title, pages[at] ?? ''].join('\n\n'),
    context: `${meeting.id}.${at}`,
    inputs: [],
    reopen: { label: t('button.needsRead'), value: meeting.id },
  }
}

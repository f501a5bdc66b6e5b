// SPDX-License-Identifier: EUPL-1.2
// What a form says where it comes again, with everything that was filled in: what the date falls on, or what someone else changed meanwhile.
import { dayOf, momentOf } from '#/chat/dates.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import type { Clash } from '#/features/meetings/rules/clashes.ts'
import type { AlterableField } from '#/features/meetings/rules/meanwhile.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** `seen` stands for what was said of the date: whoever sends the form once more has read it. */
export interface Again {
  readonly intro: string
  readonly seen: string
}

/** What a form about a meeting carries with it: which one, what was read already, and how the meeting was when it began. */
export const contextOf = (meeting: string, again: Again | null, marks: string): string =>
  [meeting, again?.seen ?? '', marks].join('.')

function clashText(clash: Clash, locale: Locale): Text {
  const t = meetingTexts.in(locale)
  switch (clash.kind) {
    case 'day':
      return t('clash.day', { name: clash.name })
    case 'recess':
      return t('clash.recess', { name: clash.name })
    case 'school': {
      const { name, regions, municipalities, members } = clash
      const count = { count: municipalities, members }
      return regions.length === 0
        ? t('clash.everywhere', { name, ...count })
        : t('clash.school', { name, regions: listed(regions, locale), ...count })
    }
    case 'meeting':
      return clash.title === null ? t('clash.hidden') : t('clash.meeting', { number: clash.number, title: clash.title })
  }
}

/** A proposed date, and what it falls on. */
export interface Fallen {
  readonly startsAt: Date
  readonly clashes: readonly Clash[]
}

/** What proposed dates fall on, each named where there are several to choose from, and what to do about it. */
export function clashIntro(all: readonly Fallen[], isOneOfSeveral: boolean, locale: Locale, zone: string): string {
  const t = meetingTexts.in(locale)
  const lines = all.flatMap(({ startsAt, clashes }) =>
    clashes.map(clash => {
      const text = clashText(clash, locale)
      return isOneOfSeveral ? t('clash.on', { day: dayOf(startsAt, locale, zone), clash: { text } }) : text
    }),
  )
  return [t('clash.intro'), ...lines, t('clash.next')].join('\n')
}

function textOf(field: AlterableField, meeting: Meeting, locale: Locale, zone: string): string {
  const t = meetingTexts.in(locale)
  switch (field) {
    case 'kind':
      return [meeting.kindName, meeting.pillarName ?? meeting.groupName].filter(Boolean).join(' · ')
    case 'title':
      return meeting.title
    case 'startsAt':
    case 'endsAt':
    case 'registerUntil':
      return momentOf(meeting[field], locale, zone)
    case 'isOnSite':
    case 'isOnline':
      return t(`form.way.${meeting.isOnSite && meeting.isOnline ? 'both' : meeting.isOnline ? 'online' : 'onSite'}`)
    case 'hasSessions':
    case 'asksNeeds':
      return t(meeting[field] ? 'meanwhile.yes' : 'meanwhile.no')
    case 'capacityOnSite':
      return String(meeting.onSite.capacity ?? '')
    case 'capacityOnline':
      return String(meeting.online.capacity ?? '')
    case 'mostPerMunicipality':
      return String(meeting.mostPerMunicipality ?? '')
    case 'place':
    case 'onlineLink':
    case 'about':
      return meeting[field] ?? ''
  }
}

const labels = {
  kind: 'form.kind',
  title: 'form.name',
  startsAt: 'form.startsAt',
  endsAt: 'form.endsAt',
  isOnSite: 'form.ways',
  isOnline: 'form.ways',
  place: 'form.place',
  onlineLink: 'form.onlineLink',
  capacityOnSite: 'form.capacity',
  capacityOnline: 'form.capacityOnline',
  mostPerMunicipality: 'form.most',
  registerUntil: 'form.registerUntil',
  hasSessions: 'form.sessions',
  asksNeeds: 'form.needs',
  about: 'form.about',
} as const satisfies Record<AlterableField, string>

/** What someone else changed since the form began; what was filled in stays in the fields. */
export function meanwhileIntro(
  fields: readonly AlterableField[],
  meeting: Meeting,
  locale: Locale,
  zone: string,
): string {
  const t = meetingTexts.in(locale)
  const lines = fields.map(field => {
    const text = textOf(field, meeting, locale, zone)
    const label = { text: t(labels[field]) }
    return text === '' ? t('meanwhile.empty', { field: label }) : t('meanwhile.now', { field: label, text })
  })
  return [t('meanwhile.intro'), ...new Set(lines)].join('\n')
}

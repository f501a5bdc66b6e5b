// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { supportButton, supportLine } from '#/features/people/cards/support.ts'
import type { Missing, MissingAtHome, OfficialMissing } from '#/features/people/rules/missing.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import type { PersonId } from '#/network/ids.ts'

/** Where nobody but that person can do it: who they are, and how to reach them. */
export const showPerson = ({ person }: OfficialMissing, locale: Locale): Button =>
  lineButton(peopleTexts.in(locale)('missing.who'), `persoon ${person.id}`)

type Item = NonNullable<Card['items']>[number]

function officialItem(one: OfficialMissing, reader: PersonId | null, locale: Locale): Item {
  const t = peopleTexts.in(locale)
  const params = { name: one.person.name, pillar: one.pillar.name, municipality: one.municipality.name }
  if (one.person.id !== reader) return { text: t('missing.officialLine', params), accessory: showPerson(one, locale) }
  return {
    text: t('missing.official', params),
    accessory: { does: 'open', name: 'pillar.official', label: t('missing.name'), value: one.seat },
  }
}

function homeItem(one: MissingAtHome, reader: PersonId | null, locale: Locale): Item {
  const t = peopleTexts.in(locale)
  switch (one.kind) {
    case 'officer':
      return {
        text: t('missing.officer', { municipality: one.municipality.name }),
        accessory: { does: 'open', name: 'desk.feedback', label: t('missing.tell'), value: 'help' },
      }
    case 'supporter':
      return { text: supportLine(one, locale), accessory: supportButton(one.role, locale) }
    case 'official':
      return officialItem(one, reader, locale)
  }
}

/** What one municipality lacks, to one of its own people; null where all is there. */
export function missingCard(list: readonly MissingAtHome[], reader: PersonId | null, locale: Locale): Card | null {
  const t = peopleTexts.in(locale)
  const [first] = list
  if (!first) return null
  return {
    version: 1,
    title: t('missing.title', { municipality: first.municipality.name }),
    items: list.map(one => homeItem(one, reader, locale)),
  }
}

const mostNames = 10

/** One line for each kind of what is missing. */
function missingLines(list: readonly Missing[], locale: Locale): readonly string[] {
  const t = peopleTexts.in(locale)
  const pillars = (kind: 'lead' | 'chair') => list.flatMap(one => (one.kind === kind ? [one.pillar.name] : []))
  const people = (kind: 'supporter' | 'official') =>
    list.flatMap(one =>
      one.kind === kind ? [`${one.person.name} (${one.municipality.name}, ${one.pillar.name})`] : [],
    )
  const [supported, executives] = [people('supporter'), people('official')]
  const homes = list.flatMap(one => (one.kind === 'officer' ? [one.municipality.name] : []))
  const [leads, chairs] = [pillars('lead'), pillars('chair')]
  return [
    ...(leads.length > 0 ? [t('missing.leads', { names: shortened(leads, locale) })] : []),
    ...(chairs.length > 0 ? [t('missing.chairs', { names: shortened(chairs, locale) })] : []),
    ...(supported.length > 0 ? [t('missing.supporters', { names: shortened(supported, locale) })] : []),
    ...(executives.length > 0 ? [t('missing.officials', { names: shortened(executives, locale) })] : []),
    ...(homes.length > 0 ? [t('missing.officers', { count: homes.length, names: shortened(homes, locale) })] : []),
  ]
}

function shortened(names: readonly string[], locale: Locale): string {
  const rest = names.length - mostNames
  const more = rest > 0 ? [peopleTexts.in(locale)('missing.more', { count: rest })] : []
  return listed([...names.slice(0, mostNames), ...more], locale)
}

/** All that is missing, to the secretariat, also in how many `committees` of the VNG nobody of the network sits; null where all is there. */
export function missingAllCard(list: readonly Missing[], committees: number, locale: Locale): Card | null {
  if (list.length === 0 && committees === 0) return null
  const t = peopleTexts.in(locale)
  const seats = committees > 0 ? [t('missing.committees', { count: committees })] : []
  return {
    version: 1,
    title: list.length > 0 ? t('missing.raised', { count: list.length }) : t('missing.all'),
    text: [...missingLines(list, locale), ...seats].map(line => `- ${line}`).join('\n'),
    ...(list.length > 0 && { context: t('missing.told') }),
    buttons: [
      ...(list.length > 0 ? [lineButton(t('missing.act'), 'rol ontbreekt')] : []),
      ...(committees > 0 ? [lineButton(t('missing.showCommittees'), 'vng')] : []),
    ],
  }
}

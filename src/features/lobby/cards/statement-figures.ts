// SPDX-License-Identifier: EUPL-1.2
import { plainDayOf } from '#/chat/dates.ts'
import { plain } from '#/chat/markdown.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import type { Block } from '#/documents/document.ts'
import {
  byRegion,
  type Counted,
  type Figures,
  isComparable,
  type Total,
  totalOf,
  withinBand,
} from '#/features/lobby/rules/figures.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

const tagOf = (locale: Locale): string => (locale === 'nl' ? 'nl' : 'en-GB')
const numeral = (count: number, locale: Locale): string => count.toLocaleString(tagOf(locale))
const share = (part: Total, whole: Total, locale: Locale): string =>
  (part.inhabitants / whole.inhabitants).toLocaleString(tagOf(locale), { style: 'percent', maximumFractionDigits: 1 })

/** Whose figures they are and of when, as it stands behind each of them. */
function sourceOf({ source }: Figures, { years }: Total, locale: Locale): { readonly text: Text } {
  const t = lobbyTexts.in(locale)
  const year = years.length > 1 ? `${years[0]}–${years.at(-1)}` : String(years[0] ?? '')
  return { text: source ? t('figures.source', { source, year }) : t('figures.noSource', { year }) }
}

const membersOf = ({ municipalities }: Figures) => municipalities.filter(({ isMember }) => isMember)

/** How many live with the members, what part that is of all, and how far apart they are; and of which members that is not known. */
function inhabitantsLines(figures: Figures, all: Total, locale: Locale): readonly string[] {
  const t = lobbyTexts.in(locale)
  const members = totalOf(membersOf(figures))
  const { counted, without } = members
  const source = sourceOf(figures, members, locale)
  const unknown = without.length > 0 ? [t('figures.without', { names: listed(without, locale) })] : []
  const [smallest, largest] = [counted[0], counted.at(-1)]
  if (!smallest || !largest) return unknown
  return [
    [t('figures.inhabitants', { inhabitants: numeral(members.inhabitants, locale), source }), ...unknown].join(' '),
    ...(isComparable(members, all)
      ? [t('figures.share', { share: share(members, all, locale), all: numeral(all.count, locale), source })]
      : []),
    ...(counted.length > 1
      ? [
          t('figures.sizes', {
            smallest: smallest.name,
            least: numeral(smallest.inhabitants, locale),
            largest: largest.name,
            most: numeral(largest.inhabitants, locale),
            average: numeral(Math.round(members.inhabitants / counted.length), locale),
            source,
          }),
        ]
      : []),
  ]
}

/** How many municipalities of all are of the size that the network is for, and how many live there. */
function bandLines(figures: Figures, all: Total, locale: Locale): readonly string[] {
  const { band } = figures
  const within = totalOf(withinBand(figures))
  if (!band || !isComparable(within, all)) return []
  return [
    lobbyTexts.in(locale)('figures.band', {
      count: within.count,
      min: numeral(band.min, locale),
      max: numeral(band.max, locale),
      inhabitants: numeral(within.inhabitants, locale),
      share: share(within, all, locale),
      source: sourceOf(figures, within, locale),
    }),
  ]
}

/** The network in figures, each with its source and of when it is [A30]. What could not be counted is said. */
export function figureLines(figures: Figures, today: string, locale: Locale): readonly string[] {
  const t = lobbyTexts.in(locale)
  const members = membersOf(figures)
  const all = totalOf(figures.municipalities)
  const provinces = byRegion(members).map(([region]) => region)
  const list = { network: figures.network, day: plainDayOf(today, locale) }
  return [
    t('figures.members', { count: members.length, ...list }),
    ...inhabitantsLines(figures, all, locale),
    ...bandLines(figures, all, locale),
    ...(provinces.length > 0
      ? [
          t('figures.provinces', {
            some: provinces.length,
            all: byRegion(figures.municipalities).length,
            provinces: listed(provinces, locale),
            ...list,
          }),
        ]
      : []),
  ].map(plain)
}

/** Every member by province, with its number of inhabitants. */
export function memberBlocks(figures: Figures, today: string, locale: Locale): readonly Block[] {
  const t = lobbyTexts.in(locale)
  const members = membersOf(figures)
  if (members.length === 0) return []
  const total = totalOf(members)
  const one = ({ name, inhabitants, year }: Counted): string => {
    if (inhabitants === null) return t('figures.memberWithout', { name })
    const counted = { name, inhabitants: numeral(inhabitants, locale) }
    return total.years.length > 1 && year !== null
      ? t('figures.memberOf', { ...counted, year: String(year) })
      : t('figures.member', counted)
  }
  const about = [
    t('figures.listSource', { network: figures.network, day: plainDayOf(today, locale) }),
    ...(total.counted.length > 0 ? [t('figures.listInhabitants', { source: sourceOf(figures, total, locale) })] : []),
  ]
  return [
    { kind: 'heading', level: 2, text: t('figures.list') },
    { kind: 'text', text: plain(about.join(' ')) },
    ...byRegion(members).map(
      ([region, its]): Block => ({ kind: 'field', label: region, text: plain(its.map(one).join(', ')) }),
    ),
  ]
}

// SPDX-License-Identifier: EUPL-1.2
// What stands behind [Meer]: what it is, and the lines themselves.
import type { Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { actingLines, numberedLine, type Reading } from '#/features/digests/cards/lines.ts'
import type { FactsOf, Item } from '#/features/digests/rules/item.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { assertNever } from '#/network/refusal.ts'

/** "4 lobbypunten, 1 bijeenkomst en 7 knelpunten". */
export const kindsIn = (items: readonly Item[], locale: Locale): Text =>
  listed(
    [...Map.groupBy(items, ({ facts }) => facts.kind)].map(([kind, { length: count }]) =>
      digestTexts.in(locale)(`kind.${kind}`, { count }),
    ),
    locale,
  )

const places = ['agenda', 'bottlenecks', 'meetings', 'committees'] as const

/** Where what waits for the next digest can be read by now. */
function placeOf({ facts: { kind } }: Item): (typeof places)[number] {
  switch (kind) {
    case 'point':
    case 'round':
      return 'agenda'
    case 'bottleneck':
      return 'bottlenecks'
    case 'meeting':
      return 'meetings'
    case 'report':
    case 'committee':
      return 'committees'
    default:
      return assertNever(kind)
  }
}

/** What comes first in the next digest, and where it can be read by now; bottlenecks have their button already where they are `gathered`. */
export function leftBelow(left: readonly Item[], pillar: string, isGathered: boolean, locale: Locale) {
  const t = digestTexts.in(locale)
  const there = new Set(left.map(placeOf))
  const at = places.filter(place => there.has(place))
  const lines = {
    agenda: `lobby lijst ${pillar}`,
    bottlenecks: 'knelpunt lijst',
    meetings: 'bijeenkomst',
    committees: 'vng',
  }
  return {
    context: t('rest.left', {
      kinds: { text: kindsIn(left, locale) },
      places: {
        text: listed(
          at.map(place => t(`rest.at.${place}`)),
          locale,
        ),
      },
    }),
    buttons: at
      .filter(place => !(isGathered && place === 'bottlenecks'))
      .map(place => lineButton(t(`rest.${place}`), lines[place])),
  }
}

/** More bottlenecks than this stand in one line. */
const mostBottlenecks = 3

interface Bottleneck extends Item {
  readonly facts: FactsOf<'bottleneck'>
}
const isBottleneck = (item: Item): item is Bottleneck => item.facts.kind === 'bottleneck'

/** Whether so many bottlenecks are among them that they stand in one line. */
export const areGathered = (items: readonly Item[]): boolean => items.filter(isBottleneck).length > mostBottlenecks

/** What is asked about many bottlenecks at once, and which they are. */
function gathered(all: readonly Bottleneck[], { locale, own }: Reading) {
  const t = digestTexts.in(locale)
  const isAsked = all.some(({ key }) => !own?.theirs.has(key) && !own?.done.has(key))
  const municipality = isAsked ? own?.municipality : null
  return {
    head: municipality
      ? t('line.bottlenecksOwn', { municipality })
      : t(own === null ? 'line.bottlenecksAll' : 'line.bottlenecks'),
    each: all.map(({ facts: { title, municipality: from } }) => t('line.oneOf', { title, municipality: from })),
  }
}

/** The lines behind [Meer], of which the first is `from`: each with what its reader can do. */
export function restLines(items: readonly Item[], from: number, reading: Reading): NonNullable<Card['items']> {
  if (!areGathered(items)) return actingLines(items, from, reading)
  const at = items.findIndex(isBottleneck)
  const after = items.slice(at).filter(item => !isBottleneck(item))
  const { head, each } = gathered(items.filter(isBottleneck), reading)
  return [
    ...actingLines(items.slice(0, at), from, reading),
    {
      text: [numberedLine(from + at + 1, head, reading), ...each].join('\n'),
      accessory: lineButton(digestTexts.in(reading.locale)('rest.bottlenecks'), 'knelpunt lijst'),
    },
    ...actingLines(after, from + at + 1, reading),
  ]
}

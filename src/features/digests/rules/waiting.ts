// SPDX-License-Identifier: EUPL-1.2
// What a digest had no room for waits for the next, and comes first there. Pure.
import type { FactsOf, Item, ItemFacts } from '#/features/digests/rules/item.ts'
import { rank, type Untold } from '#/features/digests/rules/news-items.ts'

export const subjectOf = ({ facts }: Item): string => `${facts.kind} ${facts.id}`

/** Two things that happened to a point, of which nobody was told the first: the one that matters most, with all who came to stand behind it. */
function joined(
  was: FactsOf<'point'>,
  is: FactsOf<'point'>,
  keys: { readonly was: string; readonly is: string },
): Item {
  const isFirst = rank(was.turn) < rank(is.turn)
  const facts = { ...(isFirst ? was : is), supporters: is.supporters, added: was.added + is.added, by: is.by ?? was.by }
  return { key: isFirst ? keys.was : keys.is, facts }
}

/** What is to come is news for as long as it is. */
const isComing = ({ kind }: ItemFacts): boolean => kind === 'meeting' || kind === 'committee' || kind === 'round'

/** Of what waits, what is still to be told, as it is by now. */
export function stillWaiting(
  waiting: readonly Item[],
  { kinds, last }: Untold,
  told: ReadonlySet<string>,
): readonly Item[] {
  const fresh = new Map([...kinds.flat(), ...last].map(item => [subjectOf(item), item]))
  return waiting
    .filter(({ key }) => !told.has(key))
    .flatMap(was => {
      const is = fresh.get(subjectOf(was))
      if (!is) return isComing(was.facts) ? [] : [was]
      return was.facts.kind === 'point' && is.facts.kind === 'point'
        ? [joined(was.facts, is.facts, { was: was.key, is: is.key })]
        : [is]
    })
}

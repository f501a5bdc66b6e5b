// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { bottleneckFacets, searchBottlenecks } from '#/features/bottlenecks/rules/search.ts'
import { searchReports } from '#/features/groups/rules/search.ts'
import { hitsCard } from '#/features/lobby/cards/hits.ts'
import { allKnown, demandOwn } from '#/features/lobby/commands/filter.ts'
import { contactSight } from '#/features/lobby/rules/contact-sight.ts'
import type { Facet, Known } from '#/features/lobby/rules/filter.ts'
import { searchPoints } from '#/features/lobby/rules/search.ts'
import { isFiltered, type Search, type SearchKind, searchIn } from '#/features/lobby/rules/search-filters.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { typedSearch } from '#/features/lobby/rules/words.ts'
import { searchPeopleNamed } from '#/features/people/rules/search.ts'
import { searchCommitteeReports } from '#/features/vng/rules/search.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** What was typed, with the filters in it. @throws Refusal where there is nothing to look for, or a filter says nothing here */
async function searchOf(db: Db, turn: Turn, typed: string): Promise<Search> {
  const search = searchIn(typed, isFiltered(typed) ? await allKnown(db, turn) : [])
  const { filter, value } = search.strange ?? {}
  if (filter !== undefined && value) throw new Refusal('lobby.strangeValue', { filter, value })
  if (filter !== undefined) throw new Refusal('lobby.strangeFilter', { filter })
  demandOwn(search.only)
  if (!/[\p{L}\p{N}]/u.test(search.words)) throw new Refusal('lobby.whichWords')
  return search
}

/** So many people and reports are found at most: of a network there are few of one name, and few reports. */
const most = 50

const idsOf = (only: readonly Known[], facet: Facet): readonly string[] | null => {
  const ids = only.flatMap(one => (one.facet === facet ? one.id : []))
  return ids.length > 0 ? ids : null
}

/** Part of a list that was read whole. */
const partOf = <Hit>(hits: readonly Hit[], { size, from }: { readonly size: number; readonly from: number }) => ({
  hits: hits.slice(from, from + size),
  total: hits.length,
  isMore: hits.length === most,
})
const nothing = { hits: [], total: 0, isMore: false }

/** `m50 zoek <woorden> [filters] [blad <nr>]`: lobby points, bottlenecks, reports and people as one list; each kind where the filters can say something of it. */
export const searchLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  async run(db, turn, typed) {
    const { words: asked, page: typedPage } = typedSearch(typed)
    const search = await searchOf(db, turn, asked)
    const { words, only, kinds } = search
    const finds = (kind: SearchKind, facets?: readonly Facet[]) =>
      (kinds.length === 0 || kinds.includes(kind)) && (!facets || only.every(({ facet }) => facets.includes(facet)))
    const isDecided = kinds.includes('decisions') && !kinds.includes('points')
    const { from } = pageIn(typedPage, Number.POSITIVE_INFINITY)
    const which = { size: pageSize, from }
    const points =
      isDecided || finds('points')
        ? await searchPoints(db, readersOf(turn.actor), contactSight(turn.actor), turn.today, words, which, {
            only,
            isDecided,
          })
        : nothing
    /** What is left of the page after what comes before on it. */
    const beneath = (...before: readonly { readonly total: number; readonly hits: readonly unknown[] }[]) => ({
      size: pageSize - before.reduce((sum, { hits }) => sum + hits.length, 0),
      from: Math.max(0, from - before.reduce((sum, { total }) => sum + total, 0)),
    })
    const [pillars, municipalities] = [idsOf(only, 'pillar'), idsOf(only, 'municipality')]
    const readsReports = finds('reports', ['pillar'])
    const [bottlenecks, ofGroups, ofCommittees, allPeople] = await Promise.all([
      finds('bottlenecks', bottleneckFacets) ? searchBottlenecks(db, words, beneath(points), only) : nothing,
      readsReports ? searchReports(db, words, pillars, turn.today, most) : [],
      readsReports ? searchCommitteeReports(db, readersOf(turn.actor), turn.today, words, pillars, most) : [],
      finds('people', ['pillar', 'municipality']) && may(turn.actor, 'person.read', {})
        ? searchPeopleNamed(db, words, { municipalities, pillars }, turn.today, most)
        : [],
    ])
    const allReports = [...ofGroups, ...ofCommittees].toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, most)
    const reports = partOf(allReports, beneath(points, bottlenecks))
    const people = partOf(allPeople, beneath(points, bottlenecks, reports))
    const found = { points, bottlenecks, reports, people, isDecided }
    const page = pageIn(typedPage, points.total + bottlenecks.total + reports.total + people.total)
    const mayPropose = turn.actor.municipality !== null && may(turn.actor, 'lobby.propose', {})
    return {
      card: hitsCard(found, page, { ...search, asked }, mayPropose, turn.locale, turn.zone),
      to: 'me',
      ...([...points.hits, ...reports.hits].some(hit => 'isConfidential' in hit && hit.isConfidential) && {
        secret: true,
      }),
    }
  },
}

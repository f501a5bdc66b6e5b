// SPDX-License-Identifier: EUPL-1.2
import { longest } from '#/features/bottlenecks/rules/share.ts'
import type { PillarId } from '#/network/ids.ts'
import { fold } from '#/network/names.ts'

/** What of a pillar a line may name. */
export interface Named {
  readonly id: PillarId
  readonly name: string
}

/** What one line says of a bottleneck: as much of it as a title holds, the pillar that it ends with, and all of it where that is more than a title; `rest` is what there is no place for. `isSure`: the pillar stands apart, or is the one of who typed it; a last word that is also a pillar's name is a guess. */
export interface Line {
  readonly title: string
  readonly pillar: PillarId | null
  readonly isSure: boolean
  readonly happens: string
  readonly rest: string
}

const fitting = (text: string, most: number): string => [...text].slice(0, most).join('')

const pillarIn = (typed: string, pillars: readonly Named[]): PillarId | null =>
  pillars.find(({ id, name }) => [id, name].some(one => fold(one) === fold(typed)))?.id ?? null

/** "Te weinig jeugdartsen, Samenleving", "… (pijler Samenleving)", "… in de pijler Samenleving": what stands before its pillar is the title. */
const apart = [
  /^(.*?[^\s,;:(–-])[\s,;:(–-]+(?:(?:in|voor|bij|for)\s+)?(?:(?:de|the)\s+)?(?:pijler|pillar)\s+(.+?)\)?$/i,
  /^(.*\S)\s*[,;(]\s*([^,;(]+?)\)?$/,
]

/** The pillar of which the name is the last of what a line says: it may be a word of the title as well, which stays whole. */
function lastIn(typed: string, pillars: readonly Named[]): PillarId | null {
  const words = typed.split(/\s+/)
  const longestName = Math.max(...pillars.map(({ name }) => name.split(/\s+/).length))
  for (let from = Math.max(1, words.length - longestName); from < words.length; from++) {
    const pillar = pillarIn(words.slice(from).join(' '), pillars)
    if (pillar) return pillar
  }
  return null
}

function parted(
  typed: string,
  pillars: readonly Named[],
): { readonly title: string; readonly pillar: PillarId } | null {
  for (const form of apart) {
    const [, title = '', name = ''] = form.exec(typed) ?? []
    const pillar = title ? pillarIn(name, pillars) : null
    if (pillar) return { title, pillar }
  }
  return null
}

/** Reads a typed line; `own` are the pillars of whoever typed it. Of one who is in one pillar alone it is that, unless the line says clearly that it is another: where its last word might be one, nothing is decided. Pure. */
export function lineOf(typed: string, pillars: readonly Named[], own: readonly PillarId[]): Line {
  const said = parted(typed, pillars)
  const only = own.length === 1 ? (own[0] ?? null) : null
  const last = said ? null : lastIn(typed, pillars)
  const title = said?.title ?? typed
  const pillar = said?.pillar ?? (only && last && only !== last ? null : (last ?? only))
  const isLong = [...title].length > longest.title
  return {
    title: fitting(title, longest.title),
    pillar,
    isSure: said !== null || (pillar !== null && pillar === only),
    happens: isLong ? fitting(title, longest.happens) : '',
    rest: [...title].slice(longest.happens).join(''),
  }
}

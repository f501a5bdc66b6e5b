// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import { networkName, readSetting } from '#/network/setting.ts'

/** A municipality of today: `year` is that of its number of inhabitants, null where none is known. */
export interface Counted {
  readonly name: string
  readonly region: string
  readonly inhabitants: number | null
  readonly year: number | null
  readonly isMember: boolean
}

/** For whom the network is: municipalities with so many inhabitants. */
export interface Band {
  readonly min: number
  readonly max: number
}

/** What the network's own data say of it on a day; `source` is whose numbers of inhabitants they are. */
export interface Figures {
  readonly network: string
  readonly municipalities: readonly Counted[]
  readonly band: Band | null
  readonly source: string | null
}

const ofToday = statement(
  'lobby_figures',
  `select m.name, m.region, m.inhabitants, m.inhabitants_year as year,
     exists (select from memberships n where n.municipality_id = m.id and ${holds('n', '$1::date')}) as "isMember"
   from municipalities m where (m.valid_from is null or m.valid_from <= $1::date) and (m.valid_to is null or m.valid_to >= $1::date)`,
)
const band = statement('lobby_figures_band', `select value from settings where key = 'network.inhabitants'`)
const bandIs = z.object({ min: z.number(), max: z.number() })

export async function figures(db: Db, today: string): Promise<Figures> {
  const [kept] = await db.query<{ value: unknown }>(band, [])
  return {
    network: await networkName(db),
    municipalities: await db.query<Counted>(ofToday, [today]),
    band: kept ? bandIs.parse(kept.value) : null,
    source: await readSetting(db, 'network.inhabitantsSource'),
  }
}

/** Those of the size that the network is for. */
export const withinBand = ({ municipalities, band }: Figures): readonly Counted[] =>
  municipalities.filter(
    ({ inhabitants }) => band !== null && inhabitants !== null && inhabitants >= band.min && inhabitants <= band.max,
  )

/** Municipalities taken together. `years` are those of their numbers; `counted` those with a number, the smallest first, and `without` the names of those that have none. */
export interface Total {
  readonly count: number
  readonly inhabitants: number
  readonly years: readonly number[]
  readonly counted: readonly (Counted & { readonly inhabitants: number })[]
  readonly without: readonly string[]
}

const byName = (a: string, b: string): number => a.localeCompare(b, 'nl', { ignorePunctuation: true })

export function totalOf(some: readonly Counted[]): Total {
  const counted = some
    .flatMap(one => (one.inhabitants === null ? [] : { ...one, inhabitants: one.inhabitants }))
    .toSorted((a, b) => a.inhabitants - b.inhabitants || byName(a.name, b.name))
  const without = some.flatMap(({ name, inhabitants }) => (inhabitants === null ? name : []))
  return {
    count: some.length,
    inhabitants: counted.reduce((sum, { inhabitants }) => sum + inhabitants, 0),
    years: [...new Set(counted.flatMap(({ year }) => year ?? []))].toSorted((a, b) => a - b),
    counted,
    without: without.toSorted(byName),
  }
}

/** Whether one is a part that can be set against the other: every number is there, and all are of one year. */
export const isComparable = (part: Total, whole: Total): boolean =>
  part.counted.length > 0 &&
  part.without.length + whole.without.length === 0 &&
  [...whole.counted, ...part.counted].every(({ year }) => year !== null && year === whole.years[0])

/** Those of each province, both by name. */
export const byRegion = (some: readonly Counted[]): readonly (readonly [region: string, its: readonly Counted[]])[] =>
  [...Map.groupBy(some, ({ region }) => region)]
    .map(([region, its]) => [region, its.toSorted((a, b) => byName(a.name, b.name))] as const)
    .toSorted(([a], [b]) => byName(a, b))

// SPDX-License-Identifier: EUPL-1.2
import { type Folder, files } from '#/database/seed/folder.ts'
import { mistake } from '#/database/seed/mistakes.ts'
import type { Path } from '#/database/seed/network.ts'
import type { Row } from '#/database/seed/tables.ts'

/** Finds what the rows of a folder say wrongly of each other: one sentence per mistake, naming file and row. */
export function crossCheck(folder: Folder): string[] {
  const byName = new Map(folder.municipalities.map(({ value }) => [value.name, value]))
  return [
    ...checkMunicipalities(folder, byName),
    ...checkDomains(folder, byName),
    ...repeated(files.aliases, folder.aliases, ({ municipality, alias }) => `${municipality} as "${alias}"`),
    ...unknownMunicipalities(files.aliases, folder.aliases, byName),
    ...checkCommittees(folder),
    ...checkTargets(folder),
    ...checkHolidays(folder),
    ...checkMembers(folder, byName),
    ...checkNetwork(folder, byName),
  ]
}

type Municipality = Folder['municipalities'][number]['value']
type ByName = ReadonlyMap<string, Municipality>

function repeated<Value>(file: string, rows: readonly Row<Value>[], keyOf: (value: Value) => string): string[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ row, value }) => {
    const key = keyOf(value)
    const first = seen.get(key)
    if (first !== undefined) return [mistake(file, row, `${key} stands in row ${first} as well`)]
    seen.set(key, row)
    return []
  })
}

const unknownMunicipalities = (
  file: string,
  rows: readonly Row<{ municipality: string }>[],
  byName: ByName,
): string[] =>
  rows
    .filter(({ value }) => !byName.has(value.municipality))
    .map(({ row, value }) => mistake(file, row, unknown(value.municipality)))

const unknown = (name: string): string => `"${name}" is no municipality of ${files.municipalities}`

function checkMunicipalities({ municipalities }: Folder, byName: ByName): string[] {
  const file = files.municipalities
  return [
    ...repeated(file, municipalities, ({ code }) => `the code ${code}`),
    ...repeated(file, municipalities, ({ name }) => `the name ${name}`),
    ...municipalities.flatMap(({ row, value }) => {
      const successor = value.successor === null ? null : byName.get(value.successor)
      const sentences = [
        value.valid_from && value.valid_to && value.valid_to < value.valid_from && 'valid_to lies before valid_from',
        value.successor !== null && value.valid_to === null && `${value.name} has a successor but no valid_to`,
        value.successor !== null && !successor && unknown(value.successor),
        successor === value && `${value.name} can't be its own successor`,
        value.inhabitants !== null &&
          value.inhabitants_year === null &&
          'inhabitants has no inhabitants_year beside it',
      ]
      return sentences.filter(sentence => typeof sentence === 'string').map(sentence => mistake(file, row, sentence))
    }),
  ]
}

function checkDomains({ domains }: Folder, byName: ByName): string[] {
  const owners = new Map<string, string>()
  // An address ties someone to one municipality at once; two that exist side by side would leave it to chance which.
  const shared = domains.flatMap(({ row, value }) => {
    if (value.kind !== 'email' || byName.get(value.municipality)?.valid_to) return []
    const other = owners.get(value.domain) ?? value.municipality
    owners.set(value.domain, other)
    if (other === value.municipality) return []
    return [mistake(files.domains, row, `${value.domain} is the e-mail domain of ${other} already`)]
  })
  return [
    ...unknownMunicipalities(files.domains, domains, byName),
    ...repeated(files.domains, domains, ({ municipality, domain }) => `${domain} of ${municipality}`),
    ...shared,
  ]
}

function checkCommittees({ committees, network }: Folder): string[] {
  const pillars = new Set(network.pillars.map(pillar => pillar.id))
  const file = files.committees
  return [
    ...repeated(file, committees, ({ id }) => `the id ${id}`),
    ...committees.flatMap(({ row, value }) => {
      const named = [...value.primary, ...value.secondary]
      return [
        ...named.filter(pillar => !pillars.has(pillar)).map(pillar => `"${pillar}" is no pillar of ${files.network}`),
        ...named
          .filter((pillar, at) => named.indexOf(pillar) < at)
          .map(pillar => `the pillar ${pillar} is named twice`),
      ].map(sentence => mistake(file, row, sentence))
    }),
  ]
}

function checkTargets({ targets, committees, municipalities }: Folder): string[] {
  const file = files.targets
  const known = new Set(committees.map(({ value }) => value.id))
  const regions = new Set(municipalities.map(({ value }) => value.region))
  return [
    ...repeated(file, targets, ({ id }) => `the id ${id}`),
    ...targets.flatMap(({ row, value: { committee, region } }) =>
      [
        committee !== null && !known.has(committee) && `"${committee}" is no committee of ${files.committees}`,
        region !== null && !regions.has(region) && `"${region}" is no region of ${files.municipalities}`,
      ]
        .filter(sentence => typeof sentence === 'string')
        .map(sentence => mistake(file, row, sentence)),
    ),
  ]
}

function checkHolidays({ holidays, municipalities }: Folder): string[] {
  const file = files.holidays
  const regions = new Set(municipalities.map(({ value }) => value.school_region))
  return [
    ...repeated(file, holidays, ({ kind, region, starts_on }) => [kind, region, starts_on].filter(Boolean).join(' ')),
    ...holidays.flatMap(({ row, value: { kind, region, starts_on, last_on } }) =>
      [
        last_on < starts_on && 'last_on lies before starts_on',
        region !== '' && kind === 'recess' && 'a recess has no region',
        region !== '' && !regions.has(region) && `"${region}" is no school_region of ${files.municipalities}`,
      ]
        .filter(sentence => typeof sentence === 'string')
        .map(sentence => mistake(file, row, sentence)),
    ),
  ]
}

/** The day after, as `YYYY-MM-DD`. */
export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString()

function checkMembers({ network, rowOf }: Folder, byName: ByName): string[] {
  const held = new Map<string, { from: string; until: string | undefined }[]>()
  return network.members.flatMap((group, at) =>
    group.municipalities.flatMap((name, index) => {
      const say = (sentence: string) => [
        mistake(files.network, rowOf(['members', at, 'municipalities', index]), sentence),
      ]
      const municipality = byName.get(name)
      if (!municipality) return say(unknown(name))
      const { starts_on: from, ends_on: until } = group
      if (municipality.valid_from !== null && from < municipality.valid_from)
        return say(`${name} can't be a member from ${from}: it exists from ${municipality.valid_from}`)
      const end = municipality.valid_to === null ? undefined : dayAfter(municipality.valid_to)
      if (end !== undefined && (until === undefined || until > end))
        return say(`${name} needs an ends_on of ${end} or before: it ended`)
      const earlier = held.get(name) ?? []
      if (earlier.some(other => (!other.until || from < other.until) && (!until || other.from < until)))
        return say(`${name} is a member twice at the same time`)
      held.set(name, [...earlier, { from, until }])
      return []
    }),
  )
}

function checkNetwork({ network, rowOf }: Folder, byName: ByName): string[] {
  const { pillars, members, meetings, period } = network
  const parts: [path: Path, value: { starts_on: string; ends_on?: string | undefined }][] = [
    [['period'], period],
    ...members.map((group, at): [Path, typeof group] => [['members', at], group]),
    ...pillars.map((pillar, at): [Path, typeof pillar] => [['pillars', at], pillar]),
    ...pillars.flatMap(({ groups }, at) =>
      groups.map((group, index): [Path, typeof group] => [['pillars', at, 'groups', index], group]),
    ),
    ...meetings.map((kind, at): [Path, typeof kind] => [['meetings', at], kind]),
  ]
  const { inhabitants, leads, secretariat } = network.network
  const places: [Path, string][] = [
    ...leads.map((name, at): [Path, string] => [['network', 'leads', at], name]),
    [['network', 'secretariat'], secretariat],
  ]
  const at = (path: Path, sentence: string) => mistake(files.network, rowOf(path), sentence)
  const unique = (what: string, rows: [path: Path, key: string | number][]) =>
    repeated(
      files.network,
      rows.map(([path, key]) => ({ row: rowOf(path), value: key })),
      key => `the ${what} ${key}`,
    )
  return [
    ...parts
      .filter(([, { starts_on, ends_on }]) => ends_on !== undefined && ends_on <= starts_on)
      .map(([path]) => at([...path, 'ends_on'], 'ends_on does not lie after starts_on')),
    ...places.filter(([, name]) => !byName.has(name)).map(([path, name]) => at(path, unknown(name))),
    ...(inhabitants.min > inhabitants.max ? [at(['network', 'inhabitants'], 'min is more than max')] : []),
    ...unique(
      'pillar id',
      pillars.map(({ id }, index) => [['pillars', index, 'id'], id]),
    ),
    ...unique(
      'pillar number',
      pillars.map(({ number }, index) => [['pillars', index, 'number'], number]),
    ),
    ...unique(
      'theme id',
      pillars.flatMap(({ themes }, index) =>
        themes.map(({ id }, theme): [Path, string] => [['pillars', index, 'themes', theme, 'id'], id]),
      ),
    ),
    ...unique(
      'group id',
      pillars.flatMap(({ groups }, index) =>
        groups.map(({ id }, group): [Path, string] => [['pillars', index, 'groups', group, 'id'], id]),
      ),
    ),
    ...unique(
      'meeting id',
      meetings.map(({ id }, index) => [['meetings', index, 'id'], id]),
    ),
  ]
}

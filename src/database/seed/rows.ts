// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { dayAfter } from '#/database/seed/check.ts'
import type { Folder } from '#/database/seed/folder.ts'

/** The settings that a network's folder brings, by key, with the shape of their value. */
export const networkSettings = {
  'network.name': z.string(),
  'network.inhabitants': z.object({ min: z.int(), max: z.int() }),
  /** Whose figures the numbers of inhabitants are: shown beside them ("Bron: CBS"). */
  'network.inhabitantsSource': z.string(),
  /** Codes of the municipalities that lead the network. */
  'network.leads': z.array(z.string()),
  /** Code of the municipality that holds the secretariat. */
  'network.secretariat': z.string(),
  /** Of who set none, where the start sets none either. */
  'network.language': z.enum(['nl', 'en']),
  'network.timeZone': z.string(),
  /** The country whose public holidays are days off, by its code. */
  'network.holidays': z.string(),
} as const

type Settings = { [Key in keyof typeof networkSettings]?: z.infer<(typeof networkSettings)[Key]> }

export interface TableRows {
  readonly table: string
  /** Column names with their types, as Postgres writes them. */
  readonly columns: Readonly<Record<string, string>>
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** Turns a checked folder into rows for each table, in the order in which foreign keys allow them. */
export function rowsOf(folder: Folder): TableRows[] {
  const { network, municipalities, domains, aliases, committees, targets, holidays } = folder
  const codes = new Map(municipalities.map(({ value }) => [value.name, value.code]))
  const codeOf = (name: string | null) => (name === null ? null : codes.get(name))
  const period = network.period.id
  const pillarsOf = (committee_id: string, rank: string, pillars: readonly string[]) =>
    pillars.map(pillar_id => ({ committee_id, pillar_id, rank }))
  return [
    {
      table: 'agenda_periods',
      columns: { id: 'text', name: 'text', starts_on: 'date', ends_on: 'date' },
      rows: [network.period],
    },
    {
      table: 'municipalities',
      columns: {
        id: 'text',
        name: 'text',
        region: 'text',
        inhabitants: 'int',
        inhabitants_year: 'int',
        school_region: 'text',
        valid_from: 'date',
        valid_to: 'date',
        successor_id: 'text',
      },
      rows: municipalities.map(({ value }) => ({ ...value, id: value.code, successor_id: codeOf(value.successor) })),
    },
    {
      table: 'municipality_aliases',
      columns: { municipality_id: 'text', alias: 'text' },
      rows: aliases.map(({ value }) => ({ ...value, municipality_id: codeOf(value.municipality) })),
    },
    {
      table: 'municipality_domains',
      columns: { municipality_id: 'text', domain: 'text', kind: 'text', source: 'text' },
      rows: domains.map(({ value }) => ({ ...value, municipality_id: codeOf(value.municipality) })),
    },
    {
      table: 'memberships',
      columns: { municipality_id: 'text', period_id: 'text', starts_on: 'date', ends_on: 'date' },
      rows: network.members.flatMap(({ municipalities: names, ...dates }) =>
        names.map(name => ({ ...dates, municipality_id: codeOf(name), period_id: period })),
      ),
    },
    {
      table: 'pillars',
      columns: { id: 'text', period_id: 'text', number: 'int', name: 'text', starts_on: 'date', ends_on: 'date' },
      rows: network.pillars.map(pillar => ({ ...pillar, period_id: period })),
    },
    {
      table: 'themes',
      columns: { id: 'text', pillar_id: 'text', name: 'text', keywords: 'text[]' },
      rows: network.pillars.flatMap(({ id, themes }) => themes.map(theme => ({ ...theme, pillar_id: id }))),
    },
    {
      table: 'theme_groups',
      columns: { id: 'text', pillar_id: 'text', name: 'text', starts_on: 'date', ends_on: 'date' },
      rows: network.pillars.flatMap(({ id, groups }) => groups.map(group => ({ ...group, pillar_id: id }))),
    },
    {
      table: 'committees',
      columns: { id: 'text', name: 'text', kind: 'text', valid_from: 'date', valid_to: 'date' },
      rows: committees.map(({ value }) => value),
    },
    {
      table: 'committee_pillars',
      columns: { committee_id: 'text', pillar_id: 'text', rank: 'text' },
      rows: committees.flatMap(({ value: { id, primary, secondary } }) => [
        ...pillarsOf(id, 'primary', primary),
        ...pillarsOf(id, 'secondary', secondary),
      ]),
    },
    {
      table: 'lobby_targets',
      columns: {
        id: 'text',
        name: 'text',
        kind: 'text',
        region: 'text',
        committee_id: 'text',
        valid_from: 'date',
        valid_to: 'date',
      },
      rows: targets.map(({ value }) => ({ ...value, committee_id: value.committee })),
    },
    {
      table: 'meeting_kinds',
      columns: {
        id: 'text',
        name: 'text',
        scope: 'text',
        audience: 'text[]',
        months: 'int[]',
        per_year: 'int',
        reminder_days: 'int[]',
        has_sessions: 'bool',
        takes_questions: 'bool',
        starts_on: 'date',
        ends_on: 'date',
      },
      rows: network.meetings,
    },
    {
      table: 'days_off',
      columns: {
        kind: 'text',
        region: 'text',
        date: 'date',
        ends_on: 'date',
        name: 'text',
        is_off: 'bool',
        source: 'text',
      },
      rows: holidays.map(({ value: { starts_on, last_on, ...value } }) => ({
        ...value,
        date: starts_on,
        ends_on: dayAfter(last_on),
        is_off: false,
      })),
    },
    {
      table: 'settings',
      columns: { key: 'text', value: 'jsonb' },
      rows: Object.entries(settingsOf(network, name => codes.get(name) ?? name)).map(([key, value]) => ({
        key,
        value,
      })),
    },
  ]
}

function settingsOf({ network }: Folder['network'], codeOf: (name: string) => string): Settings {
  return {
    'network.name': network.name,
    'network.inhabitants': network.inhabitants,
    ...(network.inhabitants_source !== undefined && { 'network.inhabitantsSource': network.inhabitants_source }),
    'network.leads': network.leads.map(codeOf),
    'network.secretariat': codeOf(network.secretariat),
    ...(network.language !== undefined && { 'network.language': network.language }),
    ...(network.time_zone !== undefined && { 'network.timeZone': network.time_zone }),
    ...(network.holidays !== undefined && { 'network.holidays': network.holidays }),
  }
}

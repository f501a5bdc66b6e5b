// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { readTable } from '#/features/importing/rules/table.ts'
import { needsPillar } from '#/features/people/rules/roles.ts'
import { functions, type HomeFunction, type LeadingRole, leadingRoles } from '#/network/actor.ts'
import type { MunicipalityId, PillarId } from '#/network/ids.ts'
import { fold, type Match, matchName } from '#/network/names.ts'

export const columns = ['municipality', 'name', 'email', 'function', 'role', 'pillar'] as const
export type Column = (typeof columns)[number]

/** What a row says of someone. `role` in `pillar` where that belongs to it; `pillar` without a role is a seat in it. */
export interface MemberRow {
  readonly number: number
  readonly municipality: { readonly id: MunicipalityId; readonly name: string }
  readonly name: string
  readonly email: string
  readonly function: HomeFunction
  readonly role: LeadingRole | null
  readonly pillar: { readonly id: PillarId; readonly name: string } | null
}

export type Mistake =
  | { readonly code: 'noColumn'; readonly column: Column }
  | { readonly code: 'noRows' }
  | { readonly code: 'tooMany'; readonly most: number }
  | {
      readonly code:
        | 'empty'
        | 'unknown'
        | 'near'
        | 'several'
        | 'address'
        | 'twice'
        | 'differs'
        | 'officers'
        | 'needsPillar'
        | 'noPillar'
        | 'long'
      readonly row: number
      readonly column: Column
      readonly value: string
      readonly meant?: string
      /** The row that it does not go with. */
      readonly first?: number
    }

/** What names may stand for. `wordsOf` gives the words for a function, role or column in every language. */
export interface Known {
  readonly municipalities: readonly {
    readonly id: MunicipalityId
    readonly name: string
    readonly aliases: readonly string[]
  }[]
  readonly pillars: readonly { readonly id: PillarId; readonly name: string }[]
  readonly wordsOf: (key: HomeFunction | LeadingRole | Column) => readonly string[]
}

export const mostRows = 500
const longestName = 120

/** Reads what was pasted, each mistake with its row and column: nothing is imported while there is one. Pure. */
export function readMembers(text: string, known: Known): { rows: readonly MemberRow[]; mistakes: readonly Mistake[] } {
  const table = readTable(text)
  const at = new Map(
    columns.flatMap(column => {
      const words = [column, ...known.wordsOf(column)].map(fold)
      const place = table.columns.findIndex(heading => words.includes(fold(heading)))
      return place < 0 ? [] : [[column, place] as const]
    }),
  )
  const needed = columns.filter(column => column !== 'role' && column !== 'pillar' && !at.has(column))
  if (needed.length > 0) return { rows: [], mistakes: needed.map(column => ({ code: 'noColumn', column })) }
  if (table.rows.length === 0) return { rows: [], mistakes: [{ code: 'noRows' }] }
  if (table.rows.length > mostRows) return { rows: [], mistakes: [{ code: 'tooMany', most: mostRows }] }
  const mistakes: Mistake[] = []
  const seen = new Set<string>()
  const rows = table.rows.flatMap(({ number, cells }) => {
    const cell = (column: Column) => cells[at.get(column) ?? -1] ?? ''
    const read = rowOf(number, cell, known, mistake => mistakes.push(mistake))
    if (!read) return []
    const key = [read.email, read.role ?? '', read.pillar?.id ?? ''].join(' ')
    if (seen.has(key)) mistakes.push({ code: 'twice', row: number, column: 'email', value: read.email })
    seen.add(key)
    return [read]
  })
  return { rows, mistakes: [...mistakes, ...contradictions(rows)] }
}

/** One address with two functions or municipalities, and a second contact officer of one municipality: no order of the rows would make both true. Pure. */
function contradictions(rows: readonly MemberRow[]): readonly Mistake[] {
  const people = new Map<string, MemberRow>()
  const officers = new Map<MunicipalityId, MemberRow>()
  return rows.flatMap(row => {
    const wrong: Mistake[] = []
    const person = people.get(row.email) ?? row
    people.set(row.email, person)
    const differs = (column: Column) =>
      wrong.push({ code: 'differs', row: row.number, column, value: row.email, first: person.number })
    if (person.function !== row.function) differs('function')
    if (person.municipality.id !== row.municipality.id) differs('municipality')
    if (row.role !== 'contactOfficer') return wrong
    const officer = officers.get(row.municipality.id) ?? row
    officers.set(row.municipality.id, officer)
    if (officer.email !== row.email)
      wrong.push({
        code: 'officers',
        row: row.number,
        column: 'role',
        value: row.municipality.name,
        first: officer.number,
      })
    return wrong
  })
}

function rowOf(
  row: number,
  cell: (column: Column) => string,
  known: Known,
  wrong: (mistake: Mistake) => void,
): MemberRow | null {
  /** The thing that a cell names; an empty one is a mistake where it is needed. */
  function named<T>(column: Column, match: (typed: string) => Match<T>, nameOf: (item: T) => string): T | null {
    const value = cell(column)
    if (!value) {
      wrong({ code: 'empty', row, column, value })
      return null
    }
    const found = match(value)
    if (found.found === 'exact') return found.item
    if (found.found === 'near') wrong({ code: 'near', row, column, value, meant: nameOf(found.item) })
    else wrong({ code: found.found === 'several' ? 'several' : 'unknown', row, column, value })
    return null
  }
  const word = (key: HomeFunction | LeadingRole) => known.wordsOf(key)[0] ?? key
  const municipality = named(
    'municipality',
    typed => matchName(typed, known.municipalities, m => [m.name, ...m.aliases]),
    m => m.name,
  )
  const held = named('function', typed => matchName(typed, functions, f => [f, ...known.wordsOf(f)]), word)
  const role = cell('role')
    ? named('role', typed => matchName(typed, leadingRoles, r => [r, ...known.wordsOf(r)]), word)
    : null
  const pillar = cell('pillar')
    ? named(
        'pillar',
        typed => matchName(typed, known.pillars, p => [p.name, p.id]),
        p => p.name,
      )
    : null
  const name = cell('name')
  if (!name) wrong({ code: 'empty', row, column: 'name', value: '' })
  if (name.length > longestName) wrong({ code: 'long', row, column: 'name', value: name.slice(0, longestName) })
  const email = cell('email').toLowerCase()
  if (!email) wrong({ code: 'empty', row, column: 'email', value: '' })
  else if (!z.email().safeParse(email).success) wrong({ code: 'address', row, column: 'email', value: email })
  if (role && needsPillar(role) && !cell('pillar')) wrong({ code: 'needsPillar', row, column: 'pillar', value: '' })
  if (role && !needsPillar(role) && pillar) wrong({ code: 'noPillar', row, column: 'pillar', value: pillar.name })
  if (!municipality || !held || !name || !email) return null
  const place = { id: municipality.id, name: municipality.name }
  return {
    number: row,
    municipality: place,
    name,
    email,
    function: held,
    role,
    pillar: pillar && { id: pillar.id, name: pillar.name },
  }
}

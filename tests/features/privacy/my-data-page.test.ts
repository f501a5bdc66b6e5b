// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { catalogue } from '#/database/catalogue.ts'
import { traces } from '#/database/traces.ts'
import { requestKinds } from '#/features/index.ts'
import { myDataPage } from '#/features/privacy/cards/my-data-page.ts'
import { kindWord } from '#/features/privacy/cards/request-words.ts'

const page = (tables: Record<string, Record<string, unknown>[]>, names = {}) =>
  myDataPage(
    { madeAt: '2027-02-03T09:00:00Z', tables, names },
    { locale: 'nl', zone: 'Europe/Amsterdam', typed: '/m50' },
  )

/** A row of a table with something in every column. */
const rowOf = (table: string) =>
  Object.fromEntries(
    Object.keys(catalogue[table]?.columns ?? { name: '', state: '' }).map(column => [
      column,
      column.endsWith('_on') ? '2027-02-03' : '2027-02-03T09:00:00Z',
    ]),
  )

const tables = [...Object.entries(traces).flatMap(([table, found]) => (found ? [table] : [])), 'pgboss.job']

describe('[F76] [T42] the page to read', () => {
  it.each(tables)('shows every row of %s, since it says that it is all', table => {
    expect(page({}).match(/<li>/g)).toBeNull()
    expect(page({ [table]: [rowOf(table), rowOf(table)] }).match(/<li>/g)).toHaveLength(2)
  })

  it('says what was asked, about what, and how it stands', () => {
    const said = page(
      {
        requests: [
          {
            number: 3,
            kind: 'pillar.join',
            state: 'declined',
            subject: {
              pillar: 'bestuur',
              person: '1b4f1a4e-7d0c-4f8a-9a55-0a3f5d5b8d11',
              official: { state: 'asked', person: null, text: 'a.bakker@zeist.nl' },
            },
          },
        ],
      },
      { bestuur: 'Bestuur' },
    )
    for (const word of ['lid worden van een pijler', '<dd>Bestuur, a.bakker@zeist.nl</dd>', 'afgewezen'])
      expect(said).toContain(word)
  })

  it.each(requestKinds.map(({ name }) => name))('has words for a request of the kind %s', name => {
    expect(kindWord(name, 'nl')).not.toBeNull()
  })
})

// SPDX-License-Identifier: EUPL-1.2
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRegistry } from '#/chat/registry.ts'
import { storedRoleWord } from '#/chat/words.ts'
import { catalogue } from '#/database/catalogue.ts'
import { traces } from '#/database/traces.ts'
import { features, requestKinds } from '#/features/index.ts'
import { pointStates } from '#/features/lobby/rules/states.ts'
import { meetingStates, registrationStates } from '#/features/meetings/rules/states.ts'
import { myDataPage } from '#/features/privacy/cards/my-data-page.ts'
import { actWord, codeWord, kindWord, stateWord } from '#/features/privacy/cards/words.ts'

import { policy } from '#/network/policy.ts'

const root = join(import.meta.dirname, '../../..')

const page = (tables: Record<string, Record<string, unknown>[]>, names = {}) =>
  myDataPage(
    { madeAt: '2027-02-03T09:00:00Z', tables, names },
    { locale: 'nl', zone: 'Europe/Amsterdam', typed: '/m50' },
  )

/** Every act that the code notes in the audit, those that are put together included. */
const sources = globSync('src/**/*.ts', { cwd: root })
  .filter(file => !file.includes('generated'))
  .map(file => readFileSync(join(root, file), 'utf8'))
  .join('\n')
const events = [...sources.matchAll(/type PointEvent =(.*?)\n\n/gs)]
  .flatMap(([, union]) => [...(union ?? '').matchAll(/'(\w+)'/g)])
  .map(([, event]) => event ?? '')
const audited = [
  ...new Set([
    ...[...sources.matchAll(/audit\(tx, \{\s*action: ([^\n]*?),?\n|audit\(tx, \{ action: ([^,]*),/g)].flatMap(found =>
      [...(found[1] ?? found[2] ?? '').matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/g)].map(literal => literal[1] ?? ''),
    ),
    ...['approve', 'decline', 'withdraw', 'ask', 'answer', 'claim', 'undo', 'reopen', 'moved'].map(
      event => `request.${event}`,
    ),
    ...events.map(event => `lobby.${event}`),
    ...['planned.now', 'planned.skipped', 'day.off', 'day.work', 'delivery.again', 'delivery.arrived'],
    ...['delivery.chosen', 'delivery.dropped', 'planned.chosen'],
    ...[
      'open',
      'close',
      'reopen',
      'cancel',
      'hold',
      ...registrationStates.filter(state => state !== 'invited' && state !== 'asked'),
    ].map(event => `meeting.${event}`),
    ...['official.confirmed', 'official.declined', 'official.named'],
    ...['proposed', 'published', 'declined', 'withdrawn'].map(state => `report.${state}`),
  ]),
]

/** A row of a table with something in every column. */
const rowOf = (table: string) =>
  Object.fromEntries(
    Object.keys(catalogue[table]?.columns ?? { name: '', state: '' }).map(column => [
      column,
      column.endsWith('_on') ? '2027-02-03' : '2027-02-03T09:00:00Z',
    ]),
  )

const tables = [...Object.entries(traces).flatMap(([table, found]) => (found ? [table] : [])), 'pgboss.job']
/** What is counted there, and read in the JSON. */
const counted = [
  'settings',
  'link_codes',
  'posted_messages',
  'file_parts',
  'calendar_feeds',
  'send_limits',
  'turns',
  'pgboss.job',
]

describe('[F76] [T42] the page to read', () => {
  it.each(tables.filter(table => !counted.includes(table)))('shows every row of %s', table => {
    expect(page({}).match(/<li>/g)).toBeNull()
    expect(page({ [table]: [rowOf(table), rowOf(table)] }).match(/<li>/g)).toHaveLength(2)
  })

  it.each(counted)('counts the keys of %s, which stand in the JSON, as it says', table => {
    expect(page({ [table]: [rowOf(table), rowOf(table)] }).match(/<li>[^<]+: 2<\/li>/g)).toHaveLength(1)
    expect(page({})).toContain('staan alleen in de JSON, die alles bevat')
  })

  it('has the newest first, also of several tables', () => {
    const said = page({
      roles: [
        { kind: 'official', starts_on: '2026-01-01' },
        { kind: 'chair', starts_on: '2027-01-01' },
      ],
      pillar_members: [{ pillar_id: 'bestuur', started_at: '2026-06-01T09:00:00Z' }],
    })
    expect(said.match(/pijlervoorzitter|ambtenaar|bestuur(?=<)/g)).toEqual(['pijlervoorzitter', 'bestuur', 'ambtenaar'])
  })

  it('has words in the place of every code', () => {
    const said = page({
      people: [{ name: 'W. de Vries', locale: 'en' }],
      audit: [
        { at: '2027-02-03T09:00:00Z', action: 'request.approve', acted_role: 'member', app: 'slack' },
        { at: '2027-02-03T09:00:00Z', action: 'role.given', acted_role: 'secretariat', app: 'bot' },
      ],
      drafts: [
        { created_at: '2027-02-03T09:00:00Z', content: { kind: 'line', text: 'pijler bestuur', by: 'command' } },
        { created_at: '2027-02-03T09:00:00Z', content: { kind: 'press', name: 'pillar.join', value: 'bestuur' } },
      ],
    })
    for (const word of ['Engels', 'Verzoek goedgekeurd', 'deelnemer', 'Slack', 'Rol gegeven', 'de bot zelf'])
      expect(said).toContain(`<dd>${word}</dd>`)
    expect(said).toContain('<dd>lid van het secretariaat</dd>')
    expect(said).toContain('<dd>pijler bestuur</dd>')
    expect(said).not.toMatch(/request\.|member|command|pillar\.join|\{/)
  })

  it.each(audited)('has words for the act %s', action => {
    for (const locale of ['nl', 'en'] as const)
      expect(actWord(action, locale)).not.toBe(actWord('nothing.known', locale))
  })

  it.each([
    ...pointStates,
    ...meetingStates,
    ...registrationStates,
    'open',
    'asked',
    'approved',
    'declined',
    'withdrawn',
    'done',
    'void',
    'failed',
  ])('has words for the state %s', state => {
    expect(stateWord(state, 'nl')).not.toBe(stateWord('nothing', 'nl'))
  })

  it('has words for every role in which someone acts, and for every app', () => {
    const roles = new Set(Object.values(policy).flatMap(row => Object.keys(row)))
    expect(roles.size).toBeGreaterThan(5)
    for (const code of [...roles, 'bot', 'self', 'settings', 'slack', 'teams', 'playground'])
      expect(storedRoleWord(code, 'nl') || codeWord(code, 'nl'), code).not.toBe(codeWord('nothing', 'nl'))
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

  it.each([...requestKinds.map(({ name }) => name), ...createRegistry(features).planned.keys()])(
    'has words for what is of the kind %s',
    name => {
      expect(kindWord(name, 'nl')).not.toBe(kindWord('nothing', 'nl'))
    },
  )
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '#/features/index.ts'
import type { Organisation, Person } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { presses, says } from '../support/chat/talk.ts'
import { digests } from '../support/digests.ts'
import { isThorough } from '../support/thorough.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let ids: readonly string[]
let buren: Organisation
/** All who have a guest's rights: of nobody known, closed, a bot, of another workspace or tenant in a domain that it may not speak for, a guest there. */
let nobodies: readonly { readonly what: string; readonly person: Person; readonly channel: string }[]

/** Names, numbers and addresses that only those in the network may read. */
const canaries =
  /Kanarie|kanarie|S\. Jansen|s\.jansen|Verzoek \d|bestuur-geheim|\bBestuur\b|Financiën|Samenleving|Lid sinds|Contactambtenaar:/

beforeAll(async () => {
  m50 = await chatNetwork()
  const { jansen, secretariat, database, general, person } = m50
  await m50.begin()
  await m50.bound()
  await says(jansen, 'aanmelden ambtenaar')
  const kanarie = person('W. Kanarie', 'w.kanarie@zeist.nl')
  await says(kanarie, 'aanmelden wethouder')
  await says(kanarie, 'pijler word-lid bestuur a.kanarie@zeist.nl')
  await says(kanarie, 'pijler word-lid financien b.kanarie@zeist.nl')
  const requests = await database.query<{ id: string }>('select id from requests order by number')
  await m50.shows(secretariat, 'Verzoek 2 ·')
  await presses(jansen, secretariat, 'request.approve', String(requests[0]?.id))

  buren = m50.organisation('TBUREN', ['zeist.nl', 'waalwijk.nl'])
  const { shared } = buren
  const elsewhere = buren.person('E. Lders', 'e.lders@zeist.nl')
  const guestThere = buren.person('G. Astdaar', 'g.ast@waalwijk.nl', { guest: 'usual' })
  for (const one of [elsewhere, guestThere]) await one.mentions(shared, 'help')
  await says(jansen, `bron toelaten ${buren.id} waalwijk.nl`)
  nobodies = [
    { what: 'a visitor of the host', person: person('V. Isiter', 'v@bureau.example'), channel: general },
    { what: 'a guest of the host', person: person('G. Ast', 'g@bureau.example', { guest: 'usual' }), channel: general },
    { what: 'another workspace’s member, in a domain that is not admitted', person: elsewhere, channel: shared },
    { what: 'another workspace’s guest', person: guestThere, channel: shared },
    // Teams tells of neither: whoever is gone there can't write any more, and no bot writes to another.
    ...(['closed', 'bot'] as const)
      .filter(() => platform === 'slack')
      .map(gone => ({ what: gone, person: person('C. Losed', `${gone}@zeist.nl`, { gone }), channel: general })),
  ]
  for (const { person: one } of nobodies) await one.joins(general)
  // One of each kind is enough here; foreign-ids.test.ts goes through all that may stand in a value.
  const all = await database.query<{ id: string }>(
    `select distinct on (kind) id from (select 'request ' || state as kind, id::text from requests union all select 'role', id::text from roles where kind = 'alderman'
       union all select 'seat', id::text from pillar_members union all select 'delivery', id::text from deliveries union all select 'pillar', 'bestuur') one order by kind, id`,
  )
  ids = all.map(({ id }) => id)
  for (const { person: one } of nobodies) await asks(one, 'help')
}, 120_000)

afterAll(() => m50.end())

/** What someone sees who mentions the bot: another workspace's people have no command of ours. */
const asks = async (person: Person, line: string): Promise<string> => (await person.mentions(m50.general, line)).text

/** An answer without the words that it repeats: “W. Kanarie” is what was typed. */
const withoutEcho = (answer: string): string => answer.replaceAll(/“[^”]*”/g, '')

const nouns = features.flatMap(feature => feature.nouns ?? [])

/** A line for every handler, and those that would do most harm. */
const everyHandler = [
  ...nouns.flatMap(({ words: [noun], verbs }) => [
    String(noun),
    `${noun} bestuur`,
    ...verbs.flatMap(({ words: [verb] }) => [`${noun} ${verb}`, `${noun} ${verb} bestuur`]),
  ]),
]
const harmful = () => [
  'gemeente zeist domein evil.example',
  'rol geef W. Kanarie secretariaat',
  'rol eindig S. Jansen secretariaat',
  `bron toelaten ${buren.id} zeist.nl`,
  `bron weigeren ${buren.id}`,
  'kanaal secretariaat',
  'verzoek 2 intrekken',
  'pijler leden bestuur',
  'zeist',
  'bestuur',
  'W. Kanarie',
]
/** The same in every word there is for it, with what may be asked about. */
const manyLines = nouns.flatMap(({ words, verbs }) => [
  ...words.flatMap(word => [word, `${word} W. Kanarie`, `${word} 1`]),
  ...verbs.flatMap(verb => verb.words.flatMap(said => [`${words[0]} ${said} W. Kanarie`, `${words[0]} 1 ${said}`])),
])

/** What a guest may: say who they are, and write to the secretariat. */
const may = ['person.register', 'desk.feedback']
/** What is kept for a guest: what they wanted until it is known who they are. */
const aside = ['drafts']

/** They share all there is, who differ in who they are. With KILLS=all the first goes through all of it, on one platform: behind the doors of both is one code. */
const seesAll = (n: number): boolean => n === 0 && platform === 'slack' && isThorough

describe('[T06] a guest’s rights', () => {
  it('give nothing away and change nothing at any command', async () => {
    const before = await digests(m50.database, aside)
    for (const [n, { what, person }] of nobodies.entries())
      for (const line of (seesAll(n)
        ? [...everyHandler, ...harmful(), ...manyLines]
        : [...everyHandler.filter((_, i) => i % nobodies.length === n), ...harmful()]
      ).filter(each => !/^(aanmelden|register|mijn-gegevens|my-data|vergeet-mij|forget-me)/.test(each)))
        expect(withoutEcho(await asks(person, line)), `${what}: ${line}`).not.toMatch(canaries)
    expect(await digests(m50.database, aside)).toEqual(before)
  }, 180_000)

  it('give nothing away and change nothing at any press or form', async () => {
    const before = await digests(m50.database, aside)
    const buttons = features.flatMap(feature => [
      ...Object.keys(feature.presses ?? {}),
      ...Object.entries(feature.forms ?? {}).flatMap(([name, form]) => (form.open ? [name] : [])),
    ])
    const forms = features.flatMap(feature => Object.keys(feature.forms ?? {})).filter(name => !may.includes(name))
    const fields = {
      reason: 'x',
      question: 'x',
      answer: 'x',
      domains: 'evil.example',
      official: 'W. Kanarie',
      person: 'W. Kanarie',
      role: 'secretariat',
    }
    for (const [n, { what, person, channel }] of nobodies.entries()) {
      const some = seesAll(n) ? ids : ids.slice(n, n + 2)
      const isTheirs = (_: string, i: number) => seesAll(n) || i % nobodies.length === n
      for (const action of buttons.filter(name => !may.includes(name)).filter(isTheirs))
        for (const value of some)
          expect(await person.forgesPress(m50.general, action, value), `${what}: ${action} ${value}`).not.toMatch(
            canaries,
          )
      for (const form of forms.filter(isTheirs))
        for (const id of some) {
          const answer = await person.forgesSubmission(channel, form, id, fields)
          expect(answer, `${what}: ${form} ${id}`).not.toMatch(canaries)
        }
    }
    expect(await digests(m50.database, aside)).toEqual(before)
  }, 240_000)

  it('are to say who one is and to write to the secretariat: neither gives away who is there', async () => {
    for (const { what, person } of nobodies) {
      const help = await asks(person, 'help')
      expect(help, what).not.toMatch(canaries)
      expect(help, what).toMatch(/secretariaat/)
      expect(help, what).not.toMatch(/m50 (rol|kanaal|bron|secretariaat|pijler)/)
      expect(await person.forgesPress(m50.general, 'desk.feedback', 'help'), what).toContain('form:')
    }
  })

  it('[T04] are not to be let in from where the secretariat’s word would not count', async () => {
    const before = await digests(m50.database, aside)
    for (const { what, person } of nobodies.filter(({ what }) => !what.endsWith('of the host'))) {
      expect(await asks(person, 'aanmelden Tiel ambtenaar'), what).toContain('Aanmelden kan hier niet met dit account')
      expect(await asks(person, 'pijler word-lid bestuur'), what).toContain('U bent hier gast.')
      for (const value of ['other', 'official'])
        expect(await person.forgesPress(m50.general, 'person.register', value), what).toContain(
          'Aanmelden kan hier niet',
        )
      const answer = await person.forgesSubmission(m50.general, 'person.register', '', {
        municipality: 'GM0355',
        function: 'official',
      })
      expect(answer, what).toContain('Aanmelden kan hier niet')
    }
    expect(await digests(m50.database, aside)).toEqual(before)
  })

  it('show no name while one types a municipality, and no home', async () => {
    const visitor = nobodies[0]?.person ?? expect.fail('nobody')
    await visitor.forgesPress(m50.general, 'person.register', 'other')
    expect(visitor.form()).not.toBe('')
    expect(visitor.form()).not.toMatch(canaries)
    expect(await visitor.options('municipality', 'kanarie')).toEqual([])
  })
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '#/features/index.ts'
import { craftedPress, craftedSubmission, digests } from '../support/crafted.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { type Person, type Shown, textOf, textOfView } from '../support/slack-server.ts'
import { presses, says } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>
let message: Shown
let ids: readonly string[]
/** All who have a guest's rights: of nobody known, closed, a bot, of another workspace in a domain that it may not speak for, a guest there. */
let nobodies: readonly { readonly what: string; readonly person: Person; readonly channel: string }[]

/** Names, numbers and addresses that only those in the network may read. */
const canaries =
  /Kanarie|kanarie|S\. Jansen|s\.jansen|Verzoek \d|bestuur-geheim|\bBestuur\b|Financiën|Samenleving|Lid sinds|Contactambtenaar:/

beforeAll(async () => {
  m50 = await slackNetwork()
  const { jansen, secretariat, slack, database, general, person } = m50
  await m50.begin()
  await m50.bound()
  await says(jansen, 'aanmelden ambtenaar')
  const kanarie = person('W. Kanarie', 'w.kanarie@zeist.nl')
  await says(kanarie, 'aanmelden wethouder')
  await says(kanarie, 'pijler word-lid bestuur a.kanarie@zeist.nl')
  await says(kanarie, 'pijler word-lid financien b.kanarie@zeist.nl')
  const requests = await database.query<{ id: string }>('select id from requests order by number')
  await slack.shows(secretariat, 'Verzoek 2 ·')
  await presses(jansen, secretariat, 'request.approve', String(requests[0]?.id))

  slack.addWorkspace({ id: 'TBUREN' })
  const shared = slack.addChannel({ isExtShared: true, members: [jansen] })
  const foreign = (email: string, more: object) => {
    const one = slack.addPerson({ teamId: 'TBUREN', email, ...more })
    void one.joins(shared)
    return one
  }
  const elsewhere = foreign('e.lders@zeist.nl', {})
  const guestThere = foreign('g.ast@waalwijk.nl', { isRestricted: true })
  for (const one of [elsewhere, guestThere]) await (await one.mention(shared, 'help')).ephemeral(20_000)
  await says(jansen, 'bron toelaten TBUREN waalwijk.nl')
  const visitor = person('V. Isiter', 'v@bureau.example')
  const hostGuest = person('G. Ast', 'g@bureau.example', { isRestricted: true })
  const closed = person('C. Losed', 'c.losed@zeist.nl', { deleted: true })
  const bot = person('B. Ot', 'b.ot@zeist.nl', { isBot: true })
  nobodies = [
    { what: 'a visitor of the host', person: visitor, channel: general },
    { what: 'a guest of the host', person: hostGuest, channel: general },
    { what: 'a closed account', person: closed, channel: general },
    { what: 'a bot', person: bot, channel: general },
    { what: 'another workspace’s member, in a domain that is not admitted', person: elsewhere, channel: shared },
    { what: 'another workspace’s guest', person: guestThere, channel: shared },
  ]
  for (const { person: one } of nobodies) await one.joins(general)
  // One of each kind is enough here; foreign-ids.test.ts goes through all that may stand in a value.
  const all = await database.query<{ id: string }>(
    `select distinct on (kind) id from (select 'request ' || state as kind, id::text from requests union all select 'role', id::text from roles where kind = 'alderman'
       union all select 'seat', id::text from pillar_members union all select 'delivery', id::text from deliveries union all select 'pillar', 'bestuur') one order by kind, id`,
  )
  ids = all.map(({ id }) => id)
  await jansen.says(general, 'Hallo allemaal')
  message = slack.messagesIn(general)[0] ?? expect.fail('no message')
  for (const { person: one } of nobodies) await asks(one, 'help')
}, 120_000)

afterAll(() => m50.end())

/** What someone sees who mentions the bot: another workspace's people have no command of ours. */
async function asks(person: Person, line: string): Promise<string> {
  const outcome = await person.mention(m50.general, line)
  return textOf(await outcome.ephemeral(20_000))
}

/** An answer without the words that it repeats: “W. Kanarie” is what was typed. */
const withoutEcho = (answer: string): string => answer.replaceAll(/“[^”]*”/g, '')

const nouns = features.flatMap(feature => feature.nouns ?? [])
const withoutMetadata = (answer: string): string => answer.replaceAll(/"private_metadata":"(\\.|[^"\\])*"/g, '')

/** A line for every handler, and those that would do most harm. */
const everyHandler = [
  ...nouns.flatMap(({ words: [noun], verbs }) => [
    String(noun),
    `${noun} bestuur`,
    ...verbs.flatMap(({ words: [verb] }) => [`${noun} ${verb}`, `${noun} ${verb} bestuur`]),
  ]),
]
const harmful = [
  'gemeente zeist domein evil.example',
  'rol geef W. Kanarie secretariaat',
  'rol eindig S. Jansen secretariaat',
  'bron toelaten TBUREN zeist.nl',
  'bron weigeren TBUREN',
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

describe('[T06] a guest’s rights', () => {
  it('give nothing away and change nothing at any command', async () => {
    const before = await digests(m50.database, aside)
    // The first goes through all there is; the others, who differ in who they are, share the handlers.
    for (const [n, { what, person }] of nobodies.entries())
      for (const line of (n === 0
        ? [...everyHandler, ...harmful, ...manyLines]
        : [...everyHandler.filter((_, i) => i % nobodies.length === n), ...harmful]
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
      // The first goes through all there is; what differs for the others is who they are.
      const some = n === 0 ? ids : ids.slice(0, 2)
      const isTheirs = (_: string, i: number) => n === 0 || i % nobodies.length === n
      for (const action of buttons.filter(name => !may.includes(name)).filter(isTheirs))
        for (const value of some)
          expect(await craftedPress(person, message, action, value), `${what}: ${action} ${value}`).not.toMatch(
            canaries,
          )
      for (const form of forms.filter(isTheirs))
        for (const id of some) {
          const answer = await craftedSubmission(m50.slack, person, channel, form, id, fields)
          expect(withoutMetadata(answer), `${what}: ${form} ${id}`).not.toMatch(canaries)
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
      expect(await craftedPress(person, message, 'desk.feedback', 'help'), what).toContain('form:')
    }
  })

  it('[T04] are not to be let in from where the secretariat’s word would not count', async () => {
    const before = await digests(m50.database, aside)
    for (const { what, person } of nobodies.filter(({ what }) => !what.endsWith('of the host'))) {
      expect(await asks(person, 'aanmelden Tiel ambtenaar'), what).toContain('Aanmelden kan hier niet met dit account')
      expect(await asks(person, 'pijler word-lid bestuur'), what).toContain('U bent hier gast.')
      for (const value of ['other', 'official'])
        expect(await craftedPress(person, message, 'person.register', value), what).toContain('Aanmelden kan hier niet')
      const answer = await craftedSubmission(m50.slack, person, m50.general, 'person.register', '', {
        municipality: 'GM0355',
        function: 'official',
      })
      expect(answer, what).toContain('Aanmelden kan hier niet')
    }
    expect(await digests(m50.database, aside)).toEqual(before)
  })

  it('show no name while one types a municipality, and no home', async () => {
    const visitor = nobodies[0]?.person ?? expect.fail('nobody')
    await craftedPress(visitor, message, 'person.register', 'other')
    expect(textOfView(visitor.modal() ?? expect.fail('no form'))).not.toMatch(canaries)
    expect(await visitor.options('modal', 'municipality', 'kanarie')).toEqual([])
  })
})

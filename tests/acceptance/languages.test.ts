// SPDX-License-Identifier: EUPL-1.2
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRegistry } from '#/chat/registry.ts'
import { type Locale, locales, type TextTree } from '#/chat/texts.ts'
import { features } from '#/features/index.ts'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { eventually } from '../support/eventually.ts'
import { isThorough } from '../support/thorough.ts'

const src = join(import.meta.dirname, '../../src')
const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? []
const leaves = (tree: TextTree): string[] =>
  Object.values(tree).flatMap(value => (typeof value === 'string' ? [value] : leaves(value)))

/** Every word that the bot may say in one language: of all its texts, and of the dates that it writes. */
function vocabulary(locale: Locale): Set<string> {
  const texts = globSync(`**/texts.${locale}.json`, { cwd: src }).flatMap(file =>
    leaves(JSON.parse(readFileSync(join(src, file), 'utf8'))),
  )
  const days = Array.from({ length: 12 }, (_, month) => new Date(2027, month, 1 + month))
  const styles = ['long', 'short'] as const
  const dates = styles.flatMap(style =>
    days.map(day => day.toLocaleDateString(locale, { weekday: style, month: style })),
  )
  return new Set([...texts.map(text => text.replaceAll(/\{\{\w+\}\}/g, ' ')), ...dates].flatMap(wordsIn))
}

const said = { nl: vocabulary('nl'), en: vocabulary('en') }
/** The words by which a language gives itself away. */
const onlyIn = { nl: said.nl.difference(said.en), en: said.en.difference(said.nl) }

const registry = createRegistry(features)
const lines = registry.nouns.flatMap(({ noun }) => [
  noun.words[0] ?? '',
  ...noun.verbs.map(verb => `${noun.words[0]} ${verb.words[0]}`),
])
const acts = features.flatMap(feature => [
  ...Object.keys(feature.presses ?? {}),
  ...Object.entries(feature.forms ?? {}).flatMap(([name, form]) => (form.open ? [name] : [])),
])
const forms = features.flatMap(feature => Object.keys(feature.forms ?? {}))

/** What people type that is no word of any language. */
const typed = 'qqqq'

/** What was shown, without the word that it was a form. */
const shown = (answer: string): string => answer.replace(/^form:/, '')

/** Names by themselves, the longest first: Best is a municipality, and no part of "Bestand". */
const wholeNames = (names: readonly string[]): RegExp =>
  new RegExp(
    `(?<!\\p{L})(?:${names
      .toSorted((a, b) => b.length - a.length)
      .map(RegExp.escape)
      .join('|')})(?!\\p{L})`,
    'gu',
  )

let turn = 0

describe.each(locales)('[F81] [E42] everything that is said to people whose language is %s', locale => {
  const other = locale === 'nl' ? 'en' : 'nl'
  let m50: Awaited<ReturnType<typeof chatNetwork>>
  let secretary: Person
  let member: Person
  let everyone: Person[]
  let desk: string
  /** Names of people and places, which no language has. */
  let names: RegExp
  let ids: readonly string[]

  /** What is tried of these. Behind the doors of both platforms is one code: a third is tried on one (with KILLS=all: all of it), and on the other one of them, the next every time. */
  const tried = <T>(all: readonly T[], isWhole = isThorough): readonly T[] => {
    turn += 1
    if (platform !== { nl: 'slack', en: 'teams' }[locale]) return all.filter((_, i) => i === turn % all.length)
    return isWhole || all.length < 3 ? all : all.filter((_, i) => (i + turn) % 3 === 0)
  }

  /** The words of the other language in something that was said; none, when all is well. */
  const strange = (text: string, language: Locale = other): string[] => {
    const plain = text
      .replaceAll('[Meer: ', '[')
      .replaceAll(typed, ' ')
      .replaceAll(/https?:\/\/\S+/g, ' ')
      .replaceAll(names, ' ')
      .replaceAll(/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/gi, ' ')
      .replaceAll(/\S+@\S+|\S+\.(nl|example)\b|\b[A-Z]{2}\d+\b|\b[A-Z\d]{5}-[A-Z\d]{5}\b/g, ' ')
      // What stays in records is in the network's language, whoever reads it.
      .replaceAll(/“(voormalig|former) [^”]*”/g, ' ')
    return [...new Set(wordsIn(plain).filter(word => onlyIn[language].has(word)))]
  }
  /** What was said in the other language, so that one run names all of it. */
  let leaks: string[]
  const check = (what: string, text: string) => {
    const words = strange(text)
    if (words.length > 0) leaks.push(`${what}: “${words.join(' ')}” in ${text.slice(0, 300)}`)
  }
  beforeEach(() => {
    leaks = []
    return () => expect(leaks).toEqual([])
  })

  beforeAll(async () => {
    // What stands in channels is in the network's language, which is the other one here.
    m50 = await chatNetwork({ settings: { DEFAULT_LOCALE: other, SECRETARIAT_EMAILS: 'c.lerk@zeist.nl' } })
    const { database } = m50
    await m50.begin()
    const someone = (name: string, email: string) => m50.person(name, email, locale === 'en' ? { locale } : {})
    secretary = someone('C. Lerk', 'c.lerk@zeist.nl')
    member = someone('M. Ember', 'm.ember@zeist.nl')
    const official = someone('O. Fficial', 'o.fficial@zeist.nl')
    const chair = someone('H. Chair', 'h.chair@waalwijk.nl')
    const unknown = someone('U. Nknown', 'u.nknown@elders.example')
    const guest = someone('G. Uest', 'g.uest@bureau.example')
    everyone = [secretary, member, official, chair, unknown, guest]
    desk = m50.channel('secretariaat', [secretary])
    await says(secretary, 'kanaal secretariaat', desk)
    await says(secretary, 'aanmelden ambtenaar')
    await says(official, 'aanmelden ambtenaar')
    for (const person of [member, chair]) await says(person, 'aanmelden wethouder')
    await says(member, 'pijler word-lid bestuur o.fficial@zeist.nl')
    await says(chair, 'pijler word-lid financien a.ndere@waalwijk.nl')
    await says(unknown, 'aanmelden Tiel ambtenaar')
    const requests = await database.query<{ id: string }>('select id from requests order by number')
    await m50.shows(desk, '3 ·')
    await presses(secretary, desk, 'request.approve', requests[0]?.id)
    await pressesOpen(secretary, desk, 'request.ask', String(requests[1]?.id))
    await submits(secretary, { question: '41?' })
    for (const person of everyone) await person.opensHome()
    const rows = await database.query<{ kind: string; id: string }>(
      `select 'nothing' as kind, '${typed}' as id union all select 'request', id::text from requests union all select 'role', id::text from roles
       union all select 'person', id::text from people union all select 'seat', id::text from pillar_members union all select 'planned', id::text from planned`,
    )
    ids = [...Map.groupBy(rows, ({ kind }) => kind).values()].flatMap(all => all.slice(0, 1).map(({ id }) => id))
    for (const person of [member, secretary]) await person.joins(m50.general)
    await eventually(
      () => database.query(`select from days_off where source = 'calendar'`),
      days => days.length > 0,
      60_000,
    )
    const known = await database.query<{ name: string }>(
      `select name from municipalities union select alias from municipality_aliases union select name from pillars union select name from themes union select name from lobby_targets union select name from theme_groups
       union select name from people union select name from identities union select name from days_off union select name from sources union select name from channels union select name from agenda_periods union select name from meeting_kinds union select name from committees`,
    )
    names = wholeNames([...known, ...everyone].map(({ name }) => name))
  }, 120_000)

  afterAll(() => m50.end())

  it('has enough words to be told by', () => {
    expect(onlyIn[other].size).toBeGreaterThan(500)
    const sentence = { nl: 'Er is niets veranderd.', en: 'Nothing has changed.' }
    expect(strange(sentence[other])).not.toEqual([])
    expect(strange(sentence[locale])).toEqual([])
  })

  const answerTo = (person: Person, line: string) => person.tries(line, person === secretary ? desk : undefined)

  it.each(['secretary', 'member'] as const)(
    'by every command, for a %s',
    async who => {
      const person = who === 'secretary' ? secretary : member
      const alone = ['', 'help', typed, ...registry.nouns.map(({ noun }) => `help ${noun.words[0]}`)]
      // All of it is more than one person reads in so short a time [T26].
      for (const line of [...alone, ...lines])
        for (const words of alone.includes(line) ? [''] : tried(['', ' bestuur', ' 1', ' C. Lerk'], false))
          check(line + words, await answerTo(person, line + words))
      expect(await m50.database.query(`select from audit where action = 'reading.held'`)).toEqual([])
    },
    300_000,
  )

  it.each(['member', 'secretary'] as const)(
    'by every press and every form, for a %s',
    async who => {
      const person = who === 'secretary' ? secretary : member
      // What is refused for its subject is refused alike, whatever the subject.
      const about = who === 'secretary' ? ids : ids.slice(0, 2)
      for (const act of acts)
        for (const id of tried(about)) check(`${act} ${id}`, shown(await person.forgesPress(m50.general, act, id)))
      const fields = {
        reason: '41',
        question: '41',
        answer: '41',
        person: typed,
        role: 'chair',
        domains: 'q.example',
        language: locale,
      }
      for (const form of forms)
        for (const id of tried(about))
          check(`${form} ${id}`, shown(await person.forgesSubmission(m50.general, form, id, fields)))
    },
    300_000,
  )

  it('in what they were told meanwhile, and at home; and what the bot posts in channels has the network’s own language', async () => {
    for (const person of everyone) {
      await person.opensHome()
      for (const told of person.inbox().flatMap(root => [root, ...root.replies])) check(`to ${person.name}`, told.text)
      check(`home of ${person.name}`, await person.home())
    }
    // In Teams the answers stand there too, and were looked at as such.
    expect(everyone.flatMap(person => person.inbox()).length).toBeGreaterThan(platform === 'slack' ? 8 : 3)
    // Whoever asks something there is answered in their own words; what is meant for all is noted.
    const noted = await m50.database.query<{ id: string }>('select message_id as id from posted_messages')
    const cards = m50
      .messagesIn(desk)
      .flatMap(root => [root, ...root.replies])
      .filter(({ id }) => noted.some(row => row.id === id))
    expect(cards.length).toBeGreaterThan(3)
    for (const { text } of cards) expect({ text, words: strange(text, locale) }).toMatchObject({ words: [] })
  })
})

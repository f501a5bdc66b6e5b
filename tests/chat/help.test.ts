// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Card } from '#/chat/card.ts'
import { features } from '#/features/index.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { parts, readingOf } from '../platforms/adaptive-card/walk.ts'
import { type Guest, openParlour, type Parlour } from '../support/parlour.ts'

const jansen: Guest = { user: 'U1', name: 'S. Jansen', email: 's.jansen@zeist.nl' }
const smit: Guest = { user: 'U2', name: 'M. Smit', email: 'm.smit@waalwijk.nl', locale: 'en' }

let parlour: Parlour
beforeAll(async () => {
  parlour = await openParlour(features, [jansen, smit], ['s.jansen@zeist.nl'])
  for (const who of [jansen, smit])
    await parlour.does(who, { kind: 'line', text: 'aanmelden ambtenaar', by: 'command' })
})
afterAll(() => parlour.close())

async function asked(who: Guest, text: string): Promise<Card> {
  const answer = await parlour.does(who, { kind: 'line', text, by: 'command' })
  return 'card' in answer ? answer.card : expect.fail(`${text} is answered with no card`)
}

/** Help from its first page to its last, by its own button. */
async function pages(who: Guest): Promise<readonly Card[]> {
  const all = [await asked(who, 'help')]
  for (;;) {
    const more = all.at(-1)?.buttons?.find(({ name }) => name === 'chat.line')
    if (!more) return all
    if (all.length > 9) expect.fail('there is no end to it')
    all.push(await asked(who, more.value))
  }
}

/** What nobody else may do. */
const secretarys = ['role', 'diagnosis', 'import', 'hold', 'secretariat', 'schedule', 'channel', 'source', 'release']

describe('[F88] [E01] help', () => {
  it.each([
    ['the secretariat', jansen, 'nl', /^\/m50 pijler /, []],
    ['a member', smit, 'en', /^\/m50 pillar /, secretarys],
  ] as const)(
    'of %s begins with everyday words and leads to all others, each drawn whole in Teams',
    async (_, who, locale, first, unseen) => {
      const all = await pages(who)
      expect(all.length).toBeGreaterThan(1)
      const texts = all.map(card => readingOf(drawCard(card, { locale }).body))
      expect(texts[0]?.split('\n')[2]).toMatch(first)
      for (const text of texts) expect(text).not.toMatch(/… (?:en meer|and more)|(?:en nog|and) \d+ (?:meer|more)/)
      const words = parlour.registry.nouns.map(({ noun }) => noun.words[locale === 'nl' ? 0 : noun.words.length - 1])
      expect(words.filter(word => !texts.some(text => text.includes(`/m50 ${word} `)))).toEqual(unseen)
      const begins = all.flatMap(card => (card.items ?? []).flatMap(item => item.accessory?.value ?? []))
      const drawn = all.flatMap(card => parts(drawCard(card, { locale })).map(part => JSON.stringify(part.data)))
      for (const line of begins) expect(drawn).toContainEqual(expect.stringContaining(`"value":"${line}"`))
    },
  )

  it.each([
    ['Dutch', jansen],
    ['English', smit],
  ])('says of no two commands the same in %s', async (_, who) => {
    const lines = (await pages(who)).flatMap(({ items }) => (items ?? []).flatMap(({ text }) => text.split('\n')))
    const told = lines.map(line => line.slice(line.indexOf(' · ')))
    expect(told.length).toBeGreaterThan(20)
    expect(told.filter((text, i) => told.indexOf(text) !== i)).toEqual([])
  })

  it('of a page that is not there is that of the last', async () => {
    expect(await asked(jansen, 'help 99')).toEqual((await pages(jansen)).at(-1))
  })
})

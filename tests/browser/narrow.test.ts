// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Card, isPlainText } from '#/chat/card.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import { locales } from '#/chat/texts.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { type Play, play } from '../platforms/playground/play.ts'
import { sampleCards } from '../platforms/samples.ts'
import { openBrowser } from './chromium.ts'

const opened = await openBrowser()
let browser: Browser
let page: Page
const phone = { width: 320, height: 640 }

beforeAll(() => {
  if (!('absent' in opened)) browser = opened
})
afterAll(() => browser?.close())
beforeEach(async test => {
  if ('absent' in opened) {
    console.warn(`Skipped: ${opened.absent}`)
    return test.skip(opened.absent)
  }
  page = await browser.newPage({ viewport: phone, locale: 'nl-NL' })
  return () => page.close()
})

const longWord = 'Arbeidsongeschiktheidsverzekeringsmaatschappijen'.repeat(3)
/** What nobody writes, and may be typed all the same. */
const crowded: Card = {
  version: 1,
  title: `Verzoek 41 · ${longWord}`,
  text: `Zie [${longWord}](https://www.zeist.nl/${'pad/'.repeat(40)}).\n> ${longWord}`,
  facts: [{ label: 'Ondersteuning', value: escapeMarkdown(`${longWord}@zeist.nl`) }],
  items: ['Bekijk', 'Klopt niet', 'Terugdraaien'].map(label => ({
    text: longWord,
    accessory: { does: 'press', name: 'pillar.show', label, value: 'p' },
  })),
  progress: { label: 'Steun', value: 14, of: 20 },
  context: longWord,
}
const everyDay = locales.flatMap(locale => Object.values(sampleCards(locale))).filter(card => !isPlainText(card))

/** Everything in the cards that is wider than its place, or reaches over the edge of the screen. */
const tooWide = () =>
  page
    .locator('html, .ac-adaptiveCard, .ac-adaptiveCard *')
    .evaluateAll(
      (all, width) =>
        all
          .filter(
            one =>
              (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1) ||
              one.getBoundingClientRect().right > width,
          )
          .map(one => one.outerHTML.slice(0, 200)),
      phone.width,
    )

describe('[E26] [F86] every card of every day, on a screen of 320 pixels', { timeout: 120_000 }, () => {
  let its: Play | undefined
  afterAll(() => its?.close())

  it('stands whole in the playground, and can be pressed there', async () => {
    its = await play({ seeded: true })
    const cards = [...everyDay, crowded]
    for (const card of cards)
      await its.playground.platform.post(
        { workspace: 'playground', conversation: 'secretariaat' },
        { card, locale: 'nl', delivery: randomUUID() as DeliveryId, drawing: 1 },
      )
    await page.goto(`${its.url}#s.jansen/secretariaat`)
    await expect.poll(() => page.locator('.ac-adaptiveCard').count(), { timeout: 30_000 }).toBe(cards.length)
    expect(await tooWide()).toEqual([])
    const beside = await page
      .locator('.ac-columnSet')
      .evaluateAll(sets => sets.map(({ children }) => [...children].map(one => one.getBoundingClientRect().width)))
    expect(beside.length).toBeGreaterThan(1)
    for (const widths of beside) expect(widths.at(0), 'of a text').toBeGreaterThan(widths.at(-1) ?? 0)
    for (const button of await page.locator('.ac-pushButton').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(24)
  })

  it("stands whole as Microsoft's library draws it by itself, its buttons below each other as on a phone", async () => {
    const drawn = everyDay.map(card => drawCard(card, { locale: 'nl' }))
    await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js')) })
    await page.addScriptTag({
      content: `for (const drawn of ${JSON.stringify(drawn)}) {
        const card = new AdaptiveCards.AdaptiveCard()
        card.hostConfig = new AdaptiveCards.HostConfig({ actions: { maxActions: 6, actionsOrientation: 'vertical' } })
        card.parse(drawn)
        document.body.append(card.render())
      }`,
    })
    expect(await page.locator('.ac-adaptiveCard').count()).toBe(everyDay.length)
    expect(await tooWide()).toEqual([])
  })
})

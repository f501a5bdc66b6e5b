// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Locale } from '#/chat/texts.ts'
import { type Database, openDatabase } from '#/database/database.ts'
import { myDataPage } from '#/features/privacy/cards/my-data-page.ts'
import { myData } from '#/features/privacy/rules/my-data.ts'
import { createLinks, makeFile } from '#/network/files.ts'
import type { IdentityId, PersonId } from '#/network/ids.ts'
import { mountFiles } from '#/web/files.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aPerson, aSource } from '../support/people.ts'
import { type Served, serve } from '../web/serve.ts'
import { findings } from './axe.ts'
import { openBrowser } from './chromium.ts'

const opened = await openBrowser()
let browser: Browser
let rows: TestDatabase
let database: Database
let web: Served
let links: ReturnType<typeof createLinks>
let person: PersonId
let reader: IdentityId

beforeAll(async () => {
  rows = await freshDatabase({ seeded: true })
  database = openDatabase({ url: rows.url, turns: 2, background: 1 })
  web = await serve()
  mountFiles(web.app, database.turns, web.url, async () => true)
  links = createLinks(randomBytes(32), web.url)
  person = await aPerson(rows)
  const source = await aSource(rows)
  reader = (await anAccount(rows, {
    source,
    person,
    user: 'U1',
    email: `${'a-very-long-address'.repeat(4)}@zeist.nl`,
  })) as IdentityId
  await rows.query(
    `insert into roles (person_id, kind, municipality_id, starts_on) values ($1, 'alderman', 'GM0355', '2026-01-01')`,
    [person],
  )
})
afterAll(async () => {
  if (!('absent' in opened)) await opened.close()
  await web.close()
  await database.close()
  await rows.drop()
})

beforeEach(test => {
  if ('absent' in opened) {
    console.warn(`Skipped: ${opened.absent}`)
    return test.skip(opened.absent)
  }
  browser = opened
})

async function made(locale: Locale): Promise<string> {
  const now = new Date('2027-03-10T08:00:00Z')
  const data = await myData(database.turns, { person, account: null }, now)
  const content = myDataPage(data, { locale, zone: 'Europe/Amsterdam', typed: '/m50' })
  const parts = [{ name: 'page.html', mediaType: 'text/html; charset=utf-8', content }]
  const file = await database.turns.transaction(tx =>
    makeFile(tx, links, { reader, kind: 'myData', locale, parts }, new Date()),
  )
  return links.urlOf(file)
}

const looks = {
  nl: [
    { width: 1280, colorScheme: 'light' },
    { width: 320, colorScheme: 'dark' },
  ],
  en: [
    { width: 320, colorScheme: 'light' },
    { width: 1280, colorScheme: 'dark' },
  ],
} as const

/** Axe has nothing to say, and on the narrowest screen nothing has to be scrolled sideways. */
async function isFit(page: Page, locale: Locale): Promise<void> {
  for (const { width, colorScheme } of looks[locale]) {
    await page.setViewportSize({ width, height: 720 })
    await page.emulateMedia({ colorScheme })
    expect(await findings(page), `${await page.title()}, ${width} px, ${colorScheme}`).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
}

it.each([
  ['nl', 'Mijn gegevens'],
  ['en', 'My data'],
] as const)(
  '[T58] the pages of a file in %s are accessible: the button, the file, and a link that is another’s or none',
  async (locale, title) => {
    const url = await made(locale)
    const page = await browser.newPage({ locale: locale === 'nl' ? 'nl-NL' : 'en-GB' })
    await page.goto(url)
    expect(await page.locator('html').getAttribute('lang')).toBe(locale)
    await isFit(page, locale)
    // By keyboard alone.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(locale)
    await isFit(page, locale)
    await page.context().clearCookies()
    await page.goto(url)
    expect((await Promise.all([page.waitForResponse(url), page.getByRole('button').click()]))[0].status()).toBe(403)
    await isFit(page, locale)
    expect((await page.goto(`${web.url}/files/${'A'.repeat(43)}`))?.status()).toBe(404)
    expect(await page.locator('html').getAttribute('lang')).toBe(locale)
    await isFit(page, locale)
    await page.close()
  },
  60_000,
)

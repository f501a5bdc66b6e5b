// SPDX-License-Identifier: EUPL-1.2
import type { BrowserContext, Locator, Page } from 'playwright-core'

/** Someone in the playground, with a tab of their own. What they do is done as a person does it: by what can be read on the page. */
export interface Visitor {
  readonly page: Page
  /** Goes to a channel by its name, or to their own direct conversation with the bot: `direct`. */
  goesTo(conversation: string): Promise<void>
  says(text: string): Promise<void>
  /** Waits for a message with these words, where they are now; the newest such message. */
  reads(words: string | RegExp): Promise<Locator>
  /** Presses a button on the newest message that has one so named. */
  presses(label: string): Promise<void>
  /** Fills in the form that is open, by the labels of its fields, and sends it by the button named. */
  fillsIn(fields: Readonly<Record<string, string>>, send: string): Promise<void>
}

/** Lets someone in by the page's address: `id` as in the playground's list of people. */
export async function visit(context: BrowserContext, url: string, id: string): Promise<Visitor> {
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const messages = () => page.getByRole('log').getByRole('article')
  const visitor: Visitor = {
    page,
    async goesTo(conversation) {
      await page.goto(`${url}/playground#${id}/${conversation === 'direct' ? `@${id}` : conversation}`)
      await page.locator('.conversations [aria-current]').waitFor()
    },
    async says(text) {
      await page.locator('.screen > .composer > input').fill(text)
      await page.keyboard.press('Enter')
    },
    async reads(words) {
      const message = messages().filter({ hasText: words }).last()
      await message.waitFor()
      return message
    },
    presses: label => messages().getByRole('button', { name: label, exact: true }).last().click(),
    async fillsIn(fields, send) {
      const dialog = page.getByRole('dialog')
      for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value)
      await dialog.getByRole('button', { name: send }).click()
      await dialog.waitFor({ state: 'hidden' })
    },
  }
  await visitor.goesTo('algemeen')
  return visitor
}

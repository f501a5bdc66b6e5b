// SPDX-License-Identifier: EUPL-1.2
// The playground's page in a browser, in front of a router that the test gives, with a card and a form to look at.
import { randomUUID } from 'node:crypto'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeEach } from 'vitest'
import type { Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { play, said } from '../platforms/playground/play.ts'
import { openBrowser } from './chromium.ts'

/** Two screens: a member's, and the secretariat's channel. */
export const both = '#w.devries/@w.devries+s.jansen/secretariaat'

export const request: Card = {
  version: 1,
  title: 'Verzoek 41 · lid worden van de pijler Bestuur',
  text: 'W. de Vries, **wethouder**, gemeente Zeist, zie [de site](https://www.zeist.nl/)',
  items: [
    {
      text: 'Al lid uit Zeist: niemand',
      accessory: { does: 'press', name: 'pillar.people', label: 'Toon', value: 'p' },
    },
  ],
  buttons: [
    { does: 'press', name: 'request.approve', label: 'Goedkeuren', value: 'r1', style: 'primary' },
    {
      does: 'press',
      name: 'pillar.leave',
      label: 'Verlaten',
      value: 'bestuur',
      style: 'danger',
      confirm: { text: 'U bent dan geen lid meer.', yes: 'Ja, verlaten' },
    },
  ],
  more: [{ does: 'press', name: 'request.claim', label: 'Ik pak dit', value: 'r:1' }],
}
export const form: Form = {
  version: 1,
  name: 'pillar.join',
  title: 'Lid worden',
  submit: 'Versturen',
  context: 'bestuur',
  inputs: [
    { kind: 'person', name: 'official', label: 'Welke ambtenaar?', hint: 'Naam of e-mailadres' },
    { kind: 'municipality', name: 'municipality', label: 'Gemeente', optional: true },
    { kind: 'choice', name: 'pillar', label: 'Pijler', options: [{ value: 'b', label: 'Bestuur' }] },
    {
      kind: 'choices',
      name: 'alsoPillar',
      label: 'Ook voor',
      hint: 'Zo veel als u wilt.',
      options: [
        { value: 's', label: 'Samenleving' },
        { value: 'f', label: 'Financiën' },
      ],
      value: ['f'],
    },
    { kind: 'checkbox', name: 'diet', label: 'Vraag naar dieetwensen' },
  ],
  reopen: { label: 'Formulier openen', value: 'bestuur' },
}

/** The page for all tests of a file, each with an empty conversation and windows of its own; where there is no browser they are skipped. */
export async function screens() {
  const opened = await openBrowser()
  const its = await play({ seeded: true })
  let contexts: BrowserContext[] = []

  afterAll(async () => {
    if (!('absent' in opened)) await opened.close()
    await its.close()
  })
  beforeEach(async test => {
    if ('absent' in opened) {
      console.warn(`Skipped: ${opened.absent}`)
      return test.skip(opened.absent)
    }
    contexts = []
    its.taken.length = 0
    its.answer(() => said('Goed.'))
    await its.rows.query('truncate playground_messages')
    await its.rows.query('truncate requests cascade')
    await its.rows.query(`delete from settings where key like 'playground.locale.%'`)
    return async () => {
      for (const context of contexts) await context.close()
    }
  })

  /** A page at an address, as a browser with these traits shows it. */
  async function open(address = both, traits: BrowserContextOptions = {}): Promise<Page> {
    if ('absent' in opened) throw new Error(opened.absent)
    const context = await opened.newContext({ locale: 'nl-NL', viewport: { width: 1280, height: 800 }, ...traits })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await page.goto(`${its.url}${address}`)
    await page.locator('.conversations [aria-current]').first().waitFor({ state: 'attached' })
    return page
  }

  const post = (card: Card, conversation = 'secretariaat', id = randomUUID() as DeliveryId) =>
    its.playground.platform.post(
      { workspace: 'playground', conversation },
      { card, locale: 'nl', delivery: id, drawing: 3 },
    )

  return { its, open, post }
}

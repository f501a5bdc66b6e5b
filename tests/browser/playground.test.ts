// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '#/chat/card.ts'
import { timeOf } from '#/chat/dates.ts'
import type { Incoming } from '#/chat/turn.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { type Play, play, said } from '../platforms/playground/play.ts'
import { openBrowser } from './chromium.ts'
import { decided, join, joining, request } from './joining.ts'

const opened = await openBrowser()
let browser: Browser
let its: Play
let context: BrowserContext
let page: Page
/** What a page complained of, and every address that was asked. */
let complaints: string[]
let asked: string[]

async function pageOf(of: BrowserContext): Promise<Page> {
  const one = await of.newPage()
  one.setDefaultTimeout(30_000)
  one.on('pageerror', error => complaints.push(error.message))
  one.on('console', line => {
    if (['error', 'warning'].includes(line.type())) complaints.push(line.text())
  })
  one.on('request', request => asked.push(request.url()))
  return one
}

beforeAll(async () => {
  if ('absent' in opened) return
  browser = opened
  its = await play()
})
afterAll(async () => {
  if ('absent' in opened) return
  await browser.close()
  await its.close()
})
beforeEach(async ctx => {
  if ('absent' in opened) {
    console.warn(`Skipped: ${opened.absent}`)
    return ctx.skip(opened.absent)
  }
  complaints = []
  asked = []
  its.taken.length = 0
  its.answer(() => said('Goed.'))
  await its.rows.query('truncate playground_messages')
  await its.rows.query('truncate settings')
  context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1000, height: 760 } })
  page = await pageOf(context)
  return () => context.close()
})

const toSecretariat = { workspace: 'playground', conversation: 'secretariaat' }
async function post(card: Card, to = toSecretariat, delivery = randomUUID() as DeliveryId): Promise<string> {
  const sent = await its.playground.platform.post(to, { card, locale: 'nl', delivery, drawing: 1 })
  if (sent.outcome !== 'sent') throw new Error('not posted')
  return sent.message
}

const go = (person: string, conversation: string, on = page) => on.goto(`${its.url}#${person}/${conversation}`)
const messages = (on = page) => on.getByRole('log').getByRole('article')
const say = async (text: string, on = page) => {
  await on.getByLabel('Bericht', { exact: true }).fill(text)
  await on.keyboard.press('Enter')
}
const focused = (on = page) => on.locator(':focus').innerText()
const eventually = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: 30_000 })

const read = async ({ readFile }: Incoming) => {
  const sent = await readFile('', 100)
  return sent.ok ? sent.bytes : Buffer.from(sent.reason)
}

describe('the playground', { timeout: 90_000 }, () => {
  it('lets one choose who and where to be, and type', async () => {
    await go('w.devries', 'algemeen')
    await page.getByLabel('U bent').selectOption({ label: 'A. Bakker · ambtenaar, Zeist' })
    await page.getByRole('button', { name: '# bestuur' }).click()
    await say('/m50 pijler')
    await eventually(() => messages().allInnerTexts()).toEqual([
      expect.stringMatching(/A\. Bakker.*alleen voor u[\s\S]*\/m50 pijler/),
      expect.stringMatching(/M50.*alleen voor u[\s\S]*Goed\./),
    ])
    expect(its.taken).toMatchObject([
      { account: { user: 'a.bakker' }, where: { channel: 'bestuur' }, act: { text: 'pijler', by: 'command' } },
    ])
    await page.reload()
    await messages().nth(1).waitFor()
    expect(await page.getByLabel('U bent').inputValue()).toBe('a.bakker')
  })

  it('fills in a form: what is wrong stands at its field with all that was typed, then its answer in the conversation', async () => {
    its.answer(joining)
    await go('w.devries', 'algemeen')
    await say('/m50 pijler word-lid bestuur')
    const dialog = page.getByRole('dialog', { name: join.title })
    const official = dialog.getByLabel('Welke ambtenaar ondersteunt u?')
    await official.fill('iemand')
    await dialog.getByRole('combobox', { name: 'Gemeente' }).fill('zei')
    await page.keyboard.press('ArrowDown')
    await dialog.getByRole('option', { name: 'Zeist' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const groups = dialog.getByRole('group', { name: 'Themagroepen' })
    await groups.getByRole('checkbox', { name: 'Wonen' }).press('Space')
    await dialog.getByRole('checkbox', { name: 'Vraag naar dieetwensen' }).check()
    await dialog.getByRole('button', { name: 'Versturen' }).click()
    await dialog.getByText('Die ken ik niet.').waitFor()
    expect(await official.inputValue()).toBe('iemand')
    await official.and(page.locator(':focus')).waitFor()
    expect(await official.getAttribute('aria-invalid')).toBe('true')
    expect(await official.getAttribute('aria-describedby')).toBe('error.official hint.official')
    expect(await dialog.getByRole('combobox', { name: 'Gemeente' }).inputValue()).toBe('Zeist')
    expect(
      await dialog.getByRole('checkbox').evaluateAll(all => all.filter(one => one.matches(':checked')).length),
    ).toBe(3)
    await groups.getByRole('checkbox', { name: 'Groen' }).uncheck()
    await groups.getByText('Zorg').click()
    await official.fill('a.bakker@zeist.nl')
    await dialog.getByRole('button', { name: 'Versturen' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await eventually(() => messages().last().innerText()).toMatch(/alleen voor u[\s\S]*Verzoek verstuurd/)
    expect(its.taken.at(-1)?.act).toEqual({
      kind: 'submit',
      form: 'pillar.join',
      context: 'bestuur',
      fields: { official: 'a.bakker@zeist.nl', municipality: 'GM0355', groups: 'wonen,zorg', capacity: '', diet: 'on' },
    })
  })

  it('asks for what is missing before it sends, and lets one leave without', async () => {
    its.answer(joining)
    await go('w.devries', 'algemeen')
    await say('/m50 pijler word-lid bestuur')
    const dialog = page.getByRole('dialog', { name: join.title })
    await dialog.getByRole('button', { name: 'Versturen' }).click()
    await dialog.getByText('Vul dit nog in: Welke ambtenaar ondersteunt u?').waitFor()
    expect(its.taken).toHaveLength(1)
    await dialog.getByRole('button', { name: 'Later invullen' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await messages().getByText('Goed.').waitFor()
    expect(its.taken.at(-1)?.act).toMatchObject({ name: 'pillar.later', inForm: { context: 'bestuur' } })
  })

  it('shows a request at once to who is there and as unread to who is elsewhere; a decision redraws it for all', async () => {
    const other = await pageOf(context)
    await go('s.jansen', 'algemeen')
    await go('m.smit', 'secretariaat', other)
    await other.getByRole('button', { name: '# secretariaat' }).waitFor()
    const delivery = randomUUID() as DeliveryId
    const id = await post(request, toSecretariat, delivery)
    await messages(other).getByText('Verzoek 41').waitFor()
    await page.getByRole('button', { name: '# secretariaat 1 ongelezen' }).click()
    its.answer(async ({ act }) => {
      if (act.kind === 'press')
        await its.playground.platform.update(toSecretariat, id, { card: decided, locale: 'nl', delivery, drawing: 2 })
      return said('Gedaan.')
    })
    await messages().getByRole('button', { name: 'Goedkeuren' }).click()
    for (const one of [page, other]) {
      await messages(one).getByText('Goedgekeurd door S. Jansen').waitFor()
      expect(await messages(one).getByRole('button', { name: 'Goedkeuren' }).count()).toBe(0)
    }
    await messages().getByText('Gedaan.').waitFor()
    expect(await messages(other).getByText('Gedaan.').count()).toBe(0)
    expect(its.taken[0]?.act).toMatchObject({ name: 'request.approve', value: 'r1', delivery, drawing: 1 })
    expect(await page.getByRole('button', { name: '# secretariaat', exact: true }).count()).toBe(1)
  })

  it('[F94] sends a file along in the direct conversation, and nowhere else', async () => {
    await go('w.devries', '@w.devries')
    const file = page.getByLabel('Bestand meesturen')
    await file.setInputFiles({ name: 'leden.csv', mimeType: 'text/csv', buffer: Buffer.from('naam') })
    await page.locator('#\\30 -chosen').getByText('leden.csv').waitFor()
    its.answer(async incoming => said(Buffer.from(await read(incoming)).toString()))
    await say('importeer leden')
    await eventually(() => messages().allInnerTexts()).toEqual([
      expect.stringMatching(/importeer leden\s+Bestand: leden\.csv/),
      expect.stringContaining('naam'),
    ])
    expect(await file.inputValue()).toBe('')
    await page.getByRole('button', { name: '# algemeen' }).click()
    await file.waitFor({ state: 'hidden' })
  })

  it('keeps a thread under its message', async () => {
    const root = await post(request)
    await post(
      { version: 1, text: 'Antwoord van J. Mol: “Alleen Mobiliteit graag”' },
      { ...toSecretariat, ...{ thread: root } },
    )
    await go('s.jansen', 'secretariaat')
    const whole = messages().first()
    await whole.getByText('Alleen Mobiliteit graag').waitFor()
    await whole.getByRole('button', { name: 'Antwoord in dit draadje' }).click()
    await whole.getByLabel('Antwoord', { exact: true }).fill('@M50 wie besliste dit?')
    await page.keyboard.press('Enter')
    await whole.getByText('Goed.').waitFor()
    expect(its.taken[0]).toMatchObject({ where: { kind: 'thread' }, act: { text: 'wie besliste dit?', by: 'mention' } })
    await eventually(() => whole.getByRole('article').count()).toBe(3)
  })

  it('has threads in channels, and none in a direct conversation', async () => {
    const direct = { workspace: 'playground', conversation: '@s.jansen' }
    await post({ version: 1, text: 'Welkom bij de pijler Bestuur' }, direct)
    await go('s.jansen', '@s.jansen')
    await messages().getByText('Welkom').waitFor()
    expect(await messages().getByRole('button').count()).toBe(0)
  })

  it('shows when something was said in the time of the network, wherever the browser is', async () => {
    await post(request)
    await its.rows.query(
      `insert into playground_messages (conversation, author, text, drawing, at, updated_at)
       values ('secretariaat', 'm.smit', 'Van de winter', 0, '2026-02-03T08:12:00Z', now())`,
    )
    const elsewhere = await browser.newContext({ locale: 'en-US', timezoneId: 'America/New_York' })
    const far = await pageOf(elsewhere)
    await go('s.jansen', 'secretariaat', far)
    await messages(far).nth(1).waitFor()
    const [now, winter] = await far.locator('article time').all()
    const said = new Date((await now?.getAttribute('datetime')) ?? '')
    expect(`${await now?.innerText()} uur`).toBe(timeOf(said, 'nl', 'Europe/Amsterdam'))
    expect(await winter?.innerText()).toBe('di 3 feb, 09.12')
    await elsewhere.close()
  })

  it('[F84] works by keyboard alone', async () => {
    await post(request)
    await go('s.jansen', 'secretariaat')
    await messages().getByRole('button', { name: 'Meer' }).focus()
    await page.keyboard.press('Enter')
    await eventually(() => focused()).toBe('Vraag stellen')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('Ik pak dit')
    await page.keyboard.press('Escape')
    await eventually(() => focused()).toBe('Meer')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await messages().getByText('Goed.').waitFor()
    expect(its.taken[0]?.act).toMatchObject({ name: 'request.claim' })
    // Until its answer came the card takes no other press.
    await messages().locator('[aria-busy]').waitFor({ state: 'detached' })
    its.answer(() => ({ form: join }))
    await messages().getByRole('button', { name: 'Afwijzen' }).focus()
    await page.keyboard.press('Space')
    await page.getByLabel('Welke ambtenaar ondersteunt u?').and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Escape')
    await eventually(() => focused()).toBe('Afwijzen')
  })

  it('asks before a dangerous press acts', async () => {
    await post({
      version: 1,
      text: 'U bent lid van de pijler Bestuur.',
      buttons: [
        {
          does: 'press',
          name: 'pillar.leave',
          label: 'Verlaten',
          value: 'bestuur',
          style: 'danger',
          confirm: { text: 'U bent dan geen lid meer.', yes: 'Ja, verlaten' },
        },
      ],
    })
    await go('s.jansen', 'secretariaat')
    await messages().getByRole('button', { name: 'Verlaten', exact: true }).click()
    await messages().getByText('U bent dan geen lid meer.').waitFor()
    expect(its.taken).toEqual([])
    await messages().getByRole('button', { name: 'Ja, verlaten' }).click()
    await messages().getByText('Goed.').waitFor()
    expect(its.taken[0]?.act).toMatchObject({ name: 'pillar.leave', value: 'bestuur' })
  })

  it('[F81] speaks English to who wants that', async () => {
    await go('w.devries', 'algemeen')
    await page.getByLabel('Taal').selectOption('en')
    await page.getByLabel('Message', { exact: true }).fill('/m50')
    await page.getByRole('button', { name: 'Send' }).click()
    await messages().getByText('Goed.').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.reload()
    await page.getByLabel('You are').waitFor()
    await page.getByLabel('You are').selectOption('a.bakker')
    await page.getByLabel('U bent').waitFor()
  })

  it('[T14] shows what was typed as text, and nothing but text', async () => {
    const typed =
      '<img src=x onerror="document.title=1"> **vet** [klik](javascript:alert(1)) {{DATE(2027-02-03T09:12:00Z)}}'
    await post({
      version: 1,
      text: typed.replace(/[\\*_[\]()>`~#|!<]/g, mark => `\\${mark}`),
      buttons: request.buttons,
    })
    await go('s.jansen', 'secretariaat')
    await say(typed)
    await eventually(() => messages().count()).toBe(2)
    for (const text of await messages().allInnerTexts()) expect(text).toContain(typed)
    expect(await messages().locator('img, a').count()).toBe(0)
  })

  it('keeps what was typed when it does not arrive', async () => {
    its.answer(() => {
      throw new Error('broken')
    })
    await go('w.devries', 'algemeen')
    await say('/m50 knelpunt nieuw Te weinig jeugdartsen')
    await page.getByText('Er ging iets mis. Probeer het opnieuw.').waitFor()
    expect(await page.getByLabel('Bericht', { exact: true }).inputValue()).toBe(
      '/m50 knelpunt nieuw Te weinig jeugdartsen',
    )
    complaints = complaints.filter(text => !text.includes('503'))
  })

  it('[E26] fits a phone of 360 pixels, form and all', async () => {
    await page.setViewportSize({ width: 360, height: 640 })
    await post(request)
    await post({
      version: 1,
      title: 'Eenlangwoordzonderspaties'.repeat(8),
      text: 'https://www.zeist.nl/'.padEnd(200, 'x'),
      buttons: request.buttons,
    })
    await go('s.jansen', 'secretariaat')
    await messages().nth(1).waitFor()
    const overflows = () =>
      page
        .locator('html, .messages, dialog')
        .evaluateAll(all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.id || one.tagName))
    expect(await overflows()).toEqual([])
    its.answer(joining)
    await say('/m50 pijler word-lid bestuur')
    await page.getByRole('dialog').waitFor()
    expect(await overflows()).toEqual([])
  })

  it('[T15] loads nothing from elsewhere, and breaks none of its own rules', async () => {
    its.answer(joining)
    await post(request)
    await go('s.jansen', 'secretariaat')
    await messages().getByRole('button', { name: 'Meer' }).click()
    await page.keyboard.press('Escape')
    await say('/m50 pijler word-lid bestuur')
    await page.getByRole('dialog').waitFor()
    const origin = new URL(its.url).origin
    expect(asked.length).toBeGreaterThan(8)
    expect(asked.filter(url => !url.startsWith(origin))).toEqual([])
    expect(complaints).toEqual([])
  })
})

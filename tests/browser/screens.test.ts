// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Card } from '#/chat/card.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { said } from '../platforms/playground/play.ts'
import { findings } from './axe.ts'
import { both, form, request, screens } from './screens.ts'

const { its, open, post } = await screens()

const delivery = randomUUID() as DeliveryId
const screenOf = (page: Page, name: string) => page.getByRole('region', { name })
const presses = () =>
  its.taken.flatMap(({ account, act }) => (act.kind === 'press' ? [{ user: account.user, ...act }] : []))
const eventually = <Value>(look: () => Promise<Value> | Value) => expect.poll(look, { timeout: 30_000 })

describe('two screens', { timeout: 90_000 }, () => {
  it('show a member and the secretariat side by side, each live and in a language of its own', async () => {
    const page = await open()
    const member = screenOf(page, 'W. de Vries')
    const desk = screenOf(page, 'S. Jansen: # secretariaat')
    await post(request)
    await post({ version: 1, text: 'Welkom bij de pijler Bestuur' }, '@w.devries')
    await desk.getByRole('button', { name: 'Goedkeuren' }).click()
    await desk.getByText('Goed.').waitFor()
    await member.getByText('Welkom bij de pijler Bestuur').waitFor()
    expect(presses()).toMatchObject([{ user: 's.jansen', name: 'request.approve' }])
    await member.getByLabel('Taal').selectOption('en')
    await member.getByLabel('Message', { exact: true }).waitFor()
    await desk.getByLabel('Bericht', { exact: true }).waitFor()
    expect(await page.locator('html, .screen').evaluateAll(all => all.map(one => one.lang))).toEqual(['en', 'en', 'nl'])
  })

  it('are one after [Sluiten], and two again', async () => {
    const page = await open()
    await page.getByRole('button', { name: /^Sluiten\s+scherm van W\. de Vries/ }).click()
    await eventually(() => page.getByRole('region').count()).toBe(1)
    await page.getByRole('button', { name: 'Scherm ernaast' }).click()
    await screenOf(page, 'W. de Vries: Start').waitFor()
    expect(await page.getByRole('region').count()).toBe(2)
  })

  it('[T58] stand behind each other on a phone, the other one two presses away, with what is unread', async () => {
    const page = await open(both, { viewport: { width: 390, height: 780 } })
    await screenOf(page, 'W. de Vries').waitFor()
    expect(await page.getByRole('region').count()).toBe(1)
    await post(request)
    await page.getByRole('button', { name: 'S. Jansen 1 ongelezen' }).click()
    await screenOf(page, 'S. Jansen').getByRole('button', { name: 'Goedkeuren' }).waitFor()
    expect(await page.getByRole('region').count()).toBe(1)
  })

  it('begin with words that are one press away', async () => {
    const page = await open()
    await screenOf(page, 'W. de Vries').getByRole('button', { name: 'Welke pijlers zijn er?' }).click()
    await screenOf(page, 'W. de Vries').getByText('Goed.').waitFor()
    expect(its.taken).toMatchObject([{ account: { user: 'w.devries' }, act: { text: 'pijler', by: 'direct' } }])
  })
})

describe("one's home", { timeout: 90_000 }, () => {
  it('[F87] is what stands there when the page is opened, is drawn anew when something happens, and its presses are answered directly', async () => {
    let count = 0
    its.answer(({ act }) =>
      act.kind === 'line' ? { card: { ...request, text: `Keer ${++count}` }, to: 'me' } : said('Goed.'),
    )
    const page = await open('')
    const member = screenOf(page, 'W. de Vries: Start')
    await member.getByText('Keer 1', { exact: true }).waitFor()
    await screenOf(page, 'S. Jansen: # secretariaat').waitFor()
    expect(its.taken).toMatchObject([
      { account: { user: 'w.devries' }, act: { text: '', by: 'command' }, where: { kind: 'direct' }, key: null },
    ])
    expect(await its.rows.query('select 1 from playground_messages')).toEqual([])
    await post({ version: 1, text: 'Welkom' }, '@w.devries')
    await member.getByText('Keer 2', { exact: true }).waitFor()
    await member.getByRole('button', { name: 'Goedkeuren' }).click()
    await screenOf(page, 'W. de Vries: Direct met M50').getByText('Goed.').waitFor()
  })
})

describe('the tasks', { timeout: 90_000 }, () => {
  it('[E48] [F88] lead to where they are done, and get a tick by what happened in the database', async () => {
    await its.rows.query(
      `insert into requests (kind, subject, subject_key, asked_of) values ('pillar.join', '{}', 'k', 'secretariat')`,
    )
    const [{ number }] = (await its.rows.query<{ number: number }>('select number from requests')) as [
      { number: number },
    ]
    const page = await open('#w.devries/algemeen')
    const tasks = page.getByRole('complementary', { name: 'Om te proberen' }).getByRole('listitem')
    await eventually(() => tasks.allInnerTexts()).toEqual([
      expect.stringMatching(new RegExp(`Nog te doen:[\\s\\S]*Keur verzoek ${number} goed`)),
      expect.stringMatching(/Nog te doen:[\s\S]*Word lid van de pijler Bestuur/),
      expect.stringMatching(/Nog te doen:[\s\S]*Maak kennis/),
    ])
    await page.getByRole('button', { name: 'Word lid van de pijler Bestuur' }).click()
    await screenOf(page, 'W. de Vries: Direct met M50').waitFor()
    const line = page.getByLabel('Bericht', { exact: true }).and(page.locator(':focus'))
    await line.waitFor()
    expect(await line.inputValue()).toBe('pijler word-lid Bestuur')
    await page.getByRole('button', { name: `Keur verzoek ${number} goed` }).click()
    await screenOf(page, 'S. Jansen: # secretariaat').waitFor()
    await its.rows.query(`update requests set state = 'approved', decided_at = now()`)
    await eventually(() => tasks.first().innerText()).toMatch(/^Gedaan:/)
    await page.getByText('1 van 3 gedaan').waitFor()
    await page.getByRole('status').getByText(`Gedaan: Keur verzoek ${number} goed`).waitFor({ state: 'attached' })
  })
})

describe('what comes in', { timeout: 90_000 }, () => {
  const tall = (title: string): Card => ({ ...request, title, text: Array(60).fill('Regel').join('\n\n') })
  const within = (page: Page, words: string) =>
    page
      .getByText(words)
      .last()
      .evaluate(one => {
        const { top, bottom } = one.getBoundingClientRect()
        const list = one.closest('.messages')?.getBoundingClientRect()
        return list !== undefined && top >= list.top && bottom <= list.bottom
      })

  it('is shown from its top, however long it is', async () => {
    const page = await open('#s.jansen/secretariaat')
    await post(tall('Eerste verzoek'))
    await eventually(() => within(page, 'Eerste verzoek')).toBe(true)
    await page.reload()
    await eventually(() => within(page, 'Eerste verzoek')).toBe(true)
  })

  it('[F88] long ago and asks for a decision is brought in view by its task', async () => {
    const id = randomUUID() as DeliveryId
    const [asked] = await its.rows.query<{ id: string; number: number }>(
      `insert into requests (kind, subject, subject_key, asked_of) values ('pillar.join', '{}', 'k', 'secretariat') returning id, number`,
    )
    if (!asked) throw new Error('no request')
    await its.rows.query(
      `insert into deliveries (id, platform, conversation, kind, facts, locale, subject_kind, subject_id, on_unclear, record_class)
       values ('${id}', 'playground', 'secretariaat', 'request.new', '{}', 'nl', 'request', '${asked.id}', 'once', 'request')`,
    )
    await post(tall('Eerste verzoek'), 'secretariaat', id)
    await post(tall('Tweede verzoek'))
    const page = await open('#s.jansen/secretariaat')
    await eventually(() => within(page, 'Tweede verzoek')).toBe(true)
    await page.getByRole('button', { name: `Keur verzoek ${asked.number} goed` }).click()
    await eventually(() => within(page, 'Eerste verzoek')).toBe(true)
    await its.rows.query(`delete from deliveries where id = '${id}'`)
  })

  it('out of view, as in a thread far above, is one press away', async () => {
    const first = await post(tall('Eerste verzoek'))
    await post(tall('Tweede verzoek'))
    if (first.outcome !== 'sent') throw new Error('not posted')
    const page = await open('#s.jansen/secretariaat')
    await eventually(() => within(page, 'Tweede verzoek')).toBe(true)
    const news = page.getByRole('button', { name: 'Nieuw bericht' })
    expect(await news.isVisible()).toBe(false)
    await its.playground.platform.post(
      { workspace: 'playground', conversation: 'secretariaat', thread: first.message },
      { card: { version: 1, text: 'Herinnering' }, locale: 'nl', delivery: randomUUID() as DeliveryId, drawing: 1 },
    )
    await news.click()
    await eventually(() => within(page, 'Herinnering')).toBe(true)
    await news.waitFor({ state: 'hidden' })
  })
})

describe('a thread', { timeout: 90_000 }, () => {
  it('keeps what is being typed in it when its card is drawn anew, and the place of whoever types', async () => {
    const sent = await post(request, 'secretariaat', delivery)
    const page = await open('#s.jansen/secretariaat')
    await page.getByRole('button', { name: 'Antwoord in dit draadje' }).click()
    await page.keyboard.type('@M50 wie bes')
    if (sent.outcome !== 'sent') throw new Error('not posted')
    const to = { workspace: 'playground', conversation: 'secretariaat' }
    const redrawn = { ...request, title: 'Verzoek 41 · opgepakt' }
    await its.playground.platform.update(to, sent.message, { card: redrawn, locale: 'nl', delivery, drawing: 4 })
    await page.getByText('Verzoek 41 · opgepakt').waitFor()
    await page.keyboard.type('liste dit?')
    expect(await page.getByLabel('Antwoord', { exact: true }).inputValue()).toBe('@M50 wie besliste dit?')
  })
})

describe('as Slack shows it', { timeout: 90_000 }, () => {
  it('draws what the Slack renderer made, and its presses act as on Slack', async () => {
    await post(request, 'secretariaat', delivery)
    const page = await open('#s.jansen/secretariaat')
    const card = page.getByRole('article').first()
    await card.locator('.ac-adaptiveCard').waitFor()
    await page.getByText('Slack', { exact: true }).click()
    await card.locator('.slack').waitFor()
    expect(await card.locator('.ac-adaptiveCard').count()).toBe(0)
    expect(await card.locator('strong', { hasText: 'wethouder' }).count()).toBe(1)
    expect(await card.getByRole('link', { name: 'de site' }).getAttribute('href')).toBe('https://www.zeist.nl/')
    let count = 0
    /** A press is over when its answer came: until then the card takes no other. */
    const isPressed = async () => {
      await eventually(() => presses().length).toBe(++count)
      await card.locator('.slack:not([aria-busy])').waitFor()
    }
    await card.getByRole('button', { name: 'Goedkeuren' }).click()
    await page.getByText('Goed.').waitFor()
    await isPressed()
    await card.getByRole('button', { name: 'Meer' }).click()
    await page.getByRole('menuitem', { name: 'Ik pak dit' }).click()
    await isPressed()
    await card.getByRole('button', { name: 'Verlaten' }).click()
    const confirm = page.getByRole('dialog', { name: 'Verlaten' })
    await confirm.getByRole('button', { name: 'Annuleren' }).click()
    await card.getByRole('button', { name: 'Verlaten' }).click()
    await confirm.getByRole('button', { name: 'Ja, verlaten' }).click()
    await isPressed()
    await card.getByRole('button', { name: 'Toon' }).click()
    await isPressed()
    expect(presses()).toMatchObject([
      { name: 'request.approve', value: 'r1', delivery, drawing: 3 },
      { name: 'request.claim', value: 'r:1', delivery, drawing: 3 },
      { name: 'pillar.leave', value: 'bestuur', delivery, drawing: 3 },
      { name: 'pillar.people', value: 'p', delivery, drawing: 3 },
    ])
    await page.reload()
    await card.locator('.slack').waitFor()
  })

  it('[T14] shows what was typed as text, and nothing but text', async () => {
    const typed = '<img src=x onerror="document.title=1"> *vet* _schuin_ <https://kwaad.example|klik> &lt;b&gt; :tada:'
    await post({ ...request, text: typed.replace(/[\\*_[\]()>`~#|!<]/g, mark => `\\${mark}`) })
    const page = await open('#s.jansen/secretariaat')
    await page.getByText('Slack', { exact: true }).click()
    await page.locator('.slack').waitFor()
    expect(await page.locator('.slack').innerText()).toContain(typed)
    expect(await page.locator('.slack').locator('img, a, em').count()).toBe(0)
  })
})

describe('for everyone', { timeout: 180_000 }, () => {
  it.each([
    { language: 'nl', look: 'Teams', other: 'Slack', scheme: 'light' },
    { language: 'en', look: 'Slack', other: 'Teams', scheme: 'dark' },
  ] as const)(
    '[T58] [E44] axe finds nothing: $language, as in $look, $scheme; no colour in either look and scheme',
    async ({ language, look, other, scheme }) => {
      its.answer(({ act }) => (act.kind === 'line' ? { form } : said('Goed.')))
      await post(request)
      await its.act('say', { as: 's.jansen', conversation: 'secretariaat', text: 'Dit pak ik vandaag op.' })
      const page = await open(both, { colorScheme: scheme })
      for (const select of await page.locator('.who select').all())
        if ((await select.locator('option[value=en]').count()) > 0) await select.selectOption(language)
      const drawnAs = async (name: 'Teams' | 'Slack') => {
        await page.getByText(name, { exact: true }).click()
        await page
          .locator(name === 'Slack' ? '.slack' : '.ac-adaptiveCard')
          .first()
          .waitFor()
      }
      await drawnAs(other)
      expect(await findings(page, 'color-contrast')).toEqual([])
      await drawnAs(look)
      expect(await findings(page)).toEqual([])
      await page.getByRole('button', { name: /^(Meer|More)$/ }).click()
      const menu = page.getByRole('menu')
      await menu.waitFor()
      // While it appears it is paler than it will be.
      await expect
        .poll(() => menu.evaluate(one => one.ownerDocument.defaultView?.getComputedStyle(one).opacity))
        .toBe('1')
      expect(await findings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.locator('.composer input').first().fill('pijler word-lid bestuur')
      await page.keyboard.press('Enter')
      const send = page.getByRole('dialog').getByRole('button', { name: 'Versturen' })
      const official = page.getByRole('dialog').getByRole('textbox').first()
      await official.fill('A. Bakker')
      expect(await send.getAttribute('class')).toContain('nl-button--primary')
      await official.fill('')
      await send.click()
      await page.locator('.ac-input-validation-failed').first().waitFor()
      expect(await findings(page)).toEqual([])
    },
  )

  it('[T58] axe finds nothing on a phone, and nothing is wider than 320 pixels; at 400 % the page scrolls', async () => {
    await post(request)
    for (const [round, height] of [640, 256].entries()) {
      const page = await open(both, { viewport: { width: 320, height } })
      await page.getByRole('button', { name: /^S\. Jansen/ }).click()
      await page.getByRole('button', { name: 'Goedkeuren' }).waitFor()
      await page.getByText('Om te proberen').click()
      const wider = () =>
        page
          .locator('html, .messages')
          .evaluateAll(all =>
            all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.outerHTML.slice(0, 80)),
          )
      expect(await wider()).toEqual([])
      await page.getByRole('textbox', { name: 'Bericht' }).fill('/m50 help')
      await page.getByRole('button', { name: 'Versturen' }).click()
      await page.getByText('Goed.').nth(round).waitFor()
      expect(await findings(page)).toEqual([])
      await page.getByRole('button', { name: 'Direct met M50' }).click()
      await page.getByRole('button', { name: 'Bestand meesturen' }).waitFor()
      expect(await wider()).toEqual([])
      expect(await findings(page)).toEqual([])
    }
  })

  it('[E26] on a phone of 360 pixels all tasks can be reached above a full conversation, and what is unread makes nothing wider', async () => {
    for (let count = 0; count < 6; count++) await post(request, '@s.jansen')
    const page = await open('#s.jansen/@s.jansen', { viewport: { width: 360, height: 640 } })
    await page.getByRole('button', { name: 'Goedkeuren' }).last().waitFor()
    await post(request)
    await page.getByRole('button', { name: '# secretariaat 1 ongelezen' }).waitFor()
    expect(await page.locator('html').evaluate(one => one.scrollWidth)).toBe(360)
    await page.getByText('Om te proberen').click()
    const lastTask = await page.locator('#tasks li').last().boundingBox()
    const screens = await page.locator('#screens').boundingBox()
    if (!lastTask || !screens) throw new Error('nothing to see')
    expect(lastTask.y + lastTask.height).toBeLessThanOrEqual(screens.y)
    expect((await page.locator('.messages').boundingBox())?.height).toBeGreaterThan(100)
    await page.getByRole('button', { name: 'Maak kennis als nieuw iemand' }).click()
    await screenOf(page, 'N. Vos: Direct met M50').waitFor()
  })

  it('[T58] works by keyboard alone, from the top of the page to an answer', async () => {
    const page = await open('#s.jansen/secretariaat')
    await post(request)
    await page.getByRole('button', { name: 'Goedkeuren' }).waitFor()
    await page.keyboard.press('Tab')
    const focused = () => page.locator(':focus')
    expect(await focused().innerText()).toBe('Naar het gesprek')
    await page.keyboard.press('Enter')
    await eventually(() => focused().getAttribute('role')).toBe('log')
    await page.keyboard.press('Tab')
    while ((await focused().innerText()) !== 'Goedkeuren') await page.keyboard.press('Tab')
    expect(await focused().evaluate(one => one.ownerDocument.defaultView?.getComputedStyle(one).outlineStyle)).not.toBe(
      'none',
    )
    await page.keyboard.press('Enter')
    await page.getByText('Goed.').waitFor()
    await page.locator('#looks input:checked').focus()
    await page.keyboard.press('ArrowRight')
    await page.locator('.slack').first().waitFor()
  })

  it('[T58] shows in forced colours what is chosen', async () => {
    const page = await open('#s.jansen/secretariaat', { forcedColors: 'active' })
    const outlineOf = (chosen: string) =>
      page.locator(chosen).evaluate(one => one.ownerDocument.defaultView?.getComputedStyle(one).outlineStyle)
    for (const chosen of ['.conversations [aria-current]', '#looks input:checked + span'])
      await eventually(() => outlineOf(chosen)).toBe('solid')
  })
})

// SPDX-License-Identifier: EUPL-1.2
// Makes the README's pictures from the running bot, all or those that are named (`npm run pictures -- meetings digests`): the slice is played in the playground, on a Slack and in a Teams of our own, and what stands there is drawn.
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator } from 'playwright-core'
import { openBrowser } from '../tests/browser/chromium.ts'
import { type Visitor, visit } from '../tests/browser/visitor.ts'
import { drawing } from '../tests/support/slack-drawing.ts'
import { type Shown, startSlack, textOf } from '../tests/support/slack-server.ts'
import { drawTeamsCard } from '../tests/support/teams-drawing.ts'
import { startTeams } from '../tests/support/teams-server.ts'
import { meetingInTeams, meetingOnSlack } from './meeting-pictures.ts'
import { folder, withBot, zone } from './picture-bot.ts'

const onPhone = (browser: Browser, height: number): Promise<BrowserContext> =>
  browser.newContext({
    locale: 'nl-NL',
    viewport: { width: 390, height },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  })

async function playground(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ locale: 'nl-NL', viewport: { width: 1280, height: 860 } })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.goto(`${url}/playground`)
  const first = page.getByRole('article').filter({ hasText: 'Verzoek 1 ·' })
  await first.getByRole('button', { name: 'Goedkeuren', exact: true }).click()
  await page.getByText('Gedaan. Verzoek 1 is goedgekeurd.').waitFor()
  await button('Word lid van de pijler Bestuur').click()
  await page.locator('input:focus').waitFor()
  await page.keyboard.press('Enter')
  await button('Verder met Bestuur').click()
  await page.getByLabel('Ondersteunende ambtenaar van Zeist').fill('A. Bakker')
  await button('Verzoek versturen').click()
  await page.getByText('Verzoek 3 · lid worden van de pijler Bestuur').waitFor()
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(folder, 'playground.png') })
  await page.close()

  const phone = await onPhone(browser, 760)
  const vos = await visit(phone, url, 'n.vos')
  await vos.says('/m50 pijler word-lid bestuur')
  await vos.reads('Even kennismaken')
  await vos.presses('Wethouder')
  await vos.page.getByLabel('Ondersteunende ambtenaar van Dronten').fill('f.kramer@dronten.nl')
  await vos.page.screenshot({ path: join(folder, 'playground-phone.png') })
  await phone.close()
}

/** The lobby agenda of an alderman, and on a phone a point that another municipality comes to stand behind. */
async function lobby(browser: Browser, url: string): Promise<void> {
  const wide = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1280, height: 1200 } })
  const alderman = await visit(wide, url, 'w.devries')
  await alderman.goesTo('direct')
  await alderman.says('lobby')
  const agenda = await alderman.reads('De lobbyagenda')
  await agenda.locator('.ac-adaptiveCard').screenshot({ path: join(folder, 'lobby-agenda.png') })
  const secretary = await visit(wide, url, 's.jansen')
  await secretary.goesTo('secretariaat')
  const request = await secretary.reads(/Verzoek 2 · LP 13/)
  await request.getByRole('button', { name: 'Goedkeuren', exact: true }).click()
  await secretary.reads('Verzoek 2 is goedgekeurd')
  await wide.close()

  const phone = await onPhone(browser, 1020)
  const chair = await visit(phone, url, 'm.smit')
  await chair.goesTo('bestuur')
  await chair.reads('LP 13 ·')
  await chair.presses('Steunen')
  await chair.reads('Waalwijk steunt LP 13, als 2e gemeente.')
  await chair.reads('Steun: 2 gemeenten')
  await screenOf(chair, 'lobby-phone')
  await phone.close()
}

/** The newest message on someone's screen. */
async function screenOf({ page }: Visitor, name: string): Promise<void> {
  // It is revealed by scrolling, which a redrawn card may follow.
  await page.mouse.move(0, 0)
  await page.locator('.messages').evaluate(list => list.scrollTo(0, list.scrollHeight))
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

const cardOf = (message: Locator, name: string) =>
  message.locator('.ac-adaptiveCard').screenshot({ path: join(folder, `${name}.png`) })

/** The meetings that the agenda asks for in a year, and on a phone the invitation to one of them. */
async function meetings(browser: Browser, url: string): Promise<void> {
  const wide = await browser.newContext({ locale: 'nl-NL', viewport: { width: 900, height: 1200 } })
  const secretary = await visit(wide, url, 's.jansen')
  await secretary.goesTo('direct')
  // At the end of a year the next one says more.
  await secretary.says(`bijeenkomst jaarplan ${new Date().getFullYear() + 1}`)
  await cardOf(await secretary.reads('Jaarplan'), 'year-plan')
  await wide.close()

  const phone = await onPhone(browser, 1120)
  const alderman = await visit(phone, url, 'w.devries')
  await alderman.goesTo('direct')
  await alderman.says('bijeenkomst 3')
  await alderman.reads('Ledenbijeenkomst ·')
  await alderman.presses('Inschrijven')
  await alderman.reads('U bent ingeschreven')
  await screenOf(alderman, 'meeting-phone')
  await phone.close()
}

/** Moves the clock on, from one planned message to the next, until someone reads these words. */
async function movesOnUntil(url: string, { page }: Visitor, words: string): Promise<Locator> {
  const message = page.getByRole('log').getByRole('article').filter({ hasText: words }).last()
  const isThere = () =>
    message.waitFor({ timeout: 4_000 }).then(
      () => true,
      () => false,
    )
  for (let steps = 0; !(await isThere()); steps++) {
    if (steps > 40) throw new Error(`nobody reads "${words}"`)
    await fetch(`${url}/playground/api/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ step: 'next' }),
    })
  }
  return message
}

/** A digest as its chair reads it before, as it stands in the pillar's channel, and as one member has it. */
async function digests(browser: Browser, url: string): Promise<void> {
  const wide = await browser.newContext({ locale: 'nl-NL', viewport: { width: 900, height: 1200 } })
  const phone = await onPhone(browser, 1420)
  const officer = await visit(phone, url, 'f.kramer')
  await officer.says('/m50 digest ontvang bestuur')
  const dialog = officer.page.getByRole('dialog')
  await dialog.getByLabel('Hoe vaak?').selectOption('met het bericht in het kanaal')
  await dialog.getByRole('button', { name: 'Bewaren' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await officer.goesTo('direct')
  const chair = await visit(wide, url, 'm.smit')
  await chair.goesTo('direct')
  await cardOf(await movesOnUntil(url, chair, 'Concept: VNG-week Bestuur'), 'digest-draft')
  await chair.goesTo('bestuur')
  await cardOf(await movesOnUntil(url, chair, 'VNG-week Bestuur ·'), 'digest')
  await wide.close()
  await officer.reads('VNG-week Bestuur ·')
  await officer.page.locator('.screen > .composer > input').blur()
  await screenOf(officer, 'digest-phone')
  await phone.close()
}

/** What stands ready for a contact officer and for the secretariat, as Slack shows it under Home. */
async function homes(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ locale: 'nl-NL', viewport: { width: 1440, height: 1180 } })
  const open = async () => {
    await page.goto(`${url}/playground#f.kramer/home+s.jansen/home`)
    await page.reload()
    await page.getByText('Slack', { exact: true }).click()
    await page.getByText('Uw pijlers').first().waitFor()
    await page.getByText('Om te beginnen').first().waitFor()
    return page.getByText('heeft nog niet getikt').isVisible()
  }
  // A bot that began just now says so until its clock ticks, once a minute.
  while (await open()) await page.waitForTimeout(5_000)
  await page.mouse.move(0, 0)
  await page.locator('#screens').screenshot({ path: join(folder, 'home.png') })
  await page.close()
}

async function slackCards(browser: Browser): Promise<void> {
  const slack = await startSlack()
  const person = (name: string, email: string) => slack.addPerson({ name: name.toLowerCase(), realName: name, email })
  const jansen = person('S. Jansen', 's.jansen@zeist.nl')
  const deVries = person('W. de Vries', 'w.devries@zeist.nl')
  const smit = person('M. Smit', 'm.smit@waalwijk.nl')
  const bakker = person('A. Bakker', 'a.bakker@zeist.nl')
  const desk = slack.addChannel({ name: 'secretariaat', members: [jansen], withBot: true })
  const settings = {
    ...slack.settings,
    SECRET_KEY: randomBytes(32).toString('base64'),
    SECRETARIAT_EMAILS: 's.jansen@zeist.nl',
  }
  await withBot(settings, async bot => {
    slack.talkTo(bot.url)
    await (await jansen.command('kanaal secretariaat', { channel: desk })).ephemeral()
    await (await bakker.command('aanmelden ambtenaar')).ephemeral()
    await (await smit.command('aanmelden wethouder')).ephemeral()
    await (await jansen.command('rol geef M. Smit pijlertrekker bestuur', { channel: desk })).ephemeral()
    await (await deVries.command('pijler word-lid bestuur')).ephemeral()
    await (await deVries.press('ephemeral', 'person.register', { value: 'alderman' })).modal()
    await deVries.submit({ official: 'a.bakker@zeist.nl' })
    const open = await slack.shows(desk, 'Verzoek 1 ·')
    const asked = await bakker.receives('Ondersteunt u W. de Vries')
    await (await bakker.press('inbox', 'official.confirm')).ephemeral()
    // A card that was pressed on before it was redrawn changes nothing.
    await slack.shows(desk, 'A. Bakker, heeft bevestigd', 10_000)
    const decided = await decide(open)
    const welcome = await deVries.receives('Welkom bij de pijler Bestuur')
    const page = await browser.newPage({ viewport: { width: 1200, height: 200 } })
    const direct = (name: string) => `M50 · direct bericht aan ${name}`
    const columns = [
      [
        { title: '# secretariaat', messages: [open] },
        { title: '# secretariaat, na de beslissing', messages: [decided] },
      ],
      [
        { title: direct('A. Bakker'), messages: [asked] },
        { title: direct('W. de Vries'), messages: [welcome] },
      ],
    ]
    await page.setContent(drawing(columns, zone))
    await page.screenshot({ path: join(folder, 'slack-cards.png'), fullPage: true })
  })
  await slack.close()

  async function decide(open: Shown): Promise<Shown> {
    await (await jansen.press(desk, 'request.approve')).ephemeral()
    const now = () => slack.messagesIn(desk).find(message => message.ts === open.ts)
    return slack.until(() => {
      const shown = now()
      return shown && textOf(shown).includes('Goedgekeurd door') ? shown : undefined
    })
  }
}

/** Cards as Teams shows them on a phone, each on a screen of 320 pixels. */
async function teamsCards(browser: Browser): Promise<void> {
  const teams = await startTeams()
  const [jansen, deVries, bakker] = (
    [
      ['S. Jansen', 's.jansen@zeist.nl'],
      ['W. de Vries', 'w.devries@zeist.nl'],
      ['A. Bakker', 'a.bakker@zeist.nl'],
    ] as const
  ).map(([name, email]) => teams.addPerson({ name, email }))
  if (!jansen || !deVries || !bakker) throw new Error('nobody there')
  const desk = teams.addChannel({ name: 'secretariaat', members: [jansen] })
  const settings = {
    ...teams.settings,
    SECRET_KEY: randomBytes(32).toString('base64'),
    SECRETARIAT_EMAILS: 's.jansen@zeist.nl',
  }
  await withBot(settings, async bot => {
    teams.talkTo(bot.url)
    await jansen.mentions(desk, 'kanaal secretariaat')
    await jansen.receives('Dit kanaal is nu van het secretariaat')
    await bakker.writes('aanmelden ambtenaar')
    await bakker.receives('U bent aangemeld')
    await deVries.writes('aanmelden wethouder')
    await deVries.receives('U bent aangemeld')
    await deVries.writes('pijler word-lid bestuur a.bakker@zeist.nl')
    const request = await teams.shows(desk, 'lid worden van de pijler Bestuur')
    // As they stand now: messages change.
    const open = { ...request }
    const asked = { ...(await bakker.receives('Ondersteunt u W. de Vries')) }
    await bakker.press(bakker.direct, 'official.confirm')
    await teams.until(() => request.updates > 0)
    await jansen.press(desk, 'request.approve', undefined, request.id)
    const welcome = await deVries.receives('Welkom bij de pijler Bestuur')
    const page = await browser.newPage({ viewport: { width: 320, height: 100 }, deviceScaleFactor: 1.5 })
    for (const [name, { card }] of Object.entries({ request: open, asked, welcome })) {
      if (!card) throw new Error(`${name} is no card`)
      await drawTeamsCard(page, card)
      await page.screenshot({ path: join(folder, `teams-${name}.png`), fullPage: true })
    }
    await page.close()
  })
  await teams.close()
}

/** All that there is to draw, each by itself. */
const parts: Readonly<Record<string, (browser: Browser) => Promise<void>>> = {
  playground: browser =>
    withBot({}, async ({ url }) => {
      await playground(browser, url)
      await homes(browser, url)
      await lobby(browser, url)
    }),
  meetings: browser => withBot({}, ({ url }) => meetings(browser, url)),
  digests: browser => withBot({}, ({ url }) => digests(browser, url)),
  slack: slackCards,
  teams: teamsCards,
  slackMeeting: meetingOnSlack,
  teamsMeeting: meetingInTeams,
}
const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !parts[name])
if (unknown.length > 0) throw new Error(`There is ${Object.keys(parts).join(', ')}; no ${unknown.join(', ')}.`)

// The font that comes with the Chromium from npm, so that the pictures look alike wherever they are made.
process.env.FONTCONFIG_PATH ??= join(tmpdir(), 'fonts')
const browser = await openBrowser()
if ('absent' in browser) throw new Error(browser.absent)
await mkdir(folder, { recursive: true })
for (const [name, draw] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(name)) await draw(browser)
await browser.close()
console.log(`${folder}: ${(chosen.length > 0 ? chosen : Object.keys(parts)).join(', ')} were made.`)

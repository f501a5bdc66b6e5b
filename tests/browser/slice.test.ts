// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startEmbedded } from '#/database/embedded.ts'
import { removeData } from '../support/data-folder.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningBot, startBot } from '../support/running-bot.ts'
import { silent } from '../support/silent-log.ts'
import { openBrowser } from './chromium.ts'
import { visit } from './visitor.ts'

const opened = await openBrowser()
let browser: Browser
let context: BrowserContext
let dataDir: string
let bot: RunningBot

/** A first start with no setting but where: its own database, and the playground. */
beforeEach(async test => {
  if ('absent' in opened) {
    console.warn(`Skipped: ${opened.absent}`)
    return test.skip(opened.absent)
  }
  browser = opened
  context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1000, height: 800 } })
  dataDir = `${process.env.TMPDIR ?? '/tmp'}/m50-page-${randomBytes(6).toString('hex')}`
  bot = await startBot({ DATA_DIR: dataDir }, { withinMs: 90_000 })
  return async () => {
    await context.close()
    if (bot.process.exitCode === null) await bot.stop()
    await removeData(dataDir)
  }
}, 120_000)
afterAll(async () => {
  if (!('absent' in opened)) await opened.close()
})

const someone = (id: string) => visit(context, bot.url, id)

/** Rows of the running bot's own database, as a script reads them. */
async function rows<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const database = await startEmbedded({ dataDir, adopt: 'script', log: silent })
  const client = new pg.Client(database.url)
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
    await database.stop()
  }
}

const seats = () =>
  rows(`select p.name, m.name as municipality, o.name as official, s.official_state as official_says, r.number, r.state, d.name as decided_by
        from pillar_members s join people p on p.id = s.person_id join municipalities m on m.id = s.municipality_id
        join people o on o.id = s.official_id join requests r on r.id = s.request_id join people d on d.id = r.decided_by_id
        where s.pillar_id = 'bestuur' and s.ended_at is null`)
const joined = {
  name: 'N. Vos',
  municipality: 'Dronten',
  official: 'F. Kramer',
  official_says: 'confirmed',
  number: 3,
  state: 'approved',
  decided_by: 'S. Jansen',
}

const official = 'Ondersteunende ambtenaar van Dronten'

describe('the slice, by browser, on a bot that was started with nothing set', { timeout: 180_000 }, () => {
  it('[A11] [A16] [A49] [A50] an alderman joins a pillar, the secretariat approves, all are told, and the next start finds it back', async () => {
    const vos = await someone('n.vos')
    await vos.says('m50 pijler word-lid bestuur')
    await vos.reads(/Even kennismaken[\s\S]*gemeente Dronten/)
    await vos.presses('Wethouder')
    await vos.fillsIn({ [official]: 'f.kramer@dronten.nl' }, 'Verzoek versturen')
    await vos.reads(/Verzoek 3 is verstuurd[\s\S]*Ondersteuning: F\. Kramer \(gevraagd om te bevestigen\)/)

    // Before the approval: the question follows the present, and then says that N. Vos is a member.
    const kramer = await someone('f.kramer')
    await kramer.goesTo('direct')
    await kramer.reads('Ondersteunt u N. Vos in de pijler Bestuur?')

    const jansen = await someone('s.jansen')
    await jansen.goesTo('secretariaat')
    const open = await jansen.reads('Verzoek 3 · lid worden van de pijler Bestuur')
    expect(await open.innerText()).toMatch(/N\. Vos, wethouder \(opgegeven\), gemeente Dronten[\s\S]*Goedkeuren/)
    await jansen.presses('Goedkeuren')
    await jansen.reads('Gedaan. Verzoek 3 is goedgekeurd.')
    const decided = await jansen.reads(/Verzoek 3 · lid worden van de pijler Bestuur\s*Goedgekeurd door S\. Jansen/)
    expect(await decided.getByRole('button').allInnerTexts()).toEqual(['Antwoord in dit draadje'])

    await vos.goesTo('direct')
    await vos.reads(/Welkom bij de pijler Bestuur[\s\S]*met ondersteuning van F\. Kramer[\s\S]*2 leden uit 1 gemeente/)
    await kramer.reads('N. Vos is lid van de pijler Bestuur')
    await kramer.presses('Ja, dat doe ik')
    await kramer.reads('Dank u. U ondersteunt N. Vos in de pijler Bestuur.')

    await vos.presses('Toon de leden')
    await vos.reads('N. Vos, wethouder (opgegeven), Dronten · ondersteuning: F. Kramer')
    expect(await seats()).toEqual([joined])
    await eventually(
      () => rows('select kind, state, reason from deliveries where state <> $$sent$$'),
      left => left.length === 0,
    )

    expect(await bot.stop()).toBe(0)
    bot = await startBot({ DATA_DIR: dataDir }, { withinMs: 90_000 })
    const again = await someone('n.vos')
    await again.goesTo('direct')
    await again.reads('Welkom bij de pijler Bestuur')
    await again.says('pijler word-lid bestuur')
    await again.reads('U bent al lid van de pijler Bestuur')
    expect(await seats()).toEqual([joined])
  })

  it('[F81] speaks English to one person, and Dutch to the others', async () => {
    const vos = await someone('n.vos')
    await vos.page.getByLabel('Taal').selectOption('en')
    await vos.page.getByLabel('Language').waitFor()
    await vos.says('/m50 pillar join bestuur')
    await vos.reads('Nice to meet you')
    await vos.presses('Alderman')
    await vos.fillsIn({ 'Supporting official of Dronten': 'F. Kramer' }, 'Send request')
    await vos.reads('Request 3 has been sent')
    const jansen = await someone('s.jansen')
    await jansen.goesTo('secretariaat')
    await jansen.reads('Verzoek 3 · lid worden van de pijler Bestuur')
    await jansen.presses('Goedkeuren')
    await vos.goesTo('direct')
    await vos.reads(/Welcome to the pillar Bestuur[\s\S]*with support from F\. Kramer/)
    const kramer = await someone('f.kramer')
    await kramer.goesTo('direct')
    await kramer.reads('N. Vos is lid van de pijler Bestuur')
  })

  it('[A50] [T17] a guest meets a kind card, and who is no secretariat decides nothing', async () => {
    const visser = await someone('r.visser')
    await visser.says('/m50 pijler word-lid bestuur')
    const card = await visser.reads(/Bestuurders en ambtenaren van de leden/)
    expect(await card.getByRole('button').allInnerTexts()).toEqual([
      'Aanmelden',
      'Neem contact op met het secretariaat',
    ])
    expect(await rows('select 1 from requests')).toHaveLength(2)

    const bakker = await someone('a.bakker')
    await bakker.says('/m50 pijler word-lid samenleving')
    await bakker.reads('Verzoek 3 is verstuurd')
    const smit = await someone('m.smit')
    await smit.goesTo('secretariaat')
    const open = await smit.reads('Verzoek 3 · lid worden van de pijler Samenleving')
    await smit.presses('Goedkeuren')
    await smit.reads('Alleen het secretariaat kan hierover beslissen. Uw druk op de knop heeft niets veranderd.')
    expect(await open.getByRole('button', { name: 'Goedkeuren' }).count()).toBe(1)
    expect(await rows('select number, state from requests order by number desc limit 1')).toEqual([
      { number: 3, state: 'open' },
    ])
  })
})

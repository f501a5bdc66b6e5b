// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { removeData } from '../support/data-folder.ts'
import { startBot } from '../support/running-bot.ts'
import { openBrowser } from './chromium.ts'
import { visit } from './visitor.ts'

const opened = await openBrowser()
const dataDir = `${process.env.TMPDIR ?? '/tmp'}/m50-lobby-${randomBytes(6).toString('hex')}`

afterAll(async () => {
  if (!('absent' in opened)) await opened.close()
  await removeData(dataDir)
})

it('[E48] a lobby point is proposed, approved and supported in the playground, addressed to whom one finds by the usual short name', async test => {
  if ('absent' in opened) {
    console.warn(`Skipped: ${opened.absent}`)
    return test.skip(opened.absent)
  }
  const bot = await startBot({ DATA_DIR: dataDir }, { withinMs: 90_000 })
  test.onTestFinished(() => bot.stop().then(() => undefined))
  const context = await opened.newContext({ locale: 'nl-NL', viewport: { width: 360, height: 740 } })
  const alderman = await visit(context, bot.url, 'w.devries')
  await alderman.goesTo('direct')
  await alderman.says('lobby nieuw Betaal zonnepanelen op sporthallen')
  await alderman.presses('Stel een lobbypunt voor')
  const dialog = alderman.page.getByRole('dialog')
  await dialog.getByLabel('Wat speelt er?').fill('Sporthallen hebben hoge energierekeningen.')
  await dialog.getByLabel('Wat vragen we?').fill('Een regeling voor sportdaken.')
  await dialog.getByLabel('Waarom juist').fill('Hier staan veel hallen uit een tijd.')
  await dialog.getByLabel('Pijler').selectOption('Bestuur')
  await dialog.getByRole('button', { name: 'Verder' }).click()
  const target = dialog.getByRole('combobox', { name: 'Aan wie is het gericht?' })
  expect(await target.getAttribute('placeholder')).toBe('Typ om te zoeken')
  await target.fill('vws')
  await dialog.getByRole('option', { name: 'Ministerie van Volksgezondheid' }).click()
  await dialog.getByRole('button', { name: 'Voorstellen' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const proposed = await alderman.reads(/LP \d+ is voorgesteld/)
  const point = /LP \d+/.exec(await proposed.innerText())?.[0]

  const secretary = await visit(context, bot.url, 's.jansen')
  await secretary.goesTo('secretariaat')
  await secretary.reads(`Verzoek 3 · ${point} · Betaal zonnepanelen op sporthallen`)
  await secretary.presses('Goedkeuren')
  await secretary.reads('Verzoek 3 is goedgekeurd')

  const chair = await visit(context, bot.url, 'm.smit')
  await chair.goesTo('bestuur')
  // The chair has more conversations than fit beside each other on a phone: the one that is open is in sight.
  const tab = chair.page.locator('.conversations [aria-current]')
  await expect
    .poll(async () => tab.boundingBox().then(box => box && box.x >= 0 && box.x + box.width <= 361), { timeout: 30_000 })
    .toBe(true)
  await chair.reads(/Betaal zonnepanelen op sporthallen[\s\S]*Gericht aan: Ministerie van Volksgezondheid/)
  await chair.presses('Steunen')
  await chair.reads(`Waalwijk steunt ${point}, als 2e gemeente.`)
  await context.close()
}, 180_000)

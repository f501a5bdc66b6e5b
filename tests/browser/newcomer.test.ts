// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { removeData } from '../support/data-folder.ts'
import { freePort } from '../support/running-bot.ts'
import { stopwatch } from '../support/stopwatch.ts'
import { openBrowser } from './chromium.ts'

const opened = await openBrowser()
const dataDir = `${process.env.TMPDIR ?? '/tmp'}/m50-newcomer-${randomBytes(6).toString('hex')}`
const minutes = 60_000

afterAll(async () => {
  if (!('absent' in opened)) await opened.close()
  await removeData(dataDir)
})

it(
  '[E48] [F88] from `npm start` to the first approved request in under three minutes and twelve presses, and within those twelve a reminder goes out and all three tasks are ticked',
  async test => {
    if ('absent' in opened) {
      console.warn(`Skipped: ${opened.absent}`)
      return test.skip(opened.absent)
    }
    const port = String(await freePort())
    const took = stopwatch()
    const npm = spawn('npm', ['start'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: port, DATA_DIR: dataDir },
      cwd: join(import.meta.dirname, '../..'),
      stdio: 'ignore',
    })
    test.onTestFinished(() => void npm.kill('SIGTERM'))
    const url = `http://127.0.0.1:${port}`
    const isReady = () =>
      fetch(`${url}/readyz`).then(
        answer => answer.ok,
        () => false,
      )
    await expect.poll(isReady, { timeout: 5 * minutes, interval: 250 }).toBe(true)
    const page = await opened.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(30_000)

    // Whatever a visitor does with a finger counts: a press of a button, and a field that is filled in.
    let presses = 0
    const press = async (button: Locator) => {
      presses++
      await button.click()
    }
    const fill = async (field: Locator, text: string) => {
      presses++
      await field.fill(text)
    }
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const ticks = () => page.locator('#tasks .done').count()
    await page.goto(`${url}/playground`)

    // Asked by the alderman on the left, decided by the secretariat on the right.
    await press(button('Word lid van de pijler Bestuur'))
    await page.locator('input:focus').waitFor()
    await press(button('Versturen').first())
    await press(button('Verder met Bestuur'))
    await fill(page.getByLabel('Ondersteunende ambtenaar van Zeist'), 'A. Bakker')
    await press(button('Verzoek versturen'))
    await page.getByText('Verzoek 3 · lid worden van de pijler Bestuur').waitFor()
    await press(button('Goedkeuren').last())
    await page.getByText('Goedgekeurd door S. Jansen').waitFor()
    await page.getByText('Welkom bij de pijler Bestuur').waitFor()
    expect(presses).toBeLessThan(12)
    expect(took()).toBeLessThan(3 * minutes)
    await expect.poll(ticks, { timeout: 30_000 }).toBe(1)

    // What was left lying is brought up two working days later, which the visitor need not wait for.
    for (const _ of ['one', 'two']) {
      await press(button('+ 1 werkdag'))
      await page.locator('#clock:not([aria-busy])').waitFor()
    }
    await page.getByText('Herinnering: verzoek 1 wacht nog').waitFor()

    const reminder = page.getByRole('article').filter({ hasText: 'Herinnering: verzoek 1 wacht nog' }).last()
    await press(reminder.getByRole('button', { name: 'Goedkeuren', exact: true }))
    await page.getByText('Gedaan. Verzoek 1 is goedgekeurd.').waitFor()
    await press(button('Maak kennis als nieuw iemand'))
    await page.locator('input:focus').waitFor()
    await press(button('Versturen').first())
    await press(button('Wethouder'))
    await page.getByText('U bent aangemeld').waitFor()
    await expect.poll(ticks, { timeout: 30_000 }).toBe(3)
    expect(presses).toBeLessThanOrEqual(12)

    await page.getByText('In uw eigen Slack').waitFor()
    npm.kill('SIGTERM')
    await expect.poll(isReady, { timeout: 30_000 }).toBe(false)
  },
  10 * minutes,
)

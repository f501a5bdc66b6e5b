// SPDX-License-Identifier: EUPL-1.2
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listen } from '../platforms/playground/listen.ts'
import { removeData } from '../support/data-folder.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningBot, startBot } from '../support/running-bot.ts'
import { findings } from './axe.ts'
import { openBrowser } from './chromium.ts'

const opened = await openBrowser()
const dataDir = `${process.env.TMPDIR ?? '/tmp'}/m50-p12-${randomBytes(6).toString('hex')}`
let bot: RunningBot

/** By one setting; where the database is kept only keeps tests apart. */
beforeAll(async () => {
  bot = await startBot({ NETWORK_DIR: 'tests/networks/p12', DATA_DIR: dataDir }, { withinMs: 90_000 })
}, 120_000)
afterAll(async () => {
  if (!('absent' in opened)) await opened.close()
  await bot?.stop()
  await removeData(dataDir)
})

/** What only M50 and its language have. */
const ofM50 =
  /\b(de|het|een|uw|u|niet|gemeente|pijler|verzoek|wethouder|ambtenaar|secretariaat|bij|kanaal|goedkeuren|uur|m50|zeist|dronten|waalwijk|bestuur)\b/i

const worldShape = z.looseObject({ people: z.array(z.object({ id: z.string(), locale: z.string() })) })
const playground = () => `${bot.url}/playground`
const act = async (path: string, body: object): Promise<unknown> => {
  const response = await fetch(`${playground()}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nonce: randomUUID(), locale: 'en', ...body }),
  })
  expect(response.status).toBe(200)
  return response.json()
}

/** The data of a button, wherever on a card it stands. */
function buttonOf(part: unknown, action: string): object | undefined {
  if (typeof part !== 'object' || part === null) return undefined
  if ('action' in part && part.action === action) return part
  for (const inner of Object.values(part)) {
    const found = buttonOf(inner, action)
    if (found) return found
  }
  return undefined
}

describe('[E42] the playground of another network, by NETWORK_DIR alone', () => {
  it('has its people, its channels and its language, and goes from asking to joined, with a reminder for what waits', async () => {
    const page = await (await fetch(playground())).text()
    expect(page).toContain('<html lang="en"')
    expect(page).toContain('Try P12')
    expect(page.replaceAll(/<[^>]*>/g, ' ')).not.toMatch(ofM50)
    const world = worldShape.parse(await (await fetch(`${playground()}/api/world`)).json())
    expect(world).toMatchObject({ bot: 'P12', command: '/p12', pillar: 'Open Country', zone: 'Europe/London' })
    expect(world.people.map(one => `${one.id} ${one.locale}`)).toEqual(
      ['j.fern', 'k.reed', 'h.moss', 'b.heath', 't.rowan', 'c.stone', 'p.hazel'].map(id => `${id} en`),
    )
    const everyone = world.people.map(({ id }) => id)
    const streams = new Map(await Promise.all(everyone.map(async id => [id, await listen(playground(), id)] as const)))
    const of = (id: string) => streams.get(id) ?? expect.fail(id)
    const said = () => everyone.flatMap(id => of(id).messages())

    await of('h.moss').until('Request 1 ·')
    await act('say', {
      as: 'j.fern',
      conversation: '@j.fern',
      text: 'pillar join open country k.reed@thornwick.example',
    })
    await of('h.moss').until('Request 2 ·')
    const request = of('h.moss')
      .messages()
      .find(({ text }) => text.includes('Request 2 ·'))
    const data = buttonOf(request?.card, 'request.approve')
    await act('press', { as: 'h.moss', conversation: 'secretariat', data })
    await of('j.fern').until('Welcome to the pillar Open Country')
    await of('h.moss').until('"joined":true')

    await act('say', { as: 'p.hazel', conversation: 'general', text: '/p12 register official' })
    await act('say', { as: 'h.moss', conversation: 'secretariat', text: '/p12 schedule days-off' })
    await act('say', { as: 'b.heath', conversation: 'open-country', text: '@P12 pillar open country' })
    await act('say', { as: 'c.stone', conversation: 'general', text: '/p12 help' })
    await of('h.moss').until('"next":"2')
    await act('clock', { step: 'workday' })
    await act('clock', { step: 'workday' })
    await eventually(said, all => all.some(({ text }) => /Reminder.*equest 1/i.test(text)), 20_000)
    const texts = new Set(said().map(({ text }) => text))
    expect(texts.size).toBeGreaterThan(12)
    for (const text of texts) expect(text).not.toMatch(ofM50)
    for (const stream of streams.values()) stream.close()
  })

  it('shows nothing of M50 on the page, and is accessible in its own words', async test => {
    if ('absent' in opened) return test.skip(opened.absent)
    const page = await opened.newPage({ locale: 'nl-NL', viewport: { width: 1280, height: 800 } })
    await page.goto(playground())
    await page.getByText('Things to try').waitFor()
    await page.getByRole('button', { name: 'Join the pillar Open Country' }).click()
    await page.getByText('Introduce yourself as someone new').waitFor()
    const shown = await page.locator('body').innerText()
    expect(await page.title()).toBe('Try P12')
    expect(shown).toContain('J. Fern')
    expect(shown.replaceAll('Nederlands', '')).not.toMatch(ofM50)
    expect(await findings(page)).toEqual([])
    await page.close()
  })
})

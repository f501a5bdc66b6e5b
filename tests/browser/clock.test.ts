// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { DeliveryId } from '#/network/ids.ts'
import { movableTime } from '#/network/time.ts'
import { play } from '../platforms/playground/play.ts'
import { openBrowser } from './chromium.ts'

const opened = await openBrowser()

it('[E48] the clock says what comes next, also once a task is done; when it has moved, what was said before stands with its day', {
  timeout: 90_000,
}, async test => {
  if ('absent' in opened) {
    console.warn(`Skipped: ${opened.absent}`)
    return test.skip(opened.absent)
  }
  const its = await play({ seeded: true, hands: { time: movableTime(), tick: async () => {} } })
  test.onTestFinished(async () => {
    await opened.close()
    await its.close()
  })
  await its.rows.query(`update planned set state = 'done' where state = 'open'`)
  await its.rows.query(
    `insert into planned (kind, subject_kind, subject_id, occurrence, due_at) values ('request.reminder', 'request', 'r1', '1.thread', now() + interval '50 hours')`,
  )
  await its.playground.platform.post(
    { workspace: 'playground', conversation: 'secretariaat' },
    { card: { version: 1, text: 'Goedemiddag' }, locale: 'nl', delivery: randomUUID() as DeliveryId, drawing: 1 },
  )
  const page = await opened.newPage({ locale: 'nl-NL', viewport: { width: 1280, height: 800 } })
  await page.goto(`${its.url}#s.jansen/secretariaat`)
  const next = page.getByRole('button', { name: /^Naar het volgende bericht: / })
  await next.waitFor()
  await its.rows.query(
    `insert into requests (kind, subject, subject_key, asked_of, state, decided_at) values ('pillar.join', '{}', 'k', 'secretariat', 'approved', now())`,
  )
  await page.getByText('1 van 3 gedaan').waitFor()
  await next.waitFor()
  const when = () => page.getByRole('article').locator('time').innerText()
  expect(await when()).toMatch(/^\d\d\.\d\d$/)
  await next.click()
  await page.getByRole('button', { name: 'Niets gepland' }).waitFor()
  await expect.poll(when).toMatch(/^[a-z]{2} \d+ [a-z]+, \d\d\.\d\d$/)
})

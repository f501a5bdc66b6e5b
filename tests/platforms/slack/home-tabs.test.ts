// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { textOf } from '../../support/slack-server.ts'
import { me, onStage } from './stage.ts'

const on = onStage()

it('[E08] what someone does ten times in a moment has their home drawn twice: at the first, and once more to show the last', async () => {
  let done = 0
  on.bot.answers(async ({ act }) => {
    if (act.kind === 'line' && act.text !== '') done += 1
    return me(`${done} gedaan`)
  })
  await on.vries.opensHome()
  await on.slack.until(() => on.vries.home())
  for (let i = 1; i <= 10; i++) {
    const outcome = await on.vries.command('pijler')
    expect(textOf(await outcome.ephemeral())).toBe(`${i} gedaan`)
  }
  await expect.poll(() => JSON.stringify(on.vries.home()), { interval: 20 }).toContain('10 gedaan')
  const drawn = on.slack.calls('views.publish').length
  expect(drawn).toBeGreaterThan(1)
  expect(drawn).toBeLessThanOrEqual(3)
})

it('[E08] the home of whoever never opened it is not drawn', async () => {
  await (await on.vries.command('pijler')).ephemeral()
  expect(on.bot.heard.map(({ act }) => act.kind)).toEqual(['line'])
})

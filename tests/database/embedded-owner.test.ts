// SPDX-License-Identifier: EUPL-1.2
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ask, onEmbedded } from './embedded-play.ts'

const { emptyFolder, madeFolder, start, startApart } = onEmbedded()

it('refuses a second bot on the same data with one sentence, and leaves the first alone', async () => {
  const dataDir = await madeFolder()
  const first = startApart(dataDir, 'bot')
  const { url = '' } = await first.says()
  await expect(start(dataDir)).rejects.toMatchObject({
    name: 'DatabaseUnusable',
    reason: 'in-use',
    message: `Another bot (process ${first.pid}) already uses ${dataDir}: stop it first, or give this one a DATA_DIR of its own.`,
  })
  expect(await ask(url, 'select 1 as answers')).toEqual([{ answers: 1 }])
  await first.ends()
  const second = await start(dataDir)
  expect(await ask(second.url, 'select 1 as answers')).toEqual([{ answers: 1 }])
})

it('of two bots that start at once, one gets the database', async () => {
  const dataDir = await emptyFolder()
  const said = await Promise.all([startApart(dataDir, 'bot').says(), startApart(dataDir, 'bot').says()])
  expect(said.filter(({ url }) => url)).toHaveLength(1)
  expect(said.filter(({ refused }) => refused?.startsWith('Another bot (process '))).toHaveLength(1)
})

it("a script uses a living bot's Postgres, and leaves it running", async () => {
  const dataDir = await madeFolder()
  const { url } = await start(dataDir)
  const script = startApart(dataDir, 'script')
  expect(await script.says()).toEqual({ url, adopted: true })
  await script.ends()
  expect(await ask(url, 'select 1 as answers')).toEqual([{ answers: 1 }])
})

it('a bot waits until a script that started the database is done', async () => {
  const dataDir = await madeFolder()
  const script = startApart(dataDir, 'script')
  await script.says()
  const bot = start(dataDir)
  script.tell("select 'whole' as work from pg_sleep(1)")
  expect(await script.says()).toEqual({ rows: [{ work: 'whole' }] })
  await script.ends()
  expect((await bot).adopted).toBe(false)
})

it('takes over from a bot that is gone, though another process got its number', async () => {
  const dataDir = await madeFolder()
  await writeFile(join(dataDir, 'bot.pid'), '1\n1\n')
  await start(dataDir)
})

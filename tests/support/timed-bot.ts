// SPDX-License-Identifier: EUPL-1.2
// The entry file of a bot whose time can be moved: the parts of main.ts. When it gets SIGUSR2 it reads by how much it runs ahead, and its clock looks at once.
// The product knows nothing of the variable that it reads.
import { readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { noMark } from '#/database/db.ts'
import { createLog } from '#/log.ts'
import { start } from '#/main.ts'
import { movableTime } from '#/network/time.ts'
import { parseSettings } from '#/settings.ts'

const file = z.string().parse(process.env.AHEAD_FILE)
const read = () => Number(readFileSync(file, 'utf8'))

const parsed = parseSettings(process.env)
if (!parsed.ok) throw new Error(parsed.mistakes.join('\n'))
const time = movableTime(read())
const bot = await start(parsed.settings, createLog(parsed.settings.logLevel), noMark, time)
process.on('SIGUSR2', async () => {
  const ahead = read()
  time.moveTo(ahead)
  await bot.tick()
  writeSync(1, `${JSON.stringify({ timedBot: ahead })}\n`)
})
await bot.ready

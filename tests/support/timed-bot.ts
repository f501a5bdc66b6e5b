// SPDX-License-Identifier: EUPL-1.2
// The entry file of a bot whose time can be moved: the parts of main.ts.
import { noMark } from '#/database/db.ts'
import { createLog } from '#/log.ts'
import { start } from '#/main.ts'
import { parseSettings } from '#/settings.ts'
import { followTime, timeAtStart } from './moved-time.ts'

const parsed = parseSettings(process.env)
if (!parsed.ok) throw new Error(parsed.mistakes.join('\n'))
const time = timeAtStart()
const bot = await start(parsed.settings, createLog(parsed.settings.logLevel), noMark, time)
followTime(bot, time)
await bot.ready

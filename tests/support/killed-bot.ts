// SPDX-License-Identifier: EUPL-1.2
// The entry file of a bot that is killed, or put to sleep, at a named point: the parts of main.ts, with a mark. Once it gets SIGUSR2 it counts how often
// it comes to the point, and at the n-th time sends itself a signal. The product knows nothing of the variables that it reads.
import { writeSync } from 'node:fs'
import { createLog } from '#/log.ts'
import { start } from '#/main.ts'
import { parseSettings } from '#/settings.ts'

const { KILLED_AT: at, KILLED_NTH: nth = '1', KILLED_BY: by = 'SIGKILL' } = process.env

const say = (words: string) => void writeSync(1, `${JSON.stringify({ killedBot: words })}\n`)
const never = new Promise<never>(() => {})

let isArmed = false
let times = 0
process.on('SIGUSR2', () => {
  isArmed = true
  say('armed')
})

const parsed = parseSettings(process.env)
if (!parsed.ok) throw new Error(parsed.mistakes.join('\n'))
const bot = await start(parsed.settings, createLog(parsed.settings.logLevel), async point => {
  if (!isArmed) return
  if (point !== at || ++times !== Number(nth)) return
  say(`at ${point}`)
  process.kill(process.pid, by)
  if (by === 'SIGKILL') await never
})
await bot.ready

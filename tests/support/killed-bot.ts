// SPDX-License-Identifier: EUPL-1.2
// The entry file of a bot that is killed, or put to sleep, at a named point: the parts of main.ts, with a mark. When it gets SIGUSR2 it reads its doom, counts
// from then on how often it comes to that point, and at the n-th time sends itself a signal. Of several copies with one doom only the first to come there gets it.
// The product knows nothing of the variable that it reads. Where AHEAD_FILE is set, a test moves its time as well.
import { readFileSync, unlinkSync, writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { createLog } from '#/log.ts'
import { start } from '#/main.ts'
import { parseSettings } from '#/settings.ts'
import { followTime, timeAtStart } from './moved-time.ts'

const dooms = z.string().parse(process.env.DOOM_FILE)
const shape = z.object({
  /** Its number, said when it was read. */
  number: z.number(),
  at: z.string(),
  nth: z.number(),
  by: z.enum(['SIGKILL', 'SIGSTOP']).default('SIGKILL'),
  /** A call that lets so many milliseconds pass first. */
  lingerMs: z.number().optional(),
})

const say = (words: string) => void writeSync(1, `${JSON.stringify({ killedBot: words })}\n`)
const never = new Promise<never>(() => {})

let doom: z.infer<typeof shape> | undefined
let times = 0
process.on('SIGUSR2', () => {
  doom = shape.parse(JSON.parse(readFileSync(dooms, 'utf8')))
  times = 0
  say(`armed ${doom.number}`)
})

function isFirst(): boolean {
  try {
    unlinkSync(dooms)
    return true
  } catch {
    doom = undefined
    return false
  }
}

const parsed = parseSettings(process.env)
if (!parsed.ok) throw new Error(parsed.mistakes.join('\n'))
const time = process.env.AHEAD_FILE === undefined ? undefined : timeAtStart()

async function mark(point: string): Promise<void> {
  if (doom?.lingerMs && point === 'worker.post.before') await pause(doom.lingerMs)
  if (point !== doom?.at || ++times !== doom.nth || !isFirst()) return
  say(`at ${point}`)
  process.kill(process.pid, doom.by)
  if (doom.by === 'SIGKILL') await never
}

const bot = await start(parsed.settings, createLog(parsed.settings.logLevel), mark, time)
if (time) followTime(bot, time)
await bot.ready

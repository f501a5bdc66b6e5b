// SPDX-License-Identifier: EUPL-1.2
// The network's time as a test moves it: by how much it runs ahead stands in a file, and a signal has a bot read it and its clock look at once. The product
// knows nothing of either.
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Bot } from '#/bot.ts'
import { type MovableTime, movableTime } from '#/network/time.ts'
import { eventually } from './eventually.ts'
import type { RunningBot } from './running-bot.ts'

const signal = 'SIGHUP'
const words = (aheadMs: number) => JSON.stringify({ timeMoved: aheadMs })

/** The test's side: a time that is `now` at first, and then whatever it is moved to, never back. */
export function timeInFile(now: string) {
  const file = join(tmpdir(), `m50-ahead-${randomBytes(6).toString('hex')}`)
  let aheadMs = 0
  const set = (moment: string): void => {
    aheadMs = Date.parse(moment) - Date.now()
    writeFileSync(file, String(aheadMs))
  }
  set(now)
  return {
    /** What its bots are started with. */
    settings: { AHEAD_FILE: file },
    /** Moves the time on, and waits until the clocks of these bots, all at the same moment, have looked at what is due then, or they have died of it. */
    async moveTo(moment: string, bots: readonly RunningBot[]): Promise<void> {
      set(moment)
      const said = words(aheadMs)
      for (const bot of bots) bot.process.kill(signal)
      const hasLooked = (bot: RunningBot) => bot.process.signalCode !== null || bot.printed().includes(said)
      await eventually(
        () => bots.every(hasLooked),
        all => all,
        60_000,
      )
    },
  }
}

const read = () => Number(readFileSync(z.string().parse(process.env.AHEAD_FILE), 'utf8'))

/** The bot's side: its time, as it stands when it starts. */
export const timeAtStart = (): MovableTime => movableTime(read())

/** From now on a test may move it. */
export function followTime(bot: Bot, time: MovableTime): void {
  process.on(signal, async () => {
    const aheadMs = read()
    time.moveTo(aheadMs)
    await bot.tick()
    writeSync(1, `${words(aheadMs)}\n`)
  })
}

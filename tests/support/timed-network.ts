// SPDX-License-Identifier: EUPL-1.2
import { timeInFile } from './moved-time.ts'
import { slackNetwork } from './slack-network.ts'

/** The M50 of the model talks, its bot running, at a moment that a test chooses: `now` at first, and then whatever it is moved to, never back. */
export async function timedNetwork(now: string, options: Parameters<typeof slackNetwork>[0] = {}) {
  const time = timeInFile(now)
  const m50 = await slackNetwork({ ...options, settings: { ...options.settings, ...time.settings } })
  const bot = await m50.begin({}, { entry: 'tests/support/timed-bot.ts' })
  return {
    ...m50,
    /** Moves the network's time on, and waits until the clock has looked at what is due then. */
    moveTo: (moment: string) => time.moveTo(moment, [bot]),
  }
}

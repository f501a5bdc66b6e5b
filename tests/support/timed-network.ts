// SPDX-License-Identifier: EUPL-1.2
import { timeInFile } from './moved-time.ts'
import type { RunningBot } from './running-bot.ts'
import { slackNetwork } from './slack-network.ts'

interface Startable {
  begin(more: Record<string, string>, how: { entry: string }): Promise<RunningBot>
}

/** A network, its bot running, at a moment that a test chooses: `now` at first, and then whatever it is moved to, never back. `open` makes it with these settings besides. */
export async function timed<Network extends Startable>(
  now: string,
  open: (settings: { AHEAD_FILE: string }) => Promise<Network>,
) {
  const time = timeInFile(now)
  const m50 = await open(time.settings)
  const bot = await m50.begin({}, { entry: 'tests/support/timed-bot.ts' })
  return {
    ...m50,
    /** Moves the network's time on, and waits until the clock has looked at what is due then. */
    moveTo: (moment: string) => time.moveTo(moment, [bot]),
  }
}

/** The M50 of the model talks on Slack, in such a time. */
export const timedNetwork = (now: string, options: Parameters<typeof slackNetwork>[0] = {}) =>
  timed(now, settings => slackNetwork({ ...options, settings: { ...options.settings, ...settings } }))

// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from './eventually.ts'
import { slackNetwork } from './slack-network.ts'

/** The M50 of the model talks, its bot running, at a moment that a test chooses: `now` at first, and then whatever it is moved to, never back. */
export async function timedNetwork(now: string, options: Parameters<typeof slackNetwork>[0] = {}) {
  const file = join(tmpdir(), `m50-ahead-${randomBytes(6).toString('hex')}`)
  const set = (moment: string): number => {
    const ahead = Date.parse(moment) - Date.now()
    writeFileSync(file, String(ahead))
    return ahead
  }
  set(now)
  const m50 = await slackNetwork({ ...options, settings: { ...options.settings, AHEAD_FILE: file } })
  const bot = await m50.begin({}, { entry: 'tests/support/timed-bot.ts' })
  return {
    ...m50,
    /** Moves the network's time on, and waits until the clock has looked at what is due then. */
    async moveTo(moment: string) {
      const ahead = set(moment)
      bot.process.kill('SIGUSR2')
      await eventually(bot.printed, text => text.includes(JSON.stringify({ timedBot: ahead })), 30_000)
    },
  }
}

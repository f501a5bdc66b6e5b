// SPDX-License-Identifier: EUPL-1.2
import type { Underway } from '#/chat/later.ts'
import { type Asked, homeOf } from '#/platforms/slack/incoming.ts'

/** So long after it was opened a home may still be looked at; Slack tells each time that it is opened. */
const lastsMs = 8 * 60 * 60 * 1000
const most = 1_000
/** So long after it was drawn a home is not drawn again: who does several things at once looks at it after the last. */
const restMs = 1_000

interface Drawn {
  readonly openedAt: number
  isResting: boolean
  /** Something was done since it was drawn last. */
  isBehind: boolean
}

export interface HomeTabs {
  /** Someone opened theirs: it is drawn now. */
  opened(asked: Asked): void
  /** Someone did something: where this process has drawn their home, it is drawn anew. */
  did(account: Asked['account']): void
}

/** Keeps people's homes as they should be. One is drawn after the other, so that none shows the past. */
export function createHomeTabs(draw: (asked: Asked) => Promise<void>, underway: Underway): HomeTabs {
  const homes = new Map<string, Drawn>()

  function drawNow(home: Drawn, asked: Asked): void {
    home.isResting = true
    home.isBehind = false
    const rest = () => {
      setTimeout(() => {
        home.isResting = false
        if (home.isBehind) drawNow(home, homeOf(asked.account))
      }, restMs).unref()
    }
    underway.add(draw(asked).finally(rest))
  }

  return {
    opened(asked) {
      const { user } = asked.account
      const home: Drawn = { openedAt: performance.now(), isResting: false, isBehind: false }
      homes.delete(user)
      homes.set(user, home)
      const [oldest] = homes.keys()
      if (homes.size > most && oldest !== undefined) homes.delete(oldest)
      drawNow(home, asked)
    },
    did(account) {
      const home = homes.get(account.user)
      if (!home) return
      if (performance.now() - home.openedAt > lastsMs) homes.delete(account.user)
      else if (home.isResting) home.isBehind = true
      else drawNow(home, homeOf(account))
    },
  }
}

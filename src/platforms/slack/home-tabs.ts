// SPDX-License-Identifier: EUPL-1.2
import type { Underway } from '#/chat/later.ts'
import { type Asked, homeOf } from '#/platforms/slack/incoming.ts'

/** So long after it was opened a home may still be looked at; Slack tells each time that it is opened. */
const lastsMs = 8 * 60 * 60 * 1000
const most = 1_000
/** So long after it was drawn a home is not drawn for what its owner does: who does several things at once looks at it after the last. */
const restMs = 1_000

interface Tab {
  account: Asked['account']
  openedAt: number
  isDrawing: boolean
  /** It is drawn next: `soon` after its rest, `now` as soon as the drawing that is under way is there. */
  next: 'soon' | 'now' | null
  rest: NodeJS.Timeout | null
}

export interface HomeTabs {
  /** Someone opened theirs: it is drawn now. */
  opened(account: Asked['account']): void
  /** Someone did something: where this process has drawn their home, it is drawn anew. */
  did(account: Asked['account']): void
  /** The process stops: what waits for its rest is drawn at once. */
  end(): void
}

/** Keeps people's homes as they should be. One drawing follows the other, so that none puts back the past. */
export function createHomeTabs(draw: (asked: Asked) => Promise<void>, underway: Underway): HomeTabs {
  const tabs = new Map<string, Tab>()
  let isEnding = false

  function drawNow(tab: Tab): void {
    if (tab.rest) clearTimeout(tab.rest)
    tab.rest = null
    tab.next = null
    tab.isDrawing = true
    underway.add(
      draw(homeOf(tab.account)).finally(() => {
        tab.isDrawing = false
        if (tab.next === 'now' || (tab.next && isEnding)) drawNow(tab)
        else if (!isEnding) rest(tab)
      }),
    )
  }

  function rest(tab: Tab): void {
    const over = () => {
      tab.rest = null
      if (tab.next) drawNow(tab)
    }
    tab.rest = setTimeout(over, restMs).unref()
  }

  return {
    opened(account) {
      const tab = tabs.get(account.user) ?? { account, openedAt: 0, isDrawing: false, next: null, rest: null }
      Object.assign(tab, { account, openedAt: performance.now() })
      tabs.delete(account.user)
      tabs.set(account.user, tab)
      const [oldest] = tabs.keys()
      if (tabs.size > most && oldest !== undefined) tabs.delete(oldest)
      if (tab.isDrawing) tab.next = 'now'
      else drawNow(tab)
    },
    did(account) {
      const tab = tabs.get(account.user)
      if (!tab) return
      if (performance.now() - tab.openedAt > lastsMs) return void tabs.delete(account.user)
      tab.account = account
      if (tab.isDrawing || tab.rest) tab.next ??= 'soon'
      else drawNow(tab)
    },
    end() {
      isEnding = true
      for (const tab of tabs.values()) if (tab.rest && tab.next) drawNow(tab)
    },
  }
}

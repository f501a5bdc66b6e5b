// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUnderway } from '#/chat/later.ts'
import { createHomeTabs } from '#/platforms/slack/home-tabs.ts'
import { textOfView } from '../../support/slack-server.ts'
import { me, onStage } from './stage.ts'

describe('through Slack', () => {
  const on = onStage()

  it('[E08] what someone does ten times in a moment has their home drawn few times, the last of which shows all of it', async () => {
    let done = 0
    on.bot.answers(async ({ act }) => {
      if (act.kind === 'line' && act.text !== '') done += 1
      return me(`${done} gedaan`)
    })
    await on.vries.opensHome()
    await on.slack.until(() => on.vries.home())
    await Promise.all(Array.from({ length: 10 }, () => on.vries.command('pijler')))
    const home = () => {
      const view = on.vries.home()
      return view ? textOfView(view) : ''
    }
    await expect.poll(home, { interval: 20 }).toContain('10 gedaan')
    expect(on.slack.calls('views.publish').length).toBeLessThan(6)
  })

  it('[E08] the home of whoever never opened it is not drawn', async () => {
    await (await on.vries.command('pijler')).ephemeral()
    expect(on.bot.heard.map(({ act }) => act)).toMatchObject([{ kind: 'line', text: 'pijler' }])
  })
})

describe('one after the other', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const account = { platform: 'slack', workspace: 'T1', user: 'U1' } as const

  /** Homes whose drawings end when they are told to. */
  function held() {
    const drawings: { end(): void }[] = []
    const underway = createUnderway(error => expect.fail(String(error)))
    const tabs = createHomeTabs(() => {
      const { promise, resolve } = Promise.withResolvers<void>()
      drawings.push({ end: resolve })
      return promise
    }, underway)
    return { tabs, drawings, underway }
  }
  const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  it('[E08] who opens their home while it is being drawn has it drawn again right after, and never beside', async () => {
    const { tabs, drawings } = held()
    tabs.opened(account)
    tabs.opened(account)
    tabs.did(account)
    expect(drawings).toHaveLength(1)
    drawings[0]?.end()
    await passes(0)
    expect(drawings).toHaveLength(2)
  })

  it('[E08] what is done while it is being drawn is drawn after a rest, once', async () => {
    const { tabs, drawings } = held()
    tabs.opened(account)
    for (let i = 0; i < 3; i++) tabs.did(account)
    drawings[0]?.end()
    await passes(900)
    expect(drawings).toHaveLength(1)
    await passes(200)
    expect(drawings).toHaveLength(2)
    drawings[1]?.end()
    // After a rest in which nothing was done the next act is drawn at once.
    await passes(1_100)
    expect(drawings).toHaveLength(2)
    tabs.did(account)
    expect(drawings).toHaveLength(3)
  })

  it('[T39] at a stop what is done while a home rests is drawn at once', async () => {
    const { tabs, drawings } = held()
    tabs.opened(account)
    drawings[0]?.end()
    await passes(0)
    tabs.did(account)
    expect(drawings).toHaveLength(1)
    tabs.end()
    expect(drawings).toHaveLength(2)
    drawings[1]?.end()
    await passes(2_000)
    expect(drawings).toHaveLength(2)
  })

  it('[T39] at a stop what is done while a home is being drawn is drawn right after, and waited for', async () => {
    const { tabs, drawings, underway } = held()
    tabs.opened(account)
    tabs.did(account)
    tabs.end()
    const ended = underway.ended().then(() => drawings.length)
    drawings[0]?.end()
    await passes(0)
    drawings[1]?.end()
    expect(await ended).toBe(2)
  })
})

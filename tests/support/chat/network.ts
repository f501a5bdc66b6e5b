// SPDX-License-Identifier: EUPL-1.2
import { inject } from 'vitest'
import { timed } from '../timed-network.ts'
import type { Network, Options, Platform } from './chat.ts'
import { chatOnSlack } from './slack.ts'
import { says } from './talk.ts'
import { chatInTeams } from './teams.ts'

declare module 'vitest' {
  interface ProvidedContext {
    platform: Platform
  }
}

/** The platform that this run of the file is on. */
export const platform = inject('platform')
export const platformName = { slack: 'Slack', teams: 'Teams' }[platform]

/** A network on a platform, that of this run where none is named. */
export async function chatNetwork(options: Options = {}, on: Platform = platform) {
  const m50: Network = await (on === 'slack' ? chatOnSlack : chatInTeams)(options)
  return {
    ...m50,
    /** The channel is bound, and the people of the talks have said their functions. */
    async known() {
      await m50.bound()
      for (const person of [m50.jansen, m50.bakker, m50.smit]) await says(person, 'aanmelden ambtenaar')
      await says(m50.deVries, 'aanmelden wethouder')
    },
  }
}

/** A network whose bot runs at a moment that the test chooses, and moves on. */
export const timedChat = (now: string, more: Readonly<Record<string, string>> = {}) =>
  timed(now, settings => chatNetwork({ settings: { ...settings, ...more } }))

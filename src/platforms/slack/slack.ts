// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'
import { createUnderway } from '#/chat/later.ts'
import type { Platform } from '#/chat/platform.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Take } from '#/chat/turn.ts'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'
import { createAnswers } from '#/platforms/slack/answers.ts'
import { createFiles } from '#/platforms/slack/files.ts'
import { findHome, type Home, missingNow } from '#/platforms/slack/home.ts'
import { answerMessage } from '#/platforms/slack/message.ts'
import { createPort } from '#/platforms/slack/port.ts'
import { type Post, startReceiver } from '#/platforms/slack/receiver.ts'
import { createTurns } from '#/platforms/slack/turns.ts'
import { createWays } from '#/platforms/slack/ways.ts'
import { createClient, type Limit } from '#/platforms/slack/web-client.ts'

/** Nobody new is served before the workspace is noted: it is tried again this soon. */
const noteAgainMs = 4_000

export interface SlackSettings {
  readonly signingSecret: string
  readonly botToken: string
  /** Ends in a slash; Slack's own where left out. */
  readonly apiUrl?: string | undefined
  /** The slash command, `/m50`. */
  readonly command: string
}

export interface SlackParts {
  readonly post: Post
  readonly settings: SlackSettings
  /** The network's, as which the bot is mentioned. */
  readonly name: string
  readonly take: Take
  readonly log: Log
  /** The language of what the platform itself says ("Annuleren") to those whose own is not known. */
  readonly locale: Locale
  /** Notes the bot's own workspace as the host; tried until it succeeds. Nobody new is known before: they would count as people of any workspace for a day [T04]. */
  readonly admitHome: (home: Home) => Promise<unknown>
  /** Hears what Slack limits in a workspace, also where an answer met it: the workers of other copies then wait too [T30] [T36]. */
  readonly limited: (limit: Limit & { readonly workspace: string }) => void
  /** Whether a press of this name opens a form: a modal then opens in time, also when the form is not there yet [E07]. */
  readonly opensForm: (name: string) => boolean
  /** The network's time. */
  readonly now: () => Date
}

export interface Slack {
  readonly platform: Platform
  /** The bot's own workspace, as soon as Slack says so and it is noted. Rejects when stopped before. */
  readonly home: Promise<Home>
  /** Stops asking, and waits for the answers that are still on their way. One that has to wait for longer than `withinMs` is given up at once [T39]. */
  stop(withinMs: number): Promise<void>
}

/** Slack's door, on the shared web server: verified requests go to `take`, and the platform is the way out. Starts also while Slack is away. */
export function createSlack({
  post,
  settings,
  name,
  take,
  log,
  locale,
  admitHome,
  limited,
  opensForm,
  now,
}: SlackParts): Slack {
  let known: Home | null = null
  const client = createClient(settings.botToken, settings.apiUrl, log, limit => {
    if (known) limited({ ...limit, workspace: known.workspace })
  })
  const stopping = new AbortController()
  let endsAt = Number.POSITIVE_INFINITY
  async function settle(): Promise<Home> {
    const found = await findHome(client, log, stopping.signal)
    for (let attempt = 0; ; attempt++) {
      try {
        await admitHome(found)
        known = found
        log.info({ platform: 'slack' }, 'The host workspace is known')
        return found
      } catch (error) {
        log.warn({ platform: 'slack', ...faultFacts(error) }, 'The host workspace could not be noted yet')
        await pause(Math.min(1000 * 2 ** attempt, noteAgainMs), undefined, { signal: stopping.signal, ref: false })
      }
    }
  }
  const home = settle()
  home.catch(() => {})
  const failed = (error: unknown) =>
    log.error({ platform: 'slack', ...faultFacts(error) }, 'an answer could not be given')
  const ways = createWays(client, log, { began: stopping.signal, endsAt: () => endsAt })
  const underway = createUnderway(failed)
  const answers = { nl: createAnswers(ways, 'nl'), en: createAnswers(ways, 'en') }
  const turns = createTurns({
    take,
    answersIn: (own = locale) => answers[own],
    underway,
    readFile: createFiles(client, settings, log),
    tryIn: (channel, text) => ways.trial(channel, answerMessage({ version: 1, text }, locale)),
    missingScopes: () => missingNow(client),
    command: settings.command,
    mention: `@${name}`,
    opensForm,
    failed,
    now,
  })
  startReceiver({
    post,
    signingSecret: settings.signingSecret,
    botToken: settings.botToken,
    home: () => known,
    turns,
    log,
  })
  return {
    platform: createPort(client, () => known, log),
    home,
    async stop(withinMs) {
      endsAt = performance.now() + withinMs
      stopping.abort()
      turns.end()
      await underway.ended()
    },
  }
}

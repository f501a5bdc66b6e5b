// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '#/database/log.ts'
import { failureOf } from '#/platforms/slack/outcome.ts'
import { scopes } from '#/platforms/slack/scopes.ts'
import type { Client } from '#/platforms/slack/web-client.ts'

/** The workspace that the bot's token belongs to, and who the bot is there. */
export interface Home {
  readonly workspace: string
  readonly name: string
  readonly botUser: string
  readonly botId: string
  /** Permissions that the manifest asks and the token lacks: the app was installed by an older manifest. Null where Slack did not say. */
  readonly missingScopes: readonly string[] | null
}

/** Between two tries. */
export const longestWaitMs = 30_000
/** The bot goes on asking: a token that was withdrawn must not take the other platforms down with it. */
const wrongToken =
  'Slack does not accept SLACK_BOT_TOKEN: set it to the Bot User OAuth Token of the Slack app as it is installed now. Until then nobody is known on Slack'

class NoBot extends Error {}

const missingOf = (granted: readonly string[] | undefined): readonly string[] | null =>
  granted ? scopes.flatMap(({ scope }) => (granted.includes(scope) ? [] : scope)) : null

/** What the manifest asks and the token lacks, as Slack says at this moment; null where it does not say. */
export const missingNow = (client: Client): Promise<readonly string[] | null> =>
  client.auth.test().then(
    answer => missingOf(answer.response_metadata?.scopes),
    () => null,
  )

/** Asks Slack who the bot is, until it says so: Slack may be away when the bot starts. @throws AbortError when `stopped`. */
export async function findHome(client: Client, log: Log, stopped: AbortSignal): Promise<Home> {
  for (let attempt = 0; ; attempt++) {
    stopped.throwIfAborted()
    try {
      const answer = await client.auth.test()
      const { team_id: workspace, team: name, user_id: botUser, bot_id: botId } = answer
      if (workspace && botUser && botId)
        return {
          workspace,
          name: name ?? workspace,
          botUser,
          botId,
          missingScopes: missingOf(answer.response_metadata?.scopes),
        }
      throw new NoBot('the token belongs to no bot')
    } catch (error) {
      const { failed, word } = failureOf(error, 'method')
      const waitMs =
        failed.outcome === 'limited' ? failed.retryAfterSeconds * 1000 : Math.min(1000 * 2 ** attempt, longestWaitMs)
      const facts = { method: 'auth.test', outcome: failed.outcome, word, waitMs }
      if (failed.outcome === 'refused' || error instanceof NoBot) log.error(facts, wrongToken)
      else log.warn(facts, 'Slack does not say who the bot is yet')
      await wait(waitMs, undefined, { signal: stopped, ref: false })
    }
  }
}

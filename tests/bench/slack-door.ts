// SPDX-License-Identifier: EUPL-1.2
import type { Door } from './door.ts'
import { officialId } from './people.ts'
import { startSlackApi, workspace } from './slack-api.ts'
import { channels, signingSecret, slashCommand } from './slash-command.ts'

const prefix = 'U'

/** Slash commands, answered in the response. */
export async function openSlackDoor(): Promise<Door> {
  const slack = await startSlackApi()
  return {
    name: 'Slack',
    settings: { SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: 'xoxb-bench', SLACK_API_URL: slack.url },
    bareApp: 'tests/bench/bare-app.ts',
    bareSettings: { SLACK_SIGNING_SECRET: signingSecret },
    place: { source: workspace.team_id, secretariat: channels.secretariat, prefix },
    request: (official, text) => slashCommand(officialId(prefix, official), text),
    answered: null,
    // Slack then shows that it did not work.
    lateMs: 3_000,
    posted: slack.posted,
    close: slack.close,
  }
}

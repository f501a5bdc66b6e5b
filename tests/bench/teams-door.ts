// SPDX-License-Identifier: EUPL-1.2
import type { Door } from './door.ts'
import { officialId } from './people.ts'
import { startTeamsApi } from './teams-api.ts'
import { personalMessage } from './teams-message.ts'

const prefix = 'u'

/** Lines typed to the bot in person, answered by a message of its own: so does the app that it is compared with. */
export async function openTeamsDoor(): Promise<Door> {
  const teams = await startTeamsApi()
  const { clientId, tenantId } = teams
  return {
    name: 'Teams',
    settings: {
      TEAMS_CLIENT_ID: clientId,
      TEAMS_TENANT_ID: tenantId,
      TEAMS_CLIENT_SECRET: 'bench',
      TEAMS_SERVICE_URL: teams.serviceUrl,
      TEAMS_AUTHORITY: teams.url,
    },
    bareApp: 'tests/bench/bare-teams-app.ts',
    bareSettings: { BENCH_CLIENT: clientId, BENCH_TENANT: tenantId, BENCH_TEAMS: teams.url },
    place: { source: tenantId, secretariat: '19:secretariat@thread.tacv2', prefix },
    request: (official, text) => personalMessage(teams, officialId(prefix, official), text),
    answered: teams.answered,
    // Microsoft asks for an answer within two seconds, or for a sign that it comes [E25].
    lateMs: 2_000,
    posted: teams.posted,
    close: teams.close,
  }
}

// SPDX-License-Identifier: EUPL-1.2
import { tokenOf } from '../support/teams/tokens.ts'
import type { TeamsApi } from './teams-api.ts'

const lastsSeconds = 3_600
let kept: { readonly token: string; readonly until: number; readonly of: TeamsApi } | undefined

/** The connector's token, the same for an hour, as Teams does: signing is the client's work, checking it is the bot's. */
function tokenFrom(teams: TeamsApi): string {
  const now = Math.floor(Date.now() / 1000)
  if (kept?.of === teams && kept.until > now) return kept.token
  const token = tokenOf(
    {
      aud: teams.clientId,
      iss: 'https://api.botframework.com',
      nbf: now - 300,
      exp: now + lastsSeconds,
      serviceurl: teams.serviceUrl,
    },
    { key: teams.key },
  )
  kept = { token, until: now + lastsSeconds / 2, of: teams }
  return token
}

let typed = 0

/** `<text>` as someone types it to the bot in person, as Teams sends it: the bytes of a whole HTTP request. Each has an id of its own. */
export function personalMessage(teams: TeamsApi, user: string, text: string): Buffer {
  typed += 1
  const body = JSON.stringify({
    type: 'message',
    id: `${Date.now()}${String(typed).padStart(7, '0')}`,
    channelId: 'msteams',
    timestamp: new Date().toISOString(),
    serviceUrl: teams.serviceUrl,
    locale: 'nl-NL',
    from: { id: `29:${user}`, aadObjectId: user, name: user },
    recipient: { id: `28:${teams.clientId}`, name: 'M50' },
    conversation: { id: `a:${user}`, conversationType: 'personal', tenantId: teams.tenantId },
    channelData: { tenant: { id: teams.tenantId } },
    text,
    textFormat: 'plain',
  })
  return Buffer.from(
    [
      'POST /api/messages HTTP/1.1',
      'host: 127.0.0.1',
      'user-agent: Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `authorization: Bearer ${tokenFrom(teams)}`,
      '',
      body,
    ].join('\r\n'),
  )
}

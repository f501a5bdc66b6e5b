// SPDX-License-Identifier: EUPL-1.2
import { createHmac } from 'node:crypto'
import { workspace } from './slack-api.ts'

export const signingSecret = '0123456789abcdef0123456789abcdef'
/** Where the secretariat reads, and where people type. */
export const channels = { secretariat: 'C0SECR', general: 'C0GENERAL' }

let typed = 0

/** `m50 <text>` as Slack sends it: the bytes of a whole HTTP request, signed now. Each has a trigger of its own, and is good for five minutes. */
export function slashCommand(user: string, text: string): Buffer {
  typed += 1
  const trigger = `${Date.now()}.${typed}.${process.pid.toString(16).padStart(24, '0')}`
  const body = new URLSearchParams({
    token: 'Shh_its_a_seekrit',
    team_id: workspace.team_id,
    team_domain: 'bench',
    channel_id: channels.general,
    channel_name: 'algemeen',
    user_id: user,
    user_name: user.toLowerCase(),
    command: '/m50',
    text,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: `https://hooks.slack.com/commands/${workspace.team_id}/${typed}/xyz`,
    trigger_id: trigger,
  }).toString()
  const time = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', signingSecret).update(`v0:${time}:${body}`).digest('hex')
  return Buffer.from(
    [
      'POST /slack/events HTTP/1.1',
      'host: 127.0.0.1',
      'user-agent: Slackbot 1.0 (+https://api.slack.com/robots)',
      'accept: application/json,*/*',
      'content-type: application/x-www-form-urlencoded',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-slack-request-timestamp: ${time}`,
      `x-slack-signature: v0=${signature}`,
      '',
      body,
    ].join('\r\n'),
  )
}

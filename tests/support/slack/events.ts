// SPDX-License-Identifier: EUPL-1.2
import type { Call } from './calls.ts'
import type { JsonObject } from './json.ts'
import { jsonBody, type Sent } from './send.ts'
import type { Stage } from './stage.ts'
import { appId, drawn } from './wire.ts'
import { type Channel, type Message, nextId, type User, type Workspace } from './world.ts'

export const escaped = (typed: string): string =>
  typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An event in its envelope. */
export function envelope(stage: Stage, workspace: Workspace, event: JsonObject, channel?: Channel): Sent {
  return jsonBody({
    token: 'unused',
    team_id: workspace.id,
    context_team_id: workspace.id,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: nextId(stage.world, 'Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.id,
        user_id: workspace.bot?.userId ?? '',
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel?.isExtShared ?? false,
    event_context: `4-${nextId(stage.world, 'c')}`,
  })
}

const kinds = { public: 'channel', private: 'group', im: 'im' } as const
const subscription = { public: 'message.channels', private: 'message.groups', im: 'message.im' } as const

/** Which events Slack sends of a message: app_mention where it mentions the bot, message.* where the app subscribes to it. */
export function eventsOf(stage: Stage, channel: Channel, message: Message, author: User): JsonObject[] {
  const bot = stage.world.workspaces.get(channel.teamId)?.bot
  if (!bot || !channel.members.has(bot.userId)) return []
  const common = {
    ...drawn(channel, message),
    channel: channel.id,
    event_ts: message.ts,
    team: author.teamId,
    ...(author.teamId === channel.teamId ? {} : { user_team: author.teamId, source_team: author.teamId }),
  }
  const mentions = channel.kind !== 'im' && message.text.includes(`<@${bot.userId}>`)
  return [
    ...(mentions && stage.events.has('app_mention') ? [{ ...common, type: 'app_mention' }] : []),
    ...(stage.events.has(subscription[channel.kind]) ? [{ ...common, channel_type: kinds[channel.kind] }] : []),
  ]
}

/** Tells the bot of its own message where it subscribes to that conversation, as Slack does; nobody waits for it. */
export function echo(stage: Stage, call: Call): void {
  const channel = call.channel ? stage.world.channels.get(call.channel) : undefined
  const workspace = channel && stage.world.workspaces.get(channel.teamId)
  const message = channel?.messages.find(each => each.ts === call.ts)
  const author = message && stage.world.users.get(message.user)
  if (!channel || !workspace || !message || !author || !stage.events.has(subscription[channel.kind])) return
  const common = { type: 'message', channel: channel.id, channel_type: kinds[channel.kind], event_ts: message.ts }
  if (call.method === 'chat.postMessage')
    stage.deliverLater(envelope(stage, workspace, { ...drawn(channel, message), ...common }, channel))
  if (call.method === 'chat.update') {
    const event = {
      ...common,
      subtype: 'message_changed',
      hidden: true,
      ts: message.ts,
      message: drawn(channel, message),
    }
    stage.deliverLater(envelope(stage, workspace, event, channel))
  }
}

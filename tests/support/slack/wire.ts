// SPDX-License-Identifier: EUPL-1.2
import type { JsonObject } from './json.ts'
import type { Bot, Channel, Message, SlackFile, User, View, Workspace } from './world.ts'

// How Slack writes its things down in answers, events and payloads.
export const appId = 'A0M50'

const edges = (channel: Channel, message: Message): JsonObject => {
  const replies = channel.messages.filter(each => each.threadTs === message.ts)
  const last = replies.at(-1)
  return last
    ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: last.ts }
    : message.threadTs
      ? { thread_ts: message.threadTs }
      : {}
}

/** A file as it stands in events, payloads and answers. */
export const drawnFile = (file: SlackFile): JsonObject => ({
  id: file.id,
  name: file.name,
  title: file.name,
  user: file.userId,
  user_team: file.teamId,
  mode: 'hosted',
  is_external: false,
  size: file.bytes.length,
  url_private: file.url,
  url_private_download: file.url,
})

/** A message as the Web API gives it; its metadata only where they are asked for. */
export const drawn = (channel: Channel, message: Message, withMetadata = false): JsonObject => ({
  type: 'message',
  user: message.user,
  text: message.text,
  ts: message.ts,
  team: channel.teamId,
  ...(message.botId ? { bot_id: message.botId, app_id: appId } : {}),
  ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
  ...edges(channel, message),
  ...(message.file ? { subtype: 'file_share', upload: false, files: [drawnFile(message.file)] } : {}),
  ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
  ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
})

export const drawnUser = (user: User, asked: { email: boolean; locale: boolean }): JsonObject => ({
  id: user.id,
  team_id: user.teamId,
  name: user.name,
  deleted: user.deleted,
  real_name: user.realName,
  profile: {
    real_name: user.realName,
    display_name: user.name,
    team: user.teamId,
    ...(asked.email && !user.isBot ? { email: user.email } : {}),
  },
  is_bot: user.isBot,
  is_app_user: false,
  updated: 1_790_000_000,
  ...(user.deleted
    ? {}
    : {
        tz: 'Europe/Amsterdam',
        is_admin: user.isAdmin,
        is_owner: false,
        is_primary_owner: false,
        is_restricted: user.isRestricted,
        is_ultra_restricted: user.isUltraRestricted,
      }),
  ...(asked.locale ? { locale: user.locale } : {}),
})

export const drawnChannel = (channel: Channel, bot: Bot): JsonObject => {
  const common = {
    id: channel.id,
    created: 1_790_000_000,
    is_archived: channel.isArchived,
    context_team_id: channel.teamId,
  }
  const other = [...channel.members].find(id => id !== bot.userId) ?? ''
  return channel.kind === 'im'
    ? { ...common, is_im: true, is_channel: false, is_group: false, is_mpim: false, user: other }
    : {
        ...common,
        name: channel.name,
        is_channel: true,
        is_group: false,
        is_im: false,
        is_mpim: false,
        is_private: channel.kind === 'private',
        is_shared: channel.isExtShared,
        is_ext_shared: channel.isExtShared,
        is_org_shared: false,
        is_member: channel.members.has(bot.userId),
        num_members: channel.members.size,
      }
}

export const drawnView = (view: View, workspace: Workspace, state: JsonObject): JsonObject => ({
  private_metadata: '',
  callback_id: '',
  external_id: '',
  title: { type: 'plain_text', text: 'View Title', emoji: true },
  submit: null,
  close: null,
  clear_on_close: false,
  notify_on_close: false,
  ...view.content,
  id: view.id,
  team_id: workspace.id,
  hash: view.hash,
  state: { values: state },
  root_view_id: view.rootId,
  previous_view_id: view.previousId,
  app_id: appId,
  app_installed_team_id: workspace.id,
  bot_id: workspace.bot?.botId ?? '',
})

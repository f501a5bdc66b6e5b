// SPDX-License-Identifier: EUPL-1.2
/** A permission of the bot's token, with the reason that an administrator reads [E02]. */
export interface Scope {
  readonly scope: string
  readonly reason: string
}

/** Only what is in use today. */
export const scopes: readonly Scope[] = [
  { scope: 'app_mentions:read', reason: 'to hear what is asked by mentioning the bot, the only way inside a thread' },
  { scope: 'chat:write', reason: 'to answer, to tell what was decided, and to keep its own messages up to date' },
  { scope: 'commands', reason: 'for the slash command' },
  { scope: 'files:read', reason: 'to read a list that someone sends the bot to be brought in; no file of others' },
  { scope: 'im:history', reason: 'to hear what people write to the bot directly; no conversation of others' },
  { scope: 'im:write', reason: 'to write to someone directly about their own request or task' },
  { scope: 'users:read', reason: 'to know the name and language of whoever asks, and whether they are a guest' },
  { scope: 'users:read.email', reason: 'to see by its domain which municipality someone belongs to' },
]

/** The switch `--read-channels`: only to see whether a message of the bot itself arrived after the line was cut [E03]. */
export const channelScopes: readonly Scope[] = [
  { scope: 'channels:history', reason: 'to look whether its own message arrived in a channel it is in' },
  { scope: 'groups:history', reason: 'to look whether its own message arrived in a private channel it is in' },
]

/** What Slack tells the bot of, each with the scope that it needs. */
export const events: readonly { readonly event: string; readonly scope: string | null }[] = [
  { event: 'app_home_opened', scope: null },
  { event: 'app_mention', scope: 'app_mentions:read' },
  { event: 'message.im', scope: 'im:history' },
]

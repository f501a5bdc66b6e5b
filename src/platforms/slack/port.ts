// SPDX-License-Identifier: EUPL-1.2
import type { Address, Platform, Profile, Sent } from '#/chat/platform.ts'
import type { Account } from '#/chat/turn.ts'
import type { Log } from '#/database/log.ts'
import { findDelivery } from '#/platforms/slack/find.ts'
import type { Home } from '#/platforms/slack/home.ts'
import { deliveryMessage } from '#/platforms/slack/message.ts'
import { failureOf, limitedBy } from '#/platforms/slack/outcome.ts'
import { type Client, callTimeoutMs } from '#/platforms/slack/web-client.ts'

/** The type of our messages' metadata: by it an unclear delivery is found again. */
export const deliveryEvent = 'm50_delivery'

/** Links in a message show no preview: it would be everyone's, and open the address [T25]. */
export const noPreviews = { unfurl_links: false, unfurl_media: false } as const

/** Makes a call and says how it ended; what went wrong is logged by method and Slack's word alone. */
export async function sending(log: Log, method: string, call: () => Promise<string | undefined>): Promise<Sent> {
  try {
    const message = await call()
    return message ? { outcome: 'sent', message } : { outcome: 'unclear' }
  } catch (error) {
    const { failed, word } = failureOf(error, limitedBy(method))
    log.warn({ method, ...failed, word }, 'a call to Slack failed')
    return failed
  }
}

/** @throws while it is not known whose workspace this is: whoever is new would be taken for someone of any workspace. */
async function profileOf(client: Client, home: Home | null, { user, workspace }: Account): Promise<Profile | null> {
  if (!home) throw new Error('the host is not known yet')
  try {
    const answer = await client.users.info({ user, include_locale: true })
    const found = answer.user
    if (!found) return null
    // Someone of another workspace, met in a shared channel and handed over as if of this one: this workspace's word is none for them [T04].
    const { team_id: team, enterprise_user: enterprise } = found
    const isElsewhere = team !== undefined && team !== workspace && !enterprise?.teams?.includes(workspace)
    return {
      name: found.profile?.real_name || found.real_name || found.name || user,
      email: isElsewhere ? null : found.profile?.email || null,
      isGuest: Boolean(found.is_restricted || found.is_ultra_restricted || found.is_stranger || isElsewhere),
      isBot: Boolean(found.is_bot) || user === 'USLACKBOT',
      isDeactivated: Boolean(found.deleted),
      locale: found.locale?.startsWith('nl') ? 'nl' : found.locale?.startsWith('en') ? 'en' : null,
      workspaceName: home.workspace === workspace ? home.name : null,
    }
  } catch (error) {
    const { failed } = failureOf(error, 'method')
    if (failed.outcome === 'refused' && failed.reason === 'personGone') return null
    throw error
  }
}

/** The bot's way out to Slack. `home` is null until Slack has said who the bot is. */
export function createPort(client: Client, home: () => Home | null, log: Log): Platform {
  const methods = {
    post: 'chat.postMessage',
    update: 'chat.update',
    direct: 'conversations.open',
    find: 'conversations.history',
  }
  return {
    name: 'slack',
    methods,
    timeoutMs: callTimeoutMs,
    profile: account => profileOf(client, home(), account),
    openDirect: account =>
      sending(log, methods.direct, async () => {
        const { channel } = await client.conversations.open({ users: account.user })
        return channel?.id
      }),
    post: ({ conversation, thread }, message) =>
      sending(log, methods.post, async () => {
        const { text, blocks } = deliveryMessage(message)
        const { ts } = await client.chat.postMessage({
          channel: conversation,
          text,
          ...(blocks.length > 0 && { blocks }),
          ...(thread && { thread_ts: thread }),
          metadata: { event_type: deliveryEvent, event_payload: { id: message.delivery } },
          ...noPreviews,
        })
        return ts
      }),
    // Without `blocks` Slack would leave the old ones, buttons and all.
    update: ({ conversation }: Address, messageId, message) =>
      sending(log, methods.update, async () => {
        const { ts } = await client.chat.update({ channel: conversation, ts: messageId, ...deliveryMessage(message) })
        return ts
      }),
    find: (to, delivery, since) => findDelivery(client, log, to, delivery, since),
  }
}

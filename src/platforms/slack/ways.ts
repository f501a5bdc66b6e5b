// SPDX-License-Identifier: EUPL-1.2
import { webApi } from '@slack/bolt'
import { createPatience, isOver, type Stop } from '#/chat/patience.ts'
import type { Sent } from '#/chat/platform.ts'
import type { Trial } from '#/chat/turn.ts'
import type { Log } from '#/database/log.ts'
import type { Asked } from '#/platforms/slack/incoming.ts'
import type { SlackMessage } from '#/platforms/slack/message.ts'
import type { HomeTab, Modal } from '#/platforms/slack/modal.ts'
import { noPreviews, sending } from '#/platforms/slack/port.ts'
import { type Client, callTimeoutMs } from '#/platforms/slack/web-client.ts'

/** Who is answered, and over which roads. */
export type Asker = Pick<Asked, 'account' | 'origin' | 'responseUrl'>

/** The ways on which an answer reaches someone. None of them repeats itself, since an answer is no delivery; the last one waits where Slack says when it may be used [T30]. */
export interface Ways {
  /** To the one who asked, alone, where they asked; a direct message where that fails. */
  privately(asker: Asker, message: SlackMessage): Promise<void>
  /** In the place of the answer that was pressed on. False where that can't be. */
  instead(asker: Asker, message: SlackMessage): Promise<boolean>
  /** To all, where it was asked; to the one who asked, where that fails. */
  here(asker: Asker, message: SlackMessage): Promise<void>
  /** By direct message. False where it surely did not arrive. */
  directly(asker: Asker, message: SlackMessage): Promise<boolean>
  /** A modal for a trigger of the last three seconds; its id, or null where it could not be opened. */
  open(trigger: string, modal: Modal): Promise<string | null>
  /** Someone's home. */
  publish(user: string, view: HomeTab): Promise<void>
  /** A modal in the place of an open one. False where that is not there any more. */
  redraw(viewId: string, modal: Modal): Promise<boolean>
  /** Writes in a channel to find out whether that can be done. */
  trial(channel: string | undefined, message: SlackMessage): Promise<Trial>
}

/** What a message holds, for methods that take no empty list of blocks. */
export const contentOf = ({ text, blocks }: SlackMessage) => ({ text, ...(blocks.length > 0 && { blocks }) })

export function createWays(client: Client, log: Log, stop: Stop): Ways {
  const patiently = createPatience(stop)
  /** https://docs.slack.dev/interactivity/handling-user-interaction: five uses, thirty minutes. */
  const byResponseUrl = (url: string, body: object): Promise<Sent> =>
    sending(log, 'response_url', async () => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(callTimeoutMs),
      })
      await response.body?.cancel()
      if (!response.ok) throw new webApi.WebAPIHTTPError(response.status, response.statusText, {}, '')
      return 'answered'
    })

  const inThread = ({ origin }: Asker) => (origin?.thread ? { thread_ts: origin.thread } : {})

  const postIn = (channel: string, message: SlackMessage, more: object): Promise<Sent> =>
    sending(log, 'chat.postMessage', async () => {
      const { ts } = await client.chat.postMessage({ channel, ...contentOf(message), ...noPreviews, ...more })
      return ts
    })

  const ephemeral = (asker: Asker, channel: string, message: SlackMessage): Promise<Sent> =>
    sending(log, 'chat.postEphemeral', async () => {
      const { user } = asker.account
      const content = contentOf(message)
      const { message_ts } = await client.chat.postEphemeral({ channel, user, ...content, ...inThread(asker) })
      return message_ts
    })

  async function directly({ account }: Asker, message: SlackMessage): Promise<boolean> {
    const opened = await patiently(() =>
      sending(log, 'conversations.open', async () => {
        const { channel } = await client.conversations.open({ users: account.user })
        return channel?.id
      }),
    )
    if (opened.outcome !== 'sent') return false
    return isOver(await patiently(() => postIn(opened.message, message, {})))
  }

  async function answered(
    asker: Asker,
    message: SlackMessage,
    responseType: 'ephemeral' | 'in_channel',
  ): Promise<boolean> {
    if (!asker.responseUrl) return false
    const body = {
      response_type: responseType,
      replace_original: false,
      ...noPreviews,
      ...contentOf(message),
      ...inThread(asker),
    }
    return isOver(await byResponseUrl(asker.responseUrl, body))
  }

  async function privately(asker: Asker, message: SlackMessage): Promise<void> {
    const { origin } = asker
    if (await answered(asker, message, 'ephemeral')) return
    if (origin?.kind === 'direct') {
      const { channel } = origin
      if (isOver(await patiently(() => postIn(channel, message, inThread(asker))))) return
    }
    if (origin && origin.kind !== 'direct' && isOver(await ephemeral(asker, origin.channel, message))) return
    await directly(asker, message)
  }

  return {
    privately,
    directly,
    async instead({ responseUrl }, message) {
      if (!responseUrl) return false
      const body = { replace_original: true, ...noPreviews, ...contentOf(message) }
      return isOver(await byResponseUrl(responseUrl, body))
    },
    async here(asker, message) {
      const { origin } = asker
      if (await answered(asker, message, 'in_channel')) return
      if (origin && isOver(await postIn(origin.channel, message, inThread(asker)))) return
      await privately(asker, message)
    },
    async open(trigger, view) {
      const sent = await sending(log, 'views.open', async () => {
        const opened = await client.views.open({ trigger_id: trigger, view })
        return opened.view?.id
      })
      return sent.outcome === 'sent' ? sent.message : null
    },
    async publish(user, view) {
      await patiently(() =>
        sending(log, 'views.publish', async () => {
          const published = await client.views.publish({ user_id: user, view })
          return published.view?.id
        }),
      )
    },
    async redraw(viewId, view) {
      return isOver(
        await sending(log, 'views.update', async () => {
          const updated = await client.views.update({ view_id: viewId, view })
          return updated.view?.id
        }),
      )
    },
    async trial(channel, message) {
      if (!channel) return { ok: false, reason: 'notAllowed' }
      const sent = await postIn(channel, message, {})
      if (sent.outcome === 'sent') return { ok: true }
      if (sent.outcome !== 'refused') return { ok: false, reason: 'unanswered' }
      const isOutside = sent.reason === 'notInChannel' || sent.reason === 'channelGone'
      return { ok: false, reason: isOutside ? 'notInChannel' : 'notAllowed' }
    },
  }
}

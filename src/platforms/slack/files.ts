// SPDX-License-Identifier: EUPL-1.2
import { fileBytes } from '#/chat/file-bytes.ts'
import type { Incoming, SentFile } from '#/chat/turn.ts'
import type { Log } from '#/database/log.ts'
import { failureOf } from '#/platforms/slack/outcome.ts'
import { type Client, callTimeoutMs } from '#/platforms/slack/web-client.ts'

const slacksOwn = /(?:^|\.)(?:slack\.com|slack-gov\.com|slack-files\.com)$/

/** The bot's token goes to Slack alone: to its own hosts, or to the server that takes Slack's place. */
function isSlacks(url: URL, apiUrl: string | undefined): boolean {
  if (apiUrl && url.origin === new URL(apiUrl).origin) return true
  return url.protocol === 'https:' && url.port === '' && slacksOwn.test(url.hostname)
}

const failed = (reason: Extract<SentFile, { ok: false }>['reason']): SentFile => ({ ok: false, reason })

/** Reads what people send the bot. What a file is and where it lies, Slack itself is asked: the payload that named it is not believed. https://docs.slack.dev/reference/objects/file-object */
export function createFiles(
  client: Client,
  { botToken, apiUrl }: { readonly botToken: string; readonly apiUrl?: string | undefined },
  log: Log,
): Incoming['readFile'] {
  async function addressOf(id: string, mostBytes: number): Promise<URL | SentFile> {
    const { file } = await client.files.info({ file: id })
    if ((file?.size ?? 0) > mostBytes) return failed('tooLarge')
    const url = URL.parse(file?.url_private_download ?? file?.url_private ?? '')
    // What lies elsewhere (Google Drive, OneDrive) is only named in Slack.
    return url && isSlacks(url, apiUrl) ? url : failed('gone')
  }

  async function fetched(url: URL, mostBytes: number): Promise<SentFile> {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${botToken}` },
      // Who may not read it is led to a page to sign in.
      redirect: 'manual',
      signal: AbortSignal.timeout(callTimeoutMs),
    })
    if (!response.ok) {
      await response.body?.cancel()
      return failed(response.status === 404 ? 'gone' : response.status < 500 ? 'notAllowed' : 'unanswered')
    }
    return fileBytes(response, mostBytes)
  }

  return async (id, mostBytes) => {
    try {
      const url = await addressOf(id, mostBytes)
      return url instanceof URL ? await fetched(url, mostBytes) : url
    } catch (error) {
      const { failed: how, word } = failureOf(error, 'method')
      log.warn({ method: 'files.info', ...how, word }, 'a file could not be read')
      if (how.outcome !== 'refused') return failed('unanswered')
      return failed(how.reason === 'notAllowed' ? 'notAllowed' : 'gone')
    }
  }
}

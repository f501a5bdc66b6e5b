// SPDX-License-Identifier: EUPL-1.2
import { fileBytes } from '#/chat/file-bytes.ts'
import type { SentFile } from '#/chat/turn.ts'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'
import { callTimeoutMs, type TeamsSettings } from '#/platforms/teams/app.ts'

/** What lies at an address that came with a message. */
export type ReadFile = (address: string, mostBytes: number) => Promise<SentFile>

type IsFileHost = (url: URL) => boolean

/** Where people's OneDrive stands. https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges (31 and 39); clouds with other names for it give a bot no files. */
const oneDrive = /^(?:[a-z\d-]+\.)+sharepoint\.com$/

/** OneDrive alone; with a login of one's own also the server that plays Teams, which is on this machine. */
export function fileHosts({ authority, serviceUrl }: Pick<TeamsSettings, 'authority' | 'serviceUrl'>): IsFileHost {
  const peer = authority === undefined ? null : new URL(serviceUrl).origin
  return url => {
    if (url.username || url.password) return false
    return url.origin === peer || (url.protocol === 'https:' && url.port === '' && oneDrive.test(url.hostname))
  }
}

/** A site that was given another name sends on to it. */
const mostHops = 3

const failed = (reason: Extract<SentFile, { ok: false }>['reason']): SentFile => ({ ok: false, reason })

/** Reads what people send the bot. The address carries its own right to read, so nothing that shows who the bot is goes there, and nothing at all to another host, also where it is sent on [T02]. */
export function createFiles(isFileHost: IsFileHost, log: Log): ReadFile {
  async function fetched(url: URL, mostBytes: number, signal: AbortSignal, hops: number): Promise<SentFile> {
    if (!isFileHost(url)) {
      log.warn({ method: 'file', outcome: 'refused', reason: 'host' }, 'a file lies elsewhere')
      return failed('gone')
    }
    const response = await fetch(url, { redirect: 'manual', signal })
    if (response.ok) return fileBytes(response, mostBytes)
    await response.body?.cancel()
    const next = URL.parse(response.headers.get('location') ?? '', url)
    if (response.status >= 300 && response.status < 400 && next && hops > 0)
      return fetched(next, mostBytes, signal, hops - 1)
    log.warn({ method: 'file', outcome: 'refused', status: response.status }, 'a file could not be read')
    // The right to read ends after some minutes; the same file sent again has a new one.
    return failed(response.status >= 500 || response.status === 429 ? 'unanswered' : 'gone')
  }

  return async (address, mostBytes) => {
    const url = URL.parse(address)
    try {
      return url ? await fetched(url, mostBytes, AbortSignal.timeout(callTimeoutMs), mostHops) : failed('gone')
    } catch (error) {
      log.warn({ method: 'file', outcome: 'unclear', ...faultFacts(error) }, 'a file could not be read')
      return failed('unanswered')
    }
  }
}

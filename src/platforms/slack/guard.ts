// SPDX-License-Identifier: EUPL-1.2
import { isUtf8 } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { most } from '#/platforms/slack/limits.ts'

/** What is read of a body that is too long, before the line is cut: a sender that is still writing would not see the answer. */
const patience = 16

/** Null where it is longer than anything of Slack's, or its sender went away. */
const bytesOf = (request: IncomingMessage): Promise<Buffer | null> =>
  new Promise(resolve => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= most('request.bytes')) chunks.push(chunk)
      else if (length > patience * most('request.bytes')) resolve(null)
    })
    request.once('end', () => {
      const [only = Buffer.alloc(0)] = chunks
      resolve(length > most('request.bytes') ? null : chunks.length > 1 ? Buffer.concat(chunks) : only)
    })
    request.once('error', () => resolve(null)).once('close', () => resolve(null))
  })

const headerOf = ({ headers }: IncomingMessage, name: string): string => {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}

/** When it was signed; null for what is older than five minutes, and for a time as far ahead: it could be kept until then. */
function timeOf(request: IncomingMessage): string | null {
  const timestamp = headerOf(request, 'x-slack-request-timestamp')
  if (!/^\d{1,12}$/.test(timestamp)) return null
  return Math.abs(Date.now() / 1000 - Number(timestamp)) <= most('request.ageSeconds') ? timestamp : null
}

/**
 * The body that came with a request, byte for byte as Slack signed it in the last or next five minutes; null for anything else, and for what is no text [T01].
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export async function signedBody(request: IncomingMessage, secret: string): Promise<Buffer | null> {
  const timestamp = timeOf(request)
  const given = Buffer.from(headerOf(request, 'x-slack-signature'))
  if (timestamp === null || given.length === 0) return null
  const body = await bytesOf(request)
  if (!body || !isUtf8(body)) return null
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  const right = Buffer.from(`v0=${signature}`)
  return given.length === right.length && timingSafeEqual(given, right) ? body : null
}

// SPDX-License-Identifier: EUPL-1.2
import { isUtf8 } from 'node:buffer'
import type { Request, RequestHandler, Response } from 'express'
import type { Log } from '#/database/log.ts'
import { most } from '#/platforms/slack/limits.ts'

const arrivals = new WeakMap<object, number>()

/** When a request arrived, in milliseconds of `performance.now()`. */
export const arrivedAt = (request: object): number => arrivals.get(request) ?? performance.now()

/** What is read of a body that is too long, before the line is cut: a sender that is still writing would not see the answer. */
const patience = 16

/** Bolt refuses only what is too old; a signature of tomorrow could be kept for later as well. */
function isOfNow(request: Request): boolean {
  const timestamp = request.header('x-slack-request-timestamp')
  if (!timestamp || !/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(Date.now() / 1000 - Number(timestamp)) <= most('request.ageSeconds')
}

async function bytesOf(request: Request): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) return null
    length += chunk.length
    if (length > patience * most('request.bytes')) return null
    if (length <= most('request.bytes')) chunks.push(chunk)
  }
  return length <= most('request.bytes') ? Buffer.concat(chunks) : null
}

const refuse = (response: Response): void => void response.status(401).set('connection', 'close').end()

/**
 * Stands before Bolt: refuses with 401 what has no signature of the last or next five minutes, what is too long to be Slack's,
 * and what is no UTF-8, since Bolt signs the text and not the bytes [T01]. Leaves the body for Bolt as it came.
 */
export const guard =
  (log: Log): RequestHandler =>
  async (request, response, next) => {
    arrivals.set(request, performance.now())
    const body =
      isOfNow(request) && request.header('x-slack-signature') ? await bytesOf(request).catch(() => null) : null
    if (!body || !isUtf8(body)) {
      log.warn({ method: 'request', outcome: 'refused' }, 'a request was not signed by Slack')
      refuse(response)
      return
    }
    Object.assign(request, { rawBody: body })
    next()
  }

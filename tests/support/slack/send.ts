// SPDX-License-Identifier: EUPL-1.2
import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { stopwatch } from '../stopwatch.ts'
import { type Json, type JsonObject, parseJson } from './json.ts'

/** One request from Slack to the bot, kept so that it can be sent again. */
export type Sent = { body: string; contentType: string }

/** What came back. `status` 0: the bot could not be reached or cut the line. */
export type Answer = {
  status: number
  ms: number
  /** How long it took without the time that the machine gave neither the bot nor us. */
  fairMs: number
  text: string
  json: Json | undefined
  headers: Record<string, string>
}

export type SendOptions = {
  /** Seconds since 1970; now where left out. */
  timestamp?: number
  secret?: string
  headers?: Record<string, string>
}

/** Slack's v0 signature over timestamp and raw body. */
export const signature = (secret: string, timestamp: number | string, body: string | Buffer): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`

export const formBody = (fields: Record<string, string>): Sent => ({
  body: new URLSearchParams(fields).toString(),
  contentType: 'application/x-www-form-urlencoded',
})
export const payloadBody = (payload: JsonObject): Sent => formBody({ payload: JSON.stringify(payload) })
export const jsonBody = (payload: JsonObject): Sent => ({
  body: JSON.stringify(payload),
  contentType: 'application/json',
})

/** Posts bytes as they are, with these headers and no others of ours. Waits for the answer, thirty seconds at most. */
export function post(url: string, body: string | Buffer, headers: Record<string, string>): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const startedAt = performance.now()
  const took = stopwatch()
  const finish = (status: number, text: string, headers: Record<string, string>) =>
    resolve({ status, ms: performance.now() - startedAt, fairMs: took(), text, json: parseJson(text), headers })
  const call = request(url, { method: 'POST', agent: false, timeout: 30_000, headers }, response => {
    const parts: Buffer[] = []
    response.on('data', part => parts.push(part))
    response.on('error', error => finish(0, String(error), {}))
    response.on('end', () => {
      const received = Object.entries(response.headers).map(([key, value]) => [key, String(value)] as const)
      finish(response.statusCode ?? 0, Buffer.concat(parts).toString('utf8'), Object.fromEntries(received))
    })
  })
  call.on('timeout', () => call.destroy(new Error('no answer in 30 seconds')))
  call.on('error', error => finish(0, String(error), {}))
  call.end(body)
  return promise
}

/** Posts a request as Slack does: signed, with its user agent. */
export function sendSigned(url: string, secret: string, sent: Sent, options: SendOptions = {}): Promise<Answer> {
  const timestamp = options.timestamp ?? Math.floor(Date.now() / 1000)
  return post(url, sent.body, {
    'content-type': sent.contentType,
    'content-length': String(Buffer.byteLength(sent.body)),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: 'application/json,*/*',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signature(options.secret ?? secret, timestamp, sent.body),
    ...options.headers,
  })
}

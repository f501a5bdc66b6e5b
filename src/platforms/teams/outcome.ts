// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { RefusedReason, Sent } from '#/chat/platform.ts'

/** How a call ended that brought nothing. */
export type Failed = Exclude<Sent, { outcome: 'sent' }>

type Scope = Extract<Failed, { outcome: 'limited' }>['scope']

/** What is known of a failed call: how it ended, and the connector's own word or the fault's code for the log. */
export interface Failure {
  readonly failed: Failed
  readonly word: string
}

/** Nothing may be sent there: thrown before a request leaves. */
export class NoServiceHost extends Error {}

/** A call that would come sooner than Teams allows: thrown before the request leaves. */
export class TooSoon extends Error {
  readonly seconds: number

  constructor(seconds: number) {
    super('sooner than Teams allows')
    this.seconds = seconds
  }
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis */
const reasonOf = new Map<string, RefusedReason>([
  ['BotDisabledByAdmin', 'botRemoved'],
  ['BotNotInConversationRoster', 'notInChannel'],
  ['BotNotRegistered', 'botRemoved'],
  ['ConversationBlockedByUser', 'personGone'],
  ['ConversationNotFound', 'channelGone'],
  ['ActivityNotFoundInConversation', 'messageGone'],
  ['MessageSizeTooBig', 'tooLarge'],
  ['MessageWritesBlocked', 'personGone'],
  ['NotEnoughPermissions', 'notAllowed'],
])
const ofStatus = new Map<number, RefusedReason>([
  [403, 'notAllowed'],
  [404, 'channelGone'],
  [413, 'tooLarge'],
])

const axiosError = z.object({
  isAxiosError: z.literal(true),
  code: z.string().optional(),
  response: z
    .object({
      status: z.number(),
      data: z.unknown(),
      headers: z.object({ 'retry-after': z.coerce.string().optional() }),
    })
    .optional(),
})
const said = z.object({ error: z.object({ code: z.string() }) })

// The request never left: no connection was made, or the other side's certificate was not believed.
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EACCES|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/

/** Where 429 comes without a time. */
const unnamedWaitSeconds = 5

function secondsOf(retryAfter: string | undefined): number {
  if (retryAfter === undefined) return unnamedWaitSeconds
  const seconds = Number(retryAfter)
  if (Number.isFinite(seconds)) return Math.max(1, seconds)
  const date = Date.parse(retryAfter)
  return Number.isFinite(date) ? Math.max(1, (date - Date.now()) / 1000) : unnamedWaitSeconds
}

function ofHttp(status: number, word: string | undefined, retryAfter: string | undefined, scope: Scope): Failed {
  if (status === 429) return { outcome: 'limited', retryAfterSeconds: secondsOf(retryAfter), scope }
  // A create that answered 408 or 5xx may have posted; 412 has not, and a token that ended (401) is asked anew.
  if (status === 408 || status >= 500) return { outcome: 'unclear' }
  if (status === 412 || status === 401) return { outcome: 'later' }
  return { outcome: 'refused', reason: reasonOf.get(word ?? '') ?? ofStatus.get(status) ?? 'other' }
}

/** What a thrown error of Microsoft's client means for what was asked [T29] [T30]. `scope` is what a limit of this call is counted by. */
export function failureOf(error: unknown, scope: Scope): Failure {
  if (error instanceof NoServiceHost) return { failed: { outcome: 'refused', reason: 'notAllowed' }, word: 'host' }
  if (error instanceof TooSoon)
    return { failed: { outcome: 'limited', retryAfterSeconds: error.seconds, scope }, word: 'too_soon' }
  const read = axiosError.safeParse(error)
  // All else is thrown before the request leaves: no token could be had.
  if (!read.success) return { failed: { outcome: 'later' }, word: error instanceof Error ? error.name : 'unknown' }
  const { response, code = 'unknown' } = read.data
  if (!response) return { failed: { outcome: neverLeft.test(code) ? 'later' : 'unclear' }, word: code }
  const word = said.safeParse(response.data).data?.error.code
  const failed = ofHttp(response.status, word, response.headers['retry-after'], scope)
  return { failed, word: word && /^\w{1,60}$/.test(word) ? word : `http_${response.status}` }
}

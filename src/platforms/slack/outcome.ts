// SPDX-License-Identifier: EUPL-1.2
import { webApi } from '@slack/bolt'
import type { RefusedReason, Sent } from '#/chat/platform.ts'

/** How a call ended that brought nothing. */
export type Failed = Exclude<Sent, { outcome: 'sent' }>

/** What Slack counts calls by. https://docs.slack.dev/apis/web-api/rate-limits: messages by conversation, all else by method and workspace. */
export const limitedBy = (method: string): Scope =>
  method === 'chat.postMessage' || method === 'chat.postEphemeral' ? 'conversation' : 'method'

type Scope = Extract<Failed, { outcome: 'limited' }>['scope']

/** What is known of a failed call: how it ended, and Slack's own word or the fault's code for the log. */
export interface Failure {
  readonly failed: Failed
  readonly word: string
}

const wordsOf: readonly (readonly [RefusedReason, readonly string[]])[] = [
  ['channelGone', ['channel_not_found', 'is_archived', 'channel_is_archived']],
  ['notInChannel', ['not_in_channel', 'user_not_in_channel']],
  ['personGone', ['user_disabled', 'user_not_found', 'user_not_visible', 'cannot_dm_bot']],
  [
    'botRemoved',
    [
      'account_inactive',
      'invalid_auth',
      'not_authed',
      'org_login_required',
      'team_access_not_granted',
      'token_expired',
      'token_revoked',
    ],
  ],
  ['tooLarge', ['metadata_too_large', 'msg_blocks_too_long', 'msg_too_long', 'view_too_large']],
  [
    'notAllowed',
    [
      'access_denied',
      'accesslimited',
      'ekm_access_denied',
      'enterprise_is_restricted',
      'messages_tab_disabled',
      'missing_scope',
      'no_permission',
      'not_allowed_token_type',
      'restricted_action',
      'restricted_action_non_threadable_channel',
      'restricted_action_read_only_channel',
      'restricted_action_thread_locked',
      'restricted_action_thread_only_channel',
    ],
  ],
  ['messageGone', ['cant_update_message', 'edit_window_closed', 'message_not_found', 'thread_not_found']],
]

const reasonOf = new Map(wordsOf.flatMap(([reason, words]) => words.map(word => [word, reason] as const)))

// "It's possible some aspect of the operation succeeded before the error was raised" (docs.slack.dev/reference/methods/chat.postMessage).
const unclearWords = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'])
const limitedWords = new Set(['rate_limited', 'ratelimited'])
const laterWords = new Set(['team_added_to_org'])

// The request never left: no connection was made, or the other side's certificate was not believed.
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EACCES|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/

/** Where Slack says 429 without a time. */
const longestUnnamedWait = 30

const codeIn = (error: unknown): string => {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && !at.code.startsWith('slack_')) return at.code
    if (at.name === 'TimeoutError') return at.name
  }
  return error instanceof Error ? error.name : 'unknown'
}

function ofSlack(word: string, retryAfter: number | undefined, scope: Scope): Failed {
  if (limitedWords.has(word)) return { outcome: 'limited', retryAfterSeconds: retryAfter ?? longestUnnamedWait, scope }
  if (laterWords.has(word)) return { outcome: 'later' }
  // A page of HTML in place of an answer says nothing of what Slack did.
  if (unclearWords.has(word) || !/^[a-z_]+$/.test(word)) return { outcome: 'unclear' }
  return { outcome: 'refused', reason: reasonOf.get(word) ?? 'other' }
}

function ofHttp(status: number): Failed {
  if (status === 413) return { outcome: 'refused', reason: 'tooLarge' }
  return status === 408 || status >= 500 ? { outcome: 'unclear' } : { outcome: 'later' }
}

/** What a thrown error of Slack's client means for what was asked [T29] [T30]. `scope` is what a limit of this method is counted by. */
export function failureOf(error: unknown, scope: Scope): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { failed: { outcome: 'limited', retryAfterSeconds: error.retryAfter, scope }, word: 'http_429' }
  if (error instanceof webApi.WebAPIPlatformError) {
    const word = String(error.data.error)
    const failed = ofSlack(word, error.data.response_metadata?.retryAfter, scope)
    return { failed, word: /^[a-z_]{1,60}$/.test(word) ? word : 'no_json' }
  }
  if (error instanceof webApi.WebAPIHTTPError)
    return { failed: ofHttp(error.statusCode), word: `http_${error.statusCode}` }
  // The client has no class of its own for a 429 that names no time.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return { failed: { outcome: 'limited', retryAfterSeconds: longestUnnamedWait, scope }, word: 'http_429' }
  const code = codeIn(error)
  return { failed: { outcome: neverLeft.test(code) ? 'later' : 'unclear' }, word: code }
}

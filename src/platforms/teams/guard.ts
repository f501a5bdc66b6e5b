// SPDX-License-Identifier: EUPL-1.2
import express, { type Request, type RequestHandler, type Response } from 'express'
import { isForThisMachine } from '#/chat/local.ts'
import type { Log } from '#/database/log.ts'
import { tokenIn } from '#/platforms/teams/claims.ts'
import type { IsSigned } from '#/platforms/teams/keys.ts'
import { type IsServiceUrl, sameAddress } from '#/platforms/teams/service-hosts.ts'

const arrivals = new WeakMap<object, number>()

/** When an activity arrived, in milliseconds of `performance.now()`. */
export const arrivedAt = (activity: object): number => arrivals.get(activity) ?? performance.now()

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages: a message has at most 100 KB; what it quotes and was filled in comes with it. */
const mostBytes = '1mb'

export interface GuardParts {
  /** The only issuer of activities' tokens, and whom they must be for. */
  readonly issuer: string
  readonly clientId: string
  readonly isServiceUrl: IsServiceUrl
  readonly isSigned: IsSigned
  /** No token is asked: only for what this machine itself sends [T15]. */
  readonly unauthenticated: boolean
  readonly log: Log
}

const activityOf = ({ body }: Request): { readonly serviceUrl: string; readonly channelId: unknown } | null =>
  typeof body === 'object' && body !== null && 'serviceUrl' in body && typeof body.serviceUrl === 'string'
    ? { serviceUrl: body.serviceUrl, channelId: 'channelId' in body ? body.channelId : undefined }
    : null

/**
 * Stands before Microsoft's own package, which checks signature and time: lets in only what the connector says to this bot, on behalf of the address that the activity names, and
 * only where that address is the connector's. The package alone takes a token of any Entra tenant, and then sends the bot's own token to whatever address the activity names [T02].
 */
export function guard({
  issuer,
  clientId,
  isServiceUrl,
  isSigned,
  unauthenticated,
  log,
}: GuardParts): RequestHandler[] {
  const refuse = (response: Response, why: string): void => {
    log.warn({ method: 'request', outcome: 'refused', reason: why }, 'an activity was not sent by Teams')
    response.status(401).set('connection', 'close').end()
  }
  const header: RequestHandler = async (request, response, next) => {
    if (unauthenticated) return isForThisMachine(request.headers) ? next() : refuse(response, 'elsewhere')
    const token = tokenIn(request.headers.authorization)
    if (!token) return refuse(response, 'token')
    if (token.iss !== issuer) return refuse(response, 'issuer')
    if (token.aud !== clientId) return refuse(response, 'audience')
    if (!isServiceUrl(token.serviceurl)) return refuse(response, 'host')
    const isTrue = await isSigned(token)
    if (isTrue === null) return void response.status(503).end()
    return isTrue ? next() : refuse(response, 'signature')
  }
  const body: RequestHandler = (request, response, next) => {
    const activity = activityOf(request)
    if (!activity) return refuse(response, 'activity')
    if (!isServiceUrl(activity.serviceUrl)) return refuse(response, 'host')
    const token = unauthenticated ? null : tokenIn(request.headers.authorization)
    if (token && !sameAddress(token.serviceurl, activity.serviceUrl)) return refuse(response, 'address')
    // The same bot may have other doors, such as a web page, where anyone may say to be anyone.
    if (token && activity.channelId !== 'msteams') return refuse(response, 'channel')
    arrivals.set(request.body, performance.now())
    next()
  }
  return [header, express.json({ limit: mostBytes }), body]
}

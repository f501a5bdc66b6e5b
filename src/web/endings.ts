// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Log } from '#/database/log.ts'
import { webTexts } from '#/web/texts.ts'

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

function answer(request: Request, response: Response, status: number, text: string): void {
  // A body that nobody read is not waited for: its sender could make it last.
  if (hasBody(request) && !request.complete) response.set('connection', 'close')
  response.status(status)
  if (request.accepts('text', 'json') === 'json') response.json({ error: text })
  else response.type('text').send(`${text}\n`)
}

const saying = (request: Request) => webTexts.in(request.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl')

/** Answers what no route took. */
export const notFound: RequestHandler = (request, response) =>
  answer(request, response, 404, saying(request)('notFound'))

const statusOf = (error: unknown): number =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500

/** Answers what threw: never with its message or its stack [T16]. A fault of ours is logged, with the code that the person sees; its address is not, since it may hold a secret. */
export const fault =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    const status = statusOf(error)
    const isTheirs = status >= 400 && status < 500
    const code = randomUUID().slice(0, 8)
    if (!isTheirs) log.error({ method: request.method, status, code, error }, 'A request failed')
    const say = saying(request)
    if (response.headersSent) response.destroy()
    else if (!isTheirs) answer(request, response, status, say('fault', { code }))
    else answer(request, response, status, say(status === 413 ? 'tooLarge' : status === 404 ? 'notFound' : 'wrong'))
  }

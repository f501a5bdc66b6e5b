// SPDX-License-Identifier: EUPL-1.2
import type { RequestHandler } from 'express'
import { isForThisMachine } from '#/chat/local.ts'

const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Anyone here may be anyone, so only this machine may be here [T15]. */
export const onlyLocal: RequestHandler = (request, response, next) => {
  if (!isForThisMachine(request.headers)) {
    response
      .status(403)
      .type('text/plain')
      .send('The playground answers on this machine only: open it as http://localhost.')
    return
  }
  response.set({
    'content-security-policy': csp,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  })
  next()
}

/** Acts and answers are for our own page: a form or a script of another site can't send JSON here, and its browser says where it comes from. */
export const onlyOurPage: RequestHandler = (request, response, next) => {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  const isForeign =
    (site !== undefined && site !== 'same-origin') || (origin !== undefined && origin !== `http://${host}`)
  if (isForeign) response.status(403).type('text/plain').send('Only the page of the playground itself may do this.')
  else if (request.method === 'POST' && !request.is('application/json')) response.status(415).end()
  else next()
}

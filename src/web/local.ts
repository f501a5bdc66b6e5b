// SPDX-License-Identifier: EUPL-1.2
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { isForThisMachine } from '#/chat/local.ts'

const loopbackAddress = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/

/** Asked on this machine itself: not through a proxy that stands on it, and not by another site's page whose name leads here. */
export function isLocal(request: Request): boolean {
  return loopbackAddress.test(request.socket.remoteAddress ?? '') && isForThisMachine(request.headers)
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether the request carries this bearer token; its time does not tell how much of it was right. */
export function bears(request: Request, token: string): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return given !== undefined && timingSafeEqual(digest(given), digest(token))
}

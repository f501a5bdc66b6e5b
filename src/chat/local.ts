// SPDX-License-Identifier: EUPL-1.2
import type { IncomingHttpHeaders } from 'node:http'

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/
const forwarded = /^(?:forwarded|via|x-forwarded(?:-.*)?|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip)$/

/**
 * Asked by this machine's own name, and not through a proxy that stands on it [T15]: a foreign name in `Host` is another site's name for this address (DNS rebinding),
 * a forwarded header means that someone made this reachable from elsewhere.
 */
export const isForThisMachine = (headers: IncomingHttpHeaders): boolean =>
  loopback.test(URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? '') &&
  !Object.keys(headers).some(name => forwarded.test(name))

// SPDX-License-Identifier: EUPL-1.2
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

const self = ["'self'"]
const nobody = ["'none'"]

/** A page shows and runs what is ours and from here, stands in no frame, and is kept by no cache; a page that needs another rule sets it itself [T16]. */
export function safeHeaders(publicUrl: string): RequestHandler {
  const headers = headersOf(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: nobody,
          scriptSrc: self,
          styleSrc: self,
          imgSrc: [...self, 'data:'],
          fontSrc: self,
          connectSrc: self,
          formAction: self,
          baseUri: nobody,
          frameAncestors: nobody,
        },
      },
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
      // What else stands under the name is the municipality's own.
      strictTransportSecurity: publicUrl.startsWith('https:') && { includeSubDomains: false },
    }),
  ).set('cache-control', 'no-store')
  return (_, response, next) => {
    response.setHeaders(headers)
    next()
  }
}

/** What a handler sets whoever asks, said once: helmet does so by fifteen handlers at each request. */
function headersOf(
  handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void,
): Map<string, string> {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  handler(request, response, () => {})
  return new Map(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]))
}

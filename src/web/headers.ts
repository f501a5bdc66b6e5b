// SPDX-License-Identifier: EUPL-1.2
import type { RequestHandler } from 'express'
import helmet from 'helmet'

const self = ["'self'"]
const nobody = ["'none'"]

/** A page shows and runs what is ours and from here, stands in no frame, and is kept by no cache; a page that needs another rule sets it itself [T16]. */
export function safeHeaders(publicUrl: string): RequestHandler[] {
  return [
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
    (_, response, next) => {
      response.set('cache-control', 'no-store')
      next()
    },
  ]
}

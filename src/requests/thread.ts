// SPDX-License-Identifier: EUPL-1.2
import type { Audience } from '#/delivery/notify.ts'
import type { Request } from '#/requests/kind.ts'

/** Under a request's card; the secretariat, where no channel had its card yet. */
export const threadOf = (request: Request): Audience => ({
  kind: 'thread',
  subject: { kind: 'request', id: request.id },
  orElse: 'secretariat',
})

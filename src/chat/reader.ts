// SPDX-License-Identifier: EUPL-1.2
import type { Reader } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'

/** The one who asks, as the reader of the answer. */
export const readerOf = (turn: Turn): Reader => ({
  locale: turn.locale,
  person: turn.actor.person,
  zone: turn.zone,
  today: turn.today,
  typed: turn.typed,
})

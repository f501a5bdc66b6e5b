// SPDX-License-Identifier: EUPL-1.2
// What people and channels hear as the network's time passes: every message once, with the moment at which it had come.
import { eventually } from '../eventually.ts'
import type { Network, Person, Seen } from './chat.ts'

/** A message: whom it went to, when, and what it said when it was first read. */
export interface Heard {
  readonly at: string
  readonly by: string
  readonly text: string
}

const underWay = `select count(*) filter (where state in ('open', 'sending'))::int as left, max(id::text) as last from deliveries`

/** Listens to people and channels by their names; what stands there already counts for nothing. */
export function listening(
  m50: Pick<Network, 'database' | 'messagesIn'>,
  people: Readonly<Record<string, Person>>,
  channels: Readonly<Record<string, string>>,
) {
  const inboxes = (): readonly (readonly [string, readonly Seen[]])[] => [
    ...Object.entries(people).map(([name, person]) => [name, person.inbox()] as const),
    ...Object.entries(channels).map(([name, id]) => [name, m50.messagesIn(id)] as const),
  ]
  const known = new Set(inboxes().flatMap(([by, all]) => all.map(({ id }) => `${by} ${id}`)))
  const all: Heard[] = []
  let last: string | null = null
  return {
    all,
    /** Waits until nothing is on its way any more, and notes what came meanwhile as of this moment. */
    async until(at: string): Promise<void> {
      const [now] = await eventually(
        () => m50.database.query<{ left: number; last: string | null }>(underWay),
        ([row]) => row?.left === 0,
        60_000,
      )
      // Nothing was written since: a look at all conversations would show nothing new.
      if (now?.last === last) return
      last = now?.last ?? null
      for (const [by, messages] of inboxes())
        for (const { id, text } of messages) {
          const key = `${by} ${id}`
          if (known.has(key)) continue
          known.add(key)
          all.push({ at, by, text })
        }
    },
  }
}

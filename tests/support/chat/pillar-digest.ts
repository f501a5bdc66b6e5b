// SPDX-License-Identifier: EUPL-1.2
// The digest of the pillar Samenleving, with someone who reviews it, for tests of what becomes of it.
import { expect } from 'vitest'
import type { chatNetwork } from './network.ts'
import { says } from './talk.ts'

type M50 = Awaited<ReturnType<typeof chatNetwork>>

interface Digest {
  readonly id: string
  readonly occurrence: string
  readonly state: string
  readonly reason: string | null
}

/** A network whose bot runs, where W. de Vries chairs the pillar of a channel. */
export async function pillarDigest(m50: M50, society: string) {
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
  const all = () =>
    m50.database.query<Digest>('select id, occurrence, state, reason from digests order by created_at, occurrence')

  return {
    all,
    last: async (): Promise<Digest> => (await all()).at(-1) ?? expect.fail('no digest'),
    /** The digests that stand in the pillar's channel. */
    posted: () => m50.messagesIn(society).filter(({ text }) => text.startsWith('VNG-week')),
  }
}

// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Feature, Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import { channelCard } from '#/features/bottlenecks/cards/bottleneck.ts'
import { type Bottleneck, bottleneckById } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import type { BottleneckId } from '#/network/ids.ts'

const about = z.object({ bottleneck: z.uuid().transform(id => id as BottleneckId) })
type About = z.infer<typeof about>

const seen = (db: Db, id: BottleneckId, reader: Reader): Promise<Bottleneck | null> =>
  bottleneckById(db, id, readersFor(reader.person), reader.today)

export const bottleneckNotices: NonNullable<Feature['notices']> = {
  'bottlenecks.shared': {
    onUnclear: 'once',
    recordClass: 'record',
    isOfSubject: true,
    facts: about,
    async draw(db, facts: About, reader) {
      const bottleneck = await seen(db, facts.bottleneck, reader)
      return bottleneck && channelCard(bottleneck, reader.locale)
    },
  },
}

/** A posted card of a bottleneck follows it. */
export const bottleneckLive: NonNullable<Feature['live']> = {
  bottleneck: {
    table: 'bottleneck_cards',
    async draw(db, id, reader) {
      const bottleneck = await seen(db, id as BottleneckId, reader)
      if (!bottleneck) return null
      const { number, version } = bottleneck
      return { card: channelCard(bottleneck, reader.locale), version, whole: `knelpunt ${number}` }
    },
  },
}

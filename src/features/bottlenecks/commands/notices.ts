// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Begun, Feature, NoticeKind, Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import { channelCard } from '#/features/bottlenecks/cards/bottleneck.ts'
import { type Bottleneck, bottleneckById } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import type { BottleneckId } from '#/network/ids.ts'

const about = z.object({ bottleneck: z.uuid().transform(id => id as BottleneckId) })
type About = z.infer<typeof about>

const seen = (db: Db, id: BottleneckId, reader: Reader): Promise<Bottleneck | null> =>
  bottleneckById(db, id, readersFor(reader.person), reader.today)

const ofSubject = {
  isOfSubject: true,
  facts: about,
  async draw(db: Db, facts: About, reader: Reader) {
    const bottleneck = await seen(db, facts.bottleneck, reader)
    return bottleneck && channelCard(bottleneck, reader.locale)
  },
} satisfies Partial<NoticeKind<About>>

export const bottleneckNotices: NonNullable<Feature['notices']> = {
  'bottlenecks.shared': { ...ofSubject, onUnclear: 'once', recordClass: 'record' },
  'bottlenecks.withdrawn': { ...ofSubject, onUnclear: 'surely', recordClass: 'record' },
}

/** What is not posted yet says what is so: nothing of sharing what was taken back by now, nor of taking back what was put back. */
const isOver = ({ kind, card }: Begun, { withdrawnAt }: Bottleneck): boolean =>
  card === null && (kind === 'bottlenecks.withdrawn') !== (withdrawnAt !== null)

/** A posted card of a bottleneck follows it. */
export const bottleneckLive: NonNullable<Feature['live']> = {
  bottleneck: {
    table: 'bottleneck_cards',
    async draw(db, id, reader, begun) {
      const bottleneck = await seen(db, id as BottleneckId, reader)
      if (!bottleneck || isOver(begun, bottleneck)) return null
      const { number, version } = bottleneck
      return { card: channelCard(bottleneck, reader.locale), version, whole: `knelpunt ${number}` }
    },
  },
}

// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Card } from '#/chat/card.ts'
import type { Feature, NoticeKind, Reader, RequestView } from '#/chat/feature.ts'
import { listed } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import {
  officialAskedCard,
  officialDeclinedCard,
  officialJoinedCard,
  welcomeCard,
} from '#/features/pillars/cards/notices.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'
import { type Pillar, pillarById, pillarNow } from '#/features/pillars/rules/pillars.ts'
import { fellowsOf, type SeatFacts, seatFacts, wishFacts } from '#/features/pillars/rules/seat-facts.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { isExecutive } from '#/network/actor.ts'
import { functionOf } from '#/network/function-of.ts'
import { personName } from '#/network/person-name.ts'

const pillarFor = (db: Db, id: string, reader: Reader): Promise<Pillar | null> => pillarById(db, reader.today, id)

type DrawSeat = (seat: SeatFacts, pillar: Pillar, reader: Reader, db: Db) => Promise<Card | null> | Card | null

/** A message to one person about a seat (or the wish for one): double is better than missing. */
function aboutSeat<Facts>(
  shape: z.ZodType<Facts>,
  find: (db: Db, facts: Facts) => Promise<SeatFacts | null>,
  draw: DrawSeat,
): NoticeKind<Facts> {
  return {
    onUnclear: 'surely',
    recordClass: 'record',
    facts: shape,
    async draw(db, facts, reader) {
      const seat = await find(db, facts)
      const pillar = seat && (await pillarNow(db, reader.today, seat.pillar))
      return seat && pillar ? draw(seat, pillar, reader, db) : null
    },
  }
}

const seatShape = z.object({ seat: z.uuid() })
const wishShape = z.object({ request: z.uuid().optional(), seat: z.uuid().optional() })

export const pillarNotices: NonNullable<Feature['notices']> = {
  'pillars.welcome': aboutSeat(
    seatShape,
    (db, { seat }) => seatFacts(db, seat),
    async (seat, pillar, reader, db) => {
      const held = reader.person ? await functionOf(db, reader.person, reader.today) : null
      return welcomeCard(seat, pillar, held !== null && isExecutive(held), reader.locale)
    },
  ),
  'pillars.officialAsked': aboutSeat(
    wishShape,
    (db, { request, seat }) => (request ? wishFacts(db, request) : seat ? seatFacts(db, seat) : Promise.resolve(null)),
    (wish, pillar, reader) => (wish.officialState === 'asked' ? officialAskedCard(wish, pillar, reader.locale) : null),
  ),
  'pillars.officialJoined': aboutSeat(
    seatShape,
    (db, { seat }) => seatFacts(db, seat),
    (seat, pillar, reader) => officialJoinedCard(seat, pillar, reader.locale),
  ),
  'pillars.officialDeclined': {
    onUnclear: 'surely',
    recordClass: 'record',
    facts: z.object({ official: z.uuid().nullable(), pillar: z.string(), subject: z.uuid() }),
    async draw(
      db,
      { official, pillar: id, subject }: { official: string | null; pillar: string; subject: string },
      reader,
    ) {
      const pillar = await pillarFor(db, id, reader)
      return pillar && official
        ? officialDeclinedCard(await personName(db, official), pillar, subject, reader.locale)
        : null
    },
  },
}

/** How a join stands on the secretariat's card. */
export const joinView: RequestView = async (db, request, reader) => {
  const t = pillarTexts.in(reader.locale)
  const subject = joinKind.subject.parse(request.subject)
  const { official } = subject
  const name = official.person ? await personName(db, official.person) : (official.text ?? '')
  const pillar = await pillarFor(db, subject.pillar, reader)
  const held = await functionOf(db, subject.person, reader.today)
  const fellows = request.municipality ? await fellowsOf(db, subject.pillar, request.municipality.id) : []
  const municipality = request.municipality?.name ?? ''
  return {
    what: t('request.what', { pillar: pillar?.name ?? subject.pillar }),
    lines: [
      ...(official.state !== 'none' || (held && isExecutive(held))
        ? [t(`request.support.${official.state}`, { official: name })]
        : []),
      fellows.length > 0
        ? t('request.already', { municipality, names: listed(fellows, reader.locale) })
        : t('request.alreadyNobody', { municipality }),
    ],
  }
}

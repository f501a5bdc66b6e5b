// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Card } from '#/chat/card.ts'
import type { Feature, Reader, RequestView } from '#/chat/feature.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { forward } from '#/features/pillars/cards/joining.ts'
import {
  officialCard,
  officialDeclinedCard,
  officialJoinedCard,
  welcomeCard,
} from '#/features/pillars/cards/notices.ts'
import { joinButton, showPillar } from '#/features/pillars/cards/pillars.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'
import { type Pillar, pillarById, pillarNow } from '#/features/pillars/rules/pillars.ts'
import { fellowsOf, seatFacts, seatOfficial } from '#/features/pillars/rules/seat-facts.ts'
import { type SupportFacts, supportFacts } from '#/features/pillars/rules/support-facts.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { isExecutive } from '#/network/actor.ts'
import { functionOf } from '#/network/function-of.ts'
import { personName } from '#/network/person-name.ts'
import { networkName } from '#/network/setting.ts'

const pillarFor = (db: Db, id: string, reader: Reader): Promise<Pillar | null> => pillarById(db, reader.today, id)

const seatShape = z.object({ seat: z.uuid() })
const askShape = z.object({ request: z.uuid() })
const record = { onUnclear: 'surely', recordClass: 'record' } as const

type Drawing = (ask: SupportFacts, pillar: Pillar, isTheirs: boolean, locale: Locale) => Card

/** How what an official was asked stands, on a card of one of the two kinds. */
const drawAsk =
  (card: Drawing) =>
  async (
    db: Db,
    request: string,
    reader: Reader,
  ): Promise<{ card: Card; version: number; ask: SupportFacts } | null> => {
    const ask = await supportFacts(db, request)
    const pillar = ask && (await pillarNow(db, reader.today, ask.pillar))
    if (!ask || !pillar) return null
    return { card: card(ask, pillar, ask.official === reader.person, reader.locale), version: ask.version, ask }
  }

const drawQuestion = drawAsk(officialCard)
const drawJoined = drawAsk(officialJoinedCard)

export const pillarLive: NonNullable<Feature['live']> = {
  officialAsk: { table: 'official_asks', draw: drawQuestion },
  officialJoined: { table: 'official_asks', draw: drawJoined },
}

export const pillarNotices: NonNullable<Feature['notices']> = {
  'pillars.welcome': {
    ...record,
    facts: seatShape,
    async draw(db, { seat: id }: z.infer<typeof seatShape>, reader) {
      const seat = await seatFacts(db, id)
      const pillar = seat && (await pillarNow(db, reader.today, seat.pillar))
      if (!seat || !pillar) return null
      const held = reader.person ? await functionOf(db, reader.person, reader.today) : null
      return welcomeCard(seat, pillar, held !== null && isExecutive(held), reader.locale)
    },
  },
  'pillars.officialAsked': {
    ...record,
    facts: askShape,
    async draw(db, { request }: z.infer<typeof askShape>, reader) {
      const drawn = await drawQuestion(db, request, reader)
      return drawn && drawn.ask.state === 'asked' && drawn.ask.official === reader.person && !drawn.ask.isOver
        ? drawn.card
        : null
    },
  },
  'pillars.officialJoined': {
    ...record,
    facts: askShape,
    async draw(db, { request }: z.infer<typeof askShape>, reader) {
      const drawn = await drawJoined(db, request, reader)
      return drawn?.ask.isMember && drawn.ask.official === reader.person && drawn.ask.state !== 'declined'
        ? drawn.card
        : null
    },
  },
  'pillars.joinUndone': {
    ...record,
    facts: askShape,
    async draw(db, { request }: z.infer<typeof askShape>, reader) {
      const ask = await supportFacts(db, request)
      const pillar = ask && (await pillarFor(db, ask.pillar, reader))
      if (!ask || !pillar || ask.isMember) return null
      const { executive } = ask
      return { version: 1, text: pillarTexts.in(reader.locale)('joinUndone.text', { executive, pillar: pillar.name }) }
    },
  },
  'pillars.officialDeclined': {
    ...record,
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
  const official = (await seatOfficial(db, request.id)) ?? subject.official
  const name = official.person ? await personName(db, official.person) : (official.text ?? '')
  const pillar = await pillarFor(db, subject.pillar, reader)
  const held = await functionOf(db, subject.person, reader.today)
  const fellows = request.municipality
    ? await fellowsOf(db, subject.pillar, request.municipality.id, subject.person)
    : []
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
    ...(official.state === 'unknown' &&
      pillar && {
        own: [t('request.forward', { official: name }), forward(pillar, await networkName(db), reader.locale)],
      }),
    ...(pillar && { again: joinButton(t('asked.again'), pillar), granted: showPillar(t('asked.show'), pillar) }),
  }
}

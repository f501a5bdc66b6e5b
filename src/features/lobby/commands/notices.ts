// SPDX-License-Identifier: EUPL-1.2

import { z } from 'zod'
import type { Begun, Feature, Reader, RequestView } from '#/chat/feature.ts'
import { type Db, statement } from '#/database/db.ts'
import { heldCard } from '#/features/lobby/cards/held.ts'
import { liftedCard, unliftedCard } from '#/features/lobby/cards/lift.ts'
import { channelCard, stubCard } from '#/features/lobby/cards/point.ts'
import {
  approvedCard,
  confidentialTitle,
  movedCard,
  requestLines,
  requestTitle,
  rewordedCard,
} from '#/features/lobby/cards/proposed.ts'
import { lifeNotices } from '#/features/lobby/commands/life-notices.ts'
import { type About, about, record, seen } from '#/features/lobby/commands/seen.ts'
import { wordingsOf } from '#/features/lobby/rules/course.ts'
import { maySpeak } from '#/features/lobby/rules/origins.ts'
import { askedPoint, bareOf } from '#/features/lobby/rules/points.ts'
import { pointKind } from '#/features/lobby/rules/propose.ts'
import { proposedWording } from '#/features/lobby/rules/retract.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { homeOf } from '#/network/home-of.ts'
import type { LobbyPointId, PersonId } from '#/network/ids.ts'
import { personName } from '#/network/person-name.ts'

const held = z.object({ person: z.uuid().transform(id => id as PersonId) })
const lifted = about.extend({ origin: z.int(), stands: z.boolean() })
const unlifted = about.extend({ origin: z.int() })
const reworded = about.extend({ wording: z.int() })

// Another release told nobody of the one that stays, nor whose support ended, or stayed behind, by their reservation at the other.
const went = about.extend({
  other: z.int(),
  stays: z.boolean().default(false),
  doubting: z.array(z.string()).default([]),
  doubtedBefore: z.array(z.string()).default([]),
  behind: z.array(z.string()).default([]),
})

/** What was said to be behind one point stands behind another (too). */
const elsewhere = (how: 'merged' | 'split'): NonNullable<Feature['notices']>[string] => ({
  ...record,
  facts: went,
  async draw(db, facts: z.infer<typeof went>, reader) {
    const point = await seen(db, facts, reader)
    const home = (await homeOf(db, reader.person))?.id ?? null
    const { stays, other: from, doubting, doubtedBefore, behind } = facts
    const moved = { how: stays ? ('stays' as const) : how, from, doubting, doubtedBefore, behind }
    return point && movedCard(point, moved, home, reader.locale)
  },
})

export const lobbyNotices: NonNullable<Feature['notices']> = {
  'lobby.approved': {
    ...record,
    facts: about,
    async draw(db, facts: About, reader) {
      const point = await seen(db, facts, reader)
      return point?.openedAt ? approvedCard(point, reader.locale) : null
    },
  },
  'lobby.lifted': {
    ...record,
    facts: lifted,
    async draw(db, { origin, stands, ...facts }: z.infer<typeof lifted>, reader) {
      const point = await seen(db, facts, reader)
      if (!point?.openedAt) return null
      const speaks = reader.person !== null && (await maySpeak(db, reader.person, reader.today))
      return liftedCard(point, origin, { stands, speaks }, reader.locale)
    },
  },
  'lobby.unlifted': {
    ...record,
    facts: unlifted,
    async draw(db, { origin, ...facts }: z.infer<typeof unlifted>, reader) {
      const again = await seen(db, facts, reader)
      const bare = again?.openedAt ? null : await bareOf(db, facts.point)
      return bare && unliftedCard(bare.number, origin, reader.locale)
    },
  },
  'lobby.reworded': {
    ...record,
    facts: reworded,
    async draw(db, facts: z.infer<typeof reworded>, reader) {
      const point = await seen(db, facts, reader)
      if (!point || point.wording < facts.wording) return null
      const was =
        (await wordingsOf(db, point, readersFor(reader.person), reader.today)).get(facts.wording - 1)?.ask ?? null
      const home = (await homeOf(db, reader.person))?.id ?? null
      return rewordedCard(point, was, home, reader.locale)
    },
  },
  'lobby.merged': elsewhere('merged'),
  'lobby.split': elsewhere('split'),
  'lobby.exportHeld': {
    ...record,
    facts: held,
    async draw(db, { person }: z.infer<typeof held>, reader) {
      const name = await personName(db, person)
      return name === '' ? null : heldCard(name, reader.locale)
    },
  },
  'lobby.open': {
    onUnclear: 'once',
    recordClass: 'record',
    facts: about,
    async draw(db, facts: About, reader) {
      const point = await seen(db, facts, reader)
      return point?.openedAt ? channelCard(point, reader.locale, reader.zone) : null
    },
  },
}

/** What of it may be told to whoever may not know of it: some is told by its number alone. */
const drawsFor = async ({ kind, facts }: Begun, db: Db, reader: Reader) =>
  (await { ...lobbyNotices, ...lifeNotices }[kind]?.draw(db, facts, reader)) ?? null

const sightOf = statement('lobby_sight', 'select version from lobby_sights where id = $1::uuid')

/** A posted card of a point follows it, and what was told of it at some moment stands as it was; for whoever may not know of it any more, either is a stub [T21]. */
export const lobbyLive: NonNullable<Feature['live']> = {
  lobbyMoment: {
    table: 'lobby_sights',
    async draw(db, id, reader, begun) {
      const [sight] = await db.query<{ version: number }>(sightOf, [id])
      const bare = await bareOf(db, id as LobbyPointId)
      if (!sight || !bare || !begun.card) return null
      const isKnown = (await seen(db, { point: id as LobbyPointId }, reader)) !== null
      const told = isKnown ? begun.card : await drawsFor(begun, db, reader)
      return { card: told ?? stubCard(bare.number, reader.locale), version: sight.version }
    },
  },
  lobbyPoint: {
    table: 'lobby_cards',
    async draw(db, id, reader) {
      const point = await seen(db, { point: id as LobbyPointId }, reader)
      if (point?.openedAt) return { card: channelCard(point, reader.locale, reader.zone), version: point.version }
      const bare = await bareOf(db, id as LobbyPointId)
      return bare && { card: stubCard(bare.number, reader.locale), version: bare.version }
    },
  },
}

/** How a proposed point stands on the secretariat's card: the secretariat sees all of them. */
export const pointView: RequestView = async (db, request, reader) => {
  const { point: id } = pointKind.subject.parse(request.subject)
  const asked = await askedPoint(db, id)
  // A draft is its proposer's alone: its request tells what was proposed.
  const was = asked?.state === 'draft' ? await proposedWording(db, id) : null
  const point = asked && { ...asked, ...was }
  if (point) return { what: requestTitle(point, reader.locale), lines: requestLines(point, reader.locale) }
  const bare = await bareOf(db, id)
  // A draft goes with whoever is forgotten; that it was asked stays.
  const what = bare ? confidentialTitle(bare.number, reader) : lobbyTexts.in(reader.locale)('request.gone')
  return { what, lines: [], isClosedOff: true }
}

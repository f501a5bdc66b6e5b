// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Feature, NoticeKind, Reader } from '#/chat/feature.ts'
import { type Db, statement } from '#/database/db.ts'
import { lateRoundCard, leftRoundCard, rankedCard } from '#/features/lobby/cards/round-told.ts'
import { ballotCard, openRoundCard, outcomeAskedCard, rankingCard } from '#/features/lobby/cards/rounds.ts'
import { bareOf, pointById } from '#/features/lobby/rules/points.ts'
import { type Round, roundById } from '#/features/lobby/rules/rounds.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import { ballotOf } from '#/features/lobby/rules/votes.ts'
import type { LobbyPointId, LobbyRoundId } from '#/network/ids.ts'

const about = z.object({ lobbyRound: z.uuid().transform(id => id as LobbyRoundId) })
type About = z.infer<typeof about>

const leftRound = about.extend({ point: z.uuid().transform(id => id as LobbyPointId) })
const ranked = about.extend({ points: z.array(z.uuid()) })

const seen = (db: Db, id: LobbyRoundId, reader: Reader): Promise<Round | null> =>
  roundById(db, id, readersFor(reader.person), reader.today)

/** To one who may vote; the reminder is void as soon as the municipality has given anything [F23]. */
const toVoter = (kind: 'ballot' | 'reminder'): NoticeKind<About> => ({
  onUnclear: 'surely',
  recordClass: 'record',
  facts: about,
  async draw(db, facts, reader) {
    const round = await seen(db, facts.lobbyRound, reader)
    const ballot = reader.person && (await ballotOf(db, facts.lobbyRound, reader.person))
    if (round?.state !== 'open' || !ballot || (kind === 'reminder' && ballot.hasVoted)) return null
    return ballotCard(round, ballot, kind, reader.locale, reader.zone)
  },
})

export const roundNotices: NonNullable<Feature['notices']> = {
  'lobby.ballot': toVoter('ballot'),
  'lobby.ballotReminder': toVoter('reminder'),
  'lobby.roundOpen': {
    onUnclear: 'once',
    recordClass: 'record',
    facts: about,
    async draw(db, facts: About, reader) {
      const round = await seen(db, facts.lobbyRound, reader)
      return round?.state === 'open' ? openRoundCard(round, reader.locale, reader.zone) : null
    },
  },
  'lobby.ranking': {
    onUnclear: 'once',
    recordClass: 'record',
    facts: about,
    async draw(db, facts: About, reader) {
      const round = await seen(db, facts.lobbyRound, reader)
      return round?.state === 'closed' ? rankingCard(round, reader.locale) : null
    },
  },
  'lobby.ranked': {
    onUnclear: 'surely',
    recordClass: 'record',
    facts: ranked,
    async draw(db, { lobbyRound, points }: z.infer<typeof ranked>, reader) {
      const round = await seen(db, lobbyRound, reader)
      const own = round?.points.filter(({ id, place }) => points.includes(id) && place !== null) ?? []
      return round && own.length > 0 ? rankedCard(round, own, reader.locale) : null
    },
  },
  'lobby.leftRound': {
    onUnclear: 'surely',
    recordClass: 'record',
    facts: leftRound,
    async draw(db, { lobbyRound, point: id }: z.infer<typeof leftRound>, reader) {
      const round = await seen(db, lobbyRound, reader)
      const ballot = reader.person && (await ballotOf(db, lobbyRound, reader.person))
      const bare = await bareOf(db, id)
      // Where nothing else is voted on there is nothing to use it for.
      if (round?.state !== 'open' || round.points.length === 0 || !ballot || !bare) return null
      const point = await pointById(db, id, readersFor(reader.person), reader.today)
      return leftRoundCard(round, bare.number, point, ballot, reader.locale, reader.zone)
    },
  },
  'lobby.roundLate': {
    onUnclear: 'surely',
    recordClass: 'record',
    facts: about,
    async draw(db, facts: About, reader) {
      const round = await seen(db, facts.lobbyRound, reader)
      return round?.state === 'open' ? lateRoundCard(round, reader.locale, reader.zone) : null
    },
  },
  'lobby.outcomeAsked': {
    onUnclear: 'surely',
    recordClass: 'record',
    facts: about,
    async draw(db, facts: About, reader) {
      const round = await seen(db, facts.lobbyRound, reader)
      return round?.state === 'closed' && round.outcome === null ? outcomeAskedCard(round, reader.locale) : null
    },
  },
}

const ballotVersion = statement('lobby_ballot_version', 'select version from lobby_ballot_cards where id = $1::uuid')

/** In the pillar's channel an open round counts who voted, and the ranking shows its outcome once there is one. */
export const roundLive: NonNullable<Feature['live']> = {
  // What was written to someone is drawn once more when the round is over, or others may know of its points.
  lobbyBallot: {
    table: 'lobby_ballot_cards',
    async draw(db, id, reader, begun) {
      const [row] = await db.query<{ version: number }>(ballotVersion, [id])
      const round = await seen(db, id as LobbyRoundId, reader)
      if (!row || !round) return null
      const drawn = await roundNotices[begun.kind]?.draw(db, begun.facts, reader)
      return { card: drawn ?? openRoundCard(round, reader.locale, reader.zone), version: row.version }
    },
  },
  lobbyRound: {
    table: 'lobby_round_cards',
    async draw(db, id, reader) {
      const round = await seen(db, id as LobbyRoundId, reader)
      return round && { card: openRoundCard(round, reader.locale, reader.zone), version: round.version }
    },
  },
  lobbyRanking: {
    table: 'lobby_round_cards',
    async draw(db, id, reader) {
      const round = await seen(db, id as LobbyRoundId, reader)
      return round && { card: rankingCard(round, reader.locale), version: round.version }
    },
  },
}

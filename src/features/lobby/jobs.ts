// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind, Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import { contactsToCome, dueContact, isStill, remindContact } from '#/features/lobby/rules/next-contact.ts'
import { offersToTell, tellOffers } from '#/features/lobby/rules/offers-told.ts'
import { bareOf } from '#/features/lobby/rules/points.ts'
import {
  alarmLateRound,
  ballotsToRemind,
  closeRound,
  remindVoters,
  roundsToClose,
  roundsToWatch,
} from '#/features/lobby/rules/round-end.ts'
import { type Round, roundById } from '#/features/lobby/rules/rounds.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import { raiseStale, stalePoints } from '#/features/lobby/rules/stale.ts'
import { succeed, successions } from '#/features/lobby/rules/succession.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { asId, type LobbyPointId, type LobbyRoundId, type SubjectRef } from '#/network/ids.ts'
import { successionOf } from '#/network/succession.ts'

async function openRoundOf(db: Db, { id }: SubjectRef, reader: Reader): Promise<Round | null> {
  const round = asId<LobbyRoundId>(id)
  const found = round && (await roundById(db, round, readersFor(reader.person), reader.today))
  return found?.state === 'open' ? found : null
}

/** Rounds are brought up with who did not vote [F23], and close on time by themselves [F24]; points that nothing happens to are raised. */
export const lobbyPlanned: Readonly<
  Record<
    | 'lobby.close'
    | 'lobby.watch'
    | 'lobby.ballots'
    | 'lobby.stale'
    | 'lobby.contact'
    | 'lobby.offers'
    | 'lobby.succession',
    PlannedKind
  >
> = {
  'lobby.close': {
    late: 'send',
    waitsForWork: false,
    occurrences: roundsToClose,
    happen: closeRound,
    async view(db, { subject }, reader) {
      const round = await openRoundOf(db, subject, reader)
      if (!round) return null
      const t = lobbyTexts.in(reader.locale)
      return { what: t('planned.close', { pillar: round.pillarName }), to: t('planned.toPillar') }
    },
  },
  // Seen by nobody in the planning: it is for when the planning fails.
  'lobby.watch': {
    late: 'send',
    waitsForWork: false,
    occurrences: roundsToWatch,
    happen: alarmLateRound,
    view: async () => null,
  },
  'lobby.ballots': {
    late: 'skip',
    waitsForWork: true,
    occurrences: ballotsToRemind,
    happen: remindVoters,
    async view(db, { subject }, reader) {
      const round = await openRoundOf(db, subject, reader)
      if (!round) return null
      const t = lobbyTexts.in(reader.locale)
      return { what: t('planned.ballots', { pillar: round.pillarName }), to: t('planned.toSilent') }
    },
  },
  'lobby.contact': {
    late: 'send',
    waitsForWork: true,
    occurrences: contactsToCome,
    happen: remindContact,
    async view(db, planned, reader) {
      const due = await dueContact(db, planned.subject.id, reader)
      const point = isStill(due, planned) && (await bareOf(db, due.id))
      if (!point) return null
      const t = lobbyTexts.in(reader.locale)
      return { what: t('planned.contact', { number: point.number }), to: t('planned.toNoter') }
    },
  },
  'lobby.offers': {
    late: 'send',
    waitsForWork: true,
    occurrences: offersToTell,
    happen: tellOffers,
    async view(db, { subject }, reader) {
      const id = asId<LobbyPointId>(subject.id)
      const point = id && (await bareOf(db, id))
      if (!point) return null
      const t = lobbyTexts.in(reader.locale)
      return { what: t('offer.planned', { number: point.number }), to: t('offer.plannedTo') }
    },
  },
  'lobby.succession': {
    late: 'send',
    waitsForWork: false,
    occurrences: successions,
    happen: succeed,
    async view(db, { subject }, reader) {
      const found = await successionOf(db, subject.id)
      if (!found) return null
      const t = lobbyTexts.in(reader.locale)
      return { what: t('planned.succession', { ...found, into: found.successor }), to: t('planned.toSecretariat') }
    },
  },
  'lobby.stale': {
    late: 'skip',
    waitsForWork: true,
    occurrences: stalePoints,
    happen: raiseStale,
    async view(db, { subject }, reader) {
      const id = asId<LobbyPointId>(subject.id)
      const point = id && (await bareOf(db, id))
      if (!point) return null
      const t = lobbyTexts.in(reader.locale)
      return { what: t('planned.stale', { number: point.number }), to: t('planned.toChair') }
    },
  },
}

// SPDX-License-Identifier: EUPL-1.2
// What happens to a point: who may do it, and whom it tells by which notice [F20]. From which state to which it leads stands in `states.ts`.
import type { PointEvent } from '#/features/lobby/rules/states.ts'
import type { Action } from '#/network/policy.ts'

/**
 * Whom something matters to. `requester` and `deciders` hear it by the point's request, of itself; `channel` and `followers` are its pillar's, and `leads` lead that.
 * `origins` recognised or follow the bottlenecks that it came of; `involved` proposed it, speak for who stands behind it, offered something or follow it;
 * `behind` is everyone of a municipality that supports it; `stays` are those who are involved in what it goes on as; `beneath` reads along beneath its card; `voters` voted on it in a round that is open.
 */
export type Told =
  | 'requester'
  | 'deciders'
  | 'proposer'
  | 'channel'
  | 'followers'
  | 'leads'
  | 'origins'
  | 'involved'
  | 'behind'
  | 'stays'
  | 'beneath'
  | 'voters'

export type Tells = Readonly<Partial<Record<Told, string>>>

/** What happens to a point: the policy's row that it asks, and the notice that each of those whom it matters to gets. */
export interface Transition {
  readonly asks: Action
  readonly tells: Tells
}

const came = {
  involved: 'lobby.ended',
  behind: 'lobby.ended',
  beneath: 'lobby.ended',
  voters: 'lobby.leftRound',
} as const
const goesOn = {
  asks: 'lobby.conclude',
  tells: { involved: 'lobby.resumed', behind: 'lobby.resumed', beneath: 'lobby.resumed' },
} as const
const unplaced = { asks: 'lobby.takeBack', tells: { involved: 'lobby.unplaced', beneath: 'lobby.unplaced' } } as const

export const transitions = {
  propose: { asks: 'lobby.propose', tells: { deciders: 'request.new' } },
  retract: { asks: 'request.withdraw', tells: {} },
  approve: {
    asks: 'request.decide',
    tells: { proposer: 'lobby.approved', channel: 'lobby.open', origins: 'lobby.lifted', followers: 'lobby.open' },
  },
  unapprove: {
    asks: 'request.decide',
    tells: {
      requester: 'request.undone',
      deciders: 'request.undone',
      origins: 'lobby.unlifted',
      voters: 'lobby.leftRound',
    },
  },
  decline: { asks: 'request.decide', tells: { requester: 'request.declined' } },
  reconsider: { asks: 'request.decide', tells: { requester: 'request.undone', deciders: 'request.undone' } },
  // Once for all points of a round, when it closes: by the clock, or by hand where that is late.
  prioritise: {
    asks: 'lobby.round',
    tells: { channel: 'lobby.ranking', leads: 'lobby.outcomeAsked', involved: 'lobby.ranked' },
  },
  place: { asks: 'lobby.place', tells: { involved: 'lobby.placed', beneath: 'lobby.placed' } },
  unplace: unplaced,
  unplaceLast: unplaced,
  unplaceRanked: unplaced,
  achieve: { asks: 'lobby.conclude', tells: came },
  achievePartly: { asks: 'lobby.conclude', tells: came },
  fail: { asks: 'lobby.conclude', tells: came },
  // Of a draft nobody heard.
  withdraw: { asks: 'lobby.withdraw', tells: came },
  resume: goesOn,
  regather: goesOn,
  rerank: goesOn,
  archive: { asks: 'lobby.conclude', tells: { involved: 'lobby.archived', beneath: 'lobby.archived' } },
  merge: {
    asks: 'lobby.merge',
    tells: { involved: 'lobby.merged', stays: 'lobby.merged', beneath: 'lobby.merged', voters: 'lobby.leftRound' },
  },
} as const satisfies Readonly<Record<PointEvent, Transition>>

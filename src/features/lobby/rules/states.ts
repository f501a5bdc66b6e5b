// SPDX-License-Identifier: EUPL-1.2
export const pointStates = [
  'draft',
  'proposed',
  'declined',
  'gathering',
  'prioritised',
  'placed',
  'achieved',
  'partly',
  'notAchieved',
  'withdrawn',
  'archived',
] as const
export type PointState = (typeof pointStates)[number]

/** What happens to a lobby point. `retract` makes it a draft again; `unapprove` and `reconsider` lay a decision before the secretariat again; `merge` lets it go on as another; `resume` goes on after a result that was no end, `regather` where it is on no agenda, and `rerank` where it stands in a ranking without one. `unplace` takes back where it was put on an agenda; `unplaceLast` where it stands on no other, and `unplaceRanked` where it stood in a ranking before. */
export type PointEvent =
  | 'propose'
  | 'retract'
  | 'approve'
  | 'unapprove'
  | 'decline'
  | 'reconsider'
  | 'prioritise'
  | 'place'
  | 'unplace'
  | 'unplaceLast'
  | 'unplaceRanked'
  | 'achieve'
  | 'achievePartly'
  | 'fail'
  | 'withdraw'
  | 'resume'
  | 'regather'
  | 'rerank'
  | 'archive'
  | 'merge'

const ends = { achieve: 'achieved', achievePartly: 'partly', fail: 'notAchieved', withdraw: 'withdrawn' } as const

const goesOn = { resume: 'placed', regather: 'gathering', rerank: 'prioritised' } as const

const unplaced = { unplaceLast: 'gathering', unplaceRanked: 'prioritised' } as const

const nextStates: Readonly<Record<PointState, Readonly<Partial<Record<PointEvent, PointState>>>>> = {
  draft: { propose: 'proposed', withdraw: 'withdrawn' },
  proposed: { approve: 'gathering', decline: 'declined', retract: 'draft' },
  declined: { reconsider: 'proposed' },
  gathering: { unapprove: 'proposed', prioritise: 'prioritised', place: 'placed', ...ends, merge: 'archived' },
  prioritised: { prioritise: 'prioritised', place: 'placed', ...ends, merge: 'archived' },
  placed: { prioritise: 'placed', place: 'placed', unplace: 'placed', ...unplaced, ...ends, merge: 'archived' },
  achieved: { ...goesOn, unplace: 'achieved', archive: 'archived' },
  partly: { ...goesOn, unplace: 'partly', archive: 'archived' },
  notAchieved: { ...goesOn, unplace: 'notAchieved', archive: 'archived' },
  withdrawn: { unplace: 'withdrawn', archive: 'archived' },
  archived: { unplace: 'archived' },
}

/** The state after an event; null where it can't happen in this one. */
export const nextState = (state: PointState, event: PointEvent): PointState | null => nextStates[state][event] ?? null

/** Support, reservations and examples are taken: it was approved and has no result yet. */
export const isRunning = (state: PointState): boolean =>
  state === 'gathering' || state === 'prioritised' || state === 'placed'

/** It runs, or does once it is proposed and approved: what is planned for it comes. */
export const isToRun = (state: PointState): boolean => state === 'draft' || state === 'proposed' || isRunning(state)

/** In these it gathers support, as SQL has them. */
export const running = `('gathering', 'prioritised', 'placed')`

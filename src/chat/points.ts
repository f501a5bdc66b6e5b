// SPDX-License-Identifier: EUPL-1.2
/** The points at which a test may stop a process in a turn: between any two awaits after which something else is so. A read changes nothing and has none. */
export const turnPoints = [
  'turn.beforeProfile',
  'turn.afterProfile',
  'turn.afterIdentify',
  'turn.beforeLearned',
  'turn.afterLearned',
  'turn.beforeTrial',
  'turn.afterTrial',
  'turn.beforeClaim',
  'turn.afterClaim',
  'turn.afterRun',
  'turn.beforeCommit',
  'turn.afterCommit',
  'turn.afterAnswer',
  'turn.beforeKeep',
  'turn.afterKeep',
  'turn.beforeDrop',
  'turn.afterDrop',
] as const

export type TurnPoint = (typeof turnPoints)[number]

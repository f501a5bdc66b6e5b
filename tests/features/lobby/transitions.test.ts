// SPDX-License-Identifier: EUPL-1.2
// What happens to a lobby point: from where to where, who may do it, and whom it tells.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FormHandler, Handler } from '#/chat/feature.ts'
import { features } from '#/features/index.ts'
import { isRunning, nextState, type PointEvent, type PointState, pointStates } from '#/features/lobby/rules/states.ts'
import { type Transition, transitions } from '#/features/lobby/rules/transitions.ts'
import { policy } from '#/network/policy.ts'

const all: readonly (readonly [PointEvent, Transition])[] = Object.entries(transitions).map(([event, transition]) => [
  event as PointEvent,
  transition,
])
const events = all.map(([event]) => event)

const chair = { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' }
const proposer = { member: 'own', ...chair }
const deciders = { chair: 'asked', networkLead: 'asked', deputySecretariat: 'others', secretariat: 'others' }
const ended = ['involved', 'behind', 'beneath', 'voters']

/** Reviewed by people: what leads where, by whom, and who hears it. */
const expected: Record<PointEvent, { leads: Partial<Record<PointState, PointState>>; by: object; tells: string[] }> = {
  propose: { leads: { draft: 'proposed' }, by: { member: 'own' }, tells: ['deciders'] },
  retract: { leads: { proposed: 'draft' }, by: { newcomer: 'own', member: 'own' }, tells: [] },
  approve: {
    leads: { proposed: 'gathering' },
    by: deciders,
    tells: ['proposer', 'channel', 'origins', 'followers'],
  },
  unapprove: {
    leads: { gathering: 'proposed' },
    by: deciders,
    tells: ['requester', 'deciders', 'origins', 'voters'],
  },
  decline: { leads: { proposed: 'declined' }, by: deciders, tells: ['requester'] },
  reconsider: { leads: { declined: 'proposed' }, by: deciders, tells: ['requester', 'deciders'] },
  prioritise: {
    leads: { gathering: 'prioritised', prioritised: 'prioritised', placed: 'placed' },
    by: chair,
    tells: ['channel', 'leads', 'involved'],
  },
  place: {
    leads: { gathering: 'placed', prioritised: 'placed', placed: 'placed' },
    by: proposer,
    tells: ['involved', 'beneath'],
  },
  unplace: {
    leads: {
      placed: 'placed',
      achieved: 'achieved',
      partly: 'partly',
      notAchieved: 'notAchieved',
      withdrawn: 'withdrawn',
      archived: 'archived',
    },
    by: proposer,
    tells: ['involved', 'beneath'],
  },
  unplaceLast: { leads: { placed: 'gathering' }, by: proposer, tells: ['involved', 'beneath'] },
  unplaceRanked: { leads: { placed: 'prioritised' }, by: proposer, tells: ['involved', 'beneath'] },
  achieve: {
    leads: { gathering: 'achieved', prioritised: 'achieved', placed: 'achieved' },
    by: chair,
    tells: ended,
  },
  achievePartly: { leads: { gathering: 'partly', prioritised: 'partly', placed: 'partly' }, by: chair, tells: ended },
  fail: {
    leads: { gathering: 'notAchieved', prioritised: 'notAchieved', placed: 'notAchieved' },
    by: chair,
    tells: ended,
  },
  withdraw: {
    leads: { draft: 'withdrawn', gathering: 'withdrawn', prioritised: 'withdrawn', placed: 'withdrawn' },
    by: { member: 'own', deputySecretariat: 'any', secretariat: 'any' },
    tells: ended,
  },
  resume: {
    leads: { achieved: 'placed', partly: 'placed', notAchieved: 'placed' },
    by: chair,
    tells: ['involved', 'behind', 'beneath'],
  },
  regather: {
    leads: { achieved: 'gathering', partly: 'gathering', notAchieved: 'gathering' },
    by: chair,
    tells: ['involved', 'behind', 'beneath'],
  },
  rerank: {
    leads: { achieved: 'prioritised', partly: 'prioritised', notAchieved: 'prioritised' },
    by: chair,
    tells: ['involved', 'behind', 'beneath'],
  },
  archive: {
    leads: { achieved: 'archived', partly: 'archived', notAchieved: 'archived', withdrawn: 'archived' },
    by: chair,
    tells: ['involved', 'beneath'],
  },
  merge: {
    leads: { gathering: 'archived', prioritised: 'archived', placed: 'archived' },
    by: chair,
    tells: ['involved', 'stays', 'beneath', 'voters'],
  },
}

it.each(all)('[F19] [F20] [T17] %s leads where, is done by whom and tells whom people expect', (event, transition) => {
  const leads = pointStates.flatMap(state => {
    const next = nextState(state, event)
    return next ? [[state, next] as const] : []
  })
  expect({
    leads: Object.fromEntries(leads),
    by: policy[transition.asks],
    tells: Object.keys(transition.tells),
  }).toEqual(expected[event])
})

const presses: Record<string, Handler<string>> = Object.assign({}, ...features.map(one => one.presses ?? {}))
const forms: Record<string, FormHandler> = Object.assign({}, ...features.map(one => one.forms ?? {}))

/** What brings each about. */
const doneBy: Record<PointEvent, readonly string[]> = {
  propose: ['lobby.details'],
  retract: ['request.withdraw'],
  approve: ['request.approve'],
  unapprove: ['request.undo', 'request.reopen'],
  decline: ['request.decline'],
  reconsider: ['request.undo', 'request.reopen'],
  prioritise: ['lobby.closeRound'],
  place: ['lobby.place'],
  unplace: ['lobby.unnote', 'lobby.takeBack'],
  unplaceLast: ['lobby.unnote', 'lobby.takeBack'],
  unplaceRanked: ['lobby.unnote', 'lobby.takeBack'],
  achieve: ['lobby.result'],
  achievePartly: ['lobby.result'],
  fail: ['lobby.result'],
  withdraw: ['lobby.withdraw', 'lobby.discard'],
  resume: ['lobby.resume'],
  regather: ['lobby.resume'],
  rerank: ['lobby.resume'],
  archive: ['lobby.archive'],
  merge: ['lobby.merge'],
}

it.each(all)('[T17] what brings %s about asks the row that stands with it', (event, { asks }) => {
  for (const name of doneBy[event]) expect((presses[name] ?? forms[name]?.submit)?.asks, name).toBe(asks)
})

it('[F20] [F22] whoever voted on a point hears where it stops gathering support, and nowhere else', () => {
  for (const [event, { tells }] of all) {
    const stops = pointStates.some(state => {
      const next = nextState(state, event)
      return isRunning(state) && next !== null && !isRunning(next)
    })
    expect('voters' in tells, event).toBe(stops)
  }
})

it('[F19] a draft comes to every state by some series of acts, and a point that was put away stays so, whatever is done', () => {
  const reached = new Set<PointState>(['draft'])
  for (const state of reached)
    for (const event of events) {
      const next = nextState(state, event)
      if (next) reached.add(next)
    }
  expect([...reached].toSorted()).toEqual(pointStates.toSorted())
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 60 }), series => {
      let state: PointState = 'draft'
      for (const event of series) {
        const next: PointState = nextState(state, event) ?? state
        if (state === 'archived') expect(next).toBe('archived')
        state = next
      }
    }),
  )
})

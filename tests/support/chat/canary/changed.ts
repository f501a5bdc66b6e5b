// SPDX-License-Identifier: EUPL-1.2
// What a point says, and who may know of it.
import { factsDigest } from '#/features/lobby/rules/facts.ts'
import { wordsDigest } from '#/features/lobby/rules/wording.ts'
import type { Act, Deck, Hand } from './hand.ts'
import type { Kept } from './kept.ts'

export function changed({ all, some, one, next, wordsFor, handFor, submits, pressed }: Hand): Deck {
  /** One of these, where there are any, as often as any other at all. */
  const oftenOf = (points: readonly Kept[]) => (points.length > 0 && next() < 0.5 ? one(points) : some())

  /** What is put otherwise while few know of it is not opened with it. */
  function rewords(): Act {
    const point = oftenOf(all().filter(({ state }) => state === 'proposed'))
    const person = handFor(point)
    const text = wordsFor(person, point)
    const fields = { title: text, problem: text, ask: text, whyMidsized: text }
    return [person, submits('lobby.words', `${point.id}.${wordsDigest(point)}`, fields)]
  }

  function refiles(): Act {
    const point = some()
    const person = handFor(point)
    const fields = { pillar: one(['samenleving', 'financien']), target: 'vws', evidence: wordsFor(person, point) }
    return [person, submits('lobby.facts', `${point.id}.${factsDigest(point)}`, fields)]
  }

  /** What it came to while few knew of it is not opened with it, either. */
  const confides = (): Act => {
    const point = oftenOf(all().filter(({ state, isHidden }) => isHidden && ['achieved', 'partly'].includes(state)))
    return [handFor(point), pressed(point.isHidden ? 'lobby.release' : 'lobby.confide', point.id)]
  }

  function joins(): Act {
    const running = all().filter(({ state }) => ['gathering', 'prioritised', 'placed'].includes(state))
    const from = running.length > 0 ? one(running) : some()
    const alike = running.filter(point => point !== from && point.isHidden === from.isHidden)
    const into = alike.length > 0 && next() < 0.8 ? one(alike) : some()
    const person = handFor(from)
    if (next() < 0.5) return [person, submits('lobby.merge', from.id, { into: String(into.number) })]
    const text = wordsFor(person, from)
    return [person, submits('lobby.split', from.id, { title: text, problem: text, ask: text, whyMidsized: text })]
  }

  return [
    [6, rewords],
    [1, refiles],
    [6, confides],
    [2, joins],
  ]
}

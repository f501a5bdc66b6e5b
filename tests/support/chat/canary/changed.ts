// SPDX-License-Identifier: EUPL-1.2
// What a point says, and who may know of it.
import { factsDigest } from '#/features/lobby/rules/facts.ts'
import { wordsDigest } from '#/features/lobby/rules/wording.ts'
import type { Act, Deck, Hand } from './hand.ts'

export function changed({ all, some, one, next, wordsFor, handFor, submits, pressed }: Hand): Deck {
  function rewords(): Act {
    const point = some()
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

  const confides = (): Act => {
    const point = some()
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
    [3, rewords],
    [1, refiles],
    [6, confides],
    [2, joins],
  ]
}

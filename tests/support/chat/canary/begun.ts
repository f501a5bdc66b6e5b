// SPDX-License-Identifier: EUPL-1.2
// Points that begin: proposed, or thrown away before they were.
import type { Act, Deck, Hand } from './hand.ts'

export function begun({ all, one, next, says20, wordsFor, handFor, submits, pressed, writers }: Hand): Deck {
  function proposes(): Act {
    const person = one(writers)
    const { text } = says20(person)
    const fields = {
      title: text,
      problem: text,
      ask: text,
      whyMidsized: text,
      pillar: one(['samenleving', 'financien']),
    }
    if (next() < 0.2) return [person, submits('lobby.new', '', fields)]
    const isHidden = next() < 0.4
    return [
      person,
      submits('lobby.new', '', {
        ...fields,
        target: 'vws',
        evidence: text,
        ...(isHidden && { confidential: 'on' }),
      }),
    ]
  }

  /** A draft is its proposer's to throw away; others try. */
  function discards(): Act | null {
    const drafts = all().filter(({ state }) => state === 'draft')
    if (drafts.length === 0) return null
    const point = one(drafts)
    return [handFor(point), pressed('lobby.discard', point.id)]
  }

  /** A draft, also of a point that was taken back, is proposed: in confidence or not, whatever it was before. */
  function goesOn(): Act | null {
    const drafts = all().filter(({ state }) => state === 'draft')
    if (drafts.length === 0) return null
    const point = one(drafts)
    const person = handFor(point)
    const isHidden = next() < 0.5
    return [
      person,
      submits('lobby.details', point.id, {
        target: 'vws',
        evidence: wordsFor(person, point),
        ...(isHidden && { confidential: 'on' }),
      }),
    ]
  }

  return [
    [3, proposes],
    [2, discards],
    [2, goesOn],
  ]
}

// SPDX-License-Identifier: EUPL-1.2
// What whoever acts at random holds in hand: points and people to choose from, and words that hold a canary wherever whoever writes may know it.
import { expect } from 'vitest'
import type { Person, Sends } from '../chat.ts'
import type { chatNetwork } from '../network.ts'
import type { cage } from './cage.ts'
import type { Kept } from './kept.ts'

/** What someone sends. */
export type Act = readonly [person: Person, sends: Sends]

/** Acts, each with how often it is drawn; null where there is nothing to do it to. */
export type Deck = readonly (readonly [weight: number, draw: () => Act | null | Promise<Act | null>])[]

export interface Stage {
  readonly m50: Awaited<ReturnType<typeof chatNetwork>>
  readonly birds: ReturnType<typeof cage>
  readonly writers: readonly Person[]
  /** Who may leave, each with who may follow them. */
  readonly leavers: readonly (readonly [Person, Person])[]
  /** Who may lead a pillar, and which. */
  readonly chairs: readonly (readonly [Person, string])[]
  readonly everyone: readonly Person[]
  readonly next: () => number
}

export type Hand = ReturnType<typeof handOf>

export function handOf(stage: Stage) {
  const { m50, birds, everyone, next } = stage
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] ?? expect.fail('nothing to choose from')
  /** Words that hold a canary of this point, or of one to come. */
  function says20(person: Person, point?: string): { word: string; text: string } {
    const word = birds.word(person, point)
    const text = `Walvis ${word} zingt`
    return { word, text }
  }

  const all = () => birds.points()
  const some = () => one(all())
  /** Who may do whatever can be done to a point, or (one in four) anybody. */
  const handFor = (point: Kept) => (next() < 0.25 ? one(everyone) : one([m50.jansen, m50.jansen, ...insiders(point)]))
  const insiders = (point: Kept) => everyone.filter(person => birds.mayKnow(person, point) && person !== m50.smit)
  const submits = (form: string, context: string, fields: Readonly<Record<string, string>>): Sends => ({
    does: 'submits',
    form,
    context,
    fields,
  })
  const types = (line: string): Sends => ({ does: 'types', line })
  const pressed = (name: string, value: string): Sends => ({ does: 'presses', name, value })
  /** Whoever may know of a point writes its canary; others, who can't know it, write something else. */
  const wordsFor = (person: Person, point: Kept) =>
    birds.mayKnow(person, point) ? says20(person, point.id).text : 'Walvis zingt'

  return { ...stage, one, all, some, says20, wordsFor, handFor, submits, pressed, types }
}

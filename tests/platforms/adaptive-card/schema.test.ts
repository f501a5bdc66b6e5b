// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Card } from '#/chat/card.ts'
import { locales } from '#/chat/texts.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { drawForm } from '#/platforms/adaptive-card/draw-form.ts'
import type { AdaptiveCard } from '#/platforms/adaptive-card/element.ts'
import { aimBytes, bytesOf, mostActions, mostInSight } from '#/platforms/adaptive-card/limits.ts'
import { anyCard, anyForm } from '../arbitraries.ts'
import { sampleCards } from '../samples.ts'
import { mistakesIn } from './reading.ts'
import { parts, rowsOf } from './walk.ts'

const delivery = '0190f5d2-0000-7000-8000-000000000001' as DeliveryId
const how = { locale: 'nl', delivery, drawing: 3 } as const
const whatever = (holds: (card: Card, drawn: AdaptiveCard) => void) =>
  fc.assert(
    fc.property(anyCard, card => holds(card, drawCard(card, how))),
    { numRuns: 50 },
  )
const ofType = (drawn: unknown, type: string) => parts(drawn).filter(part => String(part.type).startsWith(type))
const isSeen = (action: unknown): boolean => parts(action)[0]?.mode !== 'secondary'

describe('[E27] Adaptive Cards 1.5', () => {
  it("is what Microsoft's own library reads, word for word, in whatever card", () => {
    whatever((_, drawn) => {
      expect(mistakesIn(drawn)).toEqual([])
    })
  })

  it("is what Microsoft's own library reads, word for word, in whatever form, with its errors", () => {
    fc.assert(
      fc.property(anyForm, form => {
        const errors = Object.fromEntries(form.inputs.map(({ name, label }) => [name, label]))
        expect(mistakesIn(drawForm(form, { locale: 'nl', errors }))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('is seen to be broken where it is', () => {
    const drawn = drawCard({ version: 1, title: 'Titel', text: 'Tekst' }, how)
    const [title] = drawn.body
    const broken = (more: object) => mistakesIn({ ...drawn, body: [{ ...title, ...more } as never] })
    expect(broken({})).toEqual([])
    for (const more of [{ size: 'Huge' }, { wrap: 'yes' }, { colour: 'Good' }, { type: 'Titel' }, { text: 1 }])
      expect(broken(more), JSON.stringify(more)).not.toEqual([])
  })
})

describe('whatever a card holds', () => {
  it('[E24] has six actions at most, two of them in sight', () => {
    whatever((card, drawn) => {
      const actions = drawn.actions ?? []
      expect(actions.filter(isSeen).length).toBeLessThanOrEqual(mostInSight)
      expect(actions.filter(isSeen)).toEqual(actions.slice(0, actions.filter(isSeen).length))
      for (const row of rowsOf(drawn)) expect(row.length).toBeLessThanOrEqual(mostActions)
      const below = card.alike ? card.more : card.buttons
      const offered = (below?.length ?? 0) + (card.link ? 1 : 0)
      expect(actions.filter(isSeen)).toHaveLength(Math.min(offered, mostInSight))
    })
  })

  it('[E28] tells with every action what it does and which delivery it came from, and is never drawn anew by itself', () => {
    whatever((card, drawn) => {
      expect(drawn).not.toHaveProperty('refresh')
      const names = [...(card.buttons ?? []), ...(card.more ?? [])].map(({ name }) => name)
      for (const { verb, data, fallback } of ofType(drawn, 'Action.Execute')) {
        expect(data).toMatchObject({ action: verb, value: expect.any(String), m50: delivery, drawing: 3 })
        expect(fallback).toMatchObject({ type: 'Action.Submit', data })
      }
      for (const { data } of ofType(drawn, 'Action.Submit')) expect(data).toMatchObject({ m50: delivery })
      const told = parts(drawn).flatMap(({ data }) => (data === undefined ? [] : [JSON.stringify(data)]))
      for (const name of names) expect(told.some(data => data.includes(`"${name}"`))).toBe(true)
    })
  })

  it('[F85] asks nothing in what folds open: a reason is typed in a dialog', () => {
    whatever((_, drawn) => {
      expect(ofType(drawn, 'Input.')).toEqual([])
    })
    const [, decline] = drawCard(sampleCards('nl')['request open']!, how).actions ?? []
    expect(decline).toMatchObject({
      title: 'Afwijzen',
      type: 'Action.Submit',
      data: { msteams: { type: 'task/fetch' }, dialog_id: 'request.decline' },
    })
  })

  it('[E26] [F86] stands in two columns at most, and wraps every text', () => {
    whatever((_, drawn) => {
      for (const { columns } of ofType(drawn, 'ColumnSet')) expect(columns).toHaveLength(2)
      for (const { wrap } of ofType(drawn, 'TextBlock')) expect(wrap).toBe(true)
    })
  })

  it('[F84] gives every picture its description and every input its label', () => {
    whatever((_, drawn) => {
      for (const { altText } of ofType(drawn, 'Image')) expect(altText).toEqual(expect.any(String))
    })
  })
})

describe.each(locales)('the cards of every day, in %s', locale => {
  it.each(Object.entries(sampleCards(locale)))('[E29] %s is right, and far from what Teams refuses', (_, card) => {
    const drawn = drawCard(card, { ...how, locale })
    expect(mistakesIn(drawn)).toEqual([])
    expect(bytesOf(drawn)).toBeLessThanOrEqual(aimBytes)
  })
})

// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growingWait, lastingWait } from '#/delivery/waits.ts'
import { afterLookUp, patienceTimes, stepFor, unclearWait } from '#/delivery/worker/step.ts'

type Situation = Parameters<typeof stepFor>[0]

const open: Situation = {
  state: 'open',
  held: false,
  is_on_hold: false,
  is_late: false,
  unclear: 0,
  on_unclear: 'surely',
  sending_seconds: null,
  workspace: 'T1',
  account: 'U1',
  place: 'D1',
  barred: null,
  post_wait: 0,
  direct_wait: 0,
  find_wait: 0,
}
const sending: Situation = { ...open, state: 'sending', sending_seconds: 100 }
const timeoutMs = 5_000

const situations: fc.Arbitrary<Situation> = fc.record({
  state: fc.constantFrom('open', 'sending', 'sent', 'failed', 'unclear', 'void'),
  held: fc.boolean(),
  is_on_hold: fc.boolean(),
  is_late: fc.boolean(),
  unclear: fc.nat(9),
  on_unclear: fc.constantFrom('surely', 'once'),
  sending_seconds: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
  workspace: fc.option(fc.constant('T1')),
  account: fc.option(fc.constant('U1')),
  place: fc.option(fc.constant('D1')),
  barred: fc.constantFrom(null, null, 'noAccount', 'unbound'),
  post_wait: fc.constantFrom(0, 0, 5),
  direct_wait: fc.constantFrom(0, 0, 5),
  find_wait: fc.constantFrom(0, 0, 5),
})

describe('the step for a delivery', () => {
  it('never sends what is settled, held, late, limited or may not go there any more, nor what nobody asked about [T29] [T30]', () => {
    fc.assert(
      fc.property(situations, row => {
        const step = stepFor(row, timeoutMs)
        if (step.kind !== 'send') return
        expect(row).toMatchObject({ held: false, is_on_hold: false, post_wait: 0, barred: null })
        expect(row.place !== null || row.direct_wait === 0).toBe(true)
        expect(row.state === 'open' ? row.is_late : row.find_wait === 0).toBe(false)
      }),
    )
  })

  it('asks about an unclear one not before its call can be over', () => {
    expect(stepFor({ ...sending, sending_seconds: 5.9 }, timeoutMs)).toMatchObject({ kind: 'wait', why: 'unclear' })
    expect(stepFor({ ...sending, sending_seconds: 6 }, timeoutMs)).toEqual({ kind: 'find' })
  })

  it('waits longer the more unclear answers there were', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6].map(unclear => unclearWait(unclear, timeoutMs))
    expect(waits).toEqual([6, 6, 6, 8, 16, 30, 30])
  })

  it('needs an account or a channel', () => {
    expect(stepFor({ ...open, place: null, account: null }, timeoutMs)).toEqual({
      kind: 'end',
      ending: { state: 'failed', reason: 'noAccount' },
    })
  })
})

describe('the step after a look-up that did not find it', () => {
  const last: Situation = { ...sending, unclear: patienceTimes - 1 }

  it('never repeats what may not come twice, unless it is known to be missing [T29]', () => {
    fc.assert(
      fc.property(situations, fc.constantFrom('impossible', 'limited', 'unanswered', 'no'), (row, found) => {
        const once: Situation = { ...row, state: 'sending', on_unclear: 'once' }
        const look = found === 'limited' ? ({ found, retryAfterSeconds: 60 } as const) : { found }
        const step = afterLookUp(once, look)
        if (step.kind === 'send') expect({ found, missing: step.missing }).toEqual({ found: 'no', missing: true })
      }),
    )
  })

  it('sends what must surely arrive again, seven times at most [T27] [T31]', () => {
    expect(afterLookUp(sending, { found: 'impossible' })).toEqual({ kind: 'send', missing: false })
    expect(afterLookUp(last, { found: 'impossible' })).toMatchObject({
      ending: { state: 'unclear', reason: 'unclear' },
    })
    expect(afterLookUp(last, { found: 'no' })).toMatchObject({ ending: { state: 'failed', reason: 'unanswered' } })
  })

  it('repeats a look-up that was not answered for as long as it takes [T27]', () => {
    const hours: Situation = { ...last, sending_seconds: 7_200, on_unclear: 'once' }
    expect(afterLookUp(hours, { found: 'unanswered' })).toEqual({ kind: 'wait', seconds: 30, why: 'unanswered' })
  })

  it('gives up a look-up that is limited for over two minutes', () => {
    const soon: Situation = { ...sending, sending_seconds: 20 }
    expect(afterLookUp(soon, { found: 'limited', retryAfterSeconds: 60 })).toMatchObject({ kind: 'wait', seconds: 60 })
    expect(afterLookUp(sending, { found: 'limited', retryAfterSeconds: 60 })).toMatchObject({ kind: 'send' })
  })

  it('[T06] sends nothing to whom it may not go any more: it failed where it is known to be missing, else it stands as unclear', () => {
    const barred: Situation = { ...sending, barred: 'noAccount' }
    expect(stepFor(barred, timeoutMs)).toEqual({ kind: 'find' })
    expect(afterLookUp(barred, { found: 'no' })).toMatchObject({ ending: { state: 'failed', reason: 'noAccount' } })
    expect(afterLookUp(barred, { found: 'impossible' })).toMatchObject({
      ending: { state: 'unclear', reason: 'noAccount' },
    })
  })

  it('sends nothing that is too late by then [T32]', () => {
    const late: Situation = { ...sending, is_late: true }
    expect(afterLookUp(late, { found: 'no' })).toMatchObject({ ending: { state: 'void', reason: 'late' } })
    expect(afterLookUp(late, { found: 'impossible' })).toMatchObject({ ending: { state: 'unclear', reason: 'late' } })
  })
})

it('waits grow to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 100].map(growingWait)).toEqual([1, 2, 4, 8, 16, 30, 30])
  expect([0, 3, 40, 4_000].map(lastingWait)).toEqual([1, 1.5, 20, 30])
})

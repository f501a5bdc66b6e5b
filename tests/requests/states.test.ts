// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isOpen, nextState, type RequestEvent, type RequestState } from '#/requests/states.ts'

const states = ['open', 'asked', 'approved', 'declined', 'withdrawn'] as const
const events = ['approve', 'decline', 'withdraw', 'ask', 'answer', 'claim'] as const

it('[F66] a request that is decided or withdrawn never changes again, whatever is pressed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<RequestEvent>(...events), { maxLength: 40 }), series => {
      let state: RequestState = 'open'
      let isOver = false
      for (const event of series) {
        const next = nextState(state, event)
        if (isOver) expect(next).toBeNull()
        state = next ?? state
        isOver ||= !isOpen(state)
      }
    }),
  )
})

it('[A49] is approved, declined, asked, answered, claimed and withdrawn as people expect', () => {
  const table = Object.fromEntries(states.map(state => [state, events.map(event => nextState(state, event))]))
  expect(table).toEqual({
    open: ['approved', 'declined', 'withdrawn', 'asked', null, 'open'],
    asked: ['approved', 'declined', 'withdrawn', 'asked', 'open', 'asked'],
    approved: [null, null, null, null, null, null],
    declined: [null, null, null, null, null, null],
    withdrawn: [null, null, null, null, null, null],
  })
})

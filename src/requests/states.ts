// SPDX-License-Identifier: EUPL-1.2
/** `asked`: a question waits for the requester's answer. */
export type RequestState = 'open' | 'asked' | 'approved' | 'declined' | 'withdrawn'
export type RequestEvent = 'approve' | 'decline' | 'withdraw' | 'ask' | 'answer' | 'claim' | 'reopen'

const next: Readonly<Record<'open' | 'asked', Partial<Readonly<Record<RequestEvent, RequestState>>>>> = {
  open: { approve: 'approved', decline: 'declined', withdraw: 'withdrawn', ask: 'asked', claim: 'open' },
  asked: {
    approve: 'approved',
    decline: 'declined',
    withdraw: 'withdrawn',
    ask: 'asked',
    claim: 'asked',
    answer: 'open',
  },
}

export const isOpen = (state: RequestState): state is 'open' | 'asked' => state === 'open' || state === 'asked'

/** The state that an event brings a request in; null when it is too late for it, or nothing was asked. Pure. */
export const nextState = (state: RequestState, event: RequestEvent): RequestState | null =>
  isOpen(state) ? (next[state][event] ?? null) : event === 'reopen' && state !== 'withdrawn' ? 'open' : null

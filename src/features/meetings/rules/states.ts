// SPDX-License-Identifier: EUPL-1.2
export const meetingStates = ['planned', 'open', 'closed', 'cancelled', 'held'] as const
export type MeetingState = (typeof meetingStates)[number]

/** What happens to a meeting: people are invited, its registration closes, opens again with a later deadline, it is called off, or it is over. */
export type MeetingEvent = 'open' | 'close' | 'reopen' | 'cancel' | 'hold'

const transitions: Readonly<Record<MeetingState, Readonly<Partial<Record<MeetingEvent, MeetingState>>>>> = {
  planned: { open: 'open', cancel: 'cancelled' },
  open: { close: 'closed', cancel: 'cancelled', hold: 'held' },
  closed: { reopen: 'open', cancel: 'cancelled', hold: 'held' },
  cancelled: {},
  held: {},
}

/** The state after an event; null where it can't happen in this one. */
export const nextState = (state: MeetingState, event: MeetingEvent): MeetingState | null =>
  transitions[state][event] ?? null

export const registrationStates = [
  'invited',
  'asked',
  'registered',
  'waiting',
  'offered',
  'declined',
  'cancelled',
] as const
export type RegistrationState = (typeof registrationStates)[number]

/** How one takes part. */
export const ways = ['onSite', 'online'] as const
export type Way = (typeof ways)[number]
export const isWay = (text: string | undefined): text is Way => ways.some(way => way === text)

/** SQL: whoever holds a place, also one that was offered to them and that they have yet to take. */
export const holding = `('registered', 'offered')`
/** SQL: and whoever waits for one. */
export const taking = `('registered', 'offered', 'waiting')`
export type Taking = 'registered' | 'offered' | 'waiting'
/** SQL: whether the one of the registration `r` was there, as far as is known: marked so, with a place or without one, or with a place and not marked. */
export const came = (r: string): string => `coalesce(${r}.attendance = 'present', ${r}.state = 'registered')`

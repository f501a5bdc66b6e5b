// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { type HeldSeat, joinTerms } from '#/features/vng/rules/merge-people.ts'
import type { CommitteeId, CommitteeSeatId, PersonId } from '#/network/ids.ts'

const [kept, gone] = ['kept' as PersonId, 'gone' as PersonId]
const seat = (id: string, person: PersonId, startsOn: string, endsOn: string | null): HeldSeat => ({
  id: id as CommitteeSeatId,
  person,
  committee: 'rwm' as CommitteeId,
  startsOn,
  endsOn,
})

/** "a 2026-01-01 2027-01-01 < b": the seat that stays, its term, and those that went into it. */
const joined = (...seats: readonly HeldSeat[]) =>
  joinTerms(seats, kept).map(({ stays, startsOn, endsOn, gone: others }) =>
    [stays.id, startsOn, endsOn ?? 'open', '<', ...others.map(({ id }) => id)].join(' '),
  )

it.each([
  [
    'apart stay two, also where one follows the other',
    [
      ['a', kept, '2026-01-01', '2027-01-01'],
      ['b', gone, '2027-01-01', null],
    ],
    ['a 2026-01-01 2027-01-01 <', 'b 2027-01-01 open <'],
  ],
  [
    'that overlap are one, as long as both were',
    [
      ['a', kept, '2026-06-01', '2027-01-01'],
      ['b', gone, '2026-01-01', '2026-07-01'],
    ],
    ['a 2026-01-01 2027-01-01 < b'],
  ],
  [
    'one in the other are the longer',
    [
      ['a', kept, '2026-06-01', '2026-07-01'],
      ['b', gone, '2026-01-01', null],
    ],
    ['a 2026-01-01 open < b'],
  ],
  [
    'that one of the other ties together are one',
    [
      ['a', kept, '2026-01-01', '2026-03-01'],
      ['b', gone, '2026-02-01', '2026-06-01'],
      ['c', kept, '2026-05-01', '2026-08-01'],
    ],
    ['a 2026-01-01 2026-08-01 < b c'],
  ],
  ['of the one who goes alone stay theirs to follow', [['b', gone, '2026-02-01', null]], ['b 2026-02-01 open <']],
] as const)('[F47] terms %s', (_, seats, expected) => {
  expect(joined(...seats.map(([id, person, from, until]) => seat(id, person, from, until)))).toEqual(expected)
})

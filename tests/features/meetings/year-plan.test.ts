// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { filled, isOver, slotsOf, type YearMeeting } from '#/features/meetings/rules/year-plan.ts'
import type { PillarId } from '#/network/ids.ts'

const network = { pillar: null, group: null, led: null, of: null }
const members = { ...network, kind: 'members', name: 'Members', months: [10, 4], perYear: 2 }
const officers = { ...network, kind: 'officers', name: 'Officers', months: [], perYear: 2 }
const meeting = (number: number, kind: string, day: string): YearMeeting => {
  const at = new Date(`${day}T12:00:00Z`)
  return { number, kind, pillar: null, group: null, title: kind, startsAt: at, endsAt: at, state: 'open', isSeen: true }
}
const monthOf = ({ startsAt }: YearMeeting) => startsAt.getUTCMonth() + 1
const stands = (...meetings: YearMeeting[]) => {
  const { slots, others } = filled([members, officers].flatMap(slotsOf), meetings, monthOf)
  return [
    slots.map(({ kind, aim, meeting: one }) => `${kind} ${aim}: ${one?.number ?? '-'}`),
    others.map(o => o.number),
  ]
}

it('[A18] [A19] a kind is asked for in each of its months, or spread over the year', () => {
  expect(slotsOf(members).map(({ month, aim, nth }) => [month, aim, nth])).toEqual([
    [4, 4, 1],
    [10, 10, 2],
  ])
  const spread = (perYear: number | null) => slotsOf({ ...officers, perYear }).map(({ month, aim }) => [month, aim])
  expect([null, 0, 1, 2, 4].map(spread)).toEqual([
    [],
    [],
    [[null, 7]],
    [
      [null, 4],
      [null, 10],
    ],
    [
      [null, 2],
      [null, 5],
      [null, 8],
      [null, 11],
    ],
  ])
})

it('[A18] [A19] a meeting is what is asked for in its own month; where any month will do, the first of the year is the first', () => {
  const none = ['members 4: -', 'officers 4: -', 'members 10: -', 'officers 10: -']
  expect(stands()).toEqual([none, []])
  expect(stands(meeting(1, 'members', '2027-03-31'))).toEqual([none, [1]])
  expect(
    stands(
      meeting(1, 'members', '2027-04-09'),
      meeting(2, 'members', '2027-04-23'),
      meeting(3, 'officers', '2027-11-01'),
      meeting(4, 'pillar', '2027-04-01'),
    ),
  ).toEqual([
    ['members 4: 1', 'officers 4: 3', 'members 10: -', 'officers 10: -'],
    [2, 4],
  ])
})

it('[A14] what is asked for of each pillar is filled by a meeting of that pillar alone', () => {
  const pillar = (id: string) => id as PillarId
  const of = (id: string) => ({
    ...network,
    kind: 'pillar',
    name: 'Pillar',
    pillar: pillar(id),
    of: id,
    led: pillar(id),
  })
  const slots = ['one', 'two'].flatMap(id => slotsOf({ ...of(id), months: [], perYear: 1 }))
  const held = { ...meeting(1, 'pillar', '2027-03-01'), pillar: pillar('two') }
  const { slots: found, others } = filled(slots, [held, meeting(2, 'pillar', '2027-03-01')], monthOf)
  expect(found.map(slot => [slot.of, slot.meeting?.number])).toEqual([
    ['one', undefined],
    ['two', 1],
  ])
  expect(others.map(({ number }) => number)).toEqual([2])
})

it('[A18] what is asked for in a month is over with it, and else with the year', () => {
  const [april] = slotsOf(members)
  const [any] = slotsOf(officers)
  if (!april || !any) throw new Error('no slots')
  const days = ['2027-04-30', '2027-05-01', '2027-12-31', '2028-01-01']
  expect(days.map(day => isOver(2027, april, day))).toEqual([false, true, true, true])
  expect(days.map(day => isOver(2027, any, day))).toEqual([false, false, false, true])
})

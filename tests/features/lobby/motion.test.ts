// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { motionDeadline } from '#/features/lobby/rules/placements.ts'

it('[F19] a motion for the general assembly of the VNG is due nine working days before it, and once that day has passed nothing is said of it', () => {
  const placement = { targetKind: 'vngAlv', placedOn: '2027-06-23' }
  expect(motionDeadline(placement, new Set(), '2027-06-01')).toEqual({ day: '2027-06-10', isOver: false })
  expect(motionDeadline(placement, new Set(['2027-06-14']), '2027-06-01')).toEqual({ day: '2027-06-09', isOver: false })
  expect(motionDeadline(placement, new Set(), '2027-06-10')).toEqual({ day: '2027-06-10', isOver: false })
  expect(motionDeadline(placement, new Set(), '2027-06-11')).toEqual({ day: '2027-06-10', isOver: true })
  expect(motionDeadline({ ...placement, targetKind: 'ministry' }, new Set(), '2027-06-01')).toBeNull()
})

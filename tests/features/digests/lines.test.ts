// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { plainText } from '#/chat/plain-text.ts'
import { actingLines, type Reading } from '#/features/digests/cards/lines.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { Done } from '#/features/digests/rules/own.ts'

const id = '00000000-0000-4000-8000-000000000001'
const now = new Date('2027-03-08T07:30:00Z')
const item = (key: string, facts: object): Item => ({ key, facts: { id, ...facts } as Item['facts'] })
const point = item('point', {
  kind: 'point',
  number: 7,
  title: 'Houd de bus',
  turn: 'support',
  supporters: 9,
  added: 2,
})
const until = { registerUntil: '2027-03-20T16:00:00Z' }
const times = { startsAt: '2027-03-25T12:30:00Z', endsAt: '2027-03-25T15:00:00Z' }
const meeting = item('meeting', { kind: 'meeting', number: 3, title: 'Overleg', ...times, ...until })
const report = (inputUntil: string | null) =>
  item('report', { kind: 'report', number: 5, committee: 'Financiën', title: 'Herijking', inputUntil })

/** How one line reads in someone's own conversation, who did something about it, or nothing yet. */
function read(one: Item, did?: Done): string {
  const own = { municipality: 'Tiel', done: new Map(did ? [[one.key, did]] : []), theirs: new Set<string>() }
  const reading: Reading = { locale: 'nl', zone: 'Europe/Amsterdam', now, own, names: new Map() }
  return plainText({ version: 1, items: actingLines([one], 0, reading) })
}

it('[F54] says how its reader stands to it, and asks only what they can still do', () => {
  expect(read(point)).toMatch(/nu 9\. Tiel steunt dit nog niet\. \[Steunen\]$/)
  expect(read(point, 'support')).toMatch(/nu 9\. Tiel steunt dit\.$/)
  expect(read(point, 'reservation')).toMatch(/Tiel maakte een voorbehoud\.$/)
  expect(read(meeting)).toMatch(/U bent nog niet ingeschreven\. \[Inschrijven\]$/)
  expect(read(meeting, 'registered')).toMatch(/U bent ingeschreven\.$/)
  expect(read(meeting, 'waiting')).toMatch(/U staat op de wachtlijst\.$/)
  // A place that came free is theirs to take.
  expect(read(meeting, 'offered')).toMatch(/Er is een plaats voor u vrij\. \[Bekijken\]$/)
})

it('[F54] what is over is read, also by who had a part in it', () => {
  const ended = { ...point, facts: { ...point.facts, turn: 'achieved' } as Item['facts'] }
  expect(read(ended, 'support')).toMatch(/gelukt\. \[Lees het verloop\]$/)
})

it('[A44] a report says until when input is welcome, and is read before it is given', () => {
  expect(read(report('2027-03-12T11:00:00Z'))).toBe(
    '1  Commissie Financiën: Herijking. Inbreng kan tot vr 12 mrt, 12.00 uur. [Lees en geef inbreng]',
  )
  expect(read(report('2027-03-05T11:00:00Z'))).toBe('1  Commissie Financiën: Herijking. [Lees het verslag]')
  expect(read(report(null))).toBe('1  Commissie Financiën: Herijking. [Lees het verslag]')
})

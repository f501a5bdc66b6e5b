// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { endAll } from '#/stopping.ts'
import { recordingLog } from './support/silent-log.ts'

it('[T39] ends all under one deadline, in order, whatever hangs or fails', async () => {
  const { log, lines } = recordingLog()
  const ended: string[] = []
  const left: number[] = []
  const begun = performance.now()
  await endAll(
    [
      { name: 'quick', by: 100, end: () => void ended.push('quick') },
      { name: 'hangs', by: 100, end: () => new Promise(() => {}) },
      { name: 'hangs as well', by: 100, end: leftMs => new Promise(() => left.push(leftMs)) },
      { name: 'fails', by: 20_000, end: () => Promise.reject(new Error('broken')) },
      { name: 'fails at once', by: 20_000, end: () => fail() },
      { name: 'last', by: 20_000, end: leftMs => void left.push(leftMs) },
    ],
    begun,
    log,
  )
  expect(ended).toEqual(['quick'])
  const [whenOneHung = Number.NaN, atLast = Number.NaN] = left
  // A timer may be a fraction of a millisecond early.
  expect(whenOneHung).toBeLessThan(2)
  expect(atLast).toBeGreaterThan(0)
  expect(atLast).toBeLessThanOrEqual(19_901)
  expect(lines.map(line => line.facts)).toMatchObject([
    { ending: 'hangs' },
    { ending: 'hangs as well' },
    { ending: 'fails' },
    { ending: 'fails at once' },
  ])
})

function fail(): never {
  throw new Error('broken')
}

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
      { name: 'hangs as well', by: 100, end: () => new Promise(() => {}) },
      { name: 'fails', by: 300, end: () => Promise.reject(new Error('broken')) },
      { name: 'fails at once', by: 300, end: () => fail() },
      { name: 'last', by: 300, end: leftMs => void left.push(leftMs) },
    ],
    begun,
    log,
  )
  expect(performance.now() - begun).toBeLessThan(300)
  expect(ended).toEqual(['quick'])
  expect(left[0]).toBeGreaterThan(0)
  expect(left[0]).toBeLessThanOrEqual(201)
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

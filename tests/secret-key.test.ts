// SPDX-License-Identifier: EUPL-1.2
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { secretKey } from '#/secret-key.ts'

let parent: string
let dataDir: string

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'm50-key-'))
  dataDir = join(parent, 'data')
})
afterEach(() => rmSync(parent, { recursive: true }))

it('makes a key at the first start and keeps it, for the owner alone', () => {
  const made = secretKey({ dataDir })
  expect(made.current).toHaveLength(32)
  expect(secretKey({ dataDir })).toEqual(made)
  expect(readdirSync(dataDir)).toEqual(['secret-key'])
  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600)
})

it('makes another key for another folder', () => {
  expect(secretKey({ dataDir }).current).not.toEqual(secretKey({ dataDir: join(parent, 'other') }).current)
})

it('takes the key of the settings and keeps nothing', () => {
  const given = { current: Buffer.alloc(32, 1), previous: Buffer.alloc(32, 2) }
  expect(secretKey({ secretKey: given, dataDir })).toBe(given)
  expect(existsSync(dataDir)).toBe(false)
})

it('refuses a damaged key with a sentence, and leaves it', () => {
  secretKey({ dataDir })
  writeFileSync(join(dataDir, 'secret-key'), 'half')
  for (const _ of ['first', 'second'])
    expect(() => secretKey({ dataDir })).toThrow(/secret-key holds no key of 32 bytes/)
})

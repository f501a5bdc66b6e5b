// SPDX-License-Identifier: EUPL-1.2
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { freshDatabase, type TestDatabase } from './database.ts'

interface Own {
  readonly database: TestDatabase
  /** To be changed. */
  readonly folder: string
}

/** Each test of a block has a database and a folder of its own; `begin` hears which. */
export function eachOnItsOwn(begin: (own: Own) => void): void {
  let own: Own
  beforeEach(async () => {
    own = { database: await freshDatabase(), folder: await mkdtemp(join(tmpdir(), 'm50-network-')) }
    begin(own)
  })
  afterEach(async () => {
    await own.database.drop()
    await rm(own.folder, { recursive: true })
  })
}

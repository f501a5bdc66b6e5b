// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type SecretKey = { current: Buffer; previous?: Buffer | undefined }

/** The key from the settings, else the one kept in `dataDir`, made at the first start. @throws Error with a sentence when what is kept is no key. */
export function secretKey(settings: { secretKey?: SecretKey; dataDir: string }): SecretKey {
  if (settings.secretKey) return settings.secretKey
  const file = join(settings.dataDir, 'secret-key')
  const kept = read(file) ?? make(settings.dataDir, file)
  const current = Buffer.from(kept, 'base64')
  if (current.length !== 32)
    throw new Error(`${file} holds no key of 32 bytes in base64: put it back from a backup, or set SECRET_KEY`)
  return { current }
}

function make(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true })
  const own = `${file}.${process.pid}`
  writeFileSync(own, randomBytes(32).toString('base64'), { mode: 0o600 })
  try {
    // A link is all or nothing, and the first of two copies wins: neither a half file nor a second key.
    linkSync(own, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(own)
  }
  return readFileSync(file, 'utf8')
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

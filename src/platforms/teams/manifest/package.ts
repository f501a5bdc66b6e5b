// SPDX-License-Identifier: EUPL-1.2
import { strToU8, zipSync } from 'fflate'

/** A zip knows no earlier moment, and no zone: the same files are the same bytes, whenever and wherever they are packed. */
const always = new Date(1980, 0, 1)

/** The package that is uploaded to Teams, from its files by name. */
export const appPackage = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
    { mtime: always, level: 9 },
  )

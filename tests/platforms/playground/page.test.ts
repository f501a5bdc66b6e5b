// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { play } from './play.ts'

it('[E45] takes the look of a theme by one setting: its tokens, and the class under which they stand', async () => {
  const theme = join(tmpdir(), `m50-theme-${randomBytes(6).toString('hex')}.css`)
  const tokens = '.zeist-theme { --basis-color-action-1-color-default: #0a5c36; }'
  await writeFile(theme, tokens)
  const its = await play({ theme })
  try {
    const read = async (path: string) => (await fetch(`${its.url}${path}`)).text()
    expect(await read('')).toMatch(/<html[^>]* class="zeist-theme"/)
    expect(await read('/borrowed/theme.css')).toBe(tokens)
  } finally {
    await its.close()
    await rm(theme)
  }
})

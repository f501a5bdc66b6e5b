// SPDX-License-Identifier: EUPL-1.2
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readWorld } from '#/platforms/playground/world.ts'

it('[E42] the file of the playground’s people is asked for where there is none, and each mistake in it is one sentence', async () => {
  await expect(readWorld('/nowhere')).rejects.toThrow('playground.yaml: there is no such file in /nowhere.')
  const folder = await mkdtemp(join(tmpdir(), 'm50-world-'))
  const write = (text: string) => writeFile(join(folder, 'playground.yaml'), text)
  await write('people: [')
  await expect(readWorld(folder)).rejects.toThrow(/^playground\.yaml, it: is no YAML/)
  await write('people: {}\nstory: []\n')
  await expect(readWorld(folder)).rejects.toThrow(/^playground\.yaml, people\.alderman: /)
  await rm(folder, { recursive: true })
})

// SPDX-License-Identifier: EUPL-1.2
// Follows "Add a noun in half an hour" of CONTRIBUTING.md, block by block, in a copy of the project.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

interface Block {
  readonly language: string
  readonly file: string
  readonly text: string
}

const copied =
  'src tests scripts prisma manifests docs package.json tsconfig.json biome.json vitest.config.ts prisma.config.ts .gitignore'.split(
    ' ',
  )

let copy: string
let blocks: Block[]

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'm50-noun-'))
  for (const name of copied) await cp(join(root, name), join(copy, name), { recursive: true })
  await symlink(await realpath(join(root, 'node_modules')), join(copy, 'node_modules'))
  const walk = /\n## Add a noun in half an hour\n([\s\S]*?)\n(?:## |A security problem)/.exec(
    await readFile(join(root, 'CONTRIBUTING.md'), 'utf8'),
  )?.[1]
  blocks = [...(walk ?? '').matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', file = '', text = '']) => ({ language, file, text }),
  )
})
afterAll(() => rm(copy, { recursive: true }))

/** Writes a file as the block shows it, or changes one as its diff says. */
async function follow({ language, file, text }: Block): Promise<void> {
  const path = join(copy, file)
  if (language !== 'diff') {
    await mkdir(dirname(path), { recursive: true })
    return writeFile(path, text)
  }
  const lines = text.split('\n').filter(Boolean)
  const side = (sign: string) =>
    lines
      .filter(line => /^[ +-]/.test(line) && (line[0] === ' ' || line[0] === sign))
      .map(line => line.slice(1))
      .join('\n')
  const before = await readFile(path, 'utf8')
  expect(before.split(side('-')).length, `${file} has no longer what the step changes`).toBe(2)
  await writeFile(
    path,
    before.replace(side('-'), () => side('+')),
  )
}

it('[E57] a noun added as CONTRIBUTING says works, and passes the checks', { timeout: 300_000 }, async () => {
  const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.trim().split('\n'))
  for (const block of blocks) if (block.language !== 'sh') await follow(block)
  expect(commands).toEqual(['npm run manifest', 'npx vitest run tests/acceptance/regions.test.ts', 'npm run check'])
  const added = ['src/features/areas', 'src/features/index.ts', 'tests/acceptance/regions.test.ts']
  // What check does, over what is new: the rest is checked as it is.
  // Here one thread takes two thirds of what several take together, each of which looks at the same types.
  const checked = [
    'npx tsc --noEmit --singleThreaded',
    `npx biome ci ${added.join(' ')}`,
    'npx node scripts/check-layout.ts',
  ]
  for (const command of [...commands.slice(0, -1), ...checked]) {
    const [program = '', ...words] = command.split(' ')
    const env = { PATH: process.env.PATH, TESTS_DATABASE_URL: inject('databaseUrl') }
    const said = await run(program, words, { cwd: copy, env }).catch(error => error)
    expect(said.code ?? 0, `${command}\n${said.stdout}\n${said.stderr}`).toBe(0)
  }
  expect(await readFile(join(copy, 'manifests/slack/manifest.json'), 'utf8')).toContain('regio')
})

// SPDX-License-Identifier: EUPL-1.2
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { spokenOnBoth } from './spoken-on-both.ts'

const root = join(import.meta.dirname, '../../..')
const files = globSync('tests/acceptance/*.test.ts', { cwd: root })

it('[F70] every acceptance test runs on Slack and in Teams, or begins with why it does not', () => {
  const others = files.filter(file => !spokenOnBoth.includes(file))
  const silent = others.filter(file => {
    const [, why = ''] = readFileSync(join(root, file), 'utf8').split('\n')
    return !/^\/\/ (On Slack alone|In Teams alone|On both at once): .{20}/.test(why)
  })
  expect(silent).toEqual([])
  expect(spokenOnBoth.filter(file => !files.includes(file))).toEqual([])
})

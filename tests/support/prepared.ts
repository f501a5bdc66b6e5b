// SPDX-License-Identifier: EUPL-1.2
// Runs once before all tests: while Postgres starts and makes its templates, which keeps one core busy, the bots are built.
import type { TestProject } from 'vitest/node'
import buildBots from './built-bots.ts'
import startDatabase from './database-setup.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [end] = await Promise.all([startDatabase(project), buildBots()])
  return end
}

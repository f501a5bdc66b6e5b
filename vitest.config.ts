// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/database-setup.ts'],
    // Processes, since tests start, kill and adopt processes of their own; three for the two cores of a small CI machine, since many tests wait for what takes its time.
    pool: 'forks',
    maxWorkers: 3,
    // Prisma's engine is WebAssembly, which Node still warns of.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    teardownTimeout: 10_000,
  },
})

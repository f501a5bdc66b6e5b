// SPDX-License-Identifier: EUPL-1.2
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { spokenOnBoth } from './tests/support/chat/spoken-on-both.ts'
import { patience } from './tests/support/patience.ts'

// What the packages' modules are compiled to is kept for the workers and the bots.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'm50-compiled')

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'm50', include: ['tests/**/*.test.ts'], exclude: [...spokenOnBoth] } },
      // The same files once more: what is said in them is said on either platform.
      ...(['slack', 'teams'] as const).map(platform => ({
        extends: true as const,
        test: { name: platform, include: [...spokenOnBoth], provide: { platform } },
      })),
    ],
    globalSetup: ['tests/support/prepared.ts'],
    // Processes, since tests start, kill and adopt processes of their own; six for the two cores of a small CI machine, since many tests wait for what takes its time.
    pool: 'forks',
    maxWorkers: 6,
    // A process runs one file after another, and loads what they share once: hundreds of times that was a tenth of all the work. CONTRIBUTING says what that asks of a file.
    isolate: false,
    // Prisma's engine is WebAssembly, which Node still warns of, and which is not worth optimising for so short a life.
    execArgv: ['--disable-warning=ExperimentalWarning', '--liftoff-only'],
    expect: { poll: { timeout: patience } },
    // What does not come says so itself, after its patience.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 10_000,
  },
})

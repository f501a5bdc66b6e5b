// SPDX-License-Identifier: EUPL-1.2
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'

/** How long the engine would wait for its own advisory lock; it leaves this timer behind, which keeps a finished process alive. */
const engineLockTimeout = 10_000

// The engine reports a panic through this global and dies without it.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(`${message}\n`) },
})

/**
 * Runs `work` with Prisma's schema engine (WebAssembly) on the adapter's database.
 * @throws what the engine throws; errors of the adapter reach it as "External error id#0", so an adapter notes its own.
 */
export async function withSchemaEngine<Result>(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const restoreTimers = releaseEngineTimers()
  try {
    // No datamodels: an empty list makes the engine panic, and neither applying nor comparing needs any.
    const engine = await SchemaEngine.new(
      { datamodels: undefined },
      () => {},
      bindMigrationAwareSqlAdapterFactory(adapter),
    )
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    restoreTimers()
  }
}

const { setTimeout: ownSetTimeout } = globalThis
let engines = 0

/** While an engine works, timers as long as its lock's do not keep the process alive. The engine takes them from the global, so there is no nearer place. */
function releaseEngineTimers(): () => void {
  engines += 1
  if (engines === 1)
    globalThis.setTimeout = new Proxy(ownSetTimeout, {
      apply(target, self, args: Parameters<typeof setTimeout>) {
        const timer: NodeJS.Timeout = Reflect.apply(target, self, args)
        return args[1] === engineLockTimeout ? timer.unref() : timer
      },
    })
  return () => {
    engines -= 1
    if (engines === 0) globalThis.setTimeout = ownSetTimeout
  }
}

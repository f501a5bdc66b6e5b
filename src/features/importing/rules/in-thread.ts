// SPDX-License-Identifier: EUPL-1.2
import { Worker } from 'node:worker_threads'

const mostMs = 5_000
const mostHeapMb = 96

/** What a file's thread makes of it; null where it fails, or takes too much time or room: what a hostile file costs, it costs that thread alone. */
export async function readInThread(
  file: URL,
  workerData: unknown,
  transferList: readonly ArrayBuffer[] = [],
): Promise<unknown> {
  const worker = new Worker(file, {
    workerData,
    transferList: [...transferList],
    resourceLimits: { maxOldGenerationSizeMb: mostHeapMb },
  })
  const timer = setTimeout(() => void worker.terminate(), mostMs)
  const { promise, resolve } = Promise.withResolvers<unknown>()
  worker
    .once('message', resolve)
    .once('error', () => resolve(null))
    .once('exit', () => resolve(null))
  const read = await promise
  clearTimeout(timer)
  await worker.terminate()
  return read
}

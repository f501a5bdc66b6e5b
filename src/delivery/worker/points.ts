// SPDX-License-Identifier: EUPL-1.2
import type { Mark } from '#/database/db.ts'

const steps = ['read', 'direct', 'draw', 'claim', 'renew', 'post', 'settle', 'find'] as const

export type WorkerStep = (typeof steps)[number]

/** The points at which a test may stop a worker: before and after each await of a delivery. */
export const workerPoints: readonly string[] = steps.flatMap(step => [`worker.${step}.before`, `worker.${step}.after`])

/** Runs one step between its two points. */
export async function between<T>(mark: Mark, step: WorkerStep, work: () => Promise<T>): Promise<T> {
  await mark(`worker.${step}.before`)
  const result = await work()
  await mark(`worker.${step}.after`)
  return result
}

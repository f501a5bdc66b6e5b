// SPDX-License-Identifier: EUPL-1.2
import type { Mark } from '#/database/db.ts'

const steps = [
  'worker.read',
  'worker.direct',
  'worker.draw',
  'worker.claim',
  'worker.renew',
  'worker.post',
  'worker.settle',
  'worker.find',
  'redraw.read',
  'redraw.draw',
  'redraw.update',
  'redraw.settle',
  'clock.plan',
  'clock.happen',
  'clock.claim',
  'clock.settle',
] as const

export type DeliveryStep = (typeof steps)[number]

/** The points at which a test may stop the delivering process: before and after each await of a delivery, of a redraw, and of what the clock plans and makes happen. */
export const deliveryPoints: readonly string[] = steps.flatMap(step => [`${step}.before`, `${step}.after`])

/** Runs one step between its two points. */
export async function between<T>(mark: Mark, step: DeliveryStep, work: () => Promise<T>): Promise<T> {
  await mark(`${step}.before`)
  const result = await work()
  await mark(`${step}.after`)
  return result
}

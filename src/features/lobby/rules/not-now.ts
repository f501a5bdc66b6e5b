// SPDX-License-Identifier: EUPL-1.2
import type { Point } from '#/features/lobby/rules/points.ts'
import { Refusal } from '#/network/refusal.ts'

/** Why something can't be done to a point as it stands: what went on as another says which [F18]. */
export const notNow = (
  { number, state, mergedInto }: Pick<Point, 'number' | 'state' | 'mergedInto'>,
  more: ConstructorParameters<typeof Refusal>[2],
): Refusal =>
  mergedInto === null
    ? new Refusal(`lobby.is.${state}`, { number }, more)
    : new Refusal('lobby.wentOn', { number, into: mergedInto }, more)

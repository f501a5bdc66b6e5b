// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'

/** Tells some values from others: short enough to go with a form. */
export const digestOf = (values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 12)

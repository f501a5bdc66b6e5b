// SPDX-License-Identifier: EUPL-1.2
import { functions } from '#/network/actor.ts'

/** SQL: whether a dated row (a role, a membership, a pillar) holds on a day: `ends_on` is the first day that it no longer does. */
export const holds = (row: string, day: string): string =>
  `(${row}.starts_on <= ${day} and (${row}.ends_on is null or ${row}.ends_on > ${day}))`

/** SQL: the kinds of role that are a function at home, as a list. */
export const homeFunctions = `(${functions.map(kind => `'${kind}'`).join(', ')})`

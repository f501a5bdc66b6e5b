// SPDX-License-Identifier: EUPL-1.2
import { isThorough } from './thorough.ts'

/** In milliseconds: longer than anything takes on a machine with much else to do, and under vitest's own limit, which would say nothing. What is waited for comes, or the test fails. A thorough run lets a thousand people act at once. */
export const patience = isThorough ? 120_000 : 30_000

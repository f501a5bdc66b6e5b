// SPDX-License-Identifier: EUPL-1.2
/** In milliseconds: longer than anything takes on a machine with much else to do, and under vitest's own limit, which would say nothing. What is waited for comes, or the test fails. */
export const patience = 30_000

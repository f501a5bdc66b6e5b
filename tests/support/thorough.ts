// SPDX-License-Identifier: EUPL-1.2
/** `KILLS=all npx vitest run tests/acceptance/kills.test.ts tests/acceptance/random-kills.test.ts` takes about ten minutes; a plain run of the tests takes a part. */
export const isThorough = process.env.KILLS === 'all'

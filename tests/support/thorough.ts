// SPDX-License-Identifier: EUPL-1.2
/** `KILLS=all npx vitest run kill` kills at all points and takes about a quarter of an hour; a plain run of the tests takes a part. */
export const isThorough = process.env.KILLS === 'all'

// SPDX-License-Identifier: EUPL-1.2
/** The acceptance tests that run on Slack and in Teams. */
export const spokenOnBoth = [
  'tests/acceptance/slice.test.ts',
  'tests/acceptance/joining.test.ts',
  'tests/acceptance/requests.test.ts',
]

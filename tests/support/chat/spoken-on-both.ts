// SPDX-License-Identifier: EUPL-1.2
/** The acceptance tests that run on Slack and in Teams. */
export const spokenOnBoth = [
  'channels',
  'directory',
  'first-contact',
  'home',
  'joining',
  'later',
  'lobby',
  'lobby-life',
  'lobby-stampede',
  'privacy',
  'requests',
  'roles',
  'slice',
  'undelivered',
  'who-is-who',
  'without-words',
].map(name => `tests/acceptance/${name}.test.ts`)

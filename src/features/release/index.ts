// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { releaseAs, settleOne } from '#/features/release/commands/release.ts'
import { releaseHome, showWaiting } from '#/features/release/commands/show.ts'
import { releaseTexts } from '#/features/release/texts.ts'

/** After the database was put back: what waits, and letting it go [T38]. `others` draw what waits. */
export const createRelease = (others: readonly Feature[]): Feature => ({
  name: 'release',
  texts: releaseTexts,
  nouns: [{ words: ['vrijgeven', 'release'], help: 'help', bare: showWaiting(others), verbs: [] }],
  presses: {
    'release.all': releaseAs('all'),
    'release.unsent': releaseAs('unsent'),
    'release.send': settleOne(others, 'chosen'),
    'release.drop': settleOne(others, 'dropped'),
  },
  home: releaseHome,
})

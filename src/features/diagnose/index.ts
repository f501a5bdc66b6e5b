// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { diagnoseLine } from '#/features/diagnose/commands/diagnose.ts'
import { diagnoseNotices } from '#/features/diagnose/jobs.ts'
import { diagnoseTexts } from '#/features/diagnose/texts.ts'

/** How the bot itself is doing. */
export const diagnose: Feature = {
  name: 'diagnose',
  texts: diagnoseTexts,
  nouns: [{ words: ['diagnose', 'diagnosis'], help: 'help', bare: diagnoseLine, verbs: [] }],
  notices: diagnoseNotices,
}

// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/release/texts.en.json' with { type: 'json' }
import nl from '#/features/release/texts.nl.json' with { type: 'json' }

export const releaseTexts = texts('release', nl, en)

// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/pillars/texts.en.json' with { type: 'json' }
import nl from '#/features/pillars/texts.nl.json' with { type: 'json' }

export const pillarTexts = texts('pillars', nl, en)

// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/importing/texts.en.json' with { type: 'json' }
import nl from '#/features/importing/texts.nl.json' with { type: 'json' }

export const importTexts = texts('importing', nl, en)

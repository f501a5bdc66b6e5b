// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/directory/texts.en.json' with { type: 'json' }
import nl from '#/features/directory/texts.nl.json' with { type: 'json' }

export const directoryTexts = texts('directory', nl, en)

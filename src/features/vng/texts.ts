// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/vng/texts.en.json' with { type: 'json' }
import nl from '#/features/vng/texts.nl.json' with { type: 'json' }

export const vngTexts = texts('vng', nl, en)

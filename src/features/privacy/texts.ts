// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/privacy/texts.en.json' with { type: 'json' }
import nl from '#/features/privacy/texts.nl.json' with { type: 'json' }

export const privacyTexts = texts('privacy', nl, en)

// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/diagnose/texts.en.json' with { type: 'json' }
import nl from '#/features/diagnose/texts.nl.json' with { type: 'json' }

export const diagnoseTexts = texts('diagnose', nl, en)

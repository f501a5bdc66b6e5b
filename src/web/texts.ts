// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from './texts.en.json' with { type: 'json' }
import nl from './texts.nl.json' with { type: 'json' }

export const webTexts = texts('web', nl, en)

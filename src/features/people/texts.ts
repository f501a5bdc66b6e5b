// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/people/texts.en.json' with { type: 'json' }
import nl from '#/features/people/texts.nl.json' with { type: 'json' }

export const peopleTexts = texts('people', nl, en)

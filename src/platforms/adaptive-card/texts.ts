// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from './texts.en.json' with { type: 'json' }
import nl from './texts.nl.json' with { type: 'json' }

/** The few words that the renderer itself adds. */
export const adaptiveCardTexts = texts('adaptiveCard', nl, en)

export type SayOnCard = ReturnType<typeof adaptiveCardTexts.in>

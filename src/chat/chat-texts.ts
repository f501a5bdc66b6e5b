// SPDX-License-Identifier: EUPL-1.2
import en from '#/chat/texts.en.json' with { type: 'json' }
import nl from '#/chat/texts.nl.json' with { type: 'json' }
import { texts } from '#/chat/texts.ts'

/** What the conversation itself says: help, not understood, refused, away. */
export const chatTexts = texts('chat', nl, en)

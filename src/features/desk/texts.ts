// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/desk/texts.en.json' with { type: 'json' }
import nl from '#/features/desk/texts.nl.json' with { type: 'json' }

export const deskTexts = texts('desk', nl, en)

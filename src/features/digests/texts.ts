// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/digests/texts.en.json' with { type: 'json' }
import nl from '#/features/digests/texts.nl.json' with { type: 'json' }

export const digestTexts = texts('digests', nl, en)

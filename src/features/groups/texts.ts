// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/groups/texts.en.json' with { type: 'json' }
import nl from '#/features/groups/texts.nl.json' with { type: 'json' }

export const groupTexts = texts('groups', nl, en)

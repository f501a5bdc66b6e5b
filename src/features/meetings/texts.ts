// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/meetings/texts.en.json' with { type: 'json' }
import nl from '#/features/meetings/texts.nl.json' with { type: 'json' }

export const meetingTexts = texts('meetings', nl, en)

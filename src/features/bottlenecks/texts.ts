// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/bottlenecks/texts.en.json' with { type: 'json' }
import nl from '#/features/bottlenecks/texts.nl.json' with { type: 'json' }

export const bottleneckTexts = texts('bottlenecks', nl, en)

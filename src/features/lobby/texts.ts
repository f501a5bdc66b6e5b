// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/features/lobby/texts.en.json' with { type: 'json' }
import nl from '#/features/lobby/texts.nl.json' with { type: 'json' }

export const lobbyTexts = texts('lobby', nl, en)

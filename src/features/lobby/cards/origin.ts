// SPDX-License-Identifier: EUPL-1.2
import type { Locale } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** "Komt uit knelpunt 18 en 31", where it does. */
export const originLine = (numbers: readonly number[], locale: Locale): string[] =>
  numbers.length > 0 ? [lobbyTexts.in(locale)('lift.origin', { numbers: listed(numbers.map(String), locale) })] : []

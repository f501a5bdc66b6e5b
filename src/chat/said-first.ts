// SPDX-License-Identifier: EUPL-1.2
import type { Text } from '#/chat/texts.ts'
import type { Answer } from '#/chat/turn.ts'

/** What was done, said above the card that shows how it stands now. What is no card is left as it is. */
export const saidFirst = (done: Text, answer: Answer): Answer =>
  'card' in answer
    ? {
        ...answer,
        card: { ...answer.card, text: [done, answer.card.text].filter(text => text !== undefined).join('\n') },
      }
    : answer

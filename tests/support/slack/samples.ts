// SPDX-License-Identifier: EUPL-1.2
import type { types } from '@slack/bolt'

// What the tiny bot of the server's own tests says, and what it heard.
export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text })
export const card = (title = 'Verzoek 41'): types.KnownBlock[] => [
  { type: 'section', text: mrkdwn(`*${title}*`) },
  {
    type: 'actions',
    block_id: 'd7:1',
    elements: [
      { type: 'button', action_id: 'request.approve', text: plain('Goedkeuren'), value: '41' },
      {
        type: 'overflow',
        action_id: 'request.more',
        options: [
          { text: plain('Vraag stellen'), value: 'request.ask:41' },
          { text: plain('Ik pak dit'), value: 'request.claim:41' },
        ],
      },
    ],
  },
]
export const form = (more: Partial<types.ModalView> = {}): types.ModalView => ({
  type: 'modal',
  callback_id: 'pillar.join',
  private_metadata: 'bestuur',
  title: plain('Lid worden'),
  submit: plain('Versturen'),
  close: plain('Later'),
  blocks: [
    {
      type: 'input',
      block_id: 'official',
      label: plain('Ambtenaar'),
      element: { type: 'plain_text_input', action_id: 'official', max_length: 20 },
    },
  ],
  ...more,
})

/** What the bot was told, and a way to wait until it was told so much. */
export function hearing() {
  const heard: unknown[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  return {
    heard,
    add(item: unknown) {
      heard.push(item)
      for (const each of waiting) if (heard.length >= each.count) each.resolve()
    },
    reaches(count: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ count, resolve })
      if (heard.length >= count) resolve()
      return promise
    },
  }
}

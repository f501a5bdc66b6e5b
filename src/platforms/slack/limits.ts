// SPDX-License-Identifier: EUPL-1.2
const kit = 'https://docs.slack.dev/reference/block-kit'
const methods = 'https://docs.slack.dev/reference/methods'
const interactivity = 'https://docs.slack.dev/interactivity/handling-user-interaction'
const modals = 'https://docs.slack.dev/reference/views/modal-views'

/** Slack's limits that something of ours could pass, each with its page. What the card model itself holds short (five options under Meer, ids, 2,000 characters of context) is not here. Lengths are counted in UTF-16 units, the strictest way to count. */
const limits = {
  'message.text': { page: `${methods}/chat.postMessage`, most: 40_000 },
  'message.blocks': { page: `${kit}/blocks`, most: 50 },
  // Not documented: msg_blocks_too_long was seen from about 13,000 characters on.
  'message.characters': { page: 'https://github.com/slackapi/bolt-js/issues/2509', most: 12_500 },
  'view.blocks': { page: `${kit}/blocks`, most: 100 },
  'view.title': { page: modals, most: 24 },
  'view.button': { page: modals, most: 24 },
  text: { page: `${kit}/composition-objects/text-object`, most: 3000 },
  'section.fields': { page: `${kit}/blocks/section-block`, most: 10 },
  header: { page: `${kit}/blocks/header-block`, most: 150 },
  'actions.elements': { page: `${kit}/blocks/actions-block`, most: 25 },
  'image.url': { page: `${kit}/blocks/image-block`, most: 3000 },
  'image.alt_text': { page: `${kit}/blocks/image-block`, most: 2000 },
  'input.label': { page: `${kit}/blocks/input-block`, most: 2000 },
  'input.hint': { page: `${kit}/blocks/input-block`, most: 2000 },
  'input.value': { page: `${kit}/block-elements/plain-text-input-element`, most: 3000 },
  'button.text': { page: `${kit}/block-elements/button-element`, most: 75 },
  'button.value': { page: `${kit}/block-elements/button-element`, most: 2000 },
  'button.url': { page: `${kit}/block-elements/button-element`, most: 3000 },
  'select.options': { page: `${kit}/block-elements/select-menu-element`, most: 100 },
  'option.text': { page: `${kit}/composition-objects/option-object`, most: 75 },
  'option.value': { page: `${kit}/composition-objects/option-object`, most: 150 },
  'confirm.title': { page: `${kit}/composition-objects/confirmation-dialog-object`, most: 100 },
  'confirm.text': { page: `${kit}/composition-objects/confirmation-dialog-object`, most: 300 },
  'confirm.button': { page: `${kit}/composition-objects/confirmation-dialog-object`, most: 30 },
  'request.bytes': { page: interactivity, most: 1_000_000 },
  'request.ageSeconds': { page: 'https://docs.slack.dev/authentication/verifying-requests-from-slack', most: 300 },
  'history.messages': { page: `${methods}/conversations.history`, most: 15 },
} as const satisfies Record<string, { page: string; most: number }>

export type Limit = keyof typeof limits

export const most = (limit: Limit): number => limits[limit].most

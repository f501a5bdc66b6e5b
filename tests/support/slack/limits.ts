// SPDX-License-Identifier: EUPL-1.2
const kit = 'https://docs.slack.dev/reference/block-kit'
const methods = 'https://docs.slack.dev/reference/methods'

/**
 * Slack's limits: the greatest length or count, each with its page.
 * Lengths are counted in UTF-16 units: Slack doesn't say which, and this is the stricter count.
 */
export const limits = {
  'message.blocks': { page: `${kit}/blocks`, most: 50 },
  'message.text': { page: `${methods}/chat.postMessage`, most: 40_000 },
  // Not documented: msg_blocks_too_long was seen at 13,172 characters.
  'message.blocks.text': { page: 'https://github.com/slackapi/bolt-js/issues/2509', most: 13_000 },
  'view.blocks': { page: `${kit}/blocks`, most: 100 },
  'view.title': { page: 'https://docs.slack.dev/reference/views/modal-views', most: 24 },
  'view.submit': { page: 'https://docs.slack.dev/reference/views/modal-views', most: 24 },
  'view.close': { page: 'https://docs.slack.dev/reference/views/modal-views', most: 24 },
  'view.private_metadata': { page: 'https://docs.slack.dev/reference/views/modal-views', most: 3000 },
  'view.callback_id': { page: 'https://docs.slack.dev/reference/views/modal-views', most: 255 },
  'view.external_id': { page: 'https://docs.slack.dev/reference/views/modal-views', most: 255 },
  'view.bytes': { page: `${methods}/views.open`, most: 250_000 },
  'view.depth': { page: `${methods}/views.push`, most: 3 },
  block_id: { page: `${kit}/blocks`, most: 255 },
  action_id: { page: `${kit}/block-elements`, most: 255 },
  text: { page: `${kit}/composition-objects/text-object`, most: 3000 },
  'section.fields': { page: `${kit}/blocks/section-block`, most: 10 },
  'section.field': { page: `${kit}/blocks/section-block`, most: 2000 },
  'header.text': { page: `${kit}/blocks/header-block`, most: 150 },
  'context.elements': { page: `${kit}/blocks/context-block`, most: 10 },
  'actions.elements': { page: `${kit}/blocks/actions-block`, most: 25 },
  'image.url': { page: `${kit}/blocks/image-block`, most: 3000 },
  'image.alt_text': { page: `${kit}/blocks/image-block`, most: 2000 },
  'image.title': { page: `${kit}/blocks/image-block`, most: 2000 },
  'input.label': { page: `${kit}/blocks/input-block`, most: 2000 },
  'input.hint': { page: `${kit}/blocks/input-block`, most: 2000 },
  // How many kinds may be named is not documented.
  'file_input.filetypes': { page: `${kit}/block-elements/file-input-element`, most: 10 },
  'file_input.max_files': { page: `${kit}/block-elements/file-input-element`, most: 10 },
  placeholder: { page: `${kit}/block-elements/plain-text-input-element`, most: 150 },
  'button.text': { page: `${kit}/block-elements/button-element`, most: 75 },
  'button.value': { page: `${kit}/block-elements/button-element`, most: 2000 },
  'button.url': { page: `${kit}/block-elements/button-element`, most: 3000 },
  'button.accessibility_label': { page: `${kit}/block-elements/button-element`, most: 75 },
  'overflow.options': { page: `${kit}/block-elements/overflow-menu-element`, most: 5 },
  'select.options': { page: `${kit}/block-elements/select-menu-element`, most: 100 },
  'select.option_groups': { page: `${kit}/block-elements/select-menu-element`, most: 100 },
  'choice.options': { page: `${kit}/block-elements/checkboxes-element`, most: 10 },
  'plain_text_input.length': { page: `${kit}/block-elements/plain-text-input-element`, most: 3000 },
  'option.text': { page: `${kit}/composition-objects/option-object`, most: 75 },
  'option.value': { page: `${kit}/composition-objects/option-object`, most: 150 },
  'option.description': { page: `${kit}/composition-objects/option-object`, most: 75 },
  'option.url': { page: `${kit}/composition-objects/option-object`, most: 3000 },
  'option_group.label': { page: `${kit}/composition-objects/option-group-object`, most: 75 },
  'confirm.title': { page: `${kit}/composition-objects/confirmation-dialog-object`, most: 100 },
  'confirm.text': { page: `${kit}/composition-objects/confirmation-dialog-object`, most: 300 },
  'confirm.confirm': { page: `${kit}/composition-objects/confirmation-dialog-object`, most: 30 },
  'confirm.deny': { page: `${kit}/composition-objects/confirmation-dialog-object`, most: 30 },
  // The page names no number (metadata_too_large exists): a cautious one.
  'metadata.bytes': { page: 'https://docs.slack.dev/messaging/message-metadata', most: 8000 },
  'response_url.uses': { page: 'https://docs.slack.dev/interactivity/handling-user-interaction', most: 5 },
  'response_url.minutes': { page: 'https://docs.slack.dev/interactivity/handling-user-interaction', most: 30 },
  'trigger.seconds': { page: 'https://docs.slack.dev/interactivity/handling-user-interaction', most: 3 },
  'answer.seconds': { page: 'https://docs.slack.dev/interactivity/handling-user-interaction', most: 3 },
} as const satisfies Record<string, { page: string; most: number }>

export type LimitName = keyof typeof limits

export const most = (name: LimitName): number => limits[name].most

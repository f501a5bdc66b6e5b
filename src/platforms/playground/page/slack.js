// SPDX-License-Identifier: EUPL-1.2
// Draws what our Slack renderer made as Slack's own client shows it: https://docs.slack.dev/reference/block-kit/blocks
import { link, make } from './make.js'
import { openMenu } from './menu.js'

const entities = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
const read = text => text.replace(/&(?:lt|gt|amp);/g, entity => entities[entity])

const marks =
  /<(https?:[^<>|]+)\|([^<>]*)>|(?<![\p{L}\p{N}])\*([^*\n]+)\*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_([^_\n]+)_(?![\p{L}\p{N}])/gu

/** One line of Slack's markup, its own entities read last: what a person typed stays text. */
function spans(line) {
  const parts = []
  let at = 0
  for (const found of line.matchAll(marks)) {
    parts.push(read(line.slice(at, found.index)))
    const [whole, address, words, bold, italic] = found
    if (address) parts.push(link(read(address), read(words)))
    else parts.push(make(bold ? 'strong' : 'em', '', ...spans(bold ?? italic)))
    at = found.index + whole.length
  }
  return [...parts, read(line.slice(at))]
}

const mrkdwn = text =>
  text.split('\n').map(line => {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line)
    return make(quote ? 'blockquote' : 'div', 'line', ...spans(quote?.[1] ?? line))
  })

const words = ({ type, text }) =>
  type === 'mrkdwn' ? mrkdwn(text) : text.split('\n').map(line => make('div', 'line', line))

/** Asks what Slack asks before a press acts, in the language of where it was pressed. Resolves to whether it may. */
function confirmed({ title, text, confirm, deny }, pressed) {
  const dialog = document.querySelector('#confirm')
  dialog.lang = pressed.closest('[lang]').lang
  for (const [name, said] of Object.entries({ title, text, yes: confirm, no: deny }))
    dialog.querySelector(`#confirm-${name}`).textContent = said.text
  dialog.returnValue = 'no'
  dialog.showModal()
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
  })
}

/** On which delivery and drawing a press stands is in its block's id. */
function standingOf(blockId = '') {
  const [m50, drawing] = blockId.split(':')
  return /^[\da-f-]{36}$/.test(m50) ? { m50, drawing: Number(drawing) } : {}
}

function button(element, blockId, act) {
  const pressed = make('button', `slack-button ${element.style ?? ''}`, element.text.text)
  pressed.type = 'button'
  if (element.accessibility_label) pressed.setAttribute('aria-label', element.accessibility_label)
  pressed.addEventListener('click', async () => {
    if (element.url) return void window.open(element.url, '_blank', 'noopener')
    if (element.confirm && !(await confirmed(element.confirm, pressed))) return
    await act({ action: element.action_id, value: element.value ?? '', ...standingOf(blockId) })
  })
  return pressed
}

function overflow({ options }, blockId, act, say) {
  const pressed = make('button', 'slack-button more', '•••')
  pressed.type = 'button'
  pressed.setAttribute('aria-label', say('more'))
  pressed.addEventListener('click', () =>
    openMenu(
      pressed,
      options.map(({ text, value }) => ({
        label: text.text,
        run: () => {
          const [action, ...rest] = value.split(':')
          return act({ action, value: rest.join(':'), ...standingOf(blockId) })
        },
      })),
    ),
  )
  return pressed
}

function drawBlock(block, act, say) {
  const element = one =>
    one.type === 'overflow' ? overflow(one, block.block_id, act, say) : button(one, block.block_id, act)
  switch (block.type) {
    case 'header':
      return make('h3', 'slack-header', block.text.text)
    case 'section': {
      const fields = (block.fields ?? []).map(field => make('div', '', ...words(field)))
      const body = make('div', '', ...(block.text ? words(block.text) : []))
      if (fields.length > 0) body.append(make('div', 'slack-fields', ...fields))
      return make('div', 'slack-section', body, ...(block.accessory ? [element(block.accessory)] : []))
    }
    case 'context':
      return make('div', 'slack-context', ...block.elements.flatMap(words))
    case 'actions':
      return make('div', 'slack-actions', ...block.elements.map(element))
    case 'image': {
      const image = make('img', 'slack-image')
      image.src = block.image_url
      image.alt = block.alt_text
      return image
    }
    default:
      throw new Error(`no drawing of the block ${block.type}`)
  }
}

/** Draws a message as Slack does. `act` gets the data of what was pressed, and is awaited: until then the message takes no second press. */
export function drawForSlack({ text, blocks }, act, say) {
  const element = make('div', 'slack')
  let isBusy = false
  const once = async data => {
    if (isBusy) return
    isBusy = true
    element.setAttribute('aria-busy', 'true')
    try {
      await act(data)
    } finally {
      isBusy = false
      element.removeAttribute('aria-busy')
    }
  }
  element.append(...(blocks.length > 0 ? blocks.map(block => drawBlock(block, once, say)) : mrkdwn(text)))
  return element
}

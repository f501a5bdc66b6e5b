// SPDX-License-Identifier: EUPL-1.2
import { drawCard } from './cards.js'
import { suggestAt } from './dialog.js'
import { say } from './texts.js'
import { whenOf } from './when.js'

const make = (name, className, text) => {
  const element = document.createElement(name)
  element.className = className
  if (text !== undefined) element.textContent = text
  return element
}

const initials = name =>
  name
    .split(/[\s.]+/)
    .filter(Boolean)
    .map(word => word[0])
    .filter((_, i, all) => i === 0 || i === all.length - 1)
    .join('')
    .toUpperCase()

/** Text as it was said; addresses of pages lead there, and show where. */
function textOf(text) {
  const said = make('div', 'said')
  for (const part of text.split(/(https?:\/\/[^\s)\]]+)/)) {
    if (/^https?:\/\//.test(part)) {
      const link = make('a', '', part)
      link.href = part
      link.target = '_blank'
      link.rel = 'noopener noreferrer'
      said.append(link)
    } else said.append(part)
  }
  return said
}

/**
 * Draws one message. `press` gets the data of what was pressed on it, `reply` what is typed in its thread.
 * @returns {{ element: HTMLElement, replies: HTMLElement }}
 */
export function drawMessage(message, { name, person, isReply, press, reply }) {
  const element = make('article', `message${message.author === 'm50' ? ' bot' : ''}`)
  element.dataset.id = message.id
  element.dataset.author = message.author
  const head = make('p', 'head')
  head.id = `head-${message.id}`
  element.setAttribute('aria-labelledby', head.id)
  const when = make('time', 'when', whenOf(message.at))
  when.dateTime = message.at
  head.append(make('strong', 'name', name), ' ', when)
  if (message.onlyFor) head.append(' ', make('span', 'only', say('onlyYou')))
  const face = make('span', 'face', message.author === 'm50' ? 'M50' : initials(name))
  face.setAttribute('aria-hidden', 'true')
  const content = make('div', 'content')
  const isDirect = message.conversation.startsWith('@')
  const place = { person, conversation: message.conversation, thread: message.thread }
  content.append(
    head,
    message.card ? drawCard(message.card, data => press(data, place), suggestAt(place)).element : textOf(message.text),
  )
  const replies = make('div', 'replies')
  content.append(replies)
  if (!isReply && !message.onlyFor && !isDirect) content.append(threadOf(message, place, reply))
  element.append(face, content)
  return { element, replies }
}

function threadOf(message, place, reply) {
  const whole = make('div', 'thread')
  const open = make('button', 'quiet', say('reply'))
  open.type = 'button'
  open.setAttribute('aria-expanded', 'false')
  const form = make('form', 'composer')
  form.hidden = true
  const label = make('label', '', say('replyWrite'))
  const input = make('input', '')
  input.id = `reply-${message.id}`
  input.autocomplete = 'off'
  input.maxLength = 20000
  label.htmlFor = input.id
  const hint = make('small', '', say('replyHint'))
  hint.id = `${input.id}-hint`
  input.setAttribute('aria-describedby', hint.id)
  const go = make('button', 'go', say('send'))
  go.type = 'submit'
  form.append(label, input, go, hint)
  open.addEventListener('click', () => {
    form.hidden = !form.hidden
    open.setAttribute('aria-expanded', String(!form.hidden))
    if (!form.hidden) input.focus()
  })
  form.addEventListener('submit', async event => {
    event.preventDefault()
    const text = input.value.trim()
    if (text !== '' && (await reply(text, { ...place, thread: message.id }))) input.value = ''
  })
  whole.append(open, form)
  return whole
}

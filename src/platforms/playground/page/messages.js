// SPDX-License-Identifier: EUPL-1.2
import { drawCard } from './cards.js'
import { drawingAt } from './dialog.js'
import { linked, make } from './make.js'
import { drawForSlack } from './slack.js'
import { wordsIn } from './texts.js'
import { whenOf } from './when.js'

const initials = name =>
  name
    .split(/[\s.]+/)
    .filter(Boolean)
    .map(word => word[0])
    .filter((_, i, all) => i === 0 || i === all.length - 1)
    .join('')
    .toUpperCase()

/** Draws what a message says: as Slack or as Teams does. */
export function drawContent({ text, card, blocks }, place, look, press) {
  const act = data => press(data, place)
  if (look === 'slack' && blocks) return drawForSlack(blocks, act, wordsIn(place.locale))
  if (card) return drawCard(card, act, drawingAt(place)).element
  return make('div', 'said', ...linked(text))
}

/**
 * Draws one message. `press` gets the data of what was pressed on it, `reply` what is typed in its thread. `screen` makes its ids differ from those on another screen.
 * @returns {{ element: HTMLElement, replies: HTMLElement }}
 */
export function drawMessage(message, { screen, name, person, locale, look, isReply, press, reply }) {
  const say = wordsIn(locale)
  const isBot = message.author === 'm50'
  const element = make('article', `message${isBot ? ' bot' : ''}${message.author === person ? ' own' : ''}`)
  element.dataset.id = message.id
  element.dataset.author = message.author
  const when = make('time', 'when', whenOf(message.at, locale))
  when.dateTime = message.at
  const head = make('p', 'head', make('strong', 'name', name), ' ')
  if (isBot) head.append(make('span', 'app', say('app')), ' ')
  head.append(when)
  if (message.onlyFor) head.append(' ', make('span', 'only', say('onlyYou')))
  head.id = `${screen}-head-${message.id}`
  element.setAttribute('aria-labelledby', head.id)
  const face = make('span', 'face', isBot ? name : initials(name))
  face.setAttribute('aria-hidden', 'true')
  const isDirect = message.conversation.startsWith('@')
  const place = { person, conversation: message.conversation, thread: message.thread, locale }
  const replies = make('div', 'replies')
  const content = make('div', 'content', head, drawContent(message, place, look, press), replies)
  if (!isReply && !message.onlyFor && !isDirect) content.append(threadOf(message, place, `${screen}-reply-`, reply))
  element.append(face, content)
  return { element, replies }
}

/** Writes anew when the messages in a list were said. */
export function timesIn(list, locale) {
  for (const when of list.querySelectorAll('time.when')) when.textContent = whenOf(when.dateTime, locale)
}

function threadOf(message, place, idsBegin, reply) {
  const say = wordsIn(place.locale)
  const open = make('button', 'quiet', say('reply'))
  open.type = 'button'
  open.setAttribute('aria-expanded', 'false')
  const input = make('input', 'utrecht-textbox')
  input.id = `${idsBegin}${message.id}`
  input.autocomplete = 'off'
  input.maxLength = 20000
  const label = make('label', 'utrecht-form-label', say('replyWrite'))
  label.htmlFor = input.id
  const hint = make('small', '', say('replyHint'))
  hint.id = `${input.id}-hint`
  input.setAttribute('aria-describedby', hint.id)
  const go = make('button', 'nl-button nl-button--primary', say('send'))
  go.type = 'submit'
  const form = make('form', 'composer', label, input, go, hint)
  form.hidden = true
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
  return make('div', 'thread', open, form)
}

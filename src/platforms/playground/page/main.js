// SPDX-License-Identifier: EUPL-1.2
import { Failed, listen, send, world } from './api.js'
import { placeOf, show } from './dialog.js'
import { drawMessage } from './messages.js'
import { say, speak } from './texts.js'
import { markRead, unreadIn } from './unread.js'
import { setZone } from './when.js'

const find = selector => document.querySelector(selector)
const list = find('#messages')
// What scrolls must be reachable without a mouse.
list.tabIndex = 0
const trouble = find('#trouble')
const line = find('#line')

const { people, channels, zone, texts } = await world()
setZone(zone)
/** @type {Map<string, { message: object, element: HTMLElement, replies: HTMLElement }>} */
const drawn = new Map()
/** What was being typed, by person and conversation. */
const drafts = new Map()
let messages = new Map()
let person = people[0]
let conversation = ''
let isReady = false
let stop = () => {}

const nameOf = id => (id === 'm50' ? 'M50' : (people.find(one => one.id === id)?.name ?? id))
const direct = () => `@${person.id}`
const titleOf = id => (id.startsWith('@') ? say('direct') : `# ${id}`)
const ordered = () => [...messages.values()].sort((a, b) => Number(a.id) - Number(b.id))

/** Where the address says one is: `#<person>/<conversation>`. */
function fromAddress() {
  const [id, where] = decodeURIComponent(location.hash.slice(1)).split('/')
  const one = people.find(({ id: known }) => known === id) ?? people[0]
  return { one, where: one.conversations.includes(where) ? where : 'algemeen' }
}

function go(one, where) {
  location.hash = `${one.id}/${where}`
}

function arrive() {
  const { one, where } = fromAddress()
  drafts.set(`${person.id}/${conversation}`, line.value)
  const isOther = one !== person || conversation === ''
  person = one
  conversation = where
  line.value = drafts.get(`${person.id}/${conversation}`) ?? ''
  speak(texts, person.locale)
  if (isOther) restart()
  draw()
}

function restart() {
  stop()
  messages = new Map()
  isReady = false
  stop = listen(person.id, {
    message: hear,
    ready() {
      isReady = true
      complain('')
      draw()
    },
    lost: () => complain(say('lost')),
  })
}

function hear(message) {
  const before = messages.get(message.id)
  if (before?.version === message.version) return
  messages.set(message.id, message)
  if (!isReady) return
  const isHere = message.conversation === conversation
  if (isHere) place(message)
  drawConversations()
  if (!isHere && message.author !== person.id)
    find('#said').textContent = say('elsewhere', { conversation: titleOf(message.conversation) })
}

function complain(text) {
  trouble.textContent = text
  trouble.hidden = text === ''
}

/** Puts a message where it belongs, or in the place of its older drawing. */
function place(message) {
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
  const old = drawn.get(message.id)
  const root = message.thread ? drawn.get(message.thread) : undefined
  const now = drawMessage(message, {
    name: nameOf(message.author),
    person: person.id,
    isReply: root !== undefined,
    press,
    reply: speakUp,
  })
  drawn.set(message.id, { message, ...now })
  if (old) {
    now.replies.append(...old.replies.childNodes)
    const hadFocus = old.element.contains(document.activeElement)
    old.element.replaceWith(now.element)
    // The button that was pressed may be gone: whoever uses a keyboard stays where they were.
    now.element.tabIndex = -1
    if (hadFocus) now.element.focus({ preventScroll: true })
  } else {
    list.querySelector('.empty')?.remove()
    ;(root?.replies ?? list).append(now.element)
  }
  if (wasAtEnd || message.author === person.id || message.onlyFor) list.scrollTop = list.scrollHeight
}

function draw() {
  drawn.clear()
  // A screen reader reads what is added here; another conversation is no news.
  list.setAttribute('aria-live', 'off')
  list.replaceChildren()
  find('#conversation-title').textContent = titleOf(conversation)
  find('#line-hint').textContent = say(conversation === direct() ? 'hintDirect' : 'hint')
  const here = ordered().filter(message => message.conversation === conversation)
  for (const message of here) place(message)
  if (here.length === 0) {
    const empty = document.createElement('p')
    empty.className = 'empty'
    empty.textContent = say(conversation === direct() ? 'noneDirect' : 'none')
    list.append(empty)
  }
  list.scrollTop = list.scrollHeight
  const options = people.map(
    ({ id, name, about }) => new Option(`${name} · ${say(about)}`, id, false, id === person.id),
  )
  find('#person').replaceChildren(...options)
  find('#language').value = person.locale
  drawConversations()
  requestAnimationFrame(() => list.setAttribute('aria-live', 'polite'))
}

function drawConversations() {
  if (isReady) markRead(person.id, conversation, ordered())
  const seen = [...channels.filter(id => person.conversations.includes(id)), direct()]
  find('#conversations').replaceChildren(
    ...seen.map(id => {
      const entry = document.createElement('li')
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = titleOf(id)
      if (id === conversation) button.setAttribute('aria-current', 'page')
      const unread = unreadIn(person.id, id, ordered())
      if (unread > 0) {
        const mark = document.createElement('span')
        mark.className = 'unread'
        mark.textContent = String(unread)
        const word = document.createElement('span')
        word.className = 'unseen'
        word.textContent = ` ${say('unread')}`
        mark.append(word)
        button.append(' ', mark)
      }
      button.addEventListener('click', () => go(person, id))
      entry.append(button)
      return entry
    }),
  )
}

async function attempt(path, where, what) {
  try {
    const reply = await send(path, { ...placeOf(where), nonce: crypto.randomUUID(), ...what })
    complain('')
    show(reply, where)
    return true
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    complain(error.message)
    return false
  }
}

const press = (data, where) => attempt('press', where, { data })
const speakUp = (text, where) => attempt('say', where, { text })

find('#composer').addEventListener('submit', async event => {
  event.preventDefault()
  const text = line.value.trim()
  if (text === '') return
  line.value = ''
  const isSaid = await speakUp(text, { person: person.id, conversation, thread: null })
  if (!isSaid && line.value === '') line.value = text
})

find('#person').addEventListener('change', event => {
  const one = people.find(({ id }) => id === event.target.value)
  go(one, one.conversations.includes(conversation) ? conversation : 'algemeen')
})
find('#language').addEventListener('change', async event => {
  person.locale = event.target.value
  speak(texts, person.locale)
  draw()
  await send('locale', { as: person.id, locale: person.locale }).catch(error => complain(error.message))
})
window.addEventListener('hashchange', arrive)
arrive()

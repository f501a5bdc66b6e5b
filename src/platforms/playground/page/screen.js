// SPDX-License-Identifier: EUPL-1.2

import { isOf } from './address.js'
import { Failed, send } from './api.js'
import { placeOf, show } from './dialog.js'
import { keepingFocus, make } from './make.js'
import { drawContent, drawMessage, timesIn } from './messages.js'
import { createNews, reveal } from './news.js'
import { translate, wordsIn } from './texts.js'
import { markRead, unreadIn } from './unread.js'

const template = document.querySelector('#screen')
/** What was being typed, by person and conversation: it stays, whatever the screens do. */
const drafts = new Map()

/** A copy of the template, its ids made the screen's own. */
function copyOf(index) {
  const copy = template.content.cloneNode(true)
  for (const element of copy.querySelectorAll('*'))
    for (const name of ['id', 'for', 'aria-labelledby', 'aria-describedby'])
      if (element.hasAttribute(name)) element.setAttribute(name, `${index}-${element.getAttribute(name)}`)
  return copy.firstElementChild
}

/**
 * The screen of one person: who that is, their conversations, and the one that is open.
 * `messagesOf` gives what its person may read, by id; `go` is told who and where the screen should be from now on, `beside` that another should stand beside it, or this one go.
 */
export function createScreen(index, { people, channels, bot, command, pillar, messagesOf, look, go, beside, spoken }) {
  const element = copyOf(index)
  const find = name => element.querySelector(`#${CSS.escape(`${index}-${name}`)}`)
  const list = find('messages')
  const line = find('line')
  const file = find('file')
  // What scrolls must be reachable without a mouse.
  list.tabIndex = 0
  const news = createNews(list, find('news'))
  /** @type {Map<string, { message: object, element: HTMLElement, replies: HTMLElement }>} */
  const drawn = new Map()
  let person = people[0]
  let conversation = ''

  const draftKey = () => `${person.id}/${conversation}`
  const say = (key, params) => wordsIn(person.locale)(key, params)
  const nameOf = id => (id === 'm50' ? bot : (people.find(one => one.id === id)?.name ?? id))
  const direct = () => `@${person.id}`
  const isHome = () => conversation === 'home'
  const titleOf = id => (id === 'home' ? say('home') : id.startsWith('@') ? say('direct') : `# ${id}`)
  const ordered = () => [...messagesOf(person.id).values()].sort((a, b) => Number(a.id) - Number(b.id))

  function complain(text) {
    const trouble = find('trouble')
    trouble.textContent = text
    trouble.hidden = text === ''
  }

  /** Puts a message where it belongs, or in the place of its older drawing. */
  function place(message) {
    const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
    const { scrollTop } = list
    const old = drawn.get(message.id)
    const root = message.thread ? drawn.get(message.thread) : undefined
    const now = drawMessage(message, {
      screen: index,
      name: nameOf(message.author),
      person: person.id,
      locale: person.locale,
      look: look(),
      isReply: root !== undefined,
      press: (data, where) => attempt('press', where, { data }),
      reply: (text, where) => attempt('say', where, { text }),
    })
    drawn.set(message.id, { message, ...now })
    if (old) {
      const focused = document.activeElement
      const hadFocus = old.element.contains(focused)
      now.replies.append(...old.replies.childNodes)
      // What is being typed in its thread stays.
      const [kept, fresh] = [old, now].map(({ element }) => element.querySelector(':scope > .content > .thread'))
      if (kept) fresh?.replaceWith(kept)
      old.element.replaceWith(now.element)
      // The button that was pressed may be gone: whoever uses a keyboard stays where they were.
      now.element.tabIndex = -1
      if (hadFocus) (now.element.contains(focused) ? focused : now.element).focus({ preventScroll: true })
    } else {
      list.querySelector('.empty')?.remove()
      ;(root?.replies ?? list).append(now.element)
    }
    const isAnswer = message.author === person.id || message.onlyFor
    if (old) list.scrollTop = wasAtEnd ? list.scrollHeight : scrollTop
    else if (isAnswer || (wasAtEnd && !root)) reveal(list, now.element)
  }

  function draw() {
    drawn.clear()
    news.forget()
    translate(element, person.locale)
    // A screen reader reads what is added here; another conversation is no news.
    list.setAttribute('aria-live', 'off')
    list.replaceChildren()
    find('title').textContent = `${person.name}: ${titleOf(conversation)}`
    find('nav').setAttribute('aria-label', say('conversations', { name: person.name }))
    find('hint').textContent = say(conversation === direct() ? 'hintDirect' : 'hint')
    list.setAttribute('role', isHome() ? 'group' : 'log')
    find('composer').hidden = isHome()
    find('attach').hidden = conversation !== direct()
    if (isHome()) void drawHome()
    else drawMessages()
    const options = people.map(
      ({ id, name, about, municipality }) =>
        new Option(`${name} · ${say(about, { municipality, pillar })}`, id, false, id === person.id),
    )
    find('person').replaceChildren(...options)
    find('language').value = person.locale
    drawBeside()
    drawConversations()
    showOpenOne()
    requestAnimationFrame(() => list.setAttribute('aria-live', 'polite'))
  }

  function drawMessages() {
    const here = ordered().filter(message => message.conversation === conversation)
    for (const message of here) place(message)
    if (here.length === 0) {
      list.append(emptiness())
      return
    }
    reveal(list, list.lastElementChild)
    if (person.isReady && unreadIn(person.id, conversation, here) > 0) news.offer(here.at(-1).id)
  }

  /** One's home is asked for each time, so it always says what is so now. Its presses are answered in the direct conversation. */
  async function drawHome() {
    const whose = person
    const place = { person: person.id, conversation: direct(), thread: null, locale: person.locale }
    const reply = await send('home', placeOf(place)).catch(error => complain(error.message || say('failed')))
    if (reply?.kind !== 'answer' || !isHome() || person !== whose) return
    const press = async (data, where) => {
      if (await attempt('press', where, { data })) afterHome()
    }
    keepingFocus(list, () =>
      list.replaceChildren(make('div', 'content', drawContent(reply.content, place, look(), press))),
    )
  }

  /** Where an answer to a press at home stands, unless it opened a form. */
  function afterHome() {
    if (!document.querySelector('dialog[open]')) go({ person, conversation: direct() })
  }

  let homeTimer
  function refreshHome() {
    clearTimeout(homeTimer)
    homeTimer = setTimeout(() => isHome() && drawHome(), 300)
  }

  /** Where nothing was said yet, the first words are one press away. */
  function emptiness() {
    const isDirect = conversation === direct()
    const first = ['Help', 'Pillars', 'Requests'].map(key => {
      const button = make('button', 'nl-button nl-button--secondary', say(`try${key}`))
      button.type = 'button'
      button.addEventListener('click', () => speakUp((isDirect ? '' : `${command} `) + say(`line${key}`)))
      return button
    })
    return make('div', 'empty', make('p', '', say(isDirect ? 'noneDirect' : 'none')), make('div', '', ...first))
  }

  function drawBeside() {
    const isAlone = element.parentElement?.childElementCount === 1
    const button = find('beside')
    button.textContent = say(isAlone ? 'beside' : 'close')
    if (!isAlone) button.append(make('span', 'unseen', ` ${say('screenOf', { name: person.name })}`))
  }

  function drawConversations() {
    if (person.isReady && isSeen()) markRead(person.id, conversation, ordered())
    const seen = ['home', direct(), ...channels.filter(id => person.conversations.includes(id))]
    const entries = () =>
      seen.map(id => {
        const button = make('button', '', titleOf(id))
        button.type = 'button'
        if (id === conversation) button.setAttribute('aria-current', 'page')
        const unread = unreadIn(person.id, id, ordered())
        if (unread > 0) {
          const mark = make('span', 'nl-number-badge', String(unread), make('span', 'unseen', ` ${say('unread')}`))
          button.append(' ', mark)
        }
        button.addEventListener('click', () => go({ person, conversation: id }))
        return make('li', '', button)
      })
    keepingFocus(find('conversations'), () => find('conversations').replaceChildren(...entries()))
  }

  /** On a phone the list of conversations is wider than the screen. By hand: `scrollIntoView` would also move where the keyboard goes on. */
  function showOpenOne() {
    const conversations = find('conversations')
    const [all, one] = [conversations, conversations.querySelector('[aria-current]')].map(it =>
      it?.getBoundingClientRect(),
    )
    if (!one) return
    conversations.scrollLeft += Math.min(one.left - all.left, 0) + Math.max(one.right - all.right, 0)
  }

  /** On a phone one of two screens is out of sight: what comes in there is not read yet. */
  const isSeen = () => element.offsetParent !== null

  async function attempt(path, where, what) {
    try {
      const reply = await send(path, { ...placeOf(where), nonce: crypto.randomUUID(), ...what })
      complain('')
      show(reply, where)
      return true
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      complain(error.message || say('failed'))
      return false
    }
  }

  const speakUp = (text, sent) =>
    attempt(
      'say',
      { person: person.id, conversation, thread: null, locale: person.locale },
      { text, ...(sent && { file: sent }) },
    )

  const drawChosen = () => {
    find('chosen').textContent = file.files[0]?.name ?? ''
  }
  /** No file goes along any more. */
  function letGo() {
    file.value = ''
    drawChosen()
  }
  file.addEventListener('change', drawChosen)

  /** The file that is to go along, as the API takes it. */
  async function attached() {
    const [chosen] = conversation === direct() ? file.files : []
    return chosen && { name: chosen.name, base64: new Uint8Array(await chosen.arrayBuffer()).toBase64() }
  }

  find('composer').addEventListener('submit', async event => {
    event.preventDefault()
    const text = line.value.trim()
    const key = draftKey()
    const sent = await attached()
    if (text === '' && !sent) return
    line.value = ''
    drafts.delete(key)
    if (await speakUp(text, sent)) {
      if (sent) letGo()
      return
    }
    drafts.set(key, text)
    if (key === draftKey() && line.value === '') line.value = text
  })
  line.addEventListener('input', () => drafts.set(draftKey(), line.value))
  find('person').addEventListener('change', event => {
    const one = people.find(({ id }) => id === event.target.value)
    go({ person: one, conversation: isOf(one, conversation) ? conversation : `@${one.id}` })
  })
  find('language').addEventListener('change', async event => {
    person.locale = event.target.value
    spoken()
    await send('locale', { as: person.id, locale: person.locale }).catch(() => complain(say('failed')))
  })
  find('beside').addEventListener('click', () => beside())

  return {
    element,
    get person() {
      return person
    },
    get conversation() {
      return conversation
    },
    unread: () => person.conversations.reduce((sum, id) => sum + unreadIn(person.id, id, ordered()), 0),
    draw,
    drawConversations,
    complain,
    /** Shows someone somewhere. */
    show(there) {
      person = there.person
      conversation = there.conversation
      letGo()
      line.value = drafts.get(draftKey()) ?? ''
      draw()
    },
    /** All that its person may read is here. */
    ready: () => (isHome() ? drawConversations() : draw()),
    /** A message of its person came, or was drawn anew. */
    hear(message) {
      const isHere = message.conversation === conversation
      const isNews = isHere && !drawn.has(message.id) && message.author !== person.id
      if (isHere) place(message)
      else if (isHome()) refreshHome()
      if (isNews) news.offer(message.id)
      drawConversations()
      if (!isHere && message.author !== person.id)
        find('said').textContent = say('elsewhere', { conversation: titleOf(message.conversation) })
    },
    /** Puts words where one types, for the visitor to send, or the eye where there is something to press: on a message, where that is known. */
    suggest(text, message) {
      if (text) {
        line.value = text
        drafts.set(draftKey(), text)
      }
      ;(text ? line : list).focus()
      const asked = drawn.get(message)
      if (asked) reveal(list, asked.element)
    },
    /** Writes the times anew: what was said today may be of another day by now. */
    retime: () => timesIn(list, person.locale),
    focusBeside: () => find('beside').focus(),
  }
}

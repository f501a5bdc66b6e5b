// SPDX-License-Identifier: EUPL-1.2
import { addressOf, screensIn } from './address.js'
import { listen, world } from './api.js'
import { createClock } from './clock.js'
import { keepingFocus, make } from './make.js'
import { createScreen } from './screen.js'
import { createTasks } from './tasks.js'
import { learn, translate, wordsIn } from './texts.js'
import { setZone } from './when.js'

const find = selector => document.querySelector(selector)
const { people, channels, tasks: taskPeople, bot, command, pillar, zone, isMovable, texts } = await world()
learn(texts, { bot, command })
const channelFor = purpose => channels.find(channel => channel.purpose === purpose).id
const desk = channelFor('secretariat')
const usual = [
  { id: taskPeople.member, where: 'home' },
  { id: taskPeople.secretary, where: desk },
]
setZone(zone)

/** @type {Map<string, Map<string, object>>} What each of the people shown may read, by id. */
const heard = new Map()
/** @type {ReturnType<typeof createScreen>[]} */
const screens = []
let tasks
let shown = 0
let stop = () => {}

const lookKey = 'm50.look'
let look = localStorage.getItem(lookKey) === 'slack' ? 'slack' : 'teams'
const locale = () => screens[0].person.locale
const now = () => screens.map(({ person, conversation }) => ({ person, conversation }))

/** Shows these people there; the address says so too, for whoever goes back or passes it on. */
function goTo(there) {
  const address = addressOf(there)
  if (decodeURIComponent(location.hash) === address) arrive()
  else location.hash = address
}

/** What is done once the page shows where the visitor went. */
let afterwards = () => {}

const drawTasks = createTasks(
  { ...taskPeople, nameOf: id => people.find(one => one.id === id).name, desk },
  ({ who, where, line, message }) => {
    const person = people.find(({ id }) => id === who)
    const there = now()
    const own = there.findIndex(one => one.person === person)
    // The secretariat stands on the right, whoever asks something on the left; alone, one becomes the other.
    const at = own >= 0 ? own : who === taskPeople.secretary ? there.length - 1 : 0
    there[at] = { person, conversation: where }
    shown = at
    afterwards = () => screens[at]?.suggest(line, message)
    goTo(there)
  },
)

const clock = createClock(isMovable, {
  failed: () => screens[0].complain(wordsIn(locale())('failed')),
  onMinute() {
    for (const screen of screens) screen.retime()
  },
})

function createScreenAt(index) {
  return createScreen(index, {
    people,
    channels: channels.map(({ id }) => id),
    bot,
    command,
    pillar,
    messagesOf: id => heard.get(id) ?? new Map(),
    look: () => look,
    go: there => goTo(now().with(index, there)),
    beside() {
      afterwards = () => screens[0].focusBeside()
      goTo(screens.length > 1 ? now().toSpliced(index, 1) : [...now(), other()])
    },
    spoken: drawAll,
  })
}

/** Who stands beside someone: the secretariat, or for the secretariat a member. */
function other() {
  const id = screens[0].person.id === taskPeople.secretary ? taskPeople.member : taskPeople.secretary
  const person = people.find(one => one.id === id)
  return { person, conversation: id === taskPeople.secretary ? desk : 'home' }
}

function arrive() {
  const there = screensIn(location.hash, people, { usual, general: channelFor('general') })
  while (screens.length > there.length) screens.pop().element.remove()
  while (screens.length < there.length) {
    const screen = createScreenAt(screens.length)
    screens.push(screen)
    find('#screens').append(screen.element)
  }
  find('#screens').dataset.count = String(there.length)
  shown = Math.min(shown, there.length - 1)
  for (const [index, screen] of screens.entries()) screen.element.classList.toggle('shown', index === shown)
  for (const [index, screen] of screens.entries()) {
    const isSame = screen.person === there[index].person && screen.conversation === there[index].conversation
    if (!isSame) screen.show(there[index])
    else screen.draw()
  }
  restart([...new Set(there.map(({ person }) => person.id))])
  drawFrame()
  afterwards()
  afterwards = () => {}
}

function restart(ids) {
  if (ids.length === heard.size && ids.every(id => heard.has(id))) return
  stop()
  for (const id of heard.keys()) if (!ids.includes(id)) heard.delete(id)
  // Who comes back later begins anew.
  for (const one of people) one.isReady &&= heard.has(one.id)
  for (const id of ids) if (!heard.has(id)) heard.set(id, new Map())
  stop = listen(ids, {
    message: hear,
    ready({ as }) {
      const person = people.find(({ id }) => id === as)
      for (const screen of screens) screen.complain('')
      if (person.isReady) return
      person.isReady = true
      for (const screen of screens) if (screen.person === person) screen.ready()
      drawSwitch()
    },
    clock: state => clock.set(state),
    tasks(state) {
      tasks = state
      drawTasks(tasks, locale())
    },
    lost() {
      for (const screen of screens) screen.complain(wordsIn(screen.person.locale)('lost'))
    },
  })
}

function hear({ as, ...message }) {
  const messages = heard.get(as)
  if (!messages || messages.get(message.id)?.version === message.version) return
  messages.set(message.id, message)
  const isReady = people.find(({ id }) => id === as).isReady
  if (isReady) for (const screen of screens) if (screen.person.id === as) screen.hear(message)
  if (isReady) drawSwitch()
}

function drawAll() {
  for (const screen of screens) screen.draw()
  drawFrame()
}

/** What stands around the screens speaks the language of the first. */
function drawFrame() {
  const say = wordsIn(locale())
  document.title = say('title')
  document.documentElement.lang = locale()
  document.documentElement.dataset.look = look
  for (const part of [find('.bar'), find('#skip')]) translate(part, locale())
  find('#skip').textContent = say('skip')
  find(`#looks [value=${look}]`).checked = true
  drawTasks(tasks, locale())
  clock.speak(locale())
  drawSwitch()
}

/** On a phone two screens stand behind each other: this says which one is in front. */
function drawSwitch() {
  const bar = find('#switch')
  bar.hidden = screens.length < 2
  bar.setAttribute('aria-label', wordsIn(locale())('screens'))
  const buttons = () =>
    screens.map((screen, index) => {
      const button = make('button', '', screen.person.name)
      button.type = 'button'
      button.setAttribute('aria-pressed', String(index === shown))
      const unread = index === shown ? 0 : screen.unread()
      const words = make('span', 'unseen', ` ${wordsIn(locale())('unread')}`)
      if (unread > 0) button.append(' ', make('span', 'nl-number-badge', String(unread), words))
      button.addEventListener('click', () => {
        shown = index
        arrive()
      })
      return button
    })
  keepingFocus(bar, () => bar.replaceChildren(...buttons()))
}

find('#looks').addEventListener('change', event => {
  look = event.target.value
  localStorage.setItem(lookKey, look)
  drawAll()
})
find('#skip').addEventListener('click', event => {
  event.preventDefault()
  screens[shown].suggest('')
})
window.addEventListener('hashchange', arrive)
arrive()

// SPDX-License-Identifier: EUPL-1.2
import { keepingFocus, make } from './make.js'
import { translate, wordsIn } from './texts.js'

const whole = document.querySelector('#tasks')
const details = whole.querySelector('details')
const list = document.querySelector('#tasks-list')
const said = document.querySelector('#tasks-said')

/** The three tasks: what each is called, who does it where, what is put ready to be sent, and whether it happened. */
const tasksOf = (
  { request, message, pillar, approved, joined, met },
  { member, secretary, newcomer, nameOf, desk },
  say,
) => [
  {
    id: 'approve',
    isDone: approved,
    words: request === null ? say('approveAny') : say('approve', { request }),
    how: say('approveHow', { secretary: nameOf(secretary) }),
    who: secretary,
    where: desk,
    message,
  },
  {
    id: 'join',
    isDone: joined,
    words: say('join', { pillar }),
    how: say('joinHow', { member: nameOf(member), secretary: nameOf(secretary) }),
    who: member,
    where: `@${member}`,
    line: say('joinLine', { pillar }),
  },
  {
    id: 'meet',
    isDone: met,
    words: say('meet'),
    how: say('meetHow', { newcomer: nameOf(newcomer) }),
    who: newcomer,
    where: `@${newcomer}`,
    line: say('meetLine'),
  },
]

/**
 * Draws the tasks with a tick at each that really happened. `begin` brings the visitor to where a task is done.
 * @returns {(state: object | undefined, locale: string) => void}
 */
export function createTasks(people, begin) {
  const done = new Set()
  const isWide = () => window.matchMedia('(min-width: 64rem)').matches
  // On a phone the conversation comes first.
  details.open = isWide()
  return (state, locale) => {
    // The clock beside the tasks says for itself what comes next.
    translate(details, locale)
    whole.lang = locale
    whole.setAttribute('aria-label', wordsIn(locale)('tasks'))
    if (!state) return
    const say = wordsIn(locale)
    const tasks = tasksOf(state, people, say)
    const news = tasks.filter(({ id, isDone }) => isDone && !done.has(id))
    if (news.length > 0 && list.childElementCount > 0)
      said.textContent = news.map(({ words }) => `${say('taskDone')}: ${words}`).join('. ')
    for (const { id } of news) done.add(id)
    const count = { done: tasks.filter(({ isDone }) => isDone).length, all: tasks.length }
    document.querySelector('#tasks-done').textContent = say(count.done < count.all ? 'tasksDone' : 'tasksAll', count)
    const entries = () =>
      tasks.map(task => {
        const button = make('button', 'nl-button nl-button--subtle', task.words)
        button.type = 'button'
        button.dataset.task = task.id
        button.addEventListener('click', () => {
          details.open = isWide()
          begin(task)
        })
        const tick = make('span', 'tick', make('span', 'unseen', `${say(task.isDone ? 'taskDone' : 'taskOpen')}: `))
        const entry = make('li', task.isDone ? 'done' : '', tick, make('div', '', button, make('p', 'how', task.how)))
        return entry
      })
    keepingFocus(list, () => list.replaceChildren(...entries()))
  }
}

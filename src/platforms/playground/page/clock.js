// SPDX-License-Identifier: EUPL-1.2
import { send } from './api.js'
import { translate, wordsIn } from './texts.js'
import { fullWhenOf, now, setAhead } from './when.js'

const whole = document.querySelector('#clock')
const face = document.querySelector('#clock-now')
const said = document.querySelector('#clock-said')
const toNext = whole.querySelector('[data-step="next"]')
const lookMs = 1_000

let locale = 'nl'
let next
let passed = () => {}

function tick() {
  const text = fullWhenOf(now(), locale)
  if (face.textContent !== text) {
    face.textContent = text
    passed()
  }
  face.dateTime = now().toISOString()
}

function draw() {
  const say = wordsIn(locale)
  translate(whole, locale)
  // No `disabled`: whoever stands on the button would fall off it.
  toNext.setAttribute('aria-disabled', String(!next))
  toNext.textContent = next ? say('nextAt', { at: fullWhenOf(new Date(next), locale) }) : say('nextNone')
  tick()
}

/** The network's clock, which the visitor may move on. `failed` is told when that did not arrive, `onMinute` whenever it is another minute. */
export function createClock(isMovable, { failed, onMinute }) {
  passed = onMinute
  if (isMovable) {
    whole.hidden = false
    setInterval(tick, lookMs)
  }
  whole.addEventListener('click', async event => {
    const step = event.target.closest('button')?.dataset.step
    if (!step || (step === 'next' && !next) || whole.getAttribute('aria-busy')) return
    whole.setAttribute('aria-busy', 'true')
    await send('clock', { step }).catch(failed)
    whole.removeAttribute('aria-busy')
  })
  return {
    /** What the bot says of it. */
    set(state) {
      const moved = setAhead(state.aheadMs)
      next = state.next
      draw()
      if (moved) said.textContent = `${wordsIn(locale)('clock')} ${face.textContent}`
    },
    speak(language) {
      locale = language
      draw()
    },
  }
}

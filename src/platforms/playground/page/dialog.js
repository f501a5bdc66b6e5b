// SPDX-License-Identifier: EUPL-1.2
import { Failed, send } from './api.js'
import { drawCard, filledIn, labelsIn } from './cards.js'
import { translate, wordsIn } from './texts.js'

const dialog = document.querySelector('#dialog')
const title = document.querySelector('#dialog-title')
const body = document.querySelector('#dialog-body')
const trouble = document.querySelector('#dialog-trouble')
document.querySelector('#dialog-close').addEventListener('click', () => dialog.close())

/** Where someone is, as the playground's API takes it. */
export const placeOf = ({ person, conversation, thread, locale }) => ({
  as: person,
  conversation,
  thread: thread ?? null,
  locale,
})

/** Brings the choices of a searched input, for whoever is where. */
const suggestAt = place => async (dataset, query) => {
  try {
    const reply = await send('suggest', { ...placeOf(place), dataset, query })
    return reply.kind === 'suggestions' ? reply.suggestions : []
  } catch {
    return []
  }
}

/** What a card needs of the place where it stands. */
export const drawingAt = place => ({ suggest: suggestAt(place), say: wordsIn(place.locale) })

/** Shows what an act brought, where that is not a message: a form in a dialog, or an answer in the dialog that is open. */
export function show(reply, place) {
  translate(dialog, place.locale)
  if (reply.kind === 'dialog') showForm(reply, place)
  else if (reply.kind === 'answer') showAnswer(reply.content, place)
  else if (dialog.open) dialog.close()
}

function showForm({ title: name, form, card: json }, place) {
  const act = async (data, card) => {
    const filled = { ...data, ...filledIn(card) }
    await attempt(
      place,
      data.action === form.name
        ? ['submit', { data: filled, form, labels: labelsIn(card) }]
        : ['press', { data: filled, inForm: true }],
    )
  }
  const { card, element } = drawCard(json, act, drawingAt(place))
  fill(name, element)
  const inputs = card.getAllInputs()
  const wrong = inputs.find(input => card.getElementById(`error.${input.id}`))
  const first = wrong ?? inputs[0]
  if (first) first.focus()
  else title.focus()
}

function showAnswer({ text, card: json }, place) {
  if (json)
    fill(title.textContent, drawCard(json, data => attempt(place, ['press', { data }]), drawingAt(place)).element)
  else {
    const said = document.createElement('p')
    said.className = 'said'
    said.textContent = text
    fill(title.textContent, said)
  }
  title.focus()
}

function fill(name, element) {
  title.textContent = name
  trouble.hidden = true
  body.replaceChildren(element)
  if (!dialog.open) dialog.showModal()
}

/** All that was typed stays when it does not arrive. */
async function attempt(place, [path, what]) {
  try {
    show(await send(path, { ...placeOf(place), nonce: crypto.randomUUID(), ...what }), place)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    trouble.textContent = error.message || wordsIn(place.locale)('failed')
    trouble.hidden = false
  }
}

// SPDX-License-Identifier: EUPL-1.2
/** How far someone has read, kept in this browser. Ids grow, so the last one seen is enough. */
const keyOf = person => `m50.read.${person}`

const marksOf = person => {
  try {
    return JSON.parse(localStorage.getItem(keyOf(person)) ?? '{}')
  } catch {
    return {}
  }
}

export function markRead(person, conversation, messages) {
  const last = Math.max(
    0,
    ...messages.filter(message => message.conversation === conversation).map(message => Number(message.id)),
  )
  const marks = marksOf(person)
  if ((marks[conversation] ?? 0) >= last) return
  localStorage.setItem(keyOf(person), JSON.stringify({ ...marks, [conversation]: last }))
}

export function unreadIn(person, conversation, messages) {
  const last = marksOf(person)[conversation] ?? 0
  return messages.filter(
    message => message.conversation === conversation && message.author !== person && Number(message.id) > last,
  ).length
}

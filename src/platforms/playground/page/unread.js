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

const newest = messages => Math.max(0, ...messages.map(message => Number(message.id)))

/** A mark beyond the newest message is of another database, which was here before. */
function readUpTo(person, conversation, messages) {
  const mark = marksOf(person)[conversation] ?? 0
  return mark > newest(messages) ? 0 : mark
}

export function markRead(person, conversation, messages) {
  const last = newest(messages.filter(message => message.conversation === conversation))
  if (readUpTo(person, conversation, messages) >= last) return
  localStorage.setItem(keyOf(person), JSON.stringify({ ...marksOf(person), [conversation]: last }))
}

export function unreadIn(person, conversation, messages) {
  const last = readUpTo(person, conversation, messages)
  return messages.filter(
    message => message.conversation === conversation && message.author !== person && Number(message.id) > last,
  ).length
}

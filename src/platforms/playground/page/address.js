// SPDX-License-Identifier: EUPL-1.2

/** Whether someone has such a conversation, or it is their home. */
export const isOf = (person, where) => where === 'home' || person.conversations.includes(where)

/**
 * Who is shown where stands in the page's address: `#<person>/<conversation>`, and a second screen after a `+`. The screens that it asks for are one or two, each of someone who exists in a
 * conversation that they see; `usual` where it asks for none.
 */
export function screensIn(hash, people, { usual, general }) {
  const asked = decodeURIComponent(hash.slice(1))
    .split('+')
    .slice(0, 2)
    .map(screen => {
      const [id, where] = screen.split('/')
      return { id, where }
    })
  const known = (hash.length > 1 ? asked : usual).flatMap(({ id, where }) => {
    const person = people.find(one => one.id === id)
    return person ? [{ person, conversation: isOf(person, where) ? where : general }] : []
  })
  return known.length > 0 ? known : [{ person: people[0], conversation: general }]
}

export const addressOf = screens =>
  `#${screens.map(({ person, conversation }) => `${person.id}/${conversation}`).join('+')}`

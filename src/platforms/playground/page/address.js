// SPDX-License-Identifier: EUPL-1.2
/** Who is shown where stands in the page's address: `#<person>/<conversation>`, and a second screen after a `+`. */
const usual = [
  { id: 'w.devries', where: 'home' },
  { id: 's.jansen', where: 'secretariaat' },
]

/** Whether someone has such a conversation, or it is their home. */
export const isOf = (person, where) => where === 'home' || person.conversations.includes(where)

/** The screens that an address asks for: one or two, each of someone who exists in a conversation that they see. */
export function screensIn(hash, people) {
  const asked = decodeURIComponent(hash.slice(1))
    .split('+')
    .slice(0, 2)
    .map(screen => {
      const [id, where] = screen.split('/')
      return { id, where }
    })
  const known = (hash.length > 1 ? asked : usual).flatMap(({ id, where }) => {
    const person = people.find(one => one.id === id)
    return person ? [{ person, conversation: isOf(person, where) ? where : 'algemeen' }] : []
  })
  return known.length > 0 ? known : [{ person: people[0], conversation: 'algemeen' }]
}

export const addressOf = screens =>
  `#${screens.map(({ person, conversation }) => `${person.id}/${conversation}`).join('+')}`

// SPDX-License-Identifier: EUPL-1.2
// People whom a test makes for itself, and what the secretariat presses about them.
import { expect } from 'vitest'
import type { Network, Person } from './chat.ts'
import { presses, says } from './talk.ts'

/** Someone new, who said a function. */
export async function comes(m50: Network, name: string, email: string, word = 'ambtenaar'): Promise<Person> {
  const person = m50.person(name, email)
  await says(person, `aanmelden ${word}`)
  return person
}

export async function idOf(m50: Network, person: Person): Promise<string> {
  const [row] = await m50.database.query<{ id: string }>(`select person_id as id from identities where user_id = $1`, [
    person.id,
  ])
  return row?.id ?? expect.fail(`${person.name} is nobody`)
}

/** Presses under a card in the secretariat's channel, once it is there. */
export async function pressesAtDesk(
  m50: Network,
  press: string,
  value: string | undefined,
  by = m50.jansen,
): Promise<void> {
  await m50.until(() => JSON.stringify(m50.messagesIn(m50.secretariat)).includes(`"value":"${value}"`))
  await presses(by, m50.secretariat, press, value)
}

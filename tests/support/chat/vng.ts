// SPDX-License-Identifier: EUPL-1.2
// Committees of the VNG, with someone who sits there and a chair, for tests that need some to begin with.
import { expect } from 'vitest'
import type { FieldValue, Person } from './chat.ts'
import { lobbyIn } from './lobby.ts'
import { timedChat } from './network.ts'
import { opens, pressesOpen, says, submits } from './talk.ts'

const seat = { function: 'member', startsOn: '2027-01-01' }

/** A network whose bot runs from a Wednesday morning on, with a channel for the pillar Samenleving, its chair, and someone for a committee of it (`zjo`). */
export async function committeesOf() {
  const m50 = await timedChat('2027-02-03T09:12:00+01:00')
  const lobby = await lobbyIn(m50)
  const kok = m50.person('R. Kok', 'r.kok@tiel.nl')
  const chair = m50.person('V. Oorzitter', 'v.oorzitter@kampen.nl')
  for (const person of [kok, chair]) await says(person, 'aanmelden ambtenaar')
  await says(m50.jansen, 'rol geef V. Oorzitter voorzitter samenleving')
  for (const person of [m50.bakker, m50.smit]) await person.joins(lobby.society)
  for (const person of [kok, chair]) await person.joins(m50.general)

  return {
    ...m50,
    society: lobby.society,
    kok,
    chair,
    seat,
    /** Someone gets a seat; gives the committee's card. */
    async gives(committee: string, fields: Readonly<Record<string, FieldValue>>): Promise<string> {
      await opens(m50.jansen, `vng zetel ${committee}`)
      return submits(m50.jansen, { ...seat, ...fields })
    },
    /** A committee meets from ten to twelve on a day. */
    async meets(committee: string, date: string, about: string): Promise<string> {
      await says(m50.jansen, `vng vergadering ${committee}`)
      await pressesOpen(m50.jansen, 'answer', 'vng.meeting', committee)
      await submits(m50.jansen, { date, startsAt: '10:00', endsAt: '12:00', about })
      return this.idOf('select id from committee_meetings where about = $1', about)
    },
    idOf: async (query: string, value: string): Promise<string> =>
      (await m50.database.query<{ id: string }>(query, [value]))[0]?.id ?? expect.fail(`nothing for ${value}`),
    /** Someone reports of the committee `zjo`; gives the report with the request by which it is reviewed, and the answer to it. */
    async reported(person: Person, title: string, fields: Readonly<Record<string, FieldValue>> = {}) {
      await opens(person, 'vng meld zjo')
      const answer = await submits(person, { title, summary: `Over ${title}.`, ...fields })
      const [row] = await m50.database.query<{ id: string; number: number; request: string; asked: number }>(
        `select r.id, r.number, q.id as request, q.number as asked from reports r join requests q on q.subject->>'report' = r.id::text where r.title = $1`,
        [title],
      )
      return row ? { ...row, answer } : expect.fail(`no report ${title}`)
    },
  }
}

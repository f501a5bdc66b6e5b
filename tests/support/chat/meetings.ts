// SPDX-License-Identifier: EUPL-1.2
// Meetings that were planned and to which people were invited, for tests that need some to begin with.
import { expect } from 'vitest'
import type { FieldValue, Person } from './chat.ts'
import type { chatNetwork } from './network.ts'
import { opens, presses, pressesOpen, says, submits } from './talk.ts'

type M50 = Awaited<ReturnType<typeof chatNetwork>>

export interface Planned {
  readonly id: string
  readonly number: number
}

export const when = { date: '2027-03-26', startsAt: '13:30', endsAt: '17:00' }
export const where = { ways: 'onSite', place: 'Gemeentehuis Zeist', registerUntil: '2027-03-19', sessions: false }

/** A network whose bot runs, with a channel for the pillar Bestuur. */
export async function meetingsIn(m50: M50) {
  await m50.known()
  const board = m50.channel('bestuur', [m50.jansen])
  await says(m50.jansen, 'kanaal pijler bestuur', board)
  let seen = 0

  async function titled(title: string): Promise<Planned> {
    const [row] = await m50.database.query<Planned>('select id, number from meetings where title = $1', [title])
    return row ?? expect.fail(`no meeting ${title}`)
  }

  async function planned(
    title: string,
    details: Readonly<Record<string, FieldValue>> = {},
    step: Readonly<Record<string, FieldValue>> = {},
    by: Person = m50.jansen,
  ): Promise<Planned> {
    await opens(by, `bijeenkomst nieuw ${title}`)
    const first = { kind: 'ledenbijeenkomst', ...when, ...step }
    // Tests hold several meetings at one moment, which is said first.
    if ((await submits(by, first)).includes('Toch opslaan')) await submits(by, first)
    const { sessions, ...rest } = { ...where, ...details }
    const isMembers = (step.kind ?? 'ledenbijeenkomst') === 'ledenbijeenkomst'
    await submits(by, { ...rest, ...(isMembers && { sessions }) })
    return titled(title)
  }

  return {
    board,
    titled,
    planned,
    /** People were invited to it as well. */
    async open(...given: Parameters<typeof planned>): Promise<Planned> {
      const meeting = await planned(...given)
      const by = given[3] ?? m50.jansen
      await says(by, `bijeenkomst ${meeting.number}`)
      await presses(by, 'answer', 'meeting.invite', meeting.id)
      return meeting
    },
    /** The secretariat changes a meeting by its form. */
    async alters(meeting: Planned, fields: Readonly<Record<string, FieldValue>>): Promise<void> {
      await says(m50.jansen, `bijeenkomst ${meeting.number}`)
      await pressesOpen(m50.jansen, 'answer', 'meeting.alter', meeting.id)
      await submits(m50.jansen, { ...when, ...where, ...fields })
    },
    /** Someone of a municipality whom no other test knows, with a function that a members' meeting is for. */
    async someone(domain: string, functie = 'adviseur'): Promise<Person> {
      seen += 1
      const person = m50.person(`P. Persoon${seen}`, `p.persoon${seen}@${domain}`)
      await says(person, `aanmelden ${functie}`)
      await person.joins(board)
      return person
    },
    /** How many stand how, in a way. */
    counts: async ({ id }: Planned, way = 'onSite'): Promise<Readonly<Record<string, number>>> =>
      Object.fromEntries(
        (
          await m50.database.query<{ state: string; count: number }>(
            'select state, count(*)::int as count from meeting_registrations where meeting_id = $1::uuid and way = $2 group by state',
            [id, way],
          )
        ).map(({ state, count }) => [state, count]),
      ),
  }
}

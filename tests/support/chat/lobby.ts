// SPDX-License-Identifier: EUPL-1.2
// Lobby points, and people of other municipalities, for tests that need some to begin with.
import { expect } from 'vitest'
import type { FieldValue, Person } from './chat.ts'
import type { chatNetwork } from './network.ts'
import { opens, presses, pressesOpen, says, submits } from './talk.ts'

type M50 = Awaited<ReturnType<typeof chatNetwork>>

export const words = {
  title: 'Leid meer jeugdartsen op',
  problem: 'Twee van de drie vacatures staan langer dan een half jaar open.',
  ask: 'VWS financiert 60 extra opleidingsplaatsen, verdeeld buiten de grote steden.',
  whyMidsized: 'Vacatures staan hier twee keer zo lang open als in de G4.',
  pillar: 'samenleving',
}

export interface Proposed {
  readonly id: string
  readonly number: number
  /** The request's number and id. */
  readonly request: number
  readonly requestId: string
}

/** A network whose bot runs from now on, with a channel for the pillar Samenleving. */
export async function lobbying(m50: M50) {
  await m50.begin()
  return lobbyIn(m50)
}

/** The same where the bot runs already. */
export async function lobbyIn(m50: M50) {
  await m50.known()
  const society = m50.channel('samenleving', [m50.jansen])
  await says(m50.jansen, 'kanaal pijler samenleving', society)
  let seen = 0

  /** A point that was proposed, by its title, with its request. */
  async function proposed(title: string): Promise<Proposed> {
    const [row] = await m50.database.query<Proposed>(
      `select p.id, p.number, r.number as request, r.id as "requestId" from lobby_points p join requests r on r.subject->>'point' = p.id::text where p.title = $1`,
      [title],
    )
    return row ?? expect.fail(`no point ${title}`)
  }

  async function proposes(
    person: Person,
    title: string,
    details: Readonly<Record<string, FieldValue>> = {},
  ): Promise<Proposed> {
    await opens(person, `lobby nieuw ${title}`)
    const next = await submits(person, { ...words, title })
    // What it is like is shown first; it is something else.
    if (next.includes('Lijkt dit op')) await pressesOpen(person, 'answer', 'lobby.details')
    const answer = await submits(person, { target: 'vws', ...details })
    const row = await proposed(title)
    const said = `LP ${row.number} is voorgesteld`
    // What names a confidential point is said in their own conversation.
    if (details.confidential)
      await m50.until(() => [...person.inbox(), ...person.answers()].find(({ text }) => text.includes(said)))
    else expect(answer).toContain(said)
    return row
  }

  return {
    society,
    proposed,
    proposes,
    /** Someone of a municipality whom no other test knows, who reads along in the pillar's channel. */
    async someone(domain: string, functie = 'ambtenaar'): Promise<Person> {
      seen += 1
      const person = m50.person(`P. Persoon${seen}`, `p.persoon${seen}@${domain}`)
      await says(person, `aanmelden ${functie}`)
      await person.joins(society)
      return person
    },
    async approved(
      person: Person,
      title: string,
      details: Readonly<Record<string, FieldValue>> = {},
    ): Promise<Proposed> {
      const point = await proposes(person, title, details)
      await m50.shows(m50.secretariat, `Verzoek ${point.request} ·`)
      await presses(m50.jansen, m50.secretariat, 'request.approve', point.requestId)
      return point
    },
    /** Shares a bottleneck with the pillar Samenleving. */
    async shares(person: Person, title: string): Promise<string> {
      await opens(person, `knelpunt nieuw ${title}`)
      return submits(person, { happens: 'Dat gaat zo niet langer.', pillar: 'samenleving' })
    },
    async bottleneck(title: string): Promise<{ readonly id: string; readonly number: number }> {
      const [row] = await m50.database.query<{ id: string; number: number }>(
        'select id, number from bottlenecks where title = $1',
        [title],
      )
      return row ?? expect.fail(`no bottleneck ${title}`)
    },
    /** The municipalities that recognise a bottleneck, its own among them. */
    recognitions: async (id: string): Promise<readonly string[]> =>
      (
        await m50.database.query<{ name: string }>(
          'select m.name from bottleneck_recognitions r join municipalities m on m.id = r.municipality_id where r.bottleneck_id = $1::uuid and r.ended_at is null order by m.name',
          [id],
        )
      ).map(({ name }) => name),
    /** The municipalities that stand behind a point. */
    supporters: async (id: string): Promise<readonly string[]> =>
      (
        await m50.database.query<{ name: string }>(
          `select m.name from lobby_supports s join municipalities m on m.id = s.municipality_id where s.point_id = $1::uuid and s.ended_at is null and s.stance = 'support' order by m.name`,
          [id],
        )
      ).map(({ name }) => name),
    stateOf: async (id: string): Promise<string | undefined> =>
      (await m50.database.query<{ state: string }>('select state from lobby_points where id = $1::uuid', [id]))[0]
        ?.state,
  }
}

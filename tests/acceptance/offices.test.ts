// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { slackNetwork } from '../support/slack-network.ts'
import type { Person } from '../support/slack-server.ts'
import { opens, says } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>
let jansen: Person

beforeAll(async () => {
  m50 = await slackNetwork()
  jansen = m50.jansen
  await m50.begin()
  await m50.known()
}, 60_000)

afterAll(() => m50.end())
afterEach(() => expect(m50.slack.complaints()).toEqual([]))

const today = Temporal.Now.plainDateISO('Europe/Amsterdam')

/** Someone new, who said a function. */
async function comes(name: string, email: string, word = 'ambtenaar'): Promise<Person> {
  const person = m50.person(name, email)
  await says(person, `aanmelden ${word}`)
  return person
}

const rolesOf = (person: Person, kind: string) =>
  m50.database.query<{ from: string; until: string | null }>(
    `select r.starts_on::text as from, (r.ends_on - 1)::text as until from identities i join roles r on r.person_id = i.person_id
     where i.user_id = $1 and r.kind = $2 and (r.ends_on is null or r.ends_on > r.starts_on) order by r.starts_on`,
    [person.id, kind],
  )

describe('[F05] [T22] someone who acts for the secretariat', () => {
  const week = today.add({ days: 7 })

  it('gives others a role and themselves none, typed or in the form; imports and merges nothing', async () => {
    const stand = await comes('S. Tandin', 's.tandin@waalwijk.nl')
    await comes('G. Ewoon', 'g.ewoon@waalwijk.nl')
    await says(jansen, `vervang S. Tandin tot ${week}`)
    expect(await says(stand, 'rol geef G. Ewoon trekker bestuur')).toContain('G. Ewoon is pijlertrekker')
    const own = 'Namens een ander kunt u dit niet voor uzelf doen.'
    expect(await says(stand, 'rol geef S. Tandin secretariaat')).toContain(own)
    expect(await opens(stand, 'rol geef')).toContain('Rol geven')
    const outcome = await stand.submit({ person: 'S. Tandin', role: 'secretariat' })
    expect(outcome.errors.person).toContain(own)
    await stand.closeModal()
    for (const line of ['importeer leden', 'persoon samenvoegen S. Jansen'])
      expect(await says(stand, line), line).toContain('Alleen het secretariaat kan dit.')
    expect(await rolesOf(stand, 'secretariat')).toEqual([])
    await says(jansen, 'vervang beëindig')
  })

  it('is one whose function stands: not one who only stated it', async () => {
    const stated = await comes('O. Pgave', 'o.pgave@waalwijk.nl', 'wethouder')
    expect(await says(jansen, `vervang O. Pgave tot ${week}`)).toContain(
      'De functie van O. Pgave is nog niet bevestigd',
    )
    await opens(jansen, 'vervang')
    const outcome = await jansen.submit({ person: 'O. Pgave', until: week.toString() })
    expect(outcome.errors.person).toContain('De functie van O. Pgave is nog niet bevestigd')
    await jansen.closeModal()
    await m50.database.query(
      `update roles set confirmed_at = now() where person_id = (select person_id from identities where user_id = $1)`,
      [stated.id],
    )
    expect(await says(jansen, `vervang O. Pgave tot ${week}`)).toContain('O. Pgave vervangt u van')
    await says(jansen, 'vervang beëindig')
  })
})

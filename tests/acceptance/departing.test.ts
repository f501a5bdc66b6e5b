// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let jansen: Person

beforeAll(async () => {
  m50 = await chatNetwork()
  jansen = m50.jansen
  await m50.begin()
  await m50.known()
}, 60_000)

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

/** Someone whose account was closed, and of whom the secretariat was asked whether they have left. */
async function seemsGone(name: string, email: string): Promise<{ person: Person; number: number }> {
  const person = m50.person(name, email)
  await says(person, 'aanmelden ambtenaar')
  await says(jansen, `rol geef ${name} contactambtenaar`)
  await m50.database.query(`update identities set is_deactivated = true where user_id = $1`, [person.id])
  const [request] = await m50.database.query<{ number: number }>(
    `insert into requests (kind, subject, subject_key, requester_text, municipality_id, asked_of)
     select 'person.departed', jsonb_build_object('person', p.id, 'why', 'closed'), 'person.departed ' || p.id, p.name, p.municipality_id, 'secretariat'
     from people p join identities i on i.person_id = p.id where i.user_id = $1 returning number`,
    [person.id],
  )
  return { person, number: request?.number ?? expect.fail('no request') }
}

const stateOf = async (number: number) =>
  (await m50.database.query<{ state: string }>('select state from requests where number = $1', [number]))[0]?.state

describe('[F06] who seems to have left', () => {
  it('is asked about with a button that says what it does, and that offers no way back that is none', async () => {
    const { number } = await seemsGone('W. Eggegaan', 'w.eggegaan@lochem.nl')
    const card = await says(jansen, `verzoek ${number}`)
    expect(card).toContain('[Alles beëindigen] [Afwijzen]')
    expect(card).not.toContain('Goedkeuren')
    const done = await presses(jansen, 'answer', 'request.approve')
    expect(done).toContain(`Verzoek ${number} is goedgekeurd`)
    expect(done).not.toContain('Terugdraaien')
    const desk = await says(jansen, 'secretariaat')
    expect(desk).toContain(`Zojuist beslist: verzoek ${number}`)
    expect(desk).not.toContain('Terugdraaien')
    expect(await says(m50.smit, 'gemeente lochem')).toContain('Nog geen contactambtenaar')
  })

  it('keeps all when they are back by the time of the decision', async () => {
    const { person, number } = await seemsGone('T. Erug', 't.erug@tiel.nl')
    await says(jansen, `verzoek ${number}`)
    await m50.database.query(`update identities set is_deactivated = false where user_id = $1`, [person.id])
    expect(await presses(jansen, 'answer', 'request.approve')).toContain('T. Erug is er weer')
    expect(await stateOf(number)).toBe('open')
    expect(await says(m50.smit, 'gemeente tiel')).toContain('Contactambtenaar: T. Erug')
  })

  it('is asked about no more once the secretariat ended it with a successor, as the card says, or they are forgotten', async () => {
    const leaver = await seemsGone('S. Topper', 's.topper@soest.nl')
    const next = m50.person('O. Pvolger', 'o.pvolger@soest.nl')
    await says(next, 'aanmelden ambtenaar')
    expect(await says(jansen, `verzoek ${leaver.number}`)).toMatch(/Typ dan \S*m50 persoon stopt S\. Topper/)
    await opens(jansen, 'persoon stopt S. Topper')
    await submits(jansen, { successor: 'O. Pvolger' })
    expect(await stateOf(leaver.number)).toBe('withdrawn')
    expect(await says(m50.smit, 'gemeente soest')).toContain('Contactambtenaar: O. Pvolger')
    const forgotten = await seemsGone('V. Ergeten', 'v.ergeten@woerden.nl')
    await m50.database.query(`update identities set is_deactivated = false where user_id = $1`, [forgotten.person.id])
    const card = await forgotten.person.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
    expect(await presses(forgotten.person, card, 'privacy.forget')).toContain('U bent vergeten')
    expect(await stateOf(forgotten.number)).toBe('withdrawn')
    // Nobody is asked to write again to who was forgotten.
    const lost = await m50.database.query(
      `update deliveries set state = 'failed', reason = 'noAccount' where person_id in (select id from people where forgotten_at is not null) returning id`,
    )
    expect(lost.length).toBeGreaterThan(0)
    expect(await says(jansen, 'secretariaat')).not.toContain('Woerden')
  })

  it('[T43] keeps no name of who was asked about under an entry that is merged by now, once they are forgotten', async () => {
    const { person: other, number } = await seemsGone('D. Ubbelaar', 'd.ubbelaar@barneveld.nl')
    await says(jansen, `verzoek ${number}`)
    await m50.database.query(`update identities set is_deactivated = false where user_id = $1`, [other.id])
    await pressesOpen(jansen, 'answer', 'request.decline')
    await submits(jansen, { reason: 'Is er nog' })
    const kept = m50.person('E. Igenlijk', 'e.igenlijk@barneveld.nl')
    await says(kept, 'aanmelden ambtenaar')
    await opens(jansen, 'persoon samenvoegen E. Igenlijk')
    await submits(jansen, { person: 'D. Ubbelaar' })
    await presses(kept, await kept.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?'), 'privacy.forget')
    const [row] = await m50.database.query<{ text: string }>(
      'select requester_text as text from requests where number = $1',
      [number],
    )
    expect(row?.text).toBe('voormalig ambtenaar, Barneveld')
  })
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { comes, idOf, pressesAtDesk } from '../support/chat/newcomers.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let jansen: Person

beforeAll(async () => {
  m50 = await chatNetwork()
  jansen = m50.jansen
  await m50.begin()
  await m50.known()
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

/** Someone whose account was closed, and of whom the secretariat was asked whether they have left. */
async function seemsGone(name: string, email: string): Promise<{ person: Person; number: number }> {
  const person = await comes(m50, name, email)
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

/** A week from now. */
const until = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 7 })

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
    await comes(m50, 'O. Pvolger', 'o.pvolger@soest.nl')
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
    const kept = await comes(m50, 'E. Igenlijk', 'e.igenlijk@barneveld.nl')
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

describe('[F06] someone leaves', () => {
  it('hands roles, seats, support, requests and theme groups to the successor in one step', async () => {
    const leaver = await comes(m50, 'L. Eaver', 'l.eaver@soest.nl', 'ambtenaar')
    const next = await comes(m50, 'N. Avolger', 'n.avolger@soest.nl', 'ambtenaar')
    const executive = await comes(m50, 'B. Estuurder', 'b.estuurder@soest.nl', 'wethouder')
    await says(jansen, 'rol geef L. Eaver contactambtenaar')
    await says(jansen, 'rol geef L. Eaver ondersteuner samenleving')
    await says(executive, 'pijler word-lid samenleving l.eaver@soest.nl')
    const [seat] = await m50.database.query<{ id: string }>(`select id from requests where requester_id = $1`, [
      await idOf(m50, executive),
    ])
    await pressesAtDesk(m50, 'request.approve', seat?.id)
    await says(leaver, 'pijler word-lid financien')
    await opens(jansen, 'themagroep nieuw')
    await submits(jansen, { name: 'Energie', pillar: 'samenleving', until: until.toString() })
    await says(leaver, 'themagroep doe-mee energie')
    await says(executive, `vervang L. Eaver tot ${until}`)
    const wizard = await opens(jansen, 'persoon stopt L. Eaver')
    for (const line of [
      'contactambtenaar',
      'pijlerondersteuner Samenleving',
      'ondersteunt B. Estuurder in de pijler Samenleving',
      'lid worden van de pijler Financiën',
      'deelnemer van de themagroep Energie',
    ])
      expect(wizard).toContain(line)
    expect(await submits(jansen, { successor: 'N. Avolger' })).toContain('N. Avolger heeft alles overgenomen')
    await next.receives('U neemt het over van L. Eaver')
    await next.receives('Ondersteunt u B. Estuurder in de pijler Samenleving?')
    await leaver.receives('N. Avolger neemt het van u over')
    const card = await says(next, 'persoon')
    expect(card).toContain('Contactambtenaar, sinds')
    expect(card).toContain('Pijlerondersteuner Samenleving, sinds')
    expect(await says(next, 'verzoek')).toContain('Financiën')
    expect(await says(leaver, 'rol')).not.toContain('Soest')
    const members = await says(m50.smit, 'themagroep leden energie')
    expect(members).toContain('N. Avolger, Soest')
    expect(members).not.toContain('L. Eaver')
    // Whom someone acts for is a matter of those two: it ends, and goes to nobody.
    expect(await says(executive, 'persoon')).not.toContain('Wordt vervangen door')
    expect(await says(m50.smit, 'persoon L. Eaver')).toContain('geen functie bekend')
    // What is approved now is the successor's.
    const [asked] = await m50.database.query<{ id: string }>(`select id from requests where requester_id = $1`, [
      await idOf(m50, next),
    ])
    await m50.shows(m50.secretariat, 'N. Avolger, ambtenaar', 20_000)
    await pressesAtDesk(m50, 'request.approve', asked?.id)
    await next.receives('Welkom bij de pijler Financiën')
  })

  it('without a successor it all ends, and the executive is told', async () => {
    const leaver = await comes(m50, 'W. Eg', 'w.eg@lochem.nl', 'ambtenaar')
    const executive = await comes(m50, 'A. Chter', 'a.chter@lochem.nl', 'wethouder')
    await says(executive, 'pijler word-lid bestuur w.eg@lochem.nl')
    const [request] = await m50.database.query<{ id: string }>(`select id from requests where requester_id = $1`, [
      await idOf(m50, executive),
    ])
    await pressesAtDesk(m50, 'request.approve', request?.id)
    await says(leaver, 'pijler word-lid bestuur')
    await opens(jansen, 'persoon stopt W. Eg')
    expect(await submits(jansen, {})).toContain('Alles is beëindigd')
    await executive.receives('W. Eg ondersteunt u niet in de pijler Bestuur')
    await leaver.receives('in pijlers zijn geëindigd')
    const [own] = await m50.database.query(`select state from requests where requester_id = $1`, [
      await idOf(m50, leaver),
    ])
    expect(own).toEqual({ state: 'withdrawn' })
    const still = await m50.database.query(
      `select from roles where person_id = $1 and (ends_on is null or ends_on > starts_on)`,
      [await idOf(m50, leaver)],
    )
    expect(still).toEqual([])
  })

  it('[A21] what they still had to do goes to the successor, else to the contact officer, else the secretariat finds someone', async () => {
    const leaver = await comes(m50, 'A. Ctief', 'a.ctief@kampen.nl', 'ambtenaar')
    const next = await comes(m50, 'B. Ezig', 'b.ezig@kampen.nl', 'ambtenaar')
    const officer = await comes(m50, 'C. Ontact', 'c.ontact@kampen.nl', 'ambtenaar')
    await says(jansen, 'rol geef C. Ontact contactambtenaar')
    const day = until.toString()
    await says(jansen, `actie nieuw Notitie rondsturen, A. Ctief, ${day}`)
    const [row] = await m50.database.query<{ id: string; number: number }>(
      `select id, number from actions where text = 'Notitie rondsturen'`,
    )
    const { id, number } = row ?? expect.fail('no action')
    await says(leaver, `actie nieuw Zaal huren, A. Ctief, ${day}`)
    await presses(leaver, 'answer', 'action.done')
    expect(await opens(jansen, 'persoon stopt A. Ctief')).toContain(`Te doen: actie ${number}`)
    await submits(jansen, { successor: 'B. Ezig' })
    await next.receives('U neemt het over van A. Ctief')
    expect(await says(next, `actie ${number}`)).toContain('B. Ezig (Kampen), voor')
    expect(await says(next, `actie ${number}`)).toContain('[Klaar]')
    expect(await says(leaver, 'actie')).not.toContain('Notitie rondsturen')
    await opens(jansen, 'persoon stopt B. Ezig')
    await submits(jansen, {})
    await officer.receives(`U neemt actie ${number} over`)
    // So with what they called done, and was not.
    expect(await says(officer, `actie ${number + 1}`)).toContain('A. Ctief')
    await presses(officer, 'answer', 'action.reopen')
    await officer.receives(`U neemt actie ${number + 1} over`)
    await opens(jansen, 'persoon stopt C. Ontact')
    await submits(jansen, {})
    const orphan = await m50.shows(m50.secretariat, `Actie ${number} heeft niemand meer`)
    expect(orphan.text).toContain('Nog niemand, voor')
    await pressesOpen(jansen, m50.secretariat, 'action.alter', id)
    expect(await submits(jansen, { text: 'Notitie schrijven', person: 'm.smit@waalwijk.nl', dueOn: day })).toContain(
      'De actie is gewijzigd.',
    )
    const card = await m50.smit.receives(`Actie ${number} · Notitie schrijven`)
    expect(await presses(m50.smit, card, 'action.done', id)).toContain('Gedaan.')
    // Nor is it lost where someone is forgotten.
    const forgotten = await comes(m50, 'D. Oenig', 'd.oenig@kampen.nl', 'ambtenaar')
    await says(forgotten, `actie nieuw Verslag nalezen, D. Oenig, ${day}`)
    const sure = await forgotten.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
    await presses(forgotten, sure, 'privacy.forget')
    await m50.shows(m50.secretariat, 'Verslag nalezen')
  })

  it.each([
    ['of another municipality', 'a.bakker@zeist.nl', 'hoort niet bij gemeente Waalwijk'],
    ['the leaver', 'm.smit@waalwijk.nl', 'Dat is dezelfde persoon'],
  ])('takes no successor who is %s', async (_, successor, words) => {
    await pressesOpen(jansen, await jansen.says('persoon M. Smit'), 'person.end')
    const outcome = await jansen.submit({ successor })
    expect(outcome.errors.successor).toContain(words)
    await jansen.closes()
  })
})

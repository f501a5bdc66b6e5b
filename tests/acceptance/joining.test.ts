// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says as said, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let seen = 0

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
})

afterAll(() => m50.end())

/** Someone of Zeist whom no other test knows, registered. */
async function someone(functie: string, name = `P. Persoon${++seen}`): Promise<Person> {
  const person = m50.person(name, `${name.toLowerCase().replace(/[^a-z0-9]/g, '')}@zeist.nl`)
  await said(person, `aanmelden ${functie}`)
  return person
}

const requestOf = async (name: string) =>
  (
    await m50.database.query(
      `select r.id, r.number, r.state, r.subject from requests r join people p on p.id = r.requester_id where p.name = $1 order by r.number desc`,
      [name],
    )
  )[0]
/** The card of someone's last request in the secretariat's channel. */
const cardOf = async (name: string): Promise<string> => {
  const request = await requestOf(name)
  return (await m50.shows(m50.secretariat, `Verzoek ${request?.number} ·`)).text
}
const approve = async (name: string) => {
  const request = await requestOf(name)
  await m50.shows(m50.secretariat, `Verzoek ${request?.number} `)
  return presses(m50.jansen, m50.secretariat, 'request.approve', String(request?.id))
}

it('[A11] an official joins at once, with nothing to fill in', async () => {
  const official = await someone('ambtenaar')
  const answer = await said(official, 'pijler word-lid financien')
  expect(answer).toContain('is verstuurd')
  expect(answer).not.toContain('Ondersteuning')
  expect(await requestOf(`P. Persoon${seen}`)).toMatchObject({ state: 'open' })
})

it('[A16] asks an executive who joins to name an official, keeps what was typed when it does not fit, and sends it then', async () => {
  const alderman = await someone('wethouder')
  expect(await opens(alderman, 'pijler word-lid samenleving')).toContain('Ondersteunende ambtenaar')
  const wrong = await alderman.submit({ official: 'iemand@waalwijk.nl' })
  expect(wrong.errors).toEqual({
    official: 'iemand@waalwijk.nl is geen adres van gemeente Zeist. Noem een ambtenaar van uw eigen organisatie.',
  })
  const empty = await alderman.submit({ official: '' }, { unchecked: true })
  expect(Object.keys(empty.errors)).toEqual(['official'])
  const right = await alderman.submit({ official: 'nieuw.iemand@zeist.nl' })
  expect(right.errors).toEqual({})
  const told = await right.next()
  expect(alderman.form()).toBe('')
  expect(told).toContain('Ik ken die collega nog niet. U kunt dit doorsturen:')
  expect(told).toContain('het bericht “aanmelden”')
  expect(told).toContain('[Bekijk de pijler] [Verzoek intrekken]')
  expect(await cardOf(`P. Persoon${seen}`)).toContain(
    'Ondersteuning: nieuw.iemand@zeist.nl, nog niet bekend bij de bot',
  )
  expect(await requestOf(`P. Persoon${seen}`)).toMatchObject({
    state: 'open',
    subject: { pillar: 'samenleving', official: { state: 'unknown', text: 'nieuw.iemand@zeist.nl', person: null } },
  })
})

it('[A16] [E06] an official whom an executive named by address is asked as soon as they register; until then the executive finds the text to forward again', async () => {
  const alderman = await someone('wethouder')
  const name = `P. Persoon${seen}`
  await said(alderman, 'pijler word-lid bestuur later.bekend@zeist.nl')
  const number = (await requestOf(name))?.number
  const forward = 'U kunt dit aan later.bekend@zeist.nl doorsturen:\n> Ik heb je genoemd als ondersteunend ambtenaar'
  expect(await said(alderman, `verzoek ${number}`)).toContain(forward)
  expect(await said(m50.jansen, `verzoek ${number}`)).not.toContain('doorsturen')
  const official = m50.person('L. Later', 'later.bekend@zeist.nl')
  await said(official, 'aanmelden ambtenaar')
  expect(await said(alderman, `verzoek ${number}`)).not.toContain('doorsturen')
  const asked = await official.receives('Ondersteunt u')
  expect(asked.text).toContain(`P. Persoon${seen}`)
  expect(await presses(official, 'inbox', 'official.confirm')).toContain('Dank u. U ondersteunt')
  await m50.shows(m50.secretariat, 'L. Later, heeft bevestigd')
  await m50.until(() => official.inbox().every(m => !m.text.includes('[Ja, dat doe ik]')), {
    what: 'the question without its buttons [E12]',
  })
})

it('[A16] an official who says no is told to the executive, shown on the request, and can be replaced', async () => {
  const alderman = await someone('wethouder')
  const name = `P. Persoon${seen}`
  const refuser = await someone('ambtenaar', 'N. Nee')
  const other = await someone('ambtenaar', 'J. Ja')
  await said(alderman, 'pijler word-lid bestuur nnee@zeist.nl')
  await refuser.receives(`Ondersteunt u ${name}`)
  await refuser.press('inbox', 'official.refuse')
  await alderman.receives('N. Nee ondersteunt u niet')
  await m50.shows(m50.secretariat, 'N. Nee heeft nee gezegd')
  expect(await pressesOpen(alderman, 'inbox', 'pillar.official')).toContain('Ambtenaar noemen')
  expect((await alderman.submit({ official: 'J. Ja' })).errors).toEqual({})
  await other.receives(`Ondersteunt u ${name}`)
  await other.press('inbox', 'official.confirm')
  await m50.shows(m50.secretariat, 'J. Ja, heeft bevestigd')
  await approve(name)
  await other.receives(`${name} is lid van de pijler Bestuur`)
  const [seat] = await m50.database.query(
    `select o.name, s.official_state from pillar_members s join people p on p.id = s.person_id join people o on o.id = s.official_id where p.name = $1`,
    [name],
  )
  expect(seat).toEqual({ name: 'J. Ja', official_state: 'confirmed' })
})

/** What an official's conversation shows about one executive. */
const about = (official: Person, name: string): string[] =>
  official
    .inbox()
    .map(({ text }) => text)
    .filter(text => text.includes(name))

it.each([
  ['confirm', ', heeft bevestigd', 'U ondersteunt'],
  ['refuse', ' heeft nee gezegd', 'U hebt aangegeven dat u dit niet doet.'],
] as const)(
  '[A16] [E12] an official who answers after the approval reads two different messages, may answer on either, and the request tells the answer: %s',
  async (answer, onCard, inQuestion) => {
    const alderman = await someone('wethouder')
    const name = `P. Persoon${seen}`
    const helper = `T. Traag${seen}`
    const official = await someone('ambtenaar', helper)
    await said(alderman, `pijler word-lid economie ttraag${seen}@zeist.nl`)
    await official.receives(`Ondersteunt u ${name}`)
    await approve(name)
    await official.receives(`${name} is lid van de pijler`)
    await m50.until(() => about(official, name).some(text => text.includes('is intussen lid')), {
      what: 'the question after the approval',
    })
    const shown = about(official, name)
    expect(new Set(shown).size).toBe(2)
    expect(shown).toHaveLength(2)
    expect(shown.filter(text => text.includes('[Ja, dat doe ik]') && text.includes('[Nee, dat doe ik niet]'))).toEqual(
      shown,
    )
    await official.press(await official.receives(`${name} is lid van de pijler`), `official.${answer}`)
    await m50.until(
      () => {
        const after = about(official, name)
        return after.some(text => text.includes(inQuestion)) && !after.join().includes('[Ja, dat doe ik]')
      },
      { what: 'both messages with the answer' },
    )
    await m50.shows(m50.secretariat, `${helper}${onCard}`)
    const card = await cardOf(name)
    expect(card).toContain('Goedgekeurd door S. Jansen')
    expect(card).not.toContain('[')
    const own = await said(alderman, `verzoek ${(await requestOf(name))?.number}`)
    expect(own).toContain(onCard)
    expect(own).not.toMatch(new RegExp(`Al lid uit Zeist:.*${name}`))
  },
)

it('[A16] [E12] the official is asked nothing any more once the request is withdrawn or declined, or the member has left', async () => {
  const official = await someone('ambtenaar', 'O. Over')
  const ask = async () => {
    const alderman = await someone('wethouder')
    const name = `P. Persoon${seen}`
    await said(alderman, 'pijler word-lid samenleving oover@zeist.nl')
    await official.receives(`Ondersteunt u ${name}`)
    return { alderman, name, number: (await requestOf(name))?.number }
  }
  const over = (name: string, words: string) =>
    m50.until(
      () => {
        const shown = about(official, name)
        return shown.some(text => text.includes(words)) && !shown.join().includes('[Ja, dat doe ik]')
      },
      { what: `${words} of ${name}` },
    )
  const withdrawn = await ask()
  await said(withdrawn.alderman, `verzoek ${withdrawn.number} intrekken`)
  await over(withdrawn.name, 'Dit is niet meer nodig.')
  const declined = await ask()
  await m50.shows(m50.secretariat, `Verzoek ${declined.number} `)
  const { id } = (await requestOf(declined.name)) ?? {}
  expect(await pressesOpen(m50.jansen, m50.secretariat, 'request.decline', String(id))).toContain('Reden')
  await submits(m50.jansen, { reason: 'Nu niet' })
  await over(declined.name, 'Dit is niet meer nodig.')
  const left = await ask()
  await approve(left.name)
  await said(left.alderman, 'pijler verlaat samenleving')
  await over(left.name, `${left.name} is geen lid meer van de pijler.`)
})

it('[A16] [Later invullen] sends the request without an official, and says so', async () => {
  const alderman = await someone('wethouder')
  const name = `P. Persoon${seen}`
  expect(await opens(alderman, 'pijler word-lid financien')).toContain('Later invullen')
  const told = await presses(alderman, 'form', 'pillar.joinLater')
  expect(told).toContain('Ondersteuning: nog niet ingevuld')
  expect(told).toContain('[Ambtenaar invullen] [Verzoek intrekken]')
  expect(await cardOf(name)).toContain('Ondersteuning: nog niet ingevuld')
  await approve(name)
  const welcome = (await alderman.receives('Welkom bij de pijler Financiën')).text
  expect(welcome).toContain('U hebt nog geen ondersteunende ambtenaar.')
  expect(welcome).toContain('[Ambtenaar invullen]')
})

it('[A49] the secretariat reads who is in already from the same municipality', async () => {
  const first = await someone('ambtenaar')
  const name = `P. Persoon${seen}`
  await said(first, 'pijler word-lid economie')
  await approve(name)
  await first.receives('Welkom bij de pijler Economie')
  const second = await someone('ambtenaar')
  await said(second, 'pijler word-lid economie')
  expect(await cardOf(`P. Persoon${seen}`)).toMatch(new RegExp(`Al lid uit Zeist: .*${name}`))
})

it('[F09] the welcome says what a member will receive, and where the rest of it is', async () => {
  const member = await someone('ambtenaar')
  const name = `P. Persoon${seen}`
  await said(member, 'pijler word-lid financien')
  await approve(name)
  const welcome = (await member.receives('Welkom bij de pijler Financiën')).text
  expect(welcome).toContain('Uitnodigingen voor bijeenkomsten van de pijler krijgt u hier')
  expect(welcome).toContain('[Volgen]')
  expect(await said(member, 'volg financien')).toContain('U volgt de pijler Financiën')
})

it('[F09] joining twice, joining while a request is open, leaving and joining again each say what is so', async () => {
  const official = await someone('adviseur')
  const name = `P. Persoon${seen}`
  await said(official, 'pijler word-lid samenleving')
  const number = (await requestOf(name))?.number
  expect(await said(official, 'pijler word-lid samenleving')).toContain(`U hebt dit al gevraagd: verzoek ${number}`)
  expect(await said(official, 'pijler verlaat samenleving')).toContain(
    `U bent nog geen lid van de pijler Samenleving. Verzoek ${number}, waarin u dat vraagt, wacht op een besluit.`,
  )
  await approve(name)
  await official.receives('Welkom bij de pijler Samenleving')
  expect(await said(official, 'pijler word-lid samenleving')).toContain(
    'U bent al lid van de pijler Samenleving, sinds',
  )
  expect(await said(official, 'pijler samenleving')).toContain('U bent lid.')
  const choice = await said(official, 'pijler verlaat')
  expect(choice).toContain('Samenleving\n[Verlaat]')
  expect(choice.match(/\[Verlaat\]/g)).toHaveLength(1)
  expect(await said(official, 'pijler verlaat samenleving')).toContain('U bent geen lid meer')
  expect(await said(official, 'pijler verlaat samenleving')).toContain('U bent geen lid van de pijler')
  expect(await said(official, 'pijler word-lid samenleving')).toContain('is verstuurd')
  const seats = await m50.database.query(
    `select s.ended_at is null as active from pillar_members s join people p on p.id = s.person_id where p.name = $1`,
    [name],
  )
  expect(seats).toEqual([{ active: false }])
})

it('[F12] a pillar is one compact card: who is in it and from where, who leads it, and what can be done next', async () => {
  const member = await someone('ambtenaar')
  const name = `P. Persoon${seen}`
  await said(member, 'pijler word-lid bestuur')
  await approve(name)
  await member.receives('Welkom bij de pijler Bestuur')
  expect(await said(m50.jansen, `rol geef ${name} pijlertrekker bestuur`)).toContain('is pijlertrekker van de pijler')
  // The pillars are kept in memory for a second.
  await expect.poll(() => said(member, 'pijler bestuur'), { timeout: 10_000 }).toContain(`Trekker: ${name} (Zeist)`)
  await someone('ambtenaar')
  const second = `P. Persoon${seen}`
  await said(m50.jansen, `rol geef ${name} voorzitter bestuur`)
  await said(m50.jansen, `rol geef ${second} vicevoorzitter bestuur`)
  await expect
    .poll(() => said(member, 'pijler bestuur'), { timeout: 10_000 })
    .toContain(`Voorzitter: ${name} (Zeist)\nVicevoorzitter: ${second} (Zeist)`)
  const card = await said(member, 'pijler bestuur')
  expect(card.split('\n').length).toBeLessThan(9)
  expect(card).toMatch(/^Bestuur\n\d+ (lid|leden) uit 1 gemeente/)
  expect(card).toContain('U bent lid.')
  expect(card).toContain('[Toon de leden]')
  expect(await presses(member, 'answer', 'chat.line', 'lobby bestuur')).toContain('Pijler Bestuur')
  expect(await said(m50.jansen, 'pijler bestuur')).toContain('[Word lid]')
  expect(await said(m50.jansen, 'bestuur')).toContain('[Word lid]')
  expect(await said(member, 'bestuur')).toMatch(/Bedoelt u de pijler Bestuur\?(?!.*Word lid)/s)
})

it('[F87] [A12] who leads a pillar has it at home with that role, also without a seat in it', async () => {
  const chair = await someone('ambtenaar')
  const name = `P. Persoon${seen}`
  expect(await said(chair, 'm50')).toContain('U bent nog van geen pijler lid.')
  await said(m50.jansen, `rol geef ${name} voorzitter financien`)
  await said(m50.jansen, `rol geef ${name} trekker financien`)
  expect(await said(chair, 'm50')).toMatch(/UW PIJLERS\s+Financiën · pijlervoorzitter · pijlertrekker\s+\[Bekijk/)
  expect(await said(chair, 'pijler financien')).toContain('[Word lid]')
})

it('[F88] a pillar that is not known is asked about, never guessed when it writes', async () => {
  const official = await someone('ambtenaar')
  const near = await said(official, 'pijler word-lid financen')
  expect(near).toContain('Ik ken geen pijler “financen”. Bedoelt u Financiën?')
  expect(await requestOf(`P. Persoon${seen}`)).toBeUndefined()
  expect(await presses(official, 'answer', 'pillar.join', 'financien')).toContain('is verstuurd')
  expect(await said(official, 'bestuur')).toContain('Bedoelt u de pijler Bestuur?')
  const choice = await said(official, 'pijler word-lid')
  expect(choice).toContain('Van welke pijler wilt u lid worden?')
  expect(choice.match(/Financiën/g)).toHaveLength(1)
  expect(choice).toContain('[Word lid]')
  expect(await said(official, 'pijler word-lid bestuur graag snel')).toContain('Bedoelt u Bestuur?')
  expect(await said(official, 'pijler xyzzy')).toContain('Ik ken geen pijler “xyzzy”')
  // What is no command for certain, as in a plain message, is asked about.
  expect(await said(official, 'pijlr')).toMatch(/De pijlers|Bedoelt u m50 pijler\?/)
})

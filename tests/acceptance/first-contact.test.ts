// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

const zeist = 'GM0355'

const known = async (email: string) =>
  (
    await m50.database.query(
      `select p.id, p.municipality_id as municipality, array(select r.kind || case when r.confirmed_at is null then '' else ' confirmed' end from roles r
         where r.person_id = p.id and r.kind <> 'secretariat' and r.ends_on is null) as functions
       from people p where p.email = $1`,
      [email.toLowerCase()],
    )
  )[0]

const openRequests = () =>
  m50.database.query<{ id: string; number: number; name: string; kind: string }>(
    `select id, number, kind, requester_text as name from requests where state = 'open' order by number`,
  )

/** The open request of someone to be let in. */
async function requestOf(name: string): Promise<string> {
  const found = (await openRequests()).filter(request => request.kind === 'person.admit' && request.name === name)
  expect(found).toHaveLength(1)
  return found[0]?.id ?? ''
}

describe('an address in a known domain, from a trusted source', () => {
  it('ties someone to the municipality at once, and asks for the function', async () => {
    const mol = m50.person('J. Mol', 'j.mol@dronten.nl')
    // Nothing was asked yet, so nothing was kept.
    expect(await says(mol, '')).not.toContain('heb ik bewaard')
    const meet = await says(mol, 'pijler word-lid financiën')
    expect(meet).toContain('Wat u wilde doen, heb ik bewaard.')
    expect(meet).toContain('Uw e-mailadres hoort bij gemeente Dronten')
    for (const choice of ['Wethouder', 'Burgemeester', 'Gemeentesecretaris', 'Strategisch adviseur', 'Ambtenaar'])
      expect(meet).toContain(`[${choice}]`)
    expect(meet).toContain('Andere gemeente')
    expect(await known('j.mol@dronten.nl')).toMatchObject({ municipality: 'GM0303', functions: [] })
    // Reading needs no function.
    expect(await says(mol, 'gemeente dronten')).toContain('Lid sinds')
  })

  it.each([
    ['official', 'Ambtenaar', 'ambtenaar'],
    ['adviser', 'Strategisch adviseur', 'strategisch adviseur'],
  ])('makes %s from then on of who says so', async (kind, label, word) => {
    const person = m50.person(`X. ${kind}`, `x.${kind}@zeist.nl`)
    await says(person, 'aanmelden')
    const answer = await presses(person, 'answer', label)
    expect(answer).toContain(`U staat als ${word} van gemeente Zeist.`)
    expect(answer).not.toContain('opgegeven')
    expect(await known(`x.${kind}@zeist.nl`)).toMatchObject({ municipality: zeist, functions: [kind] })
  })

  it.each([
    ['alderman', 'wethouder'],
    ['mayor', 'burgemeester'],
    ['municipalSecretary', 'gemeentesecretaris'],
  ])('leaves %s as stated, and the secretariat is asked', async (kind, word) => {
    const person = m50.person(`S. ${kind}`, `s.${kind}@tiel.nl`)
    expect(await says(person, `aanmelden ${word}`)).toContain(`U staat als ${word} van gemeente Tiel (opgegeven)`)
    expect(await known(`s.${kind}@tiel.nl`)).toMatchObject({ functions: [kind] })
    await m50.shows(m50.secretariat, `S. ${kind} meldt zich als ${word} van Tiel`)
  })

  it('is a known one in capitals too, and in a domain that is no name with .nl', async () => {
    const person = m50.person('N. Nijkerk', 'N.Nijkerk@NIJKERK.EU')
    expect(await says(person, 'aanmelden ambtenaar')).toContain('gemeente Nijkerk')
    expect(await known('n.nijkerk@nijkerk.eu')).toMatchObject({ functions: ['official'] })
  })

  it('says what is so to who registers twice, and lets someone become another', async () => {
    const person = m50.person('T. Wee', 't.wee@zeist.nl')
    await says(person, 'aanmelden ambtenaar')
    expect(await says(person, 'aanmelden ambtenaar')).toContain('U staat al met deze functie')
    expect(await says(person, 'aanmelden wethouder')).toMatch(
      /Van welke pijler wilt u lid worden\?\s+Bestuur\s+\[Word lid\].*Financiën\s+\[Word lid\].*\[Bekijk de pijlers\].*\[Wat kan ik doen\?\]/s,
    )
    expect(await known('t.wee@zeist.nl')).toMatchObject({ functions: ['alderman'] })
    // The pillars stand there at once: one press to the form.
    expect(await pressesOpen(person, 'answer', 'pillar.join', 'financien')).toContain('Ondersteunende ambtenaar')
  })
})

describe('an address in no known domain', () => {
  it('[A50] [F03] is let in once by the secretariat, and the join that was kept goes on', async () => {
    const { jansen, secretariat } = m50
    const kok = m50.person('R. Kok', 'r.kok@kok-advies.example')
    const meet = await says(kok, 'pijler word-lid bestuur')
    expect(meet).toContain('Ik ken uw e-mailadres niet als adres van een gemeente in dit netwerk')
    expect(await pressesOpen(kok, 'answer', 'person.register')).toContain('Uw gemeente')
    const asked = await submits(kok, { municipality: 'Tiel', function: 'Ambtenaar' })
    expect(asked).toContain('Het secretariaat bevestigt eenmaal dat u bij gemeente Tiel hoort')
    expect(await known('r.kok@kok-advies.example')).toBeUndefined()
    expect(await says(kok, 'aanmelden Tiel ambtenaar')).toContain('Uw aanmelding ligt al bij het secretariaat')

    const card = (await m50.shows(secretariat, 'aanmelding bij gemeente Tiel')).text
    expect(card).toContain('R. Kok, ambtenaar')
    expect(card).toContain('r.kok@kok-advies.example')
    expect(card).toContain('Het domein kok-advies.example is bij geen gemeente bekend')
    await presses(jansen, secretariat, 'request.approve', await requestOf('R. Kok'))
    const welcome = await kok.receives('U bent nu bekend als ambtenaar van gemeente Tiel')
    expect(await presses(kok, welcome, 'Verder met wat ik wilde')).toContain(
      'Uw verzoek om lid te worden van de pijler Bestuur',
    )
    await m50.shows(secretariat, 'lid worden van de pijler Bestuur')
    expect(await known('r.kok@kok-advies.example')).toMatchObject({
      municipality: 'GM0281',
      functions: ['official confirmed'],
    })
  })

  it('[A50] goes on with a press as well, of who is known but belongs elsewhere', async () => {
    const { jansen, secretariat } = m50
    const known = m50.person('E. Elders', 'e.elders@zeist.nl')
    await says(known, 'pijler financien')
    expect(await presses(known, 'answer', 'pillar.join', 'financien')).toContain('Wat is uw functie?')
    await pressesOpen(known, 'answer', 'Andere gemeente')
    expect(await submits(known, { municipality: 'Woerden', function: 'Ambtenaar' })).toContain('gemeente Woerden')
    await m50.shows(secretariat, 'aanmelding bij gemeente Woerden')
    await presses(jansen, secretariat, 'request.approve', await requestOf('E. Elders'))
    const welcome = await known.receives('U bent nu bekend als ambtenaar van gemeente Woerden')
    expect(await presses(known, welcome, 'Verder met wat ik wilde')).toContain('Financiën')
    await m50.shows(secretariat, 'E. Elders, ambtenaar, gemeente Woerden')
  })

  it('[F03] [F73] hears why it was declined and reopened, where it was asked, and may ask again', async () => {
    const { jansen, secretariat } = m50
    const nee = m50.person('N. Nee', 'n.nee@elders.example')
    expect(await opens(nee, 'aanmelden')).toContain('Uw functie')
    await submits(nee, { municipality: 'Soest', function: 'Wethouder' })
    await m50.shows(secretariat, 'aanmelding bij gemeente Soest')
    await pressesOpen(jansen, secretariat, 'request.decline', await requestOf('N. Nee'))
    await submits(jansen, { reason: 'U staat niet op de lijst van Soest.' })
    const told = (await nee.receives('is afgewezen')).text
    expect(told).toContain('U staat niet op de lijst van Soest.')
    const number = /verzoek (\d+)/i.exec(told)?.[1]
    await opens(jansen, `verzoek ${number} heropenen`)
    await submits(jansen, { reason: 'Soest heeft u nu genoemd.' })
    expect((await nee.receives(`Verzoek ${number} ligt weer open`)).text).toContain('Reden: Soest heeft u nu genoemd.')
    await says(jansen, `verzoek ${number}`)
    await pressesOpen(jansen, 'answer', 'request.decline')
    await submits(jansen, { reason: 'Toch niet.' })
    await nee.receives('Toch niet.')
    expect(await known('n.nee@elders.example')).toBeUndefined()
    expect(await says(nee, 'aanmelden Soest wethouder')).toContain('Uw aanmelding is verstuurd')
  })

  it('keeps the form with a sentence when the municipality is none, or no member', async () => {
    const person = m50.person('V. Vreemd', 'v.vreemd@elders.example')
    expect(await says(person, 'aanmelden Den Haag burgemeester')).toContain("'s-Gravenhage is geen lid van dit netwerk")
    expect(await says(person, 'aanmelden Heerhugowaard wethouder')).toContain('opgegaan in Dijk en Waard')
    expect(await opens(person, 'aanmelden Zeits wethouder')).toContain('Ik herken “Zeits” niet als gemeente')
    expect(await known('v.vreemd@elders.example')).toBeUndefined()
    // What was meant and what was right stand in the form already.
    expect(await submits(person, {})).toContain('gemeente Zeist')
    const [request] = await m50.database.query(`select subject from requests where requester_text = 'V. Vreemd'`)
    expect(request?.subject).toMatchObject({ municipality: zeist, function: 'alderman' })
  })
})

describe('[A01] domains', () => {
  it('of a website are a guess for the secretariat, and no right', async () => {
    const person = m50.person('D. Waard', 'd.waard@dijkenwaard.nl')
    expect(await says(person, 'pijler')).toContain('Ik ken uw e-mailadres niet')
    expect(await says(person, 'aanmelden Dijk en Waard ambtenaar')).toContain('Uw aanmelding is verstuurd')
    const card = (await m50.shows(m50.secretariat, 'aanmelding bij gemeente Dijk en Waard')).text
    expect(card).toContain('Het domein dijkenwaard.nl lijkt van gemeente Dijk en Waard')
    expect(card).toMatch(/m50 gemeente Dijk en Waard domein dijkenwaard\.nl/i)
    expect(await known('d.waard@dijkenwaard.nl')).toBeUndefined()
  })

  it.each([
    ['heerhugowaard.nl', 'Dijk en Waard'],
    ['hellevoetsluis.nl', 'Voorne aan Zee'],
  ])('of a municipality that has ended are not trusted: %s', async (domain, successor) => {
    const person = m50.person(`E. ${domain}`, `e.oud@${domain}`)
    expect(await says(person, 'pijler')).toContain('Ik ken uw e-mailadres niet')
    await says(person, `aanmelden ${successor} ambtenaar`)
    expect((await m50.shows(m50.secretariat, `e.oud@${domain}`)).text).toContain(
      `Het domein ${domain} lijkt van gemeente ${successor}`,
    )
    expect(await known(`e.oud@${domain}`)).toBeUndefined()
  })

  it('that the secretariat adds count at the next contact, also of who was a guest before', async () => {
    const { jansen } = m50
    const guest = m50.person('G. Gast', 'g.gast@nieuwdomein.nl')
    expect(await says(guest, 'aanmelden Zeist ambtenaar')).toContain('Uw aanmelding is verstuurd')
    expect(await says(guest, 'gemeente')).toContain('Ik ken uw e-mailadres niet')
    const added = await says(jansen, 'gemeente Peel en Maas domein nieuwdomein.nl')
    expect(added).toContain('nieuwdomein.nl hoort vanaf nu bij gemeente Peel en Maas')
    // What the guest wanted goes on at once.
    expect(await says(guest, 'aanmelden ambtenaar')).toContain('40 gemeenten zijn lid')
    expect(await known('g.gast@nieuwdomein.nl')).toMatchObject({ municipality: 'GM1894', functions: ['official'] })
    const other = m50.person('N. Nieuw', 'n.nieuw@nieuwdomein.nl')
    expect(await says(other, 'aanmelden ambtenaar')).toContain('Peel en Maas')
  })

  it('[A06] are of municipalities, of which the list names who leads the network and where the secretariat is', async () => {
    const list = await says(m50.jansen, 'gemeente')
    expect(list).toContain('Trekkers van het netwerk: Zeist en Waalwijk')
    expect(list).toContain('Secretariaat: Zeist')
  })

  it('[A01] stand with their municipality, and can be ended: who came by one stays who they are', async () => {
    const { jansen } = m50
    const early = m50.person('V. Roeg', 'v.roeg@tijdelijk.nl')
    await says(jansen, 'gemeente Tiel domein tijdelijk.nl')
    const welcome = await says(early, 'aanmelden ambtenaar')
    expect(welcome).toContain('gemeente Tiel')
    expect(welcome).toMatch(/\[Bekijk de pijlers\].*\[Wie doet er mee\].*\[Wat kan ik doen\?\]/s)
    expect(await says(early, 'gemeente tiel')).toMatch(/CBS-code GM0281 · e-maildomeinen: [^·\n]*tijdelijk\.nl/)
    expect(await says(early, 'gemeente Tiel domein')).toContain('Alleen het secretariaat kan dit')
    expect(await says(jansen, 'gemeente Tiel domein')).toMatch(/tijdelijk\.nl\n\[Eindig\]/)
    const ended = await presses(jansen, 'answer', 'chat.line', 'gemeente Tiel domein tijdelijk.nl eindig')
    expect(ended).toContain('tijdelijk.nl hoort niet meer bij gemeente Tiel')
    expect(await says(jansen, 'gemeente Tiel domein tijdelijk.nl eindig')).toContain('is geen e-maildomein van')
    expect(await says(early, 'gemeente tiel')).not.toContain('tijdelijk.nl')
    expect(await known('v.roeg@tijdelijk.nl')).toMatchObject({ municipality: 'GM0281', functions: ['official'] })
    const late = m50.person('L. Aat', 'l.aat@tijdelijk.nl')
    expect(await says(late, 'gemeente tiel')).toContain('Ik ken uw e-mailadres niet')
  })

  it('are added by the secretariat alone, each to one municipality, in the form of a domain', async () => {
    const { jansen, database } = m50
    const official = m50.person('O. Ambtenaar', 'o.ambtenaar@zeist.nl')
    await says(official, 'aanmelden ambtenaar')
    const before = await database.query('select * from municipality_domains order by 1, 2')
    expect(await says(official, 'gemeente Zeist domein zeist-nieuw.nl')).toContain('Alleen het secretariaat kan dit')
    expect(await says(jansen, 'gemeente Tiel domein zeist.nl')).toContain('zeist.nl staat al bij gemeente Zeist')
    expect(await says(jansen, 'gemeente Zeist domein zeist.nl')).toContain('zeist.nl staat al bij gemeente Zeist')
    for (const wrong of [
      'zeist',
      'zeist .nl',
      '-zeist.nl',
      'zeist..nl',
      "x'; drop table people;--",
      `${'a'.repeat(64)}.nl`,
    ])
      expect(await says(jansen, `gemeente Zeist domein ${wrong}`), wrong).toMatch(
        /Typ \/?m50 gemeente|Ik ken geen gemeente/,
      )
    expect(await says(jansen, 'gemeente Zeits domein zeits.nl')).toContain('Bedoelt u Zeist?')
    expect(await says(jansen, 'gemeente Bergen domein bergen2.nl')).toContain('Bergen (L.), Bergen (NH.)')
    expect(await says(jansen, 'gemeente Heerhugowaard domein hhw.nl')).toContain('opgegaan in Dijk en Waard')
    expect(await database.query('select * from municipality_domains order by 1, 2')).toEqual(before)
    for (const [municipality, domain] of [
      ['Tiel', 'gmail.com'],
      ['Zeist', 'Ziggo.nl'],
    ] as const)
      expect(await says(jansen, `gemeente ${municipality} domein ${domain}`)).toContain(
        `Op ${domain.toLowerCase()} kan iedereen een adres nemen`,
      )
    expect(await database.query('select * from municipality_domains order by 1, 2')).toEqual(before)
    // What came after may have the old one's domain, when the secretariat says so.
    expect(await says(jansen, 'gemeente Dijk en Waard domein @Heerhugowaard.nl')).toContain('hoort vanaf nu bij')
    const person = m50.person('H. Waard', 'h.waard@heerhugowaard.nl')
    expect(await says(person, 'aanmelden ambtenaar')).toContain('gemeente Dijk en Waard')
  })
})

describe('[A01] [F81] names of municipalities', () => {
  it.each([
    ['den haag', "'s-Gravenhage"],
    ['DEN-HAAG', "'s-Gravenhage"],
    ['’s-gravenhage', "'s-Gravenhage"],
    ['s hertogenbosch', "'s-Hertogenbosch"],
    ['den bosch', "'s-Hertogenbosch"],
    ['sudwest fryslan', 'Súdwest-Fryslân'],
    ['Súdwest-Fryslân', 'Súdwest-Fryslân'],
    ['rijswijk', 'Rijswijk'],
    ['oost-gelre', 'Oost Gelre'],
    ['Hendrik-Ido Ambacht', 'Hendrik-Ido-Ambacht'],
    ['bergen op zoom', 'Bergen op Zoom'],
    ['hengelo', 'Hengelo'],
    ['bilt', 'De Bilt'],
  ])('%s is %s', async (typed, name) => {
    const answer = await says(m50.jansen, `gemeente ${typed}`)
    expect(answer.split('\n')[0]).toContain(name)
    expect(answer).toContain('[Toon alle leden]')
  })

  it('asks which Bergen, and whether Zeist was meant', async () => {
    const which = await says(m50.jansen, 'gemeente bergen')
    expect(which).toContain('[Bergen (L.)]')
    expect(which).toContain('[Bergen (NH.)]')
    const near = await says(m50.jansen, 'gemeente ziest')
    expect(near).toContain('Bedoelt u Zeist?')
    expect(await presses(m50.jansen, 'answer', 'Ja, Zeist')).toContain('Lid sinds')
    expect(await says(m50.jansen, 'gemeente atlantis')).toContain('Ik ken geen gemeente “atlantis”')
  })

  it('lists the forty members, with what came after the two that merged', async () => {
    const list = await says(m50.jansen, 'gemeente')
    expect(list).toContain('40 gemeenten zijn lid')
    const [row] = await m50.database.query<{ names: string[] }>(
      `select array_agg(m.name) as names from memberships n join municipalities m on m.id = n.municipality_id where n.ends_on is null`,
    )
    expect(row?.names).toHaveLength(40)
    for (const name of row?.names ?? []) expect(list).toContain(name)
    expect(row?.names).toEqual(expect.arrayContaining(['Dijk en Waard', 'Voorne aan Zee']))
    expect(list).not.toMatch(/Heerhugowaard|Hellevoetsluis/)
    const ended = await says(m50.jansen, 'gemeente hellevoetsluis')
    expect(ended).toContain('bestaat sinds 1 jan 2023 niet meer; opgegaan in Voorne aan Zee')
  })

  it('are found while one types, in the form too', async () => {
    const person = m50.person('F. Formulier', 'f.formulier@elders.example')
    await opens(person, 'aanmelden')
    expect(await person.options('municipality', 'Zei')).toEqual(['Zeist'])
    expect(await person.options('municipality', 'ronde v')).toEqual(['De Ronde Venen'])
    expect(await person.options('municipality', 'waaldwijk')).toEqual(['Waalwijk'])
    expect(await person.options('municipality', 'den haag')).toEqual([])
    expect(person.form()).toContain('Uw gemeente')
  })
})

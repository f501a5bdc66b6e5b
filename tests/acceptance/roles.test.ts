// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let jansen: Person

beforeAll(async () => {
  m50 = await chatNetwork({ settings: { SECRETARIAT_EMAILS: 's.jansen@zeist.nl,tweede@zeist.nl' } })
  jansen = m50.jansen
  await m50.begin()
  await m50.known()
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

const rolesOf = (person: Person, kind: string) =>
  m50.database.query<{ from: string; until: string | null; pillar: string | null }>(
    `select r.starts_on::text as from, (r.ends_on - 1)::text as until, r.pillar_id as pillar
     from identities i join roles r on r.person_id = i.person_id where i.user_id = $1 and r.kind = $2 order by r.created_at`,
    [person.id, kind],
  )

const allRoles = () => m50.database.query('select * from roles order by id')
const today = Temporal.Now.plainDateISO('Europe/Amsterdam')

describe('[F02] giving a role', () => {
  it.each([
    ['rol geef A. Bakker trekker bestuur', 'pillarLead', 'bestuur'],
    ['rol geef A. Bakker vicevoorzitter samenleving', 'viceChair', 'samenleving'],
    ['rol geef a.bakker@zeist.nl pijlerondersteuner Economie', 'supporter', 'economie-fysieke-leefomgeving'],
    ['role give bakker chair financien', 'chair', 'financien'],
    ['role give A. Bakker network lead', 'networkLead', null],
    ['ROL GEEF a.BAKKER@zeist.nl Plaatsvervanger van het Secretariaat', 'deputySecretariat', null],
  ])('%s', async (line, kind, pillar) => {
    const answer = await says(jansen, line)
    expect(answer).toContain('A. Bakker is ')
    expect(await rolesOf(m50.bakker, kind)).toEqual([{ from: today.toString(), until: null, pillar }])
    await m50.bakker.receives(pillar ? 'van de pijler' : 'U bent ')
    const [audit] = await m50.database.query(
      `select acted_role, new->>'kind' as kind from audit where action = 'role.given' order by id desc limit 1`,
    )
    expect(audit).toEqual({ acted_role: 'secretariat', kind })
  })

  it.each([
    ['2027-02-01 2027-12-31', '2027-02-01', '2027-12-31'],
    ['1-2-2027 31/12/2027', '2027-02-01', '2027-12-31'],
    ['van 2027-02-01 tot 2027-12-31', '2027-02-01', '2027-12-31'],
    ['vanaf 2027-02-01 tot en met 31-12-2027', '2027-02-01', '2027-12-31'],
    ['from 2027-02-01', '2027-02-01', null],
    ['tot 2099-12-31', today.toString(), '2099-12-31'],
    ['until 2099-12-31', today.toString(), '2099-12-31'],
    ['2028-02-29', '2028-02-29', null],
  ])('takes dates as people type them: %s', async (typed, from, until) => {
    await m50.database.query(`delete from roles where kind = 'pillarLead' and pillar_id = 'samenleving'`)
    const answer = await says(jansen, `rol geef M. Smit trekker samenleving ${typed}`)
    expect(answer).toContain('M. Smit is pijlertrekker van de pijler Samenleving')
    if (until) expect(answer).toContain('Tot en met ')
    expect(await rolesOf(m50.smit, 'pillarLead')).toEqual([{ from, until, pillar: 'samenleving' }])
  })

  it.each([
    ['rol geef A. Bakker trekker bestuur 2027-02-30', '“2027-02-30” is geen datum'],
    ['rol geef A. Bakker trekker bestuur 31-11-2027', '“31-11-2027” is geen datum'],
    ['rol geef M. Smit trekker bestuur 2027-12-31 2027-01-01', 'De einddatum ligt voor de begindatum'],
    ['rol geef M. Smit trekker bestuur 2027-01-01 2027-02-01 2027-03-01', '“2027-03-01” is geen datum'],
    ['rol geef M. Smit trekker', 'Bij de rol pijlertrekker hoort een pijler'],
    ['rol geef M. Smit trekker onzin', 'Ik ken geen pijler “onzin”'],
    ['rol geef M. Smit contactambtenaar bestuur', 'hoort geen pijler'],
    ['rol geef M. Smit contactambtenaar morgen', '“morgen” is geen datum'],
    ['rol geef M. Smit', 'm50 rol geef <persoon> <rol>'],
    ['rol geef M. Smit koning', 'Rollen: lid van het secretariaat, plaatsvervanger van het secretariaat'],
    ['rol geef Niemand Echt trekker bestuur', 'Ik ken niemand met de naam of het adres “Niemand Echt”'],
    ['rol geef n.iemand@zeist.nl trekker bestuur', 'Ik ken niemand met de naam of het adres “n.iemand@zeist.nl”'],
    ['rol geef M. Smiet trekker bestuur', 'Bedoelt u M. Smit (Waalwijk)?'],
    ['rol geef A. Bakker trekker bestuur', 'A. Bakker heeft deze rol al'],
    ['rol eindig M. Smit voorzitter bestuur', 'M. Smit heeft deze rol niet'],
    ["rol geef '; drop table roles;-- trekker bestuur", 'Ik ken niemand'],
  ])('%s: changes nothing and says why', async (line, words) => {
    const before = await allRoles()
    expect(await says(jansen, line)).toContain(words)
    expect(await allRoles()).toEqual(before)
  })

  it('[A12] says who else has the role of that pillar', async () => {
    expect(await says(jansen, 'rol geef M. Smit voorzitter economie')).not.toContain('Deze rol heeft nu ook')
    expect(await says(jansen, 'rol geef A. Bakker voorzitter economie')).toContain(
      'Deze rol heeft nu ook: M. Smit (Waalwijk).',
    )
  })

  it('asks which one when names are alike', async () => {
    const one = m50.person('P. Pietersen', 'p.pietersen@tiel.nl')
    const other = m50.person('P. Pietersen', 'pieter@soest.nl')
    for (const person of [one, other]) await says(person, 'aanmelden ambtenaar')
    const asked = await says(jansen, 'rol geef P. Pietersen contactambtenaar')
    expect(asked).toContain('P. Pietersen (Soest)')
    expect(asked).toContain('P. Pietersen (Tiel)')
    expect(await says(jansen, 'rol geef pieter@soest.nl contactambtenaar')).toContain(
      'P. Pietersen is contactambtenaar',
    )
    expect(await rolesOf(other, 'contactOfficer')).toHaveLength(1)
    expect(await rolesOf(one, 'contactOfficer')).toEqual([])
  })

  it('is for the secretariat alone', async () => {
    const before = await allRoles()
    for (const line of [
      'rol',
      'rol geef W. de Vries secretariaat',
      'rol eindig S. Jansen secretariaat',
      'rol geef onzin',
      'rol geef Niemand trekker bestuur',
    ])
      expect(await says(m50.deVries, line), line).toContain('Alleen het secretariaat kan dit. Er is niets veranderd.')
    expect(await allRoles()).toEqual(before)
  })
})

describe('[A09] the contact officer', () => {
  it('is one at a time: giving it to another ends the former that day, a constraint in Postgres, at the same moment too', async () => {
    const [first, second] = [m50.person('C. Een', 'c.een@lochem.nl'), m50.person('C. Twee', 'c.twee@lochem.nl')]
    for (const person of [first, second]) await says(person, 'aanmelden ambtenaar')
    const both = await Promise.all([
      says(jansen, 'rol geef C. Een contactambtenaar'),
      says(jansen, 'rol geef C. Twee contactambtenaar'),
    ])
    // One came second, and took over from the other.
    const takenOver = both.filter(answer => answer.includes('is het dan niet meer en hoort dat'))
    expect(takenOver).toHaveLength(1)
    const holder = takenOver[0]?.startsWith('C. Een') ? 'C. Een' : 'C. Twee'
    const former = holder === 'C. Een' ? second : first
    await former.receives(`U bent geen contactambtenaar meer. ${holder} neemt het over.`)
    expect(await says(m50.deVries, 'gemeente lochem')).toContain(`Contactambtenaar: ${holder}`)
    await expect(
      m50.database.query(
        `insert into roles (person_id, kind, municipality_id, starts_on) select person_id, 'contactOfficer', municipality_id, starts_on + 3
         from roles where kind = 'contactOfficer' and municipality_id = (select municipality_id from people where email = 'c.een@lochem.nl')`,
      ),
    ).rejects.toThrow('roles_')
    // Given for later: the one of today stays until then, and hears who is next.
    const next = holder === 'C. Een' ? 'C. Twee' : 'C. Een'
    await says(jansen, `rol geef ${next} contactambtenaar 2099-02-01`)
    await (holder === 'C. Een' ? first : second).receives(`Vanaf 1 feb 2099 neemt ${next} het van u over`)
    expect(await says(m50.deVries, 'gemeente lochem')).toContain(`Contactambtenaar: ${holder}`)
    // Who is given it before that and without an end would be in the way.
    const third = m50.person('C. Drie', 'c.drie@lochem.nl')
    await says(third, 'aanmelden ambtenaar')
    expect(await says(jansen, 'rol geef C. Drie contactambtenaar 2098-01-01')).toContain(
      `${next} wordt later in die tijd contactambtenaar van Lochem`,
    )
    expect(await says(jansen, 'rol geef C. Drie contactambtenaar 2098-01-01 2099-01-31')).toContain(
      'C. Drie is contactambtenaar',
    )
    expect(await rolesOf(third, 'contactOfficer')).toEqual([{ from: '2098-01-01', until: '2099-01-31', pillar: null }])
  })

  it('given for a time goes back to the one before, and all three are told so: the municipality is never without', async () => {
    const [one, other] = [
      m50.person('V. Ast', 'v.ast@doetinchem.nl'),
      m50.person('T. Ijdelijk', 't.ijdelijk@doetinchem.nl'),
    ]
    for (const person of [one, other]) await says(person, 'aanmelden ambtenaar')
    await says(jansen, 'rol geef V. Ast contactambtenaar')
    const given = await says(jansen, 'rol geef T. Ijdelijk contactambtenaar 2099-03-01 2099-03-31')
    expect(given).toContain('In die tijd is V. Ast het niet, vanaf 1 apr 2099 weer. V. Ast hoort dat.')
    const told = (await one.receives('Vanaf 1 mrt 2099 neemt T. Ijdelijk het van u over als contactambtenaar.')).text
    expect(told).toContain('Vanaf 1 apr 2099 bent u het weer.')
    expect(await rolesOf(other, 'contactOfficer')).toEqual([{ from: '2099-03-01', until: '2099-03-31', pillar: null }])
    expect(await rolesOf(one, 'contactOfficer')).toEqual([
      { from: today.toString(), until: '2099-02-28', pillar: null },
      { from: '2099-04-01', until: null, pillar: null },
    ])
  })

  it('needs a municipality', async () => {
    await m50.database.query(`insert into people (name) values ('Z. Zonder')`)
    expect(await says(jansen, 'rol geef Z. Zonder contactambtenaar')).toContain('Z. Zonder heeft geen gemeente')
  })
})

describe('[A17] a chair’s supporter', () => {
  it('is asked for when the role is given, of the secretariat and of the chair, who names one of the own municipality', async () => {
    const mol = m50.person('J. Mol', 'j.mol@dronten.nl')
    await says(mol, 'aanmelden wethouder')
    const official = m50.person('O. Hulp', 'o.hulp@dronten.nl')
    await says(official, 'aanmelden ambtenaar')
    const given = await says(jansen, 'rol geef J. Mol voorzitter economie')
    expect(given).toContain('heeft nog geen pijlerondersteuner uit Dronten')
    expect(given).toContain('[Ondersteuner aanwijzen]')
    const asked = await mol.receives('Wie van gemeente Dronten ondersteunt u daarbij?')
    expect(await says(mol, 'gemeente dronten')).toContain('J. Mol, pijlervoorzitter Economie')
    await pressesOpen(mol, asked, 'role.support')
    expect((await mol.submit({ supporter: 'm.smit@waalwijk.nl' })).errors.supporter).toContain(
      'is geen adres van gemeente Dronten',
    )
    expect((await mol.submit({ supporter: 'Niemand Echt' })).errors.supporter).toContain(
      'Ik ken “Niemand Echt” nog niet',
    )
    expect(await submits(mol, { supporter: 'O. Hulp' })).toContain(
      'O. Hulp is pijlerondersteuner van de pijler Economie',
    )
    await official.receives('U bent pijlerondersteuner van de pijler Economie')
    expect(await says(mol, 'gemeente dronten')).not.toContain('nog geen pijlerondersteuner')
    // The button still stands there, and says what is so by now.
    expect(await presses(mol, asked, 'role.support')).toContain('J. Mol heeft al een pijlerondersteuner: O. Hulp.')
  })

  it('is one: of two who name one at the same moment the second hears who it is', async () => {
    const people = ['E. Een', 'T. Wee', 'O. Fficier'].map(name =>
      m50.person(name, `${name.slice(3).toLowerCase()}@tiel.nl`),
    )
    const [, , officer] = people as [Person, Person, Person]
    for (const person of people) await says(person, 'aanmelden ambtenaar')
    const chair = m50.person('V. Oorzit', 'v.oorzit@tiel.nl')
    await says(chair, 'aanmelden wethouder')
    await says(jansen, 'rol geef O. Fficier contactambtenaar')
    await says(jansen, 'rol geef V. Oorzit voorzitter financien')
    for (const person of [chair, officer]) {
      await says(person, 'gemeente tiel')
      await pressesOpen(person, 'answer', 'role.support')
    }
    // Both are past their look at who supports the chair when they are let go on.
    const holder = new pg.Client(m50.database.url)
    await holder.connect()
    await holder.query(`begin; select from people where name in ('E. Een', 'T. Wee') for update`)
    const both = Promise.all([chair.submit({ supporter: 'E. Een' }), officer.submit({ supporter: 'T. Wee' })])
    const waiting = () =>
      m50.database.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    await expect.poll(async () => (await waiting()).length, { timeout: 20_000 }).toBe(2)
    await holder.query('commit')
    await holder.end()
    await both
    const named = await m50.database.query(
      `select from roles r join people p on p.id = r.person_id where r.kind = 'supporter' and p.name in ('E. Een', 'T. Wee')`,
    )
    expect(named).toHaveLength(1)
  })
})

describe('[T19] a change of role', () => {
  it('counts at the next press: given, it lets one decide; ended, no more, and one is told', async () => {
    const { smit, secretariat, deVries } = m50
    await smit.joins(secretariat)
    await says(deVries, 'pijler word-lid financien a.bakker@zeist.nl')
    const card = await m50.shows(secretariat, 'lid worden van de pijler Financiën')
    const claim = () => presses(smit, card, 'request.claim')
    expect(await claim()).toContain('Alleen het secretariaat kan hierover beslissen')
    await says(jansen, 'rol geef M. Smit plaatsvervanger')
    expect(await claim()).toContain('staat op uw naam')
    expect(await says(smit, 'secretariaat')).toContain('1 verzoek wacht')
    expect(await says(jansen, 'rol eindig M. Smit plaatsvervanger')).toContain(
      'M. Smit is geen plaatsvervanger van het secretariaat meer',
    )
    await smit.receives('U bent geen plaatsvervanger van het secretariaat meer.')
    expect(await claim()).toContain('Alleen het secretariaat kan hierover beslissen')
    expect(await says(smit, 'secretariaat')).toContain('Alleen het secretariaat kan dit')
  })

  it('of a chair counts in the own pillar, and a role of later or before counts for nothing', async () => {
    const later = m50.person('L. Later', 'l.later@tiel.nl')
    await says(later, 'aanmelden ambtenaar')
    await says(jansen, `rol geef L. Later secretariaat ${today.add({ days: 1 })}`)
    expect(await says(later, 'rol')).toContain('Alleen het secretariaat kan dit')
    const past = m50.person('V. Voorbij', 'v.voorbij@tiel.nl')
    await says(past, 'aanmelden ambtenaar')
    const over = `rol geef V. Voorbij secretariaat 2020-01-01 ${today.subtract({ days: 1 })}`
    expect(await says(jansen, over)).toContain('Die laatste dag is al voorbij.')
    expect(await rolesOf(past, 'secretariat')).toEqual([])
    await m50.database.query(
      `insert into roles (person_id, kind, starts_on, ends_on) select person_id, 'secretariat', '2020-01-01', $2 from identities where user_id = $1`,
      [past.id, today.toString()],
    )
    expect(await says(past, 'rol')).toContain('Alleen het secretariaat kan dit')
    const last = m50.person('L. Aatst', 'l.aatst@tiel.nl')
    await says(last, 'aanmelden ambtenaar')
    // The last day counts in full.
    await says(jansen, `rol geef L. Aatst secretariaat 2020-01-01 ${today}`)
    expect(await says(last, 'rol')).toContain('secretariaat: ')
  })

  it('ends a pillar’s role in that pillar alone', async () => {
    await says(jansen, 'rol geef M. Smit voorzitter bestuur')
    await says(jansen, 'rol geef M. Smit voorzitter samenleving')
    expect(await says(jansen, 'rol eindig M. Smit voorzitter bestuur')).toContain(
      'is geen pijlervoorzitter van de pijler Bestuur meer',
    )
    const held = await says(jansen, 'rol')
    expect(held).toContain('pijlervoorzitter Samenleving: M. Smit (Waalwijk)')
    expect(held).not.toContain('pijlervoorzitter Bestuur')
  })
})

async function official(name: string, email: string): Promise<Person> {
  const person = m50.person(name, email)
  await says(person, 'aanmelden ambtenaar')
  return person
}

describe('[F02] “Klopt uw rol nog?”', () => {
  it('asks everyone with a role once, reminds the silent, reports, and ends a role by the secretariat’s word', async () => {
    const [yes, no, silent] = await Promise.all([
      official('J. Azeker', 'j.azeker@ridderkerk.nl'),
      official('N. Eehoor', 'n.eehoor@roermond.nl'),
      official('Z. Wijger', 'z.wijger@woerden.nl'),
    ])
    await m50.database.query(
      `update roles set ends_on = (now() at time zone 'Europe/Amsterdam')::date where kind = 'viceChair'`,
    )
    for (const [person, pillar] of [
      [yes, 'bestuur'],
      [no, 'samenleving'],
      [silent, 'financien'],
    ] as const)
      await says(jansen, `rol geef ${person.name} vicevoorzitter ${pillar}`)
    expect(await says(jansen, 'rol controle')).toContain('Vicevoorzitter: nog niet gevraagd')
    expect(await says(jansen, 'rol controle vicevoorzitter')).toContain('Aan 3 mensen gevraagd.')
    expect(await says(jansen, 'rol controle vicevoorzitter')).toContain('ieder met deze rol is al gevraagd')
    const asked = await Promise.all([yes, no, silent].map(person => person.receives('Klopt uw rol nog?')))
    expect(await presses(yes, asked[0] ?? 'inbox', 'role.still')).toContain('U blijft vicevoorzitter Bestuur.')
    expect(await presses(no, asked[1] ?? 'inbox', 'role.over')).toContain(
      'Het secretariaat bevestigt dat uw rol als vicevoorzitter Samenleving eindigt',
    )
    const report = await jansen.says('rol controle')
    expect(report.text).toContain('1 klopt nog · 1 klopt niet meer · 1 nog geen antwoord')
    expect(report.text).toContain('Nog geen antwoord: Z. Wijger')
    // Asked today, so nobody is reminded yet; a day later the silent one is, and nobody else.
    expect(await presses(jansen, report, 'roleCheck.remind')).toContain('0 mensen zijn herinnerd')
    await m50.database.query(`update role_check_asks set asked_at = asked_at - interval '1 day'`)
    expect(await presses(jansen, report, 'roleCheck.remind')).toContain('1 persoon is herinnerd')
    const reminder = await silent.receives('Herinnering: klopt uw rol nog?')
    expect([yes, no].flatMap(person => person.inbox()).some(m => m.text.includes('Herinnering'))).toBe(false)
    // It holds until the secretariat has confirmed.
    expect(await says(m50.smit, `persoon ${no.name}`)).toContain('Vicevoorzitter Samenleving')
    const [request] = await m50.database.query<{ id: string }>(`select id from requests where kind = 'role.end'`)
    expect((await m50.shows(m50.secretariat, 'rol beëindigen: vicevoorzitter Samenleving')).text).toContain('N. Eehoor')
    await presses(jansen, m50.secretariat, 'request.approve', request?.id)
    await no.receives('U bent geen vicevoorzitter van de pijler Samenleving meer.')
    expect(await says(m50.smit, `persoon ${no.name}`)).not.toContain('Vicevoorzitter')
    // What came of it stands there, and stays there.
    const closed = await presses(jansen, report, 'roleCheck.close')
    expect(closed).toContain('De ronde is afgerond')
    for (const seen of [closed, await says(jansen, 'rol controle')]) {
      expect(seen).toContain('Vicevoorzitter · afgerond op ')
      expect(seen).toContain('1 klopt nog · 1 klopt niet meer · 1 geen antwoord')
      expect(seen).toContain('Klopt niet meer: N. Eehoor')
      expect(seen).toContain('Geen antwoord: Z. Wijger')
    }
    for (const message of [asked[2], reminder])
      expect(await presses(silent, message ?? 'inbox', 'role.still')).toContain('Dit is niet meer nodig')
  })
})

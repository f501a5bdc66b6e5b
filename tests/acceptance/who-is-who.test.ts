// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, says } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let jansen: Person
let tweede: Person

beforeAll(async () => {
  m50 = await chatNetwork({
    settings: {
      SECRETARIAT_EMAILS:
        's.jansen@zeist.nl, Tweede@Waalwijk.nl, gast@zeist.nl, adviseur@bureau.example, bureau@bureau.example, elders@zeist.nl',
    },
  })
  jansen = m50.jansen
  await m50.begin()
  await m50.bound()
  await says(jansen, 'aanmelden ambtenaar')
  tweede = m50.person('T. Tweede', 'tweede@waalwijk.nl')
  await tweede.joins(m50.secretariat)
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

interface Stated {
  id: string
  is_confirmed: boolean
  confirmed_by: string | null
  is_over: boolean
  version: number
}

/** The latest function of someone, as it stands in Postgres. */
async function functionOf(person: Person): Promise<Stated> {
  const [row] = await m50.database.query<Stated>(
    `select r.id, r.confirmed_at is not null as is_confirmed, c.name as confirmed_by, r.ends_on is not null as is_over, r.version
     from identities i join roles r on r.person_id = i.person_id and r.municipality_id is not null left join people c on c.id = r.confirmed_by_id
     where i.user_id = $1 and r.kind in ('alderman', 'mayor', 'municipalSecretary', 'adviser', 'official') order by r.created_at desc limit 1`,
    [person.id],
  )
  return row ?? expect.fail(`${person.name} has no function`)
}

let count = 0
/** Someone new of a municipality, with a function; in the secretariat's channel too, where the cards are. */
async function colleague(domain: string, word: string): Promise<Person> {
  count += 1
  const person = m50.person(`P${count}. ${word}`, `p${count}@${domain}`)
  await says(person, `aanmelden ${word}`)
  await person.joins(m50.secretariat)
  return person
}

/** Presses under the card in the secretariat's channel, once it is there. */
async function judged(by: Person, who: Person, press: 'person.confirm' | 'person.deny'): Promise<string> {
  const { id } = await functionOf(who)
  await m50.until(() => JSON.stringify(m50.messagesIn(m50.secretariat)).includes(`"value":"${id}"`))
  return presses(by, m50.secretariat, press, id)
}

/** Who may not, presses: the sentence, and nothing is so that was not. */
async function refused(by: Person, who: Person): Promise<string> {
  const before = await functionOf(who)
  const answers = [await judged(by, who, 'person.confirm'), await judged(by, who, 'person.deny')]
  expect(answers[0]).toBe(answers[1])
  expect(await functionOf(who)).toEqual(before)
  return answers[0] ?? ''
}

describe('a function that stands as stated', () => {
  it('is confirmed by the secretariat; who stated it is told, and the card says who and when', async () => {
    const who = await colleague('tiel.nl', 'wethouder')
    expect((await m50.shows(m50.secretariat, 'wethouder van Tiel')).text).toContain(
      'Zolang niemand dit bevestigt, staat er “opgegeven” bij de functie.',
    )
    expect(await judged(jansen, who, 'person.confirm')).toContain('is nu bevestigd als wethouder')
    await who.receives('Uw functie als wethouder van gemeente Tiel is bevestigd')
    expect(await functionOf(who)).toMatchObject({ is_confirmed: true, confirmed_by: 'S. Jansen', is_over: false })
    await m50.shows(m50.secretariat, 'Bevestigd door S. Jansen op')
  })

  it('is confirmed by a colleague whose own function was confirmed', async () => {
    const first = await colleague('soest.nl', 'burgemeester')
    const second = await colleague('soest.nl', 'wethouder')
    expect(await refused(first, second)).toContain(
      'Alleen het secretariaat, de contactambtenaar of een bevestigde collega van die gemeente kan dit bevestigen',
    )
    await judged(jansen, first, 'person.confirm')
    expect(await judged(first, second, 'person.confirm')).toContain('is nu bevestigd als wethouder')
    expect(await functionOf(second)).toMatchObject({ is_confirmed: true })
    const [audit] = await m50.database.query(
      `select acted_role, acted_municipality_id from audit where action = 'function.confirmed' and subject_id = $1`,
      [(await functionOf(second)).id],
    )
    expect(audit).toEqual({ acted_role: 'confirmed', acted_municipality_id: 'GM0342' })
  })

  it('is not confirmed by one of another municipality, by an official, or by oneself', async () => {
    const elsewhere = await colleague('venray.nl', 'burgemeester')
    await judged(jansen, elsewhere, 'person.confirm')
    const who = await colleague('velsen.nl', 'wethouder')
    const official = await colleague('velsen.nl', 'ambtenaar')
    await refused(elsewhere, who)
    await refused(official, who)
    await refused(who, who)
    expect(await functionOf(who)).toMatchObject({ is_confirmed: false, is_over: false })
  })

  it('is not confirmed by oneself when one is the secretariat', async () => {
    await says(tweede, 'aanmelden wethouder')
    await m50.shows(m50.secretariat, 'T. Tweede meldt zich als wethouder')
    await refused(tweede, tweede)
    expect(await judged(jansen, tweede, 'person.confirm')).toContain('is nu bevestigd')
  })

  it('is put before the contact officer, who confirms; elsewhere that role counts for nothing', async () => {
    const officer = await colleague('lochem.nl', 'ambtenaar')
    const [row] = await m50.database.query(`select email from identities where user_id = $1`, [officer.id])
    expect(await says(jansen, `rol geef ${row?.email} contactambtenaar`)).toContain('is contactambtenaar')
    const who = await colleague('lochem.nl', 'gemeentesecretaris')
    await officer.receives('meldt zich als gemeentesecretaris van Lochem')
    expect(await presses(officer, 'inbox', 'person.confirm', (await functionOf(who)).id)).toContain('is nu bevestigd')
    await who.receives('is bevestigd')
    const other = await colleague('kampen.nl', 'wethouder')
    await refused(officer, other)
  })

  it('stands on the municipality’s card as stated, where who may confirm it finds [Klopt]', async () => {
    const first = await colleague('dronten.nl', 'burgemeester')
    await judged(jansen, first, 'person.confirm')
    const who = await colleague('dronten.nl', 'wethouder')
    const seen = await says(first, 'gemeente dronten')
    expect(seen).toMatch(/wethouder \(opgegeven\)\n\[Klopt\]/)
    expect(await says(who, 'gemeente dronten')).not.toContain('[Klopt]')
    expect(await presses(first, 'answer', 'person.confirm', (await functionOf(who)).id)).toContain('is nu bevestigd')
    expect(await says(first, 'gemeente dronten')).not.toContain('opgegeven')
  })

  it('ends by [Klopt niet], and who stated it is told and may begin again', async () => {
    const who = await colleague('tiel.nl', 'burgemeester')
    expect(await judged(jansen, who, 'person.deny')).toContain('staat niet meer als burgemeester')
    const told = await who.receives('Uw functie als burgemeester is niet bevestigd')
    expect(told.text).toContain('[Opnieuw aanmelden]')
    expect(await functionOf(who)).toMatchObject({ is_confirmed: false, is_over: true })
    await m50.shows(m50.secretariat, 'S. Jansen heeft op')
    // Rights follow at once: joining asks for the function again.
    expect(await says(who, 'pijler word-lid bestuur')).toContain('Wat is uw functie?')
    expect(await says(who, 'aanmelden ambtenaar')).toMatch(/Verzoek \d+ is verstuurd/)
  })
})

describe('[T14] a name', () => {
  it('is text wherever it stands, whatever it looks like', async () => {
    const name = '<!channel> *W* [klik](https://evil.example) <@U1> & `zo`'
    const who = m50.person(name, 'markup@gemeente-oldambt.nl')
    await says(who, 'aanmelden wethouder')
    const shown = [
      await m50.shows(m50.secretariat, 'wethouder van Oldambt'),
      await jansen.says('gemeente oldambt'),
      await who.says('hallo'),
    ]
    await judged(jansen, who, 'person.confirm')
    await says(jansen, 'rol geef markup@gemeente-oldambt.nl contactambtenaar')
    shown.push(await jansen.says('rol'), await jansen.says('gemeente oldambt'))
    for (const message of shown) {
      expect(message.text).toContain('[klik](https://evil.example)')
      expect(message).toMatchObject({ mentions: [], links: [] })
    }
  })
})

describe('[T08] pressing late', () => {
  it('twice is once, and says who was first', async () => {
    const who = await colleague('roermond.nl', 'wethouder')
    const card = await m50.shows(m50.secretariat, 'wethouder van Roermond')
    await presses(jansen, card, 'person.confirm')
    const after = await functionOf(who)
    expect(await presses(jansen, card, 'person.confirm')).toMatch(
      /S\. Jansen heeft P\d+\. wethouder op .* al bevestigd/,
    )
    expect(await presses(jansen, card, 'person.deny')).toContain('is al bevestigd. Er is niets veranderd')
    expect(await functionOf(who)).toEqual(after)
  })

  it('after it was denied says by whom, and after another function took its place that it holds no more', async () => {
    const who = await colleague('roermond.nl', 'burgemeester')
    const card = await m50.shows(m50.secretariat, 'burgemeester van Roermond')
    await presses(jansen, card, 'person.deny')
    expect(await presses(jansen, card, 'person.confirm')).toMatch(
      /S\. Jansen heeft op .* al gezegd dat de functie van .* niet klopt/,
    )
    await says(who, 'aanmelden gemeentesecretaris')
    const second = await m50.shows(m50.secretariat, 'gemeentesecretaris van Roermond')
    await says(who, 'aanmelden ambtenaar')
    await m50.shows(m50.secretariat, 'Deze functie geldt niet meer.')
    expect(await presses(jansen, second, 'person.confirm')).toContain('geldt niet meer. Er is niets veranderd')
  })

  it('by two at the same moment is one answer, told once', async () => {
    const who = await colleague('nieuwegein.nl', 'wethouder')
    const card = await m50.shows(m50.secretariat, 'wethouder van Nieuwegein')
    const answers = await Promise.all([presses(jansen, card, 'person.confirm'), presses(tweede, card, 'person.deny')])
    expect(answers.filter(answer => answer.startsWith('Dank u.'))).toHaveLength(1)
    await m50.until(() => who.inbox().length > 0)
    const rows = await m50.database.query(
      `select action from audit where subject_kind = 'role' and subject_id = $1 and action <> 'function.stated'`,
      [(await functionOf(who)).id],
    )
    expect(rows).toHaveLength(1)
  })
})

describe('[T06] SECRETARIAT_EMAILS', () => {
  const leads = (person: Person) =>
    m50.database.query(
      `select r.kind from identities i join roles r on r.person_id = i.person_id where i.user_id = $1 and r.kind = 'secretariat'`,
      [person.id],
    )

  it('makes a full member of the host secretariat at the first contact', async () => {
    const adviser = m50.person('A. Adviseur', 'adviseur@bureau.example')
    expect(await says(adviser, 'secretariaat')).toContain('Secretariaat')
    expect(await leads(adviser)).toHaveLength(1)
  })

  it('[T22] who has no municipality yet asks like anyone, and does not decide on it', async () => {
    const adviser = m50.person('B. Ureau', 'bureau@bureau.example')
    await adviser.joins(m50.secretariat)
    expect(await says(adviser, 'aanmelden Tiel ambtenaar')).toContain('Uw aanmelding is verstuurd')
    const [request] = await m50.database.query<{ id: string }>(
      `select id from requests where requester_text = 'B. Ureau'`,
    )
    await m50.shows(m50.secretariat, 'aanmelding bij gemeente Tiel')
    const own = await presses(adviser, m50.secretariat, 'request.approve', request?.id)
    expect(own).toContain('Dit is uw eigen verzoek')
    expect(await presses(jansen, m50.secretariat, 'request.approve', request?.id)).toContain('is goedgekeurd')
    await adviser.receives('U bent nu bekend als ambtenaar van gemeente Tiel')
  })

  it.each([
    ['of the usual kind', 'gast@zeist.nl', { guest: 'usual' }],
    ['of the other kind', 'elders@zeist.nl', { guest: 'other' }],
  ] as const)(
    'never makes a guest %s secretariat, who counts by the address like any other',
    async (_, email, kind) => {
      const guest = m50.person('G. Gast', email, kind)
      expect(await says(guest, 'aanmelden ambtenaar')).toContain('U staat als ambtenaar van gemeente Zeist')
      expect(await says(guest, 'secretariaat')).toContain('Alleen het secretariaat kan dit')
      expect(await leads(guest)).toEqual([])
    },
  )
})

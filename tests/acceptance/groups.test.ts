// SPDX-License-Identifier: EUPL-1.2
// Who takes part in what besides a seat: theme groups, following, and the import that brings people in.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, says, submits } from '../support/chat/talk.ts'

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

describe('[A13] [F11] m50 themagroep', () => {
  const until = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 60 }).toString()

  it('is begun with a last day by the secretariat or the pillar’s chair, joined, left and ended', async () => {
    await says(jansen, 'rol geef W. de Vries voorzitter financien')
    expect(await opens(jansen, 'themagroep nieuw')).toContain('Nieuwe themagroep')
    expect(
      (await jansen.submit({ name: 'Energie', pillar: 'samenleving', until: '2020-01-01' })).errors.until,
    ).toContain('vandaag of later')
    expect(await submits(jansen, { name: 'Energie', pillar: 'samenleving', until })).toContain(
      'De themagroep Energie is begonnen',
    )
    expect(await says(m50.smit, 'themagroep')).toContain('Energie · pijler Samenleving · nog niemand')
    expect(await says(m50.smit, 'themagroep doe-mee energie')).toContain('U doet mee in de themagroep Energie')
    expect(await says(m50.smit, 'themagroep doe-mee energie')).toContain('U doet al mee')
    expect(await says(m50.bakker, 'themagroep join Energie')).toContain('2 deelnemers')
    expect(await says(m50.deVries, 'themagroep leden energie')).toContain('A. Bakker, Zeist')
    expect(await says(m50.bakker, 'themagroep verlaat energie')).toContain('U doet niet meer mee')
    expect(await says(m50.deVries, 'themagroep leden energie')).not.toContain('A. Bakker')
    // Only the own pillar's chair, or the secretariat.
    expect(await says(m50.smit, 'themagroep nieuw')).toContain('Er is niets veranderd')
    expect(await says(m50.deVries, 'themagroep beeindig energie')).toContain('Er is niets veranderd')
    expect(await says(jansen, 'themagroep beëindig energie')).toContain('De themagroep Energie is beëindigd')
    await m50.smit.receives('De themagroep Energie is geëindigd')
    expect(await says(m50.smit, 'themagroep energie')).toContain('Ik ken geen themagroep')
  })

  it('a chair begins one in the own pillar, and in no other', async () => {
    expect(await opens(m50.deVries, 'themagroep nieuw')).toContain('Nieuwe themagroep')
    const elsewhere = await m50.deVries.submit({ name: 'Wonen', pillar: 'samenleving', until })
    expect(elsewhere.errors.name).toContain('niets veranderd')
    expect(await submits(m50.deVries, { name: 'Gemeentefonds', pillar: 'financien' })).toContain('is begonnen')
  })
})

describe('[F13] m50 volg', () => {
  it('brings who follows a pillar its new theme groups, and nobody else', async () => {
    expect(await says(m50.smit, 'volg bestuur')).toContain(
      'Begint er een themagroep, of komt er een lobbypunt of knelpunt bij, dan krijgt u bericht.',
    )
    await says(jansen, 'volg bestuur')
    for (const [name, pillar] of [
      ['Elders', 'samenleving'],
      ['Samen sterk', 'bestuur'],
    ]) {
      await opens(jansen, 'themagroep nieuw')
      await submits(jansen, { name: String(name), pillar: String(pillar), until: '2099-12-31' })
    }
    const told = await m50.smit.receives('Nieuw in de pijler Bestuur, die u volgt: de themagroep Samen sterk')
    expect(await presses(m50.smit, told, 'group.join')).toContain('U doet mee in de themagroep Samen sterk')
    expect(
      await m50.database.query(
        `select i.user_id as to from deliveries d join identities i on i.id = d.identity_id where d.kind = 'groups.begun'`,
      ),
    ).toEqual([{ to: m50.smit.id }])
    for (const person of [m50.smit, jansen]) {
      const list = await person.says('volg')
      await presses(person, list, 'follow.end')
    }
  })

  it('follows a pillar without joining, once, and shows how many do', async () => {
    expect(await says(m50.smit, 'volg economie')).toContain('U volgt de pijler Economie')
    expect(await says(m50.smit, 'volg economie')).toContain('U volgt de pijler Economie')
    // The list of pillars is kept in memory for a second.
    await expect.poll(() => says(m50.bakker, 'pijler economie'), { timeout: 20_000 }).toContain('1 volger')
    const list = await m50.smit.says('volg')
    expect(list.text).toContain('[Niet meer volgen]')
    expect(await presses(m50.smit, list, 'follow.end')).toContain(
      'U volgt de pijler Economie & Fysieke leefomgeving niet meer',
    )
    expect(await m50.database.query('select from follows')).toEqual([])
    expect(await says(m50.smit, 'volg niets')).toContain('Ik ken geen pijler, lobbypunt of knelpunt “niets”')
  })
})

describe('[F94] m50 importeer leden', () => {
  it('shows what changes first, each mistake at the field, and knows whom it brought in at their first message', async () => {
    const rows = (...lines: string[]) => ['gemeente;naam;e-mail;functie;rol;pijler', ...lines].join('\n')
    expect(await says(m50.deVries, 'importeer leden')).toContain('Alleen het secretariaat kan dit')
    expect(await opens(jansen, 'importeer leden')).toContain('Er wordt nog niets opgeslagen')
    const wrong = await jansen.submit({ rows: rows('Woerden;N. Ieuw;n.ieuw@woerden.nl;koning;;') })
    expect(wrong.errors.rows).toBe('Rij 2, kolom functie: “koning” ken ik niet.')
    const two = [
      'Woerden;N. Ieuw;n.ieuw@woerden.nl;ambtenaar;contactambtenaar;',
      'Woerden;M. Ieuw;m.ieuw@woerden.nl;ambtenaar;contactambtenaar;',
    ]
    expect((await jansen.submit({ rows: rows(...two) })).errors.rows).toBe(
      'Rij 3: Woerden krijgt in rij 2 al een contactambtenaar, en een gemeente heeft er één.',
    )
    const right = rows('Woerden;N. Ieuw;n.ieuw@woerden.nl;wethouder;;Bestuur')
    expect(await submits(jansen, { rows: right })).toContain(
      'N. Ieuw (Woerden): nieuw, functie wethouder, plaats in de pijler Bestuur',
    )
    expect(await presses(jansen, 'answer', 'import.apply')).toContain('1 rij is verwerkt')
    const newcomer = m50.person('N. Ieuw', 'n.ieuw@woerden.nl')
    const own = await says(newcomer, 'persoon')
    expect(own).toContain('Wethouder van gemeente Woerden, sinds')
    expect(own).toContain('In de pijlers: Bestuur')
    await opens(jansen, 'importeer leden')
    expect(await submits(jansen, { rows: right })).toContain('Er verandert niets: alles staat er al zo.')
  })
})

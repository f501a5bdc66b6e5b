// SPDX-License-Identifier: EUPL-1.2
// Who takes part in what besides a seat: theme groups, following, and the import that brings people in.
import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { slackNetwork } from '../support/slack-network.ts'
import { apiError, http, type Person, textOf } from '../support/slack-server.ts'
import { opens, presses, says, submits } from '../support/talk.ts'

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
    expect(await says(m50.smit, 'volg bestuur')).toContain('Begint er een themagroep, dan krijgt u bericht.')
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
      const list = await (await person.command('volg')).ephemeral(20_000)
      await presses(person, list, 'follow.end')
    }
  })

  it('follows a pillar without joining, once, and shows how many do', async () => {
    expect(await says(m50.smit, 'volg economie')).toContain('U volgt de pijler Economie')
    expect(await says(m50.smit, 'volg economie')).toContain('U volgt de pijler Economie')
    // The list of pillars is kept in memory for a second.
    await expect.poll(() => says(m50.bakker, 'pijler economie'), { timeout: 20_000 }).toContain('1 volger')
    const list = await (await m50.smit.command('volg')).ephemeral(20_000)
    expect(textOf(list)).toContain('[Niet meer volgen]')
    expect(await presses(m50.smit, list, 'follow.end')).toContain(
      'U volgt de pijler Economie & Fysieke leefomgeving niet meer',
    )
    expect(await m50.database.query('select from follows')).toEqual([])
    expect(await says(m50.smit, 'volg niets')).toContain('Ik ken geen pijler “niets”')
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
    expect(await presses(jansen, 'ephemeral', 'import.apply')).toContain('1 rij is verwerkt')
    const newcomer = m50.person('N. Ieuw', 'n.ieuw@woerden.nl')
    const own = await says(newcomer, 'persoon')
    expect(own).toContain('Wethouder van gemeente Woerden, sinds')
    expect(own).toContain('In de pijlers: Bestuur')
    await opens(jansen, 'importeer leden')
    expect(await submits(jansen, { rows: right })).toContain('Er verandert niets: alles staat er al zo.')
  })

  const heading = ['gemeente', 'naam', 'e-mail', 'functie', 'rol', 'pijler']
  const xlsx = (...rows: string[][]) =>
    writeXlsx([heading, ...rows].map(row => row.map(value => ({ value: value || null }))) as never).toBuffer()
  const calls = () => m50.slack.calls('files.info').length

  it('takes a spreadsheet in the form: mistakes at that field, then what changes, then it is so; a second time nothing', async () => {
    const wrong = jansen.uploads(
      'leden.xlsx',
      await xlsx(['Woerden', 'E. Xcel', 'e.xcel@woerden.nl', 'koning', '', '']),
    )
    expect(await opens(jansen, 'importeer leden')).toContain('Bestand')
    expect((await jansen.submit({ file: wrong })).errors.file).toBe('Rij 2, kolom functie: “koning” ken ik niet.')
    expect((await jansen.submit({ file: wrong, rows: 'gemeente' })).errors.rows).toContain('niet allebei')
    expect((await jansen.submit({ file: null, rows: '' })).errors.rows).toContain('Plak ze, of geef een bestand')
    const right = jansen.uploads(
      'leden',
      await xlsx([], ['Woerden', 'E. Xcel', 'e.xcel@woerden.nl', 'ambtenaar', '', '']),
    )
    expect(await submits(jansen, { file: right })).toContain('E. Xcel (Woerden): nieuw, functie ambtenaar')
    expect(await m50.database.query(`select from people where name = 'E. Xcel'`)).toEqual([])
    expect(await presses(jansen, 'ephemeral', 'import.apply')).toContain('1 rij is verwerkt')
    expect(await m50.database.query(`select from people where name = 'E. Xcel'`)).toHaveLength(1)
    await opens(jansen, 'importeer leden')
    expect(await submits(jansen, { file: right })).toContain('Er verandert niets: alles staat er al zo.')
  })

  it('takes a CSV as Excel writes it, sent in the conversation with the bot', async () => {
    const csv = Buffer.from(
      'Gemeente;Naam;E-mail;Functie\r\nWoerden;Z. Coördinatie;z.co@woerden.nl;ambtenaar\r\n',
      'latin1',
    )
    await jansen.directMessage('importeer leden', { file: jansen.uploads('leden.csv', csv) })
    await jansen.receives('Z. Coördinatie (Woerden): nieuw, functie ambtenaar', 20_000)
    expect(await presses(jansen, 'inbox', 'import.apply')).toContain('1 rij is verwerkt')
    expect(await m50.database.query(`select from people where name = 'Z. Coördinatie'`)).toHaveLength(1)
    await jansen.directMessage('import members', { file: jansen.uploads('leden.csv', csv.subarray(0, 60)) })
    await jansen.receives('Rij 2, kolom functie: leeg.', 20_000)
    const english = 'municipality,name,e-mail,function\nWoerden,"Coördinatie, Z.",z.co@woerden.nl,official\n'
    await jansen.directMessage('import members', { file: jansen.uploads('members.csv', english) })
    await jansen.receives('Er verandert niets: alles staat er al zo.', 20_000)
  })

  it.each([
    [
      'of another kind',
      'leden.csv',
      Buffer.from('%PDF-1.7\u0001\u0000'),
      'Bewaar het als Excel-werkmap (.xlsx) of als CSV',
    ],
    ['that is empty', 'leden.csv', Buffer.from(' \n'), 'Bewaar het als Excel-werkmap (.xlsx) of als CSV'],
    ['that is too large', 'leden.xlsx', Buffer.alloc(2_000_001), 'er past hoogstens 2 MB'],
    [
      'of very many rows',
      'leden.csv',
      Buffer.from(`a;b\n${'x;y\n'.repeat(200_000)}`),
      'meer dan ik in een keer kan lezen',
    ],
  ])('says in one sentence what to do with a file %s', async (_, name, content, words) => {
    await opens(jansen, 'importeer leden')
    expect((await jansen.submit({ file: jansen.uploads(name, content) })).errors.file).toContain(words)
  })

  it('says who can help where Slack does not let the bot read it, or does not answer', async () => {
    const file = jansen.uploads('leden.csv', heading.join(';'))
    await opens(jansen, 'importeer leden')
    m50.slack.faults.plan('files.info', apiError('missing_scope'), { times: 1 })
    expect((await jansen.submit({ file })).errors.file).toContain('Vraag de beheerder')
    m50.slack.faults.plan('files.info', http(500, { acts: false }), { times: 1 })
    expect((await jansen.submit({ file })).errors.file).toContain('niet op tijd')
    expect((await jansen.submit({ file: { ...file, id: 'F404' } })).errors.file).toContain('niet vinden')
    // The address in the payload is not believed: Slack is asked where the file lies.
    expect((await jansen.submit({ file: { ...file, url: 'https://example.org/leden.csv' } })).errors.file).toContain(
      'geen rijen',
    )
  })

  it('takes its token to no other host than Slack’s, whatever address is given', async () => {
    let heard = 0
    const elsewhere = createServer((_, response) => {
      heard++
      response.end('gemeente;naam;e-mail;functie')
    })
    await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve))
    const file = jansen.uploads('leden.csv', heading.join(';'))
    const address = elsewhere.address()
    file.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/leden.csv`
    await opens(jansen, 'importeer leden')
    expect((await jansen.submit({ file })).errors.file).toContain('niet vinden')
    expect(heard).toBe(0)
    elsewhere.close()
  })

  it('fetches nothing for whoever may not, and asks what a file alone is for', async () => {
    const before = calls()
    const file = m50.deVries.uploads('leden.csv', heading.join(';'))
    await m50.deVries.directMessage('importeer leden', { file })
    await m50.deVries.receives('Alleen het secretariaat kan dit', 20_000)
    await m50.deVries.directMessage('', { file })
    await m50.deVries.receives('Schrijf bij een bestand wat ik ermee moet doen', 20_000)
    expect(calls()).toBe(before)
  })

  it('needs no word with a file from whoever may bring people in', async () => {
    const csv = `${heading.slice(0, 4).join(';')}\nWoerden;Z. Onder woord;z.onder@woerden.nl;ambtenaar\n`
    await jansen.directMessage('', { file: jansen.uploads('leden.csv', csv) })
    await jansen.receives('Z. Onder woord (Woerden): nieuw, functie ambtenaar', 20_000)
  })
})

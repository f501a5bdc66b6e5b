// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { pressesOpen, says as said } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
/** What is typed before a command, as help has it. */
const typed = { slack: '/m50', teams: 'm50' }[platform]

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
  await said(m50.bakker, 'aanmelden ambtenaar')
})

afterAll(() => m50.end())

describe('[F88] [E01] help', () => {
  it('shows what one may do, with buttons, and ends with a remark', async () => {
    const help = await said(m50.bakker, 'help')
    expect(help).toContain(`${typed} pijler word-lid <pijler> [e-mail ambtenaar]`)
    expect(help).toContain('[Stuur een opmerking]')
    expect(help).not.toContain('kanaal')
    expect(help).not.toContain(`${typed} rol`)
    const pages = [await said(m50.jansen, 'help')]
    while (pages.at(-1)?.includes('[Toon meer]')) pages.push(await said(m50.jansen, `help ${pages.length + 1}`))
    const desk = pages.join('\n')
    // Nothing of a word with many verbs is cut off.
    expect(desk).not.toMatch(/…$/m)
    expect(desk).toContain(`${typed} bijeenkomst opkomst`)
    expect(desk).toContain(`${typed} kanaal`)
    expect(desk).toContain(`${typed} rol geef`)
    expect(desk).toContain(`${typed} gemeente <naam> domein <domein>`)
  })

  it('of one word shows that word, and of no word says so', async () => {
    expect(await said(m50.bakker, 'help pijler')).toContain('verlaat een pijler')
    expect(await said(m50.bakker, 'pijler help')).not.toContain(`${typed} gemeente`)
    const request = await said(m50.jansen, 'help verzoek')
    for (const verb of ['intrekken', 'terugdraaien', 'geschiedenis', 'heropenen'])
      expect(request).toContain(`${typed} verzoek <nr> ${verb} · `)
    expect(await said(m50.bakker, 'help xyzzy')).toContain('Ik ken geen onderdeel “xyzzy”')
  })

  it('is given to a guest too, and a greeting is answered', async () => {
    const guest = m50.person('R. Visser', 'r.visser@gmail.example')
    const help = await said(guest, 'help')
    expect(help).toContain(`${typed} aanmelden`)
    expect(help).not.toContain(`${typed} pijler`)
    expect(await said(m50.bakker, 'hallo')).toContain('Dag A. Bakker.')
  })

  it('[E23] answers thanks with a kind word, and shows one’s home by its own word', async () => {
    for (const thanks of ['dank u wel', 'top, dank', 'thanks']) {
      const answer = await said(m50.bakker, thanks)
      expect(answer, thanks).toMatch(/^Graag gedaan\.\s+\[Wat wacht er op mij\?\]$/)
    }
    for (const home of ['start', 'home']) expect(await said(m50.bakker, home)).toContain('WAT ERAAN KOMT')
    await m50.bakker.writes('bedankt')
    expect((await m50.bakker.receives('Graag gedaan.')).text).toContain('[Wat wacht er op mij?]')
  })

  it('[A45] leads who may not see the planning to what is coming for them', async () => {
    const answer = await said(m50.bakker, 'planning')
    expect(answer).toContain(
      `De planning van alle berichten is voor het secretariaat. Wat er voor u aankomt, ziet u met ${typed}.`,
    )
    expect(answer).toContain('[Toon wat u kunt doen]')
    expect(await said(m50.jansen, 'planning')).toContain('Planning')
  })

  it('[A13] says who may begin a theme group to who may not', async () => {
    expect(await said(m50.bakker, 'themagroep nieuw')).toContain(
      'Alleen de voorzitter van de pijler of het secretariaat kan dit. Er is niets veranderd.',
    )
  })

  it('takes a remark to the secretariat', async () => {
    await said(m50.bakker, 'help')
    expect(await pressesOpen(m50.bakker, 'answer', 'desk.feedback')).toContain('Uw opmerking of vraag')
    expect((await m50.bakker.submit({ remark: 'Mooi <!channel> *zo*\n- en verder' })).errors).toEqual({})
    const shown = await m50.shows(m50.secretariat, 'Opmerking van A. Bakker (Zeist)')
    expect(shown.text).toContain('Mooi <!channel> *zo*')
    expect(shown.mentions).toEqual([])
  })
})

describe('[A50] a mention and a direct message do what a command does', () => {
  it('in the channel, answered to the one who asked', async () => {
    expect((await m50.bakker.mentions(m50.general, 'pijler')).text).toContain('De pijlers')
    expect(m50.messagesIn(m50.general)).toEqual([])
  })

  it('directly', async () => {
    await m50.bakker.writes('gemeente zeist')
    const card = (await m50.bakker.receives('Zeist')).text
    expect(card).toContain('Utrecht')
    expect(card).toContain('Lid sinds')
  })

  it('with a form behind a button, where none can open', async () => {
    const alderman = m50.person('W. Wethouder', 'w.wethouder@zeist.nl')
    await said(alderman, 'aanmelden wethouder')
    await alderman.writes('pijler word-lid bestuur')
    // What can be done without the form needs no form.
    const line = await alderman.receives('[Verder met Bestuur] [Later invullen]')
    expect(await pressesOpen(alderman, line, 'pillar.join', 'bestuur')).toContain('Ondersteunende ambtenaar')
  })
})

describe('[T14] what people type stays what it is', () => {
  const hostile = [
    '<!channel> <!here> <@U00000001> <#C00000001> <https://evil.example|klik>',
    '*vet* _schuin_ ~door~ `code` ```blok``` > citaat',
    '[klik](https://evil.example) [x](javascript:alert(1))',
    'ע\u202Eגאב\u202C rechts-naar-links',
    "'; drop table requests; --",
    'nul \u0000 teken, \u0007 bel',
    '😀 👩‍👩‍👧‍👦 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
    '{"type":"section","text":{"type":"mrkdwn","text":"<!channel>"}}',
  ]

  it.each(hostile)('in a reason: %j', async text => {
    await said(m50.bakker, 'pijler word-lid samenleving')
    const [request] = await m50.database.query(`select id, number from requests order by number desc limit 1`)
    await m50.shows(m50.secretariat, `Verzoek ${request?.number} `)
    const form = await pressesOpen(m50.jansen, m50.secretariat, 'request.decline', String(request?.id))
    expect(form).toContain(`Verzoek ${request?.number} `)
    expect((await m50.jansen.submit({ reason: text })).errors).toEqual({})
    const told = await m50.bakker.receives(`Verzoek ${request?.number} is afgewezen`)
    expect(told).toMatchObject({ mentions: [], links: [] })
    const plain = [...text]
      .filter(c => c >= ' ' && !(c >= '\u202a' && c <= '\u202e'))
      .join('')
      .slice(0, 12)
    expect(told.text).toContain(plain.trim())
    expect(m50.complaints()).toEqual([])
  })

  it('in a command: a name nobody knows is said back, and nothing happens', async () => {
    const before = await m50.database.query('select count(*)::int as n from audit')
    for (const text of hostile) {
      const shown = await m50.bakker.says(`gemeente ${text}`)
      expect(shown.mentions).toEqual([])
      expect(shown.text).toMatch(/Ik ken geen gemeente|passen meer gemeenten/)
    }
    expect(await m50.database.query('select count(*)::int as n from audit')).toEqual(before)
    expect(m50.complaints()).toEqual([])
  })

  it('too much of it is refused with a sentence, and what was typed stays in the form', async () => {
    expect(await said(m50.bakker, `gemeente ${'x'.repeat(5_000)}`)).toContain('er passen er 4000')
    await said(m50.bakker, 'pijler word-lid financien')
    const [request] = await m50.database.query(`select id, number from requests order by number desc limit 1`)
    await m50.shows(m50.secretariat, `Verzoek ${request?.number} `)
    const form = await pressesOpen(m50.jansen, m50.secretariat, 'request.ask', String(request?.id))
    expect(form).toContain('Vraag versturen')
    const long = await m50.jansen.submit({ question: 'x'.repeat(2_345) })
    expect(long.errors).toEqual({ question: 'Dat zijn 2345 tekens; er passen er 2000.' })
    expect((await m50.jansen.submit({ question: 'x'.repeat(100) })).errors).toEqual({})
  })
})

it('[T48] leaves no name, address or typed text in what the process prints', async () => {
  const printed = m50.printed()
  expect(printed).toContain('"turn"')
  for (const word of [
    'Bakker',
    'bakker',
    'zeist.nl',
    'Jansen',
    'Zeist',
    'drop table',
    'evil.example',
    'Mooi',
    'Visser',
  ])
    expect(printed.includes(word), word).toBe(false)
})

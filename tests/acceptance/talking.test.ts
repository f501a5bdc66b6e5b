// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slackNetwork } from '../support/slack-network.ts'
import { effectsOf, type Person, textOf, textOfView } from '../support/slack-server.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.bound()
  await said(m50.bakker, 'aanmelden ambtenaar')
}, 60_000)

afterAll(() => m50.end())

const said = async (person: Person, line: string): Promise<string> =>
  textOf(await (await person.command(line)).ephemeral())

describe('[F88] [E01] help', () => {
  it('shows what one may do, with buttons, and ends with a remark', async () => {
    const help = await said(m50.bakker, 'help')
    expect(help).toContain('/m50 pijler word-lid <pijler> [e-mail ambtenaar]')
    expect(help).toContain('[Stuur een opmerking]')
    expect(help).not.toContain('kanaal')
    expect(help).not.toContain('/m50 rol')
    const desk = (await Promise.all(['help', 'help 2', 'help 3', 'help 4'].map(page => said(m50.jansen, page)))).join()
    expect(desk).toContain('/m50 kanaal')
    expect(desk).toContain('/m50 rol geef')
    expect(desk).toContain('/m50 gemeente <naam> domein <domein>')
  })

  it('of one word shows that word, and of no word says so', async () => {
    expect(await said(m50.bakker, 'help pijler')).toContain('verlaat een pijler')
    expect(await said(m50.bakker, 'pijler help')).not.toContain('/m50 gemeente')
    const request = await said(m50.jansen, 'help verzoek')
    for (const verb of ['intrekken', 'terugdraaien', 'geschiedenis', 'heropenen'])
      expect(request).toContain(`/m50 verzoek <nr> ${verb} · `)
    expect(await said(m50.bakker, 'help xyzzy')).toContain('Ik ken geen onderdeel “xyzzy”')
  })

  it('is given to a guest too, and a greeting is answered', async () => {
    const guest = m50.person('R. Visser', 'r.visser@gmail.example')
    const help = await said(guest, 'help')
    expect(help).toContain('/m50 aanmelden')
    expect(help).not.toContain('/m50 pijler')
    expect(await said(m50.bakker, 'hallo')).toContain('Dag A. Bakker.')
  })

  it('takes a remark to the secretariat', async () => {
    await m50.bakker.command('help')
    await m50.bakker.press('ephemeral', 'desk.feedback')
    await m50.slack.until(
      () => (m50.bakker.modal() ? textOfView(m50.bakker.modal() as never) : '').includes('Uw opmerking of vraag'),
      { what: 'the form' },
    )
    expect((await m50.bakker.submit({ remark: 'Mooi <!channel> *zo*\n- en verder' })).errors).toEqual({})
    const shown = await m50.slack.shows(m50.secretariat, 'Opmerking van A. Bakker (Zeist)')
    expect(textOf(shown)).toContain('Mooi <!channel> *zo*')
    expect(effectsOf(shown)).toMatchObject({ mentions: [] })
  })
})

describe('[A50] a mention and a direct message do what a command does', () => {
  it('in the channel, answered to the one who asked', async () => {
    const outcome = await m50.bakker.mention(m50.general, 'pijler')
    expect(textOf(await outcome.ephemeral())).toContain('De pijlers')
    expect(m50.smit.messagesIn(m50.general).some(m => textOf(m).includes('De pijlers'))).toBe(false)
  })

  it('directly', async () => {
    await m50.bakker.directMessage('gemeente zeist')
    const card = textOf(await m50.bakker.receives('Zeist'))
    expect(card).toContain('Utrecht')
    expect(card).toContain('Lid sinds')
  })

  it('with a form behind a button, where none can open', async () => {
    const alderman = m50.person('W. Wethouder', 'w.wethouder@zeist.nl')
    await said(alderman, 'aanmelden wethouder')
    await alderman.directMessage('pijler word-lid bestuur')
    // What can be done without the form needs no form.
    const line = await alderman.receives('[Verder met Bestuur] [Later invullen]')
    const pressed = await alderman.press(line, 'pillar.join', { value: 'bestuur' })
    expect(textOfView(await pressed.modal())).toContain('Ondersteunende ambtenaar')
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
    await m50.slack.shows(m50.secretariat, `Verzoek ${request?.number} `)
    await m50.jansen.press(m50.secretariat, 'request.decline', { value: String(request?.id) })
    await m50.slack.until(
      () => (m50.jansen.modal() ? textOfView(m50.jansen.modal() as never) : '').includes(`Verzoek ${request?.number} `),
      { what: 'the form' },
    )
    expect((await m50.jansen.submit({ reason: text })).errors).toEqual({})
    const told = await m50.bakker.receives(`Verzoek ${request?.number} is afgewezen`)
    expect(effectsOf(told)).toMatchObject({ mentions: [], links: [] })
    const plain = [...text]
      .filter(c => c >= ' ' && !(c >= '\u202a' && c <= '\u202e'))
      .join('')
      .slice(0, 12)
    expect(textOf(told)).toContain(plain.trim())
    expect(m50.slack.complaints()).toEqual([])
  })

  it('in a command: a name nobody knows is said back, and nothing happens', async () => {
    const before = await m50.database.query('select count(*)::int as n from audit')
    for (const text of hostile) {
      const outcome = await m50.bakker.command(`gemeente ${text}`)
      const shown = await outcome.ephemeral()
      expect(effectsOf(shown)).toMatchObject({ mentions: [] })
      expect(textOf(shown)).toMatch(/Ik ken geen gemeente|passen meer gemeenten/)
    }
    expect(await m50.database.query('select count(*)::int as n from audit')).toEqual(before)
    expect(m50.slack.complaints()).toEqual([])
  })

  it('too much of it is refused with a sentence, and what was typed stays in the form', async () => {
    expect(await said(m50.bakker, `gemeente ${'x'.repeat(5_000)}`)).toContain('er passen er 4000')
    await said(m50.bakker, 'pijler word-lid financien')
    const [request] = await m50.database.query(`select id, number from requests order by number desc limit 1`)
    await m50.slack.shows(m50.secretariat, `Verzoek ${request?.number} `)
    await m50.jansen.press(m50.secretariat, 'request.ask', { value: String(request?.id) })
    await m50.slack.until(
      () => (m50.jansen.modal() ? textOfView(m50.jansen.modal() as never) : '').includes('Vraag versturen'),
      { what: 'the form' },
    )
    const long = await m50.jansen.submit({ question: 'x'.repeat(2_345) })
    expect(long.errors).toEqual({ question: 'Dat zijn 2345 tekens; er passen er 2000.' })
    expect((await m50.jansen.submit({ question: 'x'.repeat(100) })).errors).toEqual({})
  })
})

// In Teams the bot hears nothing from a channel that it is not in.
it('[F10] where the bot is not in the channel it says so kindly, and nothing is bound', async () => {
  const { slack, jansen, secretariat } = m50
  const binds = async (line: string, channel: string) =>
    textOf(await (await jansen.command(line, { channel })).ephemeral())
  for (const kind of ['public', 'private'] as const) {
    const channel = slack.addChannel({ name: `zonder-${kind}`, kind, members: [jansen], withBot: false })
    const answer = await binds('kanaal secretariaat', channel)
    expect(answer).toContain(
      'Ik kan hier niet schrijven, want ik zit nog niet in dit kanaal. Nodig mij uit met /invite',
    )
    expect(answer).toContain('Er is niets veranderd')
    expect(slack.messagesIn(channel)).toEqual([])
  }
  const archived = slack.addChannel({ name: 'archief', members: [jansen], withBot: true })
  slack.archive(archived)
  expect(await binds('kanaal pijler bestuur', archived)).toContain('Er is niets veranderd')
  expect(await m50.database.query('select external_id as channel from channels where ended_at is null')).toEqual([
    { channel: secretariat },
  ])
})

it('[E05] a decision is acknowledged in time and drawn by chat.update on the message that stands, never through a response_url', async () => {
  const { slack, jansen, bakker, secretariat } = m50
  await said(bakker, 'pijler word-lid bestuur')
  const card = await slack.shows(secretariat, 'lid worden van de pijler Bestuur')
  const before = slack.calls().length
  const pressed = await jansen.press(card, 'request.approve')
  expect(pressed).toMatchObject({ status: 200, body: '' })
  expect(pressed.failure).toBeUndefined()
  await pressed.ephemeral()
  await slack.until(() => slack.calls('chat.update').find(call => call.ts === card.ts && call.acted), {
    what: 'the card drawn anew',
  })
  const answers = slack
    .calls()
    .slice(before)
    .filter(call => call.method === 'response_url')
  expect(answers.map(({ args }) => [args.response_type, args.replace_original])).toEqual([['ephemeral', false]])
})

it('[T03] the same request sent again, as Slack does, is answered the same and acts once', async () => {
  const first = await m50.bakker.command('pijler word-lid financien')
  const text = textOf(await first.ephemeral())
  const again = await first.repeat({ retryNum: 1, reason: 'http_timeout' })
  expect(textOf(await again.ephemeral())).toBe(text)
  const rows = await m50.database.query(
    `select count(*)::int as n from requests r join people p on p.id = r.requester_id where p.name = 'A. Bakker' and r.subject->>'pillar' = 'financien'`,
  )
  expect(rows).toEqual([{ n: 1 }])
})

// Teams tells of neither: whoever is gone there can't write any more, and no bot writes to another.
it.each([
  ['deactivated', { deleted: true }],
  ['a bot', { isBot: true }],
])('[T06] an account of Slack’s that is %s since has a guest’s rights', async (what, change) => {
  const who = m50.person(`C. Losed, ${what}`, `${what.replace(' ', '')}@ridderkerk.nl`)
  await said(who, 'aanmelden ambtenaar')
  expect(await said(who, 'pijler')).toContain('De pijlers')
  m50.slack.changePerson(who.id, change)
  // A day later the platform is asked again.
  await m50.database.query(`update identities set checked_at = checked_at - interval '25 hours' where user_id = $1`, [
    who.id,
  ])
  expect(await said(who, 'pijler')).toContain('U bent hier gast.')
  expect(await said(who, 'pijler word-lid bestuur')).toContain('U bent hier gast.')
  expect(await said(who, 'aanmelden Tiel ambtenaar')).toContain('Aanmelden kan hier niet met dit account')
  expect(await m50.database.query(`select from requests where requester_text like 'C. Losed%'`)).toEqual([])
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

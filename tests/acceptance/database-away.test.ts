// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: which of Slack's ways of answering is still open at each moment at which the database goes. What is said then is the router's, for both.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type BreakableLine, breakableLine } from '../support/breakable-line.ts'
import { eventually } from '../support/eventually.ts'
import type { RunningBot } from '../support/running-bot.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { type Person, type Shown, stall, textOf, textOfView } from '../support/slack-server.ts'
import { deliveriesOf, standings } from '../support/standing.ts'
import { stopwatch } from '../support/stopwatch.ts'
import { pressesOpen, says } from '../support/talk.ts'

/** A Slack that may be asked what stands in its channels. */
const scopes =
  'commands chat:write im:write im:history users:read users:read.email channels:read groups:read app_mentions:read channels:history groups:history'

const kindWithinMs = 2_500
const redWithinMs = 10_000
const backWithinMs = 10_000
const givenUpWithinMs = 17_500

let m50: Awaited<ReturnType<typeof slackNetwork>>
let line: BreakableLine
let bot: RunningBot
let mulder: Person
const everyone: Person[] = []

beforeAll(async () => {
  m50 = await slackNetwork({
    scopes: scopes.split(' '),
    settings: { SECRETARIAT_EMAILS: 's.jansen@zeist.nl,m.mulder@zeist.nl' },
  })
  line = await breakableLine(m50.database.url)
  bot = await m50.begin({ DATABASE_URL: line.url })
  mulder = m50.person('M. Mulder', 'm.mulder@zeist.nl')
  everyone.push(m50.jansen, mulder)
  await m50.bound()
  await says(mulder, 'help')
  await mulder.joins(m50.secretariat)
})
afterAll(async () => {
  await m50.end()
  await line.close()
})
afterEach(async () => {
  await line.mend()
  // The next test begins with a database, however this one ended.
  await eventually(
    () => statusOf('readyz'),
    status => status === 200,
  )
  expect(m50.slack.complaints()).toEqual([])
})

let seen = 0
/** An official whom no other test knows. */
async function official(): Promise<Person> {
  const name = `o.official${++seen}`
  const person = m50.person(name, `${name}@zeist.nl`)
  everyone.push(person)
  expect(await says(person, 'aanmelden ambtenaar')).toContain('U staat als ambtenaar')
  return person
}

const requestsOf = ({ name }: Person) =>
  m50.database.query<{ id: string; number: number; state: string }>(
    `select r.id, r.number, r.state from requests r join people p on p.id = r.requester_id where p.email = $1`,
    [`${name}@zeist.nl`],
  )
const requestOf = async (person: Person) => (await requestsOf(person))[0]

/** Rows by which anything that a person does is counted. */
const rows = () =>
  m50.database.query(
    `select (select count(*) from turns) as turns, (select count(*) from requests) as requests, (select count(*) from audit) as audit,
      (select count(*) from deliveries) as deliveries, (select count(*) from identities) as identities, (select count(*) from drafts) as drafts,
      (select count(*) from request_questions) as questions, (select count(*) from requests where state <> 'open') as decided`,
  )

const statusOf = async (path: string) => {
  const response = await fetch(`${bot.url}/${path}`)
  await response.body?.cancel()
  return response.status
}

const allSent = () =>
  eventually(
    () => deliveriesOf(m50),
    all => all.every(({ state }) => state === 'sent'),
    40_000,
  )

const answersTo = (person: Person): Shown[] =>
  person.inbox().filter(message => message.user !== person.id && !message.metadata)

/** What someone hears, and how long it took. */
async function timed(hearing: Promise<string>): Promise<{ text: string; ms: number }> {
  const took = stopwatch()
  const text = await hearing
  return { text, ms: took() }
}

async function writesDirectly(person: Person, text: string): Promise<string> {
  const before = answersTo(person).length
  await person.directMessage(text)
  return textOf(await m50.slack.until(() => answersTo(person)[before], { what: 'an answer to a direct message' }))
}

/** Presses what opens a form: what stands there in the end, in the place of the form or beside it. */
async function formOrWords(person: Person, card: Shown, action: string): Promise<string> {
  const pressed = await person.press(card, action)
  const form = m50.slack.until(() => {
    const view = person.modal()
    const text = view ? textOfView(view) : ''
    return text === '' || text.includes('Het formulier wordt geopend') ? undefined : text
  })
  return Promise.any([form, pressed.ephemeral().then(textOf)])
}

const kinds: readonly [string, () => unknown, 'cut' | 'silent'][] = [
  ['a connection that is refused', () => line.refuse(), 'cut'],
  ['a line that is cut', () => line.cut(), 'cut'],
  ['a line that is silent', () => line.freeze(), 'silent'],
]

describe('the database is away', () => {
  it.each(kinds)(
    '%s: everyone hears so in time, nothing is half done, and it goes on by itself [T33] [T55]',
    async (_, breaks, old) => {
      const { jansen, slack, secretariat, general } = m50
      const [asker, joiner, writer, mentioner] = [
        await official(),
        await official(),
        await official(),
        await official(),
      ]
      const reader = await official()
      await mentioner.joins(general)
      await says(asker, 'pijler word-lid bestuur')
      const request = await requestOf(asker)
      const card = await slack.shows(secretariat, `Verzoek ${request?.number} ·`)
      await pressesOpen(jansen, card, 'request.decline')
      // One card is being posted, and another waits behind it.
      const posting = slack.faults.plan('chat.postMessage', stall({ acts: true }), { channel: secretariat, times: 1 })
      const [first, second] = [await official(), await official()]
      await says(first, 'pijler word-lid bestuur')
      await slack.until(() => posting.hits === 1)
      await says(second, 'pijler word-lid bestuur')
      const newcomer = m50.person(`n.newcomer${++seen}`, `n.newcomer${seen}@zeist.nl`)
      const before = await rows()

      await breaks()
      const sinceLost = stopwatch()
      const red = eventually(
        () => statusOf('readyz'),
        status => status === 503,
      ).then(sinceLost)
      const heard = await Promise.all([
        timed(says(joiner, 'pijler word-lid financien')),
        timed(says(newcomer, 'pijler word-lid financien')),
        timed(says(reader, 'pijler')),
        timed(
          mulder
            .press(card, 'request.approve')
            .then(pressed => pressed.ephemeral())
            .then(textOf),
        ),
        timed(formOrWords(mulder, card, 'request.ask')),
        timed(
          jansen.submit({ reason: 'Er is al een lid uit Zeist' }).then(({ errors }) => errors.reason ?? 'no error'),
        ),
        timed(writesDirectly(writer, 'pijler word-lid financien')),
        timed(
          mentioner
            .mention(general, 'pijler word-lid financien')
            .then(said => said.ephemeral())
            .then(textOf),
        ),
      ])
      for (const { text, ms } of heard) {
        expect(text).toMatch(
          /Ik kan nu niets opslaan\. Er is niets gewijzigd; probeer het over een paar minuten opnieuw\. \(code \w{4}\)/,
        )
        expect(ms, text).toBeLessThan(kindWithinMs)
      }
      expect(await red).toBeLessThan(redWithinMs)
      expect(await statusOf('healthz')).toBe(200)
      expect(await rows()).toEqual(before)
      posting.lift()

      await line.mend(old)
      const sinceMended = stopwatch()
      await eventually(
        () => says(joiner, 'pijler word-lid financien'),
        text => text.includes('is verstuurd'),
      )
      await eventually(
        () => statusOf('readyz'),
        status => status === 200,
      )
      // What was typed in the form still stands there, and only has to be sent.
      await eventually(
        () => jansen.submit(),
        ({ errors }) => Object.keys(errors).length === 0,
      )
      expect(textOf(await asker.receives('Er is al een lid uit Zeist'))).toContain(
        `Verzoek ${request?.number} is afgewezen`,
      )
      // What waited goes out as well, each once and in order, also behind the card whose posting nobody could note.
      await slack.shows(secretariat, `Verzoek ${(await requestOf(second))?.number} ·`, 40_000)
      await slack.shows(secretariat, `Verzoek ${(await requestOf(joiner))?.number} ·`, 40_000)
      expect(sinceMended()).toBeLessThan(backWithinMs)
      await allSent()
      for (const { conversation, said, shown } of await standings(m50, everyone))
        expect(shown, conversation).toEqual(said)
      expect(slack.earlyCalls()).toEqual([])
      // It stands there where the form was on its way already.
      if (mulder.modal()) await mulder.closeModal()
    },
    120_000,
  )

  it.each([
    ['silence, and it was not carried out', { breaks: 'freeze', arrives: false }],
    ['silence, and it was carried out', { breaks: 'freeze', arrives: true }],
    ['a cut, and it was not carried out', { breaks: 'cut', arrives: false }],
    ['a cut, and it was carried out', { breaks: 'cut', arrives: true }],
  ] as const)(
    'a COMMIT is answered by %s: nobody knows yet, and the outcome follows [T33]',
    async (_, how) => {
      const joiner = await official()
      await allSent()
      const struck = line.breakAtCommit('m50 turns', how)
      const { text, ms } = await timed(says(joiner, 'pijler word-lid financien'))
      await struck
      expect(text).toMatch(/^Ik weet nog niet of dit is opgeslagen; u hoort het\. \(code \w{4}\)$/)
      expect(ms).toBeLessThan(kindWithinMs)
      await line.mend('silent')
      const sinceMended = stopwatch()
      const outcome = textOf(await joiner.receives('Wat u op'))
      expect(sinceMended()).toBeLessThan(backWithinMs)
      expect(outcome).toContain(
        how.arrives ? 'deed, is opgeslagen.' : 'deed, is niet opgeslagen. Er is niets gewijzigd',
      )
      expect(await requestsOf(joiner)).toHaveLength(how.arrives ? 1 : 0)
      // Whoever tries again has what was asked for, once.
      expect(await says(joiner, 'pijler word-lid financien')).toContain(
        how.arrives ? 'U hebt dit al gevraagd' : 'is verstuurd',
      )
      expect(await requestsOf(joiner)).toHaveLength(1)
    },
    60_000,
  )

  it('one connection is silent on a COMMIT while the others are answered: it is given up, and the outcome follows [T33]', async () => {
    const joiner = await official()
    await allSent()
    const struck = line.breakAtCommit('m50 turns', { breaks: 'silence', arrives: true })
    const took = stopwatch()
    const heard = joiner.command('pijler word-lid financien').then(outcome => outcome.ephemeral(40_000))
    await struck
    const reader = await official()
    expect(await says(reader, 'pijler')).toContain('De pijlers')
    expect(textOf(await heard)).toMatch(/^Ik weet nog niet of dit is opgeslagen; u hoort het\. \(code \w{4}\)$/)
    expect(took()).toBeLessThan(givenUpWithinMs)
    expect(textOf(await joiner.receives('Wat u op'))).toContain('deed, is opgeslagen.')
    expect(await requestsOf(joiner)).toHaveLength(1)
  })
})

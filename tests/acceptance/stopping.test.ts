// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: an orderly stop is the process's; what Slack still waits for then is its own.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BreakableLine, breakableLine } from '../support/breakable-line.ts'
import { eventually } from '../support/eventually.ts'
import type { RunningBot } from '../support/running-bot.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { limited, type Outcome, type Person, stall, textOf, textOfView } from '../support/slack-server.ts'
import { deliveriesOf, standings } from '../support/standing.ts'
import { stopwatch } from '../support/stopwatch.ts'
import { says } from '../support/talk.ts'

/** A Slack that may be asked what stands in its channels. */
const scopes =
  'commands chat:write im:write im:history users:read users:read.email channels:read groups:read app_mentions:read channels:history groups:history'
const stopsWithinMs = 25_000

let m50: Awaited<ReturnType<typeof slackNetwork>>
let line: BreakableLine
let bot: RunningBot
const everyone: Person[] = []

const begin = async () => {
  bot = await m50.begin({ DATABASE_URL: line.url })
}
beforeAll(async () => {
  m50 = await slackNetwork({ scopes: scopes.split(' ') })
  line = await breakableLine(m50.database.url)
  everyone.push(m50.jansen)
  await begin()
  await m50.bound()
})
afterAll(async () => {
  await m50.end()
  await line.close()
})

/** Officials whom no other test knows, each with the card of a pillar before them. */
async function officials(count: number): Promise<Person[]> {
  const people: Person[] = []
  for (let i = 0; i < count; i++) {
    const name = `o.official${everyone.length}`
    const person = m50.person(name, `${name}@zeist.nl`)
    everyone.push(person)
    people.push(person)
    await says(person, 'aanmelden ambtenaar')
    await says(person, 'pijler bestuur')
  }
  return people
}

const joinsOf = async (person: Person): Promise<number> =>
  (
    await m50.database.query(
      `select r.id from requests r join people p on p.id = r.requester_id where p.email = $1 and r.state = 'open'`,
      [`${person.name}@zeist.nl`],
    )
  ).length

/** In turn by command, by a press and in a direct message. */
const join = (person: Person, i: number): Promise<Outcome> =>
  [
    () => person.command('pijler word-lid bestuur'),
    () => person.press('ephemeral', 'pillar.join'),
    () => person.directMessage('pijler word-lid bestuur'),
  ][i % 3]!()

/** A press on a busy machine is answered in the place of the form that it might have opened. */
const inModal = (person: Person): Promise<string> =>
  m50.slack.until(() => {
    const view = person.modal()
    const text = view ? textOfView(view) : ''
    return text.includes('verstuurd') ? text : undefined
  })

const heardOf = async (person: Person, outcome: Outcome): Promise<string> =>
  outcome.sent.contentType === 'application/json'
    ? textOf(await person.receives('Verzoek'))
    : Promise.any([outcome.ephemeral().then(textOf), inModal(person)])

/** Nothing answers, though all is done. */
const stallAll = () =>
  ['chat.postMessage', 'chat.postEphemeral', 'response_url'].map(method =>
    m50.slack.faults.plan(method, stall({ acts: true })),
  )

/** Sends SIGTERM and asserts how it ends. */
async function stops(): Promise<void> {
  const took = stopwatch()
  const code = await bot.stop()
  expect(code, bot.printed()).toBe(0)
  expect(took()).toBeLessThan(stopsWithinMs)
}

async function allOnce(): Promise<void> {
  await eventually(
    () => deliveriesOf(m50),
    all => all.every(({ state }) => state === 'sent'),
    60_000,
  )
  for (const { conversation, said, shown } of await standings(m50, everyone))
    expect(shown.toSorted(), conversation).toEqual(said.toSorted())
  expect(m50.slack.complaints()).toEqual([])
}

it('a signal while twenty people join and Slack answers nothing: whoever was let in is answered, and each message goes out once [T39]', async () => {
  const people = await officials(20)
  const stalls = stallAll()
  const [early, late] = [people.slice(0, 10), people.slice(10)]
  const joining = early.map(join)
  await m50.slack.until(() => stalls[0]!.hits > 0)
  const stopping = stops()
  const outcomes = await Promise.all([...joining, ...late.map(join)])
  const unheard: Person[] = []
  for (const [i, outcome] of outcomes.entries()) {
    const person = people[i]!
    if (outcome.status === 0) expect(await joinsOf(person)).toBe(0)
    // What came later than three seconds Slack shows to nobody.
    if (outcome.failure) unheard.push(person)
    else expect(await heardOf(person, outcome)).toContain('is verstuurd')
  }
  await stopping
  for (const one of stalls) one.lift()
  await begin()
  for (const person of unheard) await says(person, 'pijler word-lid bestuur')
  for (const person of people) expect(await joinsOf(person)).toBe(1)
  await allOnce()
}, 180_000)

it('a signal while answers wait for a Retry-After: what may be said in time is said, and nothing waits for the rest [T39] [T30]', async () => {
  const people = await officials(2)
  const [late, patient] = [people[0]!, people[1]!]
  const asking: Promise<Outcome>[] = []
  for (const [person, seconds] of [
    [late, 40],
    [patient, 6],
  ] as const) {
    const limit = m50.slack.faults.plan('chat.postMessage', limited(seconds), { times: 1 })
    asking.push(person.directMessage('help'))
    await m50.slack.until(() => limit.hits === 1)
  }
  const saysHelp = (person: Person) => person.inbox().some(message => textOf(message).includes('m50 pijler'))
  expect(saysHelp(patient)).toBe(false)
  const took = stopwatch()
  await stops()
  expect(took()).toBeLessThan(15_000)
  expect([saysHelp(patient), saysHelp(late)]).toEqual([true, false])
  expect(m50.slack.earlyCalls()).toEqual([])
  await Promise.all(asking)
  await begin()
}, 120_000)

it('a signal while the database and Slack are silent [T39]', async () => {
  const people = await officials(3)
  const stalls = stallAll()
  await Promise.all(people.map(join))
  await m50.slack.until(() => stalls[0]!.hits > 0)
  line.freeze()
  await stops()
  await line.mend()
  for (const one of stalls) one.lift()
  await begin()
  await allOnce()
}, 180_000)

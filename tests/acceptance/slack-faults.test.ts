// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: what Slack refuses, limits and loses, in its own words.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { cut, type Fault, http, limited, type Person, type Shown, stall, textOf } from '../support/slack-server.ts'
import { deliveriesOf, standings } from '../support/standing.ts'
import { presses, pressesOpen, submits } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>
let seen = 0
const patience = 40_000
const post = 'chat.postMessage'
const update = 'chat.update'

/** A Slack that may be asked what stands in its channels. */
const base =
  'commands chat:write im:write im:history users:read users:read.email channels:read groups:read app_mentions:read'

beforeAll(async () => {
  m50 = await slackNetwork({ scopes: [...base.split(' '), 'channels:history', 'groups:history'] })
  await m50.begin()
  await m50.bound()
})

afterAll(() => m50.end())

interface Member {
  readonly person: Person
  readonly name: string
  /** The conversation with the bot. */
  readonly direct: string
}

const members: Member[] = []

/** The answer to a command. What takes longer than two seconds is answered by another way, which may be refused as well: then it is a direct message. */
async function hears(person: Person, line: string, words: string): Promise<Shown> {
  const outcome = await person.command(line)
  return Promise.any([outcome.ephemeral(patience), person.receives(words, patience)])
}

/** Someone of Zeist whom no other test knows, registered. */
async function someone(functie = 'ambtenaar'): Promise<Member> {
  const name = `F. Fout${++seen}`
  const person = m50.person(name, emailOf(seen))
  const { channel } = await hears(person, `aanmelden ${functie}`, 'U bent aangemeld')
  const member = { person, name, direct: channel }
  members.push(member)
  return member
}
const emailOf = (n: number) => `f.fout${n}@zeist.nl`

interface Asked extends Member {
  readonly request: { readonly id: string; readonly number: number }
}

async function joins(member: Member, also = ''): Promise<Asked> {
  const answer = await hears(member.person, `pijler word-lid bestuur ${also}`, 'is verstuurd')
  const [request] = await m50.database.query<{ id: string; number: number }>(
    'select r.id, r.number from requests r join people p on p.id = r.requester_id where p.name = $1',
    [member.name],
  )
  if (!request) throw new Error(`nobody asked: ${textOf(answer)}`)
  return { ...member, request }
}

const cardOf = ({ request }: Asked): Promise<Shown> =>
  m50.slack.shows(m50.secretariat, `Verzoek ${request.number} ·`, patience)
const approves = async (asked: Asked): Promise<string> =>
  presses(m50.jansen, await cardOf(asked), 'request.approve', asked.request.id)
const welcomed = ({ person }: Member) => person.receives('Welkom bij de pijler Bestuur', patience)

/** The card of a request shows the decision, and neither it nor what stands in its thread can be pressed. */
const closed = (all: readonly Asked[], within = patience) =>
  m50.slack.until(
    () =>
      all.every(({ request }) => {
        const card = m50.slack.messagesIn(m50.secretariat).find(m => textOf(m).includes(`Verzoek ${request.number} ·`))
        const texts = card ? [card, ...card.replies].map(textOf) : []
        return texts[0]?.includes('Goedgekeurd door S. Jansen') && texts.every(text => !text.includes('[Goedkeuren]'))
      }),
    { within, what: 'the decision on every card, without buttons' },
  )

const plan = (method: string, faults: readonly Fault[], channel?: string) =>
  faults.map(fault => m50.slack.faults.plan(method, fault, { times: 1, ...(channel && { channel }) }))
const allHit = (plans: readonly { readonly hits: number }[]) => plans.every(({ hits }) => hits === 1)

/** Nothing is under way any more: each notice stands once, in order, where Slack was told to put it; each request was decided once. */
async function allIsSaidOnce(asked: readonly Asked[]): Promise<void> {
  await eventually(
    () => deliveriesOf(m50),
    rows => rows.every(row => row.state === 'sent'),
    patience,
  )
  const people = [m50.jansen, ...members.map(({ person }) => person)]
  for (const { conversation, said, shown } of await standings(m50, people)) expect(shown, conversation).toEqual(said)
  const counts = await m50.database.query(
    `select
       (select count(*)::int from pillar_members s where s.person_id = r.requester_id and s.ended_at is null) as seats,
       (select count(*)::int from audit a where a.subject_id = r.id::text and a.action = 'request.approve') as decisions,
       (select count(*)::int from deliveries d where d.subject_id = r.id::text and d.kind = 'request.new') as cards,
       (select count(*)::int from deliveries d where d.person_id = r.requester_id and d.kind = 'pillars.welcome') as welcomes
     from requests r where r.id = any($1::uuid[])`,
    [asked.map(({ request }) => request.id)],
  )
  expect(counts).toEqual(asked.map(() => ({ seats: 1, decisions: 1, cards: 1, welcomes: 1 })))
}

afterEach(() => {
  m50.slack.faults.liftAll()
  expect(m50.slack.complaints()).toEqual([])
  expect(knewBetter().map(({ method, channel }) => `${method} ${channel}`)).toEqual([])
})

/** What was under way already when a 429 was said could not know of it. */
const underWayMs = 250

/** Calls before a Retry-After that was known. Each response_url is one of its own, used once. */
const knewBetter = () =>
  m50.slack.earlyCalls().filter(
    ({ method, channel, arrivedAt }) =>
      method !== 'response_url' &&
      !m50.slack.calls(method).some(call => {
        const sinceMs = arrivedAt - call.arrivedAt
        return (
          call.channel === channel && !call.early && call.outcome === 'limited' && sinceMs >= 0 && sinceMs < underWayMs
        )
      }),
  )

it('Slack takes a message and stalls, cuts the line or answers 502, or takes it not and answers 502: card, thread and direct message stand once, in order, and every card shows the decision [T29] [T31]', async () => {
  const { jansen, secretariat, slack } = m50
  const faults = [stall({ acts: true }), cut({ acts: true }), http(502, { acts: true }), http(502, { acts: false })]
  const [official, adviser, support] = [await someone(), await someone('adviseur'), await someone()]
  const alderman = await someone('wethouder')
  const fourth = await someone('burgemeester')

  // Posts to one channel of which the first two go wrong, and beside them what an official is asked.
  const onCards = plan(post, [stall({ acts: true }), http(502, { acts: false })], secretariat)
  const onAsk = plan(post, [cut({ acts: true })], support.direct)
  const asked = [
    await joins(official),
    await joins(adviser),
    await joins(alderman, emailOf(seen - 2)),
    await joins(fourth, 'f.nog-niet@zeist.nl'),
  ]
  await support.person.receives(`Ondersteunt u ${alderman.name}`, patience)
  for (const one of asked) await cardOf(one)
  expect(allHit([...onCards, ...onAsk])).toBe(true)

  // Two questions by direct message, and two answers in threads of one channel.
  const [first, second] = asked
  if (!first || !second) throw new Error('nobody asked')
  const onQuestions = [
    ...plan(post, [stall({ acts: true })], first.direct),
    ...plan(post, [http(502, { acts: false })], second.direct),
  ]
  for (const one of [first, second]) {
    await pressesOpen(jansen, await cardOf(one), 'request.ask', one.request.id)
    await submits(jansen, { question: `Waarom, ${one.name}?` })
  }
  const questions = await Promise.all([first, second].map(one => one.person.receives(`Waarom, ${one.name}?`, patience)))
  const onAnswers = plan(post, [cut({ acts: true }), http(502, { acts: true })], secretariat)
  for (const [i, one] of [first, second].entries()) {
    await pressesOpen(one.person, questions[i] ?? 'inbox', 'request.answer', one.request.id)
    await submits(one.person, { answer: `Daarom, zegt ${one.name}` })
  }
  for (const one of [first, second]) {
    const reply = await slack.shows(secretariat, `Antwoord van ${one.name}`, patience)
    expect(reply.threadTs).toBe((await cardOf(one)).ts)
    expect(textOf(reply)).toContain(`“Daarom, zegt ${one.name}”`)
  }
  expect(allHit([...onQuestions, ...onAnswers])).toBe(true)

  // Each welcome goes wrong in its own way, and so does each card when its buttons must go.
  const onWelcomes = asked.flatMap((one, i) => plan(post, faults.slice(i, i + 1), one.direct))
  const onUpdates = plan(update, faults)
  for (const one of asked) expect(await approves(one)).toContain('is goedgekeurd')
  await Promise.all(asked.map(welcomed))
  await closed(asked)
  expect(allHit([...onWelcomes, ...onUpdates])).toBe(true)
  await allIsSaidOnce(asked)
}, 150_000)

it('Slack says 429 for ten seconds: no call there before they are over, other methods and conversations go on, and what waits comes in order [T30]', async () => {
  const { secretariat, slack } = m50
  const ready = [await joins(await someone()), await joins(await someone())]
  for (const one of ready) await cardOf(one)
  const [first, second] = ready
  if (!first || !second) throw new Error('nobody asked')
  const tenSeconds = 10_000
  // By what was called, not by the clock: the last card may have come in this very millisecond.
  const before = new Set(slack.calls())
  const callsOf = (method: string, channel: string) =>
    slack.calls(method).filter(call => call.channel === channel && !before.has(call))
  const onCards = plan(post, [limited(10)], secretariat)
  const late = [await joins(await someone()), await joins(await someone())]
  await slack.until(() => allHit(onCards), { within: patience })

  // In that channel a card is redrawn, elsewhere a member is welcomed.
  await approves(first)
  await Promise.all([welcomed(first), closed([first])])
  const onUpdates = plan(update, [limited(10)])
  const onDirect = plan(post, [limited(10)], second.direct)
  await approves(second)
  await slack.until(() => allHit([...onUpdates, ...onDirect]), { within: patience })
  // What is answered in that conversation waits as well.
  await second.person.directMessage('pijler')
  const [limitedPost] = callsOf(post, secretariat)
  expect(Date.now() - (limitedPost?.arrivedAt ?? 0)).toBeLessThan(tenSeconds)
  expect(callsOf(post, secretariat)).toHaveLength(1)

  for (const one of late) await cardOf(one)
  await Promise.all([welcomed(second), second.person.receives('De pijlers', patience)])
  await closed([second])
  expect(callsOf(post, second.direct).map(({ outcome }) => outcome)).toEqual(['limited', 'ok', 'ok'])
  const cards = callsOf(post, secretariat)
  expect(cards.map(({ outcome }) => outcome)).toEqual(['limited', 'ok', 'ok'])
  expect((cards[1]?.arrivedAt ?? 0) - (cards[0]?.arrivedAt ?? 0)).toBeGreaterThanOrEqual(tenSeconds)
  const redraws = callsOf(update, secretariat)
  const refused = redraws.findIndex(({ outcome }) => outcome === 'limited')
  expect((redraws[refused + 1]?.arrivedAt ?? 0) - (redraws[refused]?.arrivedAt ?? 0)).toBeGreaterThanOrEqual(tenSeconds)
  for (const one of late) await approves(one)
  await Promise.all(late.map(welcomed))
  await closed(late)
  await allIsSaidOnce([...ready, ...late])
})

it('[T30] [T36] an answer that Slack limits is noted for the workers of all copies, and comes when it may', async () => {
  const { database, slack } = m50
  const { person, direct } = await someone()
  const [onAnswer] = plan(post, [limited(3)], direct)
  await person.directMessage('pijler')
  const noted = () =>
    database.query<{ scope: string; seconds: number }>(
      `select scope, extract(epoch from until - now())::float8 as seconds from send_limits where scope like '%' || $1`,
      [direct],
    )
  const [limit] = await eventually(noted, rows => rows.length === 1, patience)
  expect(limit?.scope).toBe(`slack:${slack.teamId}:chat.postMessage:${direct}`)
  expect(limit?.seconds).toBeLessThanOrEqual(3)
  await person.receives('De pijlers', patience)
  expect(onAnswer?.hits).toBe(1)
})

it('Slack refuses half of all calls for a while: nothing is lost, nothing comes twice, order is kept [T30]', async () => {
  const { faults } = m50.slack
  const storm = faults.limitAtRandom({
    seed: 3,
    share: 0.5,
    retryAfter: 1,
    methods: [post, update, 'conversations.open', 'conversations.history', 'conversations.replies', 'response_url'],
  })
  const officials = await Promise.all(Array.from({ length: 6 }, () => someone()))
  const asked: Asked[] = []
  for (const one of officials) asked.push(await joins(one))
  for (const one of asked) await approves(one)
  await Promise.all(asked.map(welcomed))
  storm.stop()
  await closed(asked)
  await allIsSaidOnce(asked)
})

it('Slack refuses connections for a while: what was asked and decided meanwhile is said when it is back, once and in order [T31]', async () => {
  const { jansen, secretariat, slack } = m50
  const before = await joins(await someone())
  const [alderman, support] = [await someone('wethouder'), await someone()]
  const card = await cardOf(before)
  const posts = slack.calls().length
  await slack.goAway()
  // Slack's people still reach the bot; its way back is cut.
  const during = await joins(alderman, emailOf(seen))
  await jansen.press(card, 'request.approve', { value: before.request.id })
  await eventually(
    () => m50.printed().match(/"outcome":"later"/g)?.length ?? 0,
    tries => tries >= 3,
    patience,
  )
  expect(slack.calls()).toHaveLength(posts)
  await slack.comeBack()
  await Promise.all([welcomed(before), support.person.receives(`Ondersteunt u ${alderman.name}`, patience)])
  await approves(during)
  await Promise.all([welcomed(during), closed([before, during])])
  expect(
    slack.messagesIn(secretariat).filter(m => textOf(m).includes(`Verzoek ${during.request.number} ·`)),
  ).toHaveLength(1)
  await allIsSaidOnce([before, during])
})

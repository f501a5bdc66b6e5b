// SPDX-License-Identifier: EUPL-1.2
import { afterAll, describe, it } from 'vitest'
import { turnPoints } from '#/chat/points.ts'
import { deliveryPoints } from '#/delivery/points.ts'
import { type Crew, type Doom, startCrew } from '../support/crew.ts'
import { eventually } from '../support/eventually.ts'
import { type Person, type Shown, textOf } from '../support/slack-server.ts'
import { deliveriesOf, postedAt, standings } from '../support/standing.ts'

const base =
  'commands chat:write im:write im:history users:read users:read.email channels:read groups:read app_mentions:read'
/** A Slack that may be asked what stands in its channels. */
const readable = [...base.split(' '), 'channels:history', 'groups:history']

const takeoverMs = 20_000
const withinMs = 60_000

/** What happens in the round in which a copy dies. */
type Round = 'join' | 'newcomer' | 'bind'
interface Case extends Doom {
  readonly round: Round
}

const pointsWith = (...words: readonly string[]) => turnPoints.filter(point => words.some(word => point.endsWith(word)))
const writing = pointsWith('Claim', 'Run', 'beforeCommit', 'afterCommit', 'Answer')
/** In a round "join" people claim in this order: two who join, the secretary who approves. */
const [joining, approving] = [1, 3]
const inTurns: readonly Case[] = [
  ...writing.flatMap(at => [joining, approving].map(nth => ({ at, nth, round: 'join' as const }))),
  ...pointsWith('Profile', 'Identify', 'Learned', 'Keep', 'Drop').map(at => ({ at, round: 'newcomer' as const })),
  ...pointsWith('Trial').map(at => ({ at, round: 'bind' as const })),
]
/** The points of posting are killed one by one in tests/delivery/killed.test.ts; here those of redrawing. */
const redrawing = deliveryPoints.filter(point => point.startsWith('redraw.'))
const inRedraws: readonly Case[] = redrawing.map(at => ({ at, round: 'join' as const }))

it('every point of a turn and of redrawing has a round in which a copy dies there [T27]', ({ expect }) => {
  const tried = new Set([...inTurns, ...inRedraws].map(({ at }) => at))
  expect([...tried].toSorted()).toEqual([...turnPoints, ...redrawing].toSorted())
})

/** Cases dealt out over so many networks, which go through theirs beside each other. */
const dealt = (cases: readonly Case[], networks: number): Case[][] =>
  Array.from({ length: networks }, (_, i) => cases.filter((_, j) => j % networks === i))

const crews: Crew[] = []
afterAll(() => Promise.all(crews.map(crew => crew.m50.end())))

interface Told {
  readonly at: string
  readonly succeeded: number
  readonly people: readonly Person[]
  /** Rows by which each request, decision and seat is counted. */
  readonly counts: readonly Record<string, unknown>[]
}

async function runAll(
  cases: readonly Case[],
  look: (crew: Crew, told: Told, one: Case) => Promise<void>,
): Promise<void> {
  const crew = await startCrew({ scopes: readable, dooms: cases })
  crews.push(crew)
  const everyone: Person[] = [crew.m50.jansen]
  for (const [i, one] of cases.entries()) {
    try {
      const { succeeded, people, counts } = await rounds[one.round](crew, one, i)
      everyone.push(...people)
      await look(crew, { at: one.at, succeeded, people: everyone, counts }, one)
    } catch (error) {
      throw new Error(
        `${one.round}, ${one.at} ${one.nth ?? 1}: ${error instanceof Error ? error.message : error}\n${crew.m50.printed()}`,
        { cause: error },
      )
    }
  }
}

type Ran = Promise<{ succeeded: number; people: Person[]; counts: Record<string, unknown>[] }>

/** Nothing is under way any more. */
const settled = (crew: Crew) =>
  eventually(
    () => deliveriesOf(crew.m50),
    rows => rows.every(row => row.state === 'sent'),
    withinMs,
  )

const requestsOf = (crew: Crew, people: readonly Person[]) =>
  crew.m50.database.query<{ id: string; number: number; email: string }>(
    `select r.id, r.number, p.email from requests r join people p on p.id = r.requester_id where p.email = any($1) order by r.number`,
    [people.map(emailOf)],
  )

/** How often each thing was done for these people. */
const countsOf = (crew: Crew, people: readonly Person[]) =>
  crew.m50.database.query(
    `select p.email,
       (select count(*)::int from requests r where r.requester_id = p.id and r.state = 'approved') as approved,
       (select count(*)::int from requests r where r.requester_id = p.id) as requests,
       (select count(*)::int from pillar_members s where s.person_id = p.id and s.ended_at is null) as seats,
       (select count(*)::int from audit a join requests r on r.id::text = a.subject_id where r.requester_id = p.id and a.action = 'request.filed') as filed,
       (select count(*)::int from audit a join requests r on r.id::text = a.subject_id where r.requester_id = p.id and a.action = 'request.approve') as decided,
       (select count(*)::int from roles r where r.person_id = p.id) as functions,
       (select count(*)::int from deliveries d where d.person_id = p.id and d.kind = 'pillars.welcome') as welcomes,
       (select count(*)::int from deliveries d join requests r on r.id::text = d.subject_id where r.requester_id = p.id and d.kind = 'request.new') as cards
     from people p where p.email = any($1) order by p.email`,
    [people.map(emailOf)],
  )
const once = { approved: 1, requests: 1, seats: 1, filed: 1, decided: 1, functions: 1, welcomes: 1, cards: 1 }

const emailOf = (person: Person) => `${person.name}@zeist.nl`
const someone = (crew: Crew, name: string): Person => crew.m50.person(name, `${name}@zeist.nl`)

const cardOf = (crew: Crew, number: number): Promise<Shown> =>
  crew.m50.slack.shows(crew.m50.secretariat, `Verzoek ${number} ·`, withinMs)

async function approve(crew: Crew, request: { id: string; number: number } | undefined): Promise<void> {
  if (!request) throw new Error('nobody asked')
  await cardOf(crew, request.number)
  await crew.press(crew.m50.jansen, crew.m50.secretariat, 'request.approve', request.id)
}

const rounds: Record<Round, (crew: Crew, one: Case, i: number) => Ran> = {
  async join(crew, _, i) {
    const official = someone(crew, `ambtenaar${i}`)
    const alderman = someone(crew, `wethouder${i}`)
    const support = someone(crew, `ondersteuner${i}`)
    for (const [person, kind] of [
      [official, 'ambtenaar'],
      [alderman, 'wethouder'],
      [support, 'ambtenaar'],
    ] as const)
      await crew.command(person, `aanmelden ${kind}`)
    await settled(crew)
    const { succeeded } = await crew.arm()
    await crew.say(official, 'pijler word-lid bestuur')
    await crew.say(alderman, `pijler word-lid bestuur ${emailOf(support)}`)
    const [first, second] = await requestsOf(crew, [official, alderman])
    await support.receives('Ondersteunt u', withinMs)
    await approve(crew, first)
    await approve(crew, second)
    await crew.press(support, 'inbox', 'official.confirm')
    for (const person of [official, alderman]) await person.receives('Welkom bij de pijler Bestuur', withinMs)
    await support.receives('is lid van de pijler Bestuur', withinMs)
    const people = [official, alderman]
    return { succeeded: await succeeded, people: [...people, support], counts: await countsOf(crew, people) }
  },

  async newcomer(crew, _, i) {
    const newcomer = someone(crew, `nieuw${i}`)
    await settled(crew)
    const { succeeded } = await crew.arm()
    await crew.say(newcomer, 'pijler word-lid bestuur')
    await crew.press(newcomer, 'inbox', 'person.register', 'official')
    const [request] = await requestsOf(crew, [newcomer])
    await approve(crew, request)
    await newcomer.receives('Welkom bij de pijler Bestuur', withinMs)
    return { succeeded: await succeeded, people: [newcomer], counts: await countsOf(crew, [newcomer]) }
  },

  async bind(crew) {
    const { jansen, general, database } = crew.m50
    await settled(crew)
    const { succeeded } = await crew.arm()
    await crew.command(jansen, 'kanaal pijler bestuur', general)
    const bound = await database.query(
      `select count(*)::int as bound from channels where purpose = 'pillar' and ended_at is null`,
    )
    return { succeeded: await succeeded, people: [], counts: bound }
  },
}

const done = (crew: Crew) =>
  crew.m50.slack.until(
    () => crew.m50.slack.messagesIn(crew.m50.secretariat).every(message => !textOf(message).includes('[Goedkeuren]')),
    { within: withinMs, what: 'cards without buttons' },
  )

describe('a copy is killed at a point', () => {
  for (const [name, cases, networks] of [
    ['of a turn', inTurns, 2],
    ['of redrawing', inRedraws, 2],
  ] as const)
    it(`${name}, and the bot is started anew: each request and decision once, each message once, in order, the next within 20 s [T03] [T27] [T31]`, async ({
      expect,
    }) => {
      await Promise.all(
        dealt(cases, networks).map(mine =>
          runAll(mine, async (crew, { at, succeeded, people, counts }, { round }) => {
            await settled(crew)
            await done(crew)
            if (round === 'bind') expect(counts, at).toEqual([{ bound: 1 }])
            else expect(counts, at).toEqual(counts.map(({ email }) => ({ email, ...once })))
            for (const { conversation, said, shown } of await standings(crew.m50, people))
              expect(shown, `${at} ${conversation}`).toEqual(said)
            for (const person of people) {
              const posted = postedAt(
                person === crew.m50.jansen ? crew.m50.slack.messagesIn(crew.m50.secretariat) : person.inbox(),
              )
              for (const { id, created_at } of await deliveriesOf(crew.m50))
                if (posted.has(id))
                  expect(posted.get(id), at).toBeLessThan(Math.max(succeeded, created_at.getTime()) + takeoverMs)
            }
            expect(crew.m50.slack.complaints()).toEqual([])
            expect(crew.m50.slack.earlyCalls()).toEqual([])
          }),
        ),
      )
    }, 400_000)
})

// SPDX-License-Identifier: EUPL-1.2
// What people do in the rounds in which a copy of the bot dies, and what must be so when a round is over.
import type { Doom } from './copies.ts'
import type { Crew } from './crew.ts'
import { eventually } from './eventually.ts'
import { type Person, type Shown, textOf } from './slack-server.ts'
import { deliveriesOf, postedAt } from './standing.ts'

/** So long anything may take that is not measured: on a busy machine a new start waits for others. */
export const withinMs = 180_000
/** A dead process's jobs go on within [T28]. */
export const takeoverMs = 20_000

const base =
  'commands chat:write im:write im:history users:read users:read.email channels:read groups:read app_mentions:read'
/** A Slack that may be asked what stands in its channels and direct conversations. */
export const readable = [...base.split(' '), 'channels:history', 'groups:history']
/** A Slack that may be asked nothing. */
export const closed = base.split(' ').filter(scope => scope !== 'im:history')

/** What happens in the round in which a copy dies. */
export type Round = 'join' | 'newcomer' | 'bind'
export interface Case extends Doom {
  readonly round: Round
}

/** In a round "join" people claim in this order: two who join, the secretary who approves. */
export const [joining, approving] = [1, 3]

export interface Ran {
  /** The moment from which a copy was there that lived on, in milliseconds since 1970. */
  readonly succeeded: number
  readonly people: readonly Person[]
  /** Rows by which each request, decision and seat is counted. */
  readonly counts: readonly Record<string, unknown>[]
}

/** Cases dealt out over so many networks, which go through theirs beside each other. */
export const dealt = <T>(cases: readonly T[], networks: number): T[][] =>
  Array.from({ length: networks }, (_, i) => cases.filter((_, j) => j % networks === i))

/** Nothing is under way any more. */
export const settled = (crew: Crew) =>
  eventually(
    () => deliveriesOf(crew.m50),
    rows => rows.every(row => row.state === 'sent'),
    withinMs,
  )

/** Every request was decided, and its card says so. */
export const done = (crew: Crew) =>
  crew.m50.slack.until(
    () =>
      crew.m50.slack
        .messagesIn(crew.m50.secretariat)
        .map(textOf)
        .every(text => !text.includes('lid worden van de pijler') || !text.includes('[')),
    { within: withinMs, what: 'cards without buttons' },
  )

export const requestsOf = (crew: Crew, people: readonly Person[]) =>
  crew.m50.database.query<{ id: string; number: number; email: string }>(
    `select r.id, r.number, p.email from requests r join people p on p.id = r.requester_id where p.email = any($1) order by r.number`,
    [people.map(emailOf)],
  )

/** How often each thing was done for these people, who joined. */
export const countsOf = (crew: Crew, people: readonly Person[]) =>
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
/** Each thing once, for these people. */
export const eachOnce = (people: readonly Person[]) =>
  people
    .map(emailOf)
    .toSorted()
    .map(email => ({
      email,
      approved: 1,
      requests: 1,
      seats: 1,
      filed: 1,
      decided: 1,
      functions: 1,
      welcomes: 1,
      cards: 1,
    }))

export const emailOf = (person: Person) => `${person.name}@zeist.nl`
export const someone = (crew: Crew, name: string): Person => crew.m50.person(name, `${name}@zeist.nl`)

const cardOf = (crew: Crew, number: number): Promise<Shown> =>
  crew.m50.slack.shows(crew.m50.secretariat, `Verzoek ${number} ·`, withinMs)

export async function approve(crew: Crew, request: { id: string; number: number } | undefined): Promise<void> {
  if (!request) throw new Error('nobody asked')
  await cardOf(crew, request.number)
  await crew.press(crew.m50.jansen, crew.m50.secretariat, 'request.approve', request.id)
}

/** Someone who is new makes known who they are, joins a pillar and is approved. */
export async function joins(crew: Crew, person: Person): Promise<void> {
  await crew.command(person, 'aanmelden ambtenaar')
  await crew.say(person, 'pijler word-lid bestuur')
  await isApproved(crew, person)
}

/** What they asked is approved, and they are told. */
export async function isApproved(crew: Crew, person: Person): Promise<void> {
  const [request] = await requestsOf(crew, [person])
  await approve(crew, request)
  await person.receives('Welkom bij de pijler Bestuur', withinMs)
}

/** The rounds; `i` makes names that are nobody's yet. */
export const rounds: Record<Round, (crew: Crew, doom: Doom, i: number) => Promise<Ran>> = {
  async join(crew, doom, i) {
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
    const { succeeded } = await crew.arm(doom)
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

  async newcomer(crew, doom, i) {
    const newcomer = someone(crew, `nieuw${i}`)
    await settled(crew)
    const { succeeded } = await crew.arm(doom)
    await crew.say(newcomer, 'pijler word-lid bestuur')
    await crew.press(newcomer, 'inbox', 'person.register', 'official')
    const [request] = await requestsOf(crew, [newcomer])
    await approve(crew, request)
    await newcomer.receives('Welkom bij de pijler Bestuur', withinMs)
    return { succeeded: await succeeded, people: [newcomer], counts: await countsOf(crew, [newcomer]) }
  },

  async bind(crew, doom) {
    const { jansen, general, database } = crew.m50
    await settled(crew)
    const { succeeded } = await crew.arm(doom)
    await crew.command(jansen, 'kanaal pijler bestuur', general)
    const bound = await database.query(
      `select count(*)::int as bound from channels where purpose = 'pillar' and ended_at is null`,
    )
    return { succeeded: await succeeded, people: [], counts: bound }
  },
}

/** Of what these people and the secretariat were told, what came later than `takeoverMs` after it could: after it was said, and a copy was there. */
export async function late(crew: Crew, people: readonly Person[], succeeded: number): Promise<string[]> {
  const posted = postedAt([
    ...crew.m50.slack.messagesIn(crew.m50.secretariat),
    ...people.flatMap(person => person.inbox()),
  ])
  return (await deliveriesOf(crew.m50)).flatMap(({ id, kind, created_at }) => {
    const ms = (posted.get(id) ?? 0) - Math.max(succeeded, created_at.getTime())
    return ms < takeoverMs ? [] : [`${kind} after ${Math.round(ms)} ms`]
  })
}

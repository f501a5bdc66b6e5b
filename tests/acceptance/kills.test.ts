// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: it kills at every point of the way that both share, and asks Slack what stands there; teams-kills.test.ts has the points where Teams differs.
import { afterAll, describe, it } from 'vitest'
import { turnPoints } from '#/chat/points.ts'
import { deliveryPoints } from '#/delivery/points.ts'
import { type Crew, startCrew } from '../support/crew.ts'
import {
  approving,
  type Case,
  dealt,
  done,
  eachOnce,
  joining,
  late,
  type Round,
  readable,
  rounds,
  settled,
} from '../support/rounds.ts'
import type { Person } from '../support/slack-server.ts'
import { standings } from '../support/standing.ts'
import { isThorough } from '../support/thorough.ts'

const join = (at: string, nth = 1): Case => ({ at, nth, round: 'join' })
/** In the turn of one who joins and in that of the secretary; in a run that takes a part, in one of them by turns. */
const atTurns = (at: readonly string[]): Case[] =>
  at
    .flatMap(each => [join(each, joining), join(each, approving)])
    .filter((_, i) => isThorough || i % 4 === 0 || i % 4 === 3)
const as = (round: Round, at: readonly string[]): Case[] => at.map(each => ({ at: each, round }))
const pointsWith = (...words: readonly string[]) => turnPoints.filter(point => words.some(word => point.endsWith(word)))

/** After a step hardly anything else is so than before the next: a run that takes a part kills after each, and where a turn has written all and committed nothing. */
const part = (cases: readonly Case[]): readonly Case[] =>
  isThorough ? cases : cases.filter(({ at }) => /after/i.test(at) || at === 'turn.beforeCommit')

const inTurns: readonly Case[] = [
  ...atTurns(pointsWith('Claim', 'Run', 'beforeCommit', 'afterCommit', 'Answer')),
  ...as('newcomer', pointsWith('Profile', 'Identify', 'Learned', 'Keep', 'Drop')),
  ...as('bind', pointsWith('Trial')),
]
/** The points of posting are killed one by one in tests/delivery/killed.test.ts, and below. */
const redrawing = deliveryPoints.filter(point => point.startsWith('redraw.'))
const inRedraws = redrawing.map(at => join(at))

const posting = deliveryPoints.filter(point => point.startsWith('worker.'))
/** A call that lingered is fenced anew; one whose answer was lost is looked up. */
const inPosts = posting.map(
  (at): Case => ({
    ...join(at),
    ...(at.startsWith('worker.renew') && { lingerMs: 2_200 }),
    ...(at.startsWith('worker.find') && { isUnanswered: true }),
  }),
)
/** Where something was claimed or committed before the copy died, or may have been. */
const withSecond: readonly Case[] = [
  ...(isThorough ? inPosts : inPosts.filter(({ at }) => at === 'worker.post.after')),
  ...atTurns(['turn.afterCommit']),
  join('redraw.update.after'),
  ...(isThorough
    ? [
        join('turn.afterClaim', approving),
        join('turn.afterAnswer', approving),
        ...as('newcomer', ['turn.afterKeep']),
        join('redraw.update.before'),
      ]
    : []),
]

it('every point of a turn, of posting and of redrawing has a round in which a copy dies there [T27]', ({ expect }) => {
  const tried = new Set([...inTurns, ...inRedraws, ...inPosts].map(({ at }) => at))
  expect([...tried].toSorted()).toEqual([...turnPoints, ...posting, ...redrawing].toSorted())
})

const crews: Crew[] = []
afterAll(() => Promise.all(crews.map(crew => crew.m50.end())))

/** What is not as it should be after a case; nothing is. */
async function runCase(crew: Crew, one: Case, i: number, everyone: Person[]): Promise<unknown[]> {
  const { succeeded, people, counts } = await rounds[one.round](crew, one, i)
  everyone.push(...people)
  await settled(crew)
  const joined = one.round === 'join' ? people.slice(0, 2) : people
  const wanted = one.round === 'bind' ? [{ bound: 1 }] : eachOnce(joined)
  const wrong = (await standings(crew.m50, everyone)).filter(({ said, shown }) => `${said}` !== `${shown}`)
  return [
    ...(JSON.stringify(counts) === JSON.stringify(wanted) ? [] : [{ counts, wanted }]),
    ...wrong,
    ...(await late(crew, people, succeeded)),
    ...crew.m50.slack.complaints(),
    ...crew.m50.slack.earlyCalls(),
  ]
}

/** All cases, over some networks; what was wrong in each. */
async function runAll(cases: readonly Case[], networks: number, hasSecond: boolean): Promise<unknown[]> {
  const results = dealt(cases, networks).map(async mine => {
    const crew = await startCrew({ scopes: readable, dies: 'at a point' })
    crews.push(crew)
    const everyone: Person[] = [crew.m50.jansen]
    const wrong: unknown[] = []
    for (const [i, one] of mine.entries()) {
      const name = `${one.round}, ${one.at} ${one.nth ?? 1}`
      try {
        if (hasSecond) await crew.reinforce()
        wrong.push(...(await runCase(crew, one, i, everyone)).map(found => ({ name, found })))
      } catch (error) {
        const message = error instanceof Error ? error.message : error
        throw new Error(`${name}: ${message}\n${crew.m50.printed()}`, { cause: error })
      }
    }
    // The redraw that died with its copy is taken over while the next round is under way.
    await done(crew)
    return wrong
  })
  return (await Promise.all(results)).flat()
}

describe.concurrent('a copy is killed at a point', () => {
  const promise = 'each request and decision once, each message once, in order, the next within 20 s'

  for (const [name, cases, networks] of [
    ['of a turn', inTurns, 2],
    ['of redrawing', inRedraws, 1],
  ] as const)
    it(`${name}, and the bot is started anew: ${promise} [T03] [T27] [T31]`, async ({ expect }) => {
      expect(await runAll(part(cases), networks, false)).toEqual([])
    }, 600_000)

  it(`of a turn, of posting and of redrawing, and only a second copy is left: ${promise} [T03] [T27] [T28] [T31] [T36]`, async ({
    expect,
  }) => {
    expect(await runAll(withSecond, isThorough ? 3 : 1, true)).toEqual([])
  }, 600_000)
})

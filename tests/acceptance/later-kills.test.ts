// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: the clock and what it plans know no platform, and Slack can be asked what stands there.
import { afterAll, describe, it } from 'vitest'
import { turnPoints } from '#/chat/points.ts'
import { deliveryPoints } from '#/delivery/points.ts'
import { type Crew, startCrew } from '../support/crew.ts'
import {
  eachOnceLater,
  type LaterCase,
  laterCounts,
  live,
  livesOf,
  misplaced,
  monday,
  openDesk,
} from '../support/later-rounds.ts'
import { dealt, readable } from '../support/rounds.ts'
import { isThorough } from '../support/thorough.ts'

const at = (stage: LaterCase['stage'], points: readonly string[]): LaterCase[] =>
  points.map(point => ({ at: point, stage }))
const named = (all: readonly string[], ...words: readonly string[]) =>
  all.filter(point => words.some(word => point.includes(word)))

const clock = named(deliveryPoints, 'clock.')
/** Whoever is written to here was written to before: a direct conversation is opened in kills.test.ts. */
const posting = named(deliveryPoints, 'worker.').filter(point => !point.startsWith('worker.direct'))
const undoing = named(turnPoints, 'Claim', 'Run', 'Commit', 'Answer')
/** By turns in the thread's reminder and in the deputy's, which goes to two conversations. */
const reminding = [...clock.filter(point => !point.includes('plan')), ...posting].map(
  (point, i): LaterCase => ({
    at: point,
    stage: i % 2 === 0 ? 'thread' : 'deputy',
    ...(point.startsWith('worker.renew') && { lingerMs: 2_200 }),
    ...(point.startsWith('worker.find') && { isUnanswered: true }),
  }),
)
const everywhere: readonly LaterCase[] = [
  ...at('plan', named(clock, 'plan')),
  ...reminding,
  ...at('undo', [...undoing, ...named(posting, 'claim', 'post', 'settle')]),
]

/** Once at each await of the clock, and where something was committed or sent that another copy must go on with. */
const someRestarted: readonly LaterCase[] = [
  ...at('plan', ['clock.plan.after']),
  ...at('thread', ['clock.claim.after']),
  ...at('deputy', ['clock.settle.after']),
  ...at('undo', ['worker.post.after']),
]
const someSucceeded: readonly LaterCase[] = [
  ...at('thread', ['clock.happen.after']),
  ...at('deputy', ['worker.post.after']),
  ...at('undo', ['turn.afterCommit']),
]

const crews: Crew[] = []
afterAll(() => Promise.all(crews.map(crew => crew.m50.end())))

/** What is not as it should be after copies have died in all these cases, over some networks. */
async function liveAll(cases: readonly LaterCase[], isReinforced: boolean): Promise<unknown[]> {
  const results = dealt(livesOf(cases), isThorough ? 2 : 1).map(async lives => {
    const crew = await startCrew({ scopes: readable, dies: 'at a point', now: monday })
    crews.push(crew)
    const desk = await openDesk(crew)
    const wrong: unknown[] = []
    for (const [i, dooms] of lives.entries())
      try {
        wrong.push(...(await live(desk, dooms, `lid${i}`, isReinforced)))
      } catch (error) {
        throw new Error(`${JSON.stringify(dooms)}: ${error}\n${crew.m50.printed()}`, { cause: error })
      }
    const counts = await laterCounts(crew)
    const wanted = lives.map((_, i) => ({ number: i + 1, ...eachOnceLater }))
    return [
      ...wrong,
      ...(JSON.stringify(counts) === JSON.stringify(wanted) ? [] : [{ counts, wanted }]),
      ...(await misplaced(desk)),
      ...crew.m50.slack.complaints(),
      ...crew.m50.slack.earlyCalls(),
    ]
  })
  return (await Promise.all(results)).flat()
}

it('every point of the clock, of posting and of a turn that takes a decision back has a life in which a copy dies there [T27]', ({
  expect,
}) => {
  const tried = new Set(everywhere.map(one => one.at))
  expect([...tried].toSorted()).toEqual([...clock, ...posting, ...undoing].toSorted())
})

describe.concurrent('a copy is killed while a request is brought up, and while its approval is taken back', () => {
  const promise = 'each reminder and each correction once, in order, within 20 s; what is taken back is so once'

  it(`and the bot is started anew: ${promise} [F67] [F73] [T27] [T31]`, async ({ expect }) => {
    expect(await liveAll(isThorough ? everywhere : someRestarted, false)).toEqual([])
  }, 900_000)

  it(`and only a second copy is left: ${promise} [F67] [F73] [T27] [T36]`, async ({ expect }) => {
    expect(await liveAll(isThorough ? everywhere : someSucceeded, true)).toEqual([])
  }, 900_000)
})

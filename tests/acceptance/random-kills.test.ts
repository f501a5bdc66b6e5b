// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: Slack can be asked what stands there; teams-kills.test.ts has what Teams can do.

import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, it } from 'vitest'
import { type Crew, startCrew } from '../support/crew.ts'
import { countsOf, dealt, done, eachOnce, joins, late, readable, settled, someone } from '../support/rounds.ts'
import { series } from '../support/series.ts'
import type { Person } from '../support/slack-server.ts'
import { standings } from '../support/standing.ts'
import { isThorough } from '../support/thorough.ts'

/** So many copies die each way: a hundred when all are asked for, and with each run at other moments. */
const times = isThorough ? 50 : 2
/** Networks beside each other: while one waits for the work of the dead to be taken over, another starts a copy. */
const networks = isThorough ? 5 : 1
/** So many people join beside each other. */
const crowd = 3
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const next = series(seed)
/** Parts of the time that people need to join and be approved where nobody dies. */
const moments = () => Array.from({ length: times }, next)

const crews: Crew[] = []
afterAll(() => Promise.all(crews.map(crew => crew.m50.end())))

const named = (crew: Crew, people: Person[], i: number): Person => {
  const person = someone(crew, `lid${i}x${people.length}`)
  people.push(person)
  return person
}

/** Gives how long so many people need on a copy that has just started. */
async function undisturbed(crew: Crew, people: Person[]): Promise<number> {
  const began = performance.now()
  await Promise.all(Array.from({ length: crowd }, () => joins(crew, named(crew, people, 0))))
  return performance.now() - began
}

/** People join until the copy that they talk to dies, and see it through. Gives them, and what came late. */
async function round(crew: Crew, ms: number, i: number): Promise<{ people: Person[]; late: string[] }> {
  const people: Person[] = []
  let isOver = false
  const busy = Promise.all(
    Array.from({ length: crowd }, async () => {
      while (!isOver) await joins(crew, named(crew, people, i))
    }),
  )
  busy.catch(() => {})
  await pause(ms)
  const { succeeded } = crew.kill()
  isOver = true
  await busy
  await settled(crew)
  await done(crew)
  return { people, late: await late(crew, people, await succeeded) }
}

/** Kills at all these moments, over some networks; gives what is not as it should be. */
async function killAll(all: readonly number[], hasSecond: boolean): Promise<unknown[]> {
  const results = dealt(all, networks).map(async mine => {
    const crew = await startCrew({ scopes: readable, dies: 'at any moment' })
    crews.push(crew)
    const everyone: Person[] = []
    const wrong: unknown[] = []
    const roundMs = await undisturbed(crew, everyone)
    for (const [i, part] of mine.entries()) {
      if (hasSecond) await crew.reinforce()
      const ran = await round(crew, part * roundMs, i + 1)
      everyone.push(...ran.people)
      wrong.push(...ran.late)
    }
    const counts = await countsOf(crew, everyone)
    const wanted = eachOnce(everyone)
    return [
      ...wrong,
      ...counts.filter((row, i) => JSON.stringify(row) !== JSON.stringify(wanted[i])),
      ...(counts.length === everyone.length ? [] : [`${counts.length} of ${everyone.length} people`]),
      // What people ask at the same moment has no order.
      ...(await standings(crew.m50, [...everyone, crew.m50.jansen])).filter(
        ({ said, shown }) => `${said.toSorted()}` !== `${shown.toSorted()}`,
      ),
      ...crew.m50.slack.complaints(),
      ...crew.m50.slack.earlyCalls(),
    ]
  })
  return (await Promise.all(results)).flat()
}

describe.concurrent('a copy is killed at random moments while people join and are approved', () => {
  for (const [name, hasSecond] of [
    ['and the bot is started anew', false],
    ['and only a second copy is left', true],
  ] as const)
    it(`${times} times, ${name}: each request and decision once, each message once, the next within 20 s [T03] [T27] [T28] [T36]`, async ({
      expect,
    }) => {
      const wrong = await killAll(moments(), hasSecond).catch(error => {
        throw new Error(`SEED=${seed}`, { cause: error })
      })
      expect(wrong, `SEED=${seed}`).toEqual([])
    }, 900_000)
})

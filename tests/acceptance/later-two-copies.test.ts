// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: the clocks of two copies, and what they plan, know no platform.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Crew, startCrew } from '../support/crew.ts'
import { asks, comes, type Desk, eachOnceLater, laterCounts, monday, openDesk } from '../support/later-rounds.ts'
import { approve, readable, settled, withinMs } from '../support/rounds.ts'
import { textOf } from '../support/slack-server.ts'
import { standings } from '../support/standing.ts'

let crew: Crew
let desk: Desk

beforeAll(async () => {
  crew = await startCrew({ scopes: readable, dies: 'at a point', now: monday })
  await crew.reinforce()
  desk = await openDesk(crew)
}, 120_000)

afterAll(() => crew.m50.end())

const countsOf = async (numbers: readonly number[]) =>
  (await laterCounts(crew)).filter(({ number }) => numbers.includes(number as number))

/** Conversations in which something does not stand once. What two copies do at the same moment has no order. */
const misplaced = async () =>
  (await standings(crew.m50, desk.everyone)).filter(({ said, shown }) => `${said.toSorted()}` !== `${shown.toSorted()}`)

it('[F67] [T36] two copies whose clocks look at the same moment send each reminder once', async () => {
  const all = []
  for (const name of ['eerste', 'tweede', 'derde', 'vierde']) all.push(await asks(desk, name))
  for (const stage of ['plan', 'thread', 'deputy'] as const) {
    await comes(crew, all, stage)
    await settled(crew)
  }
  expect(crew.urls()).toHaveLength(2)
  expect(await countsOf(all.map(({ number }) => number))).toEqual(
    all.map(({ number }) => ({ number, ...eachOnceLater, undone: 0, corrections: 0, seats: 0 })),
  )
  expect(await misplaced()).toEqual([])
  for (const { requester, number } of all) await crew.command(requester, `verzoek ${number} intrekken`)
})

it('[F73] [T03] [T36] a decision that is taken back on two copies at the same moment is taken back once, and each correction told once', async () => {
  const { slack, jansen, secretariat } = crew.m50
  const asked = await asks(desk, 'vijfde')
  await approve(crew, asked)
  await asked.requester.receives('Welkom bij de pijler Bestuur', withinMs)
  await settled(crew)
  const outcomes = await Promise.all(
    crew.urls().map(url => {
      slack.talkTo(url)
      return jansen.command(`verzoek ${asked.number} terugdraaien`)
    }),
  )
  const answers = await Promise.all(outcomes.map(async outcome => textOf(await outcome.ephemeral(withinMs))))
  expect(answers.filter(answer => answer.includes(`Verzoek ${asked.number} ligt weer open`))).toHaveLength(1)
  await asked.requester.receives(`Verzoek ${asked.number} ligt weer open`, withinMs)
  await slack.shows(secretariat, 'teruggedraaid', withinMs)
  await settled(crew)
  expect(await countsOf([asked.number])).toEqual([
    { number: asked.number, ...eachOnceLater, reminders: 0, reminded: 0 },
  ])
  expect(await misplaced()).toEqual([])
  expect(slack.complaints()).toEqual([])
})

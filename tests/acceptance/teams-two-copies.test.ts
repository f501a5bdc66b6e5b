// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: how Teams repeats what it sends, to either copy.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningBot } from '../support/running-bot.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { errorsIn, inputsIn, textOf } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>
let copies: readonly [RunningBot, RunningBot]

beforeAll(async () => {
  m50 = await teamsNetwork()
  copies = [await m50.begin(), await m50.begin()]
  await m50.bound()
  await m50.bakker.writes('aanmelden ambtenaar')
  await m50.bakker.receives('U bent aangemeld')
  await m50.deVries.writes('aanmelden wethouder')
  await m50.deVries.receives('U bent aangemeld')
}, 120_000)

afterAll(async () => {
  expect(m50.teams.complaints()).toEqual([])
  await m50.end()
})

it('[T03] [T36] a form that Teams sends to one copy and again to the other, with the same id or a new one, counts once', async () => {
  const { teams, deVries, secretariat, database } = m50
  const [one, other] = copies
  await deVries.writes('pijler word-lid bestuur')
  await deVries.receives('Lid worden')
  await deVries.opens(deVries.direct, 'pillar.join')
  teams.talkTo(one.url)
  const first = deVries.submits({ official: 'a.bakker@zeist.nl' })
  teams.talkTo(other.url)
  const again = (['same id', 'new id'] as const).map(how => deVries.submitsAgain(how))
  for (const { status } of await Promise.all([first, ...again])) expect(status).toBe(200)
  await teams.shows(secretariat, 'Verzoek 1 ·')
  expect(await database.query(`select number from requests where kind = 'pillar.join'`)).toEqual([{ number: 1 }])
})

it('a form stays open with all that was typed when the other copy hears it and Teams does not say who speaks', async () => {
  const { teams, jansen, secretariat, database } = m50
  const [one, other] = copies
  teams.talkTo(other.url)
  const card = await teams.shows(secretariat, 'Verzoek 1 ·')
  await jansen.acts(secretariat, [card], 'request.decline')
  teams.talkTo(one.url)
  const silent = teams.faults.plan('member', { kind: 'status', status: 503 }, { conversation: secretariat })
  const { dialog } = await jansen.submits({ reason: 'Er is al een lid.' })
  silent.lift()
  expect(errorsIn(dialog?.card ?? {})).toEqual({ reason: expect.stringContaining('niet nagaan wie u bent') })
  expect(inputsIn(dialog?.card ?? {})).toEqual([expect.objectContaining({ id: 'reason', value: 'Er is al een lid.' })])
  expect(await database.query(`select state from requests where number = 1`)).toEqual([{ state: 'open' }])
  jansen.closes()
})

it('[T36] what is pressed on the one copy counts for the other: the card is decided once, whoever presses at the same moment', async () => {
  const { teams, jansen, deVries, secretariat, database } = m50
  const card = await teams.shows(secretariat, 'Verzoek 1 ·')
  const pressed = copies.map(copy => {
    teams.talkTo(copy.url)
    return jansen.press(secretariat, 'request.approve', undefined, card.id)
  })
  for (const { words } of await Promise.all(pressed)) expect(words).toContain('goedgekeurd')
  await deVries.receives('Welkom bij de pijler Bestuur')
  await teams.until(
    () =>
      teams
        .messagesIn(secretariat)
        .map(textOf)
        .some(text => text.startsWith('Verzoek 1 ·') && text.includes('Goedgekeurd door S. Jansen')),
    { what: 'the decision' },
  )
  const [row] = await database.query(`select count(*)::int as decided from audit where action = 'request.approve'`)
  expect(row).toEqual({ decided: 1 })
  expect(deVries.inbox().filter(each => textOf(each).includes('Welkom bij de pijler'))).toHaveLength(1)
})

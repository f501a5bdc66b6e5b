// SPDX-License-Identifier: EUPL-1.2
// Before a channel is the secretariat's: what is said to it reaches its members.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { timedChat } from '../support/chat/network.ts'
import { pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  await says(m50.jansen, 'aanmelden ambtenaar')
})

afterAll(() => m50.end())

it('[F67] [T40] without a channel a request, an answer and a reminder go to the members of the secretariat themselves', async () => {
  const { bakker, jansen } = m50
  await says(bakker, 'aanmelden ambtenaar')
  await says(bakker, 'pijler word-lid bestuur')
  const card = await jansen.receives('Verzoek 1 · lid worden van de pijler Bestuur')
  expect(card.text).toContain('[Goedkeuren]')
  await pressesOpen(jansen, card, 'request.ask')
  await submits(jansen, { question: 'Namens wie?' })
  await bakker.receives('Namens wie?')
  await bakker.writes('Namens het college')
  await jansen.receives('“Namens het college”')
  await m50.moveTo('2027-02-03T09:20:00+01:00')
  await m50.moveTo('2027-02-05T10:00:00+01:00')
  const reminder = await jansen.receives('Herinnering: verzoek 1 wacht nog')
  expect(reminder.text).toContain('[Goedkeuren]')
  const lost = await m50.database.query(`select kind from deliveries where state = 'failed'`)
  expect(lost).toEqual([])
})

it('[F67] once a channel is bound, it is said there and no longer to each', async () => {
  await m50.bound()
  await m50.shows(m50.secretariat, 'Verzoek 1 · lid worden van de pijler Bestuur')
  await says(m50.bakker, 'pijler word-lid samenleving')
  await m50.shows(m50.secretariat, 'Verzoek 2 · lid worden van de pijler Samenleving')
  const own = m50.jansen.inbox().filter(message => message.text.includes('Verzoek 2 '))
  expect(own).toEqual([])
})

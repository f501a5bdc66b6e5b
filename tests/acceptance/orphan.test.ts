// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: teams-deliveries.test.ts has the copy that nobody noted in Teams.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { slackNetwork } from '../support/slack-network.ts'
import { textOf } from '../support/slack-server.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.bound()
})

afterAll(() => m50.end())

it('[T29] a press on a copy that was lost sight of counts, and that copy becomes a live card', async () => {
  const { slack, bakker, jansen, secretariat, database } = m50
  await bakker.command('aanmelden ambtenaar')
  await bakker.command('pijler word-lid bestuur')
  await slack.shows(secretariat, 'Verzoek 1 ')
  const states = () => database.query(`select state from deliveries where kind = 'request.new'`)
  await expect.poll(states).toEqual([{ state: 'sent' }])
  // As after a call that Slack accepted and whose answer was lost: nobody noted the message.
  await database.query('delete from posted_messages')
  await database.query(`update deliveries set state = 'unclear', message_id = null where kind = 'request.new'`)
  const pressed = await jansen.press(secretariat, 'request.approve')
  expect(textOf(await pressed.ephemeral())).toContain('Verzoek 1 is goedgekeurd')
  await slack.shows(secretariat, 'Goedgekeurd door S. Jansen')
  expect(await states()).toEqual([{ state: 'sent' }])
})

// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { craftedPress } from '../support/crafted.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { says } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.known()
}, 60_000)

afterAll(() => m50.end())
afterEach(() => expect(m50.slack.complaints()).toEqual([]))

it('[F78] m50 diagnose asks Slack at that moment what the bot may do, and names what is missing with a text to forward', async () => {
  const { slack, jansen } = m50
  expect(await says(jansen, 'diagnose')).toContain('De bot heeft in Host alle rechten die hij vraagt.')
  slack.grant(['chat:write', 'commands', 'app_mentions:read', 'im:history', 'im:write', 'users:read', 'files:read'])
  const lacks = await says(jansen, 'diagnose')
  expect(lacks).toContain('Werkt niet · De bot mist rechten in Host: users:read.email.')
  expect(lacks).toMatch(/Om door te sturen aan de beheerder van Slack: “.*users:read\.email ontbreken.*”/)
  slack.grant([
    'chat:write',
    'commands',
    'app_mentions:read',
    'im:history',
    'im:write',
    'users:read',
    'users:read.email',
    'files:read',
  ])
  expect(await says(jansen, 'diagnose')).toContain('De bot heeft in Host alle rechten die hij vraagt.')
  expect(await says(m50.deVries, 'diagnose')).toContain('Alleen het secretariaat kan dit.')
})

it('[F79] a button that no feature answers any more is answered kindly, and the secretariat sees that it was pressed', async () => {
  const { slack, jansen, deVries, general } = m50
  expect(await says(jansen, 'diagnose')).toContain('Elke knop die iemand indrukte, werkt.')
  await deVries.says(general, 'Hallo allemaal')
  const message = slack.messagesIn(general)[0]
  for (let i = 0; i < 2; i++)
    expect(await craftedPress(deVries, message as never, 'lobby.support', 'LP 12')).toBe(
      'Die knop werkt niet meer. Typ /m50 help om te zien wat u kunt doen.',
    )
  expect(await says(jansen, 'diagnose')).toContain(
    'Let op · Er is 2 keer op een knop gedrukt die niet meer bestaat, het laatst lobby.support.',
  )
})

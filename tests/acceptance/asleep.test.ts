// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: its platform may be asked what stands in a channel, by which a message is neither lost nor doubled when a copy sleeps; teams-kills.test.ts has what Teams can do.
import { writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { RunningBot } from '../support/running-bot.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { type Person, stall, textOf } from '../support/slack-server.ts'
import { deliveriesOf, standings } from '../support/standing.ts'
import { says } from '../support/talk.ts'

/** A Slack that may be asked what stands in its channels. */
const scopes =
  'commands chat:write im:write im:history users:read users:read.email channels:read groups:read app_mentions:read channels:history groups:history'
const sleepMs = 15_000
const takeoverMs = 20_000

let m50: Awaited<ReturnType<typeof slackNetwork>>
afterAll(() => m50.end())

const prints = (bot: RunningBot, words: string) =>
  eventually(
    () => bot.printed(),
    printed => printed.includes(words),
    30_000,
  )

const requestOf = async ({ name }: Person) =>
  (
    await m50.database.query<{ number: number }>(
      `select r.number from requests r join people p on p.id = r.requester_id where p.email = $1`,
      [`${name}@zeist.nl`],
    )
  )[0]

it('a copy that sleeps inside a post and before one is taken over by the other within 20 s, and sends nothing when it wakes up [T28]', async () => {
  m50 = await slackNetwork({ scopes: scopes.split(' ') })
  const { slack, secretariat, jansen } = m50
  const doomFile = `${m50.settings.DATA_DIR}.doom`
  const sleeper = await m50.begin({ DOOM_FILE: doomFile }, { entry: 'tests/support/killed-bot.ts' })
  await m50.bound()
  const people = ['o.eerste', 'o.tweede', 'o.derde'].map(name => m50.person(name, `${name}@zeist.nl`))
  const [welcomed, asking, behind] = people as [Person, Person, Person]
  for (const person of people) await says(person, 'aanmelden ambtenaar')
  await says(welcomed, 'pijler word-lid bestuur')
  const card = await slack.shows(secretariat, `Verzoek ${(await requestOf(welcomed))?.number} ·`, 30_000)

  await writeFile(doomFile, JSON.stringify({ number: 1, at: 'worker.post.before', nth: 2, by: 'SIGSTOP' }))
  sleeper.process.kill('SIGUSR2')
  await prints(sleeper, '"armed 1"')
  // One card stands, but Slack's answer does not come; another waits behind it; and a message to someone is about to be sent.
  const posting = slack.faults.plan('chat.postMessage', stall({ acts: true }), { channel: secretariat, times: 1 })
  await says(asking, 'pijler word-lid bestuur')
  await slack.until(() => posting.hits === 1)
  await says(behind, 'pijler word-lid bestuur')
  await jansen.press(card, 'request.approve')
  await prints(sleeper, '"at worker.post.before"')
  const asleepAt = performance.now()
  const held = (await deliveriesOf(m50)).filter(({ state }) => state === 'sending')
  expect(held.length).toBeGreaterThan(0)

  const other = await m50.begin()
  const since = performance.now()
  await welcomed.receives('Welkom bij de pijler Bestuur', takeoverMs)
  await slack.shows(secretariat, `Verzoek ${(await requestOf(behind))?.number} ·`, takeoverMs)
  expect(performance.now() - since).toBeLessThan(takeoverMs)
  await eventually(
    () => deliveriesOf(m50),
    all => all.every(({ state }) => state === 'sent'),
    60_000,
  )
  await pause(Math.max(0, asleepAt + sleepMs - performance.now()))

  posting.lift()
  const posted = slack.calls('chat.postMessage').length
  sleeper.process.kill('SIGCONT')
  // Of what it held it says that it has lost it, or that it posted it, or a copy, before it slept: what it noted with its last breath still counts as held when we look.
  const outcomes = await eventually(
    () =>
      held.map(({ id }) =>
        sleeper
          .printed()
          .split('\n')
          .find(line => line.includes(id) && /"outcome":"(lost|copy|sent|unclear)".*"msg":"Delivery"/.test(line)),
      ),
    lines => lines.every(line => line !== undefined),
    60_000,
  )
  expect(outcomes.join()).toContain('"outcome":"lost"')
  // It works again, and what it does then shows in the same places.
  slack.talkTo(sleeper.url)
  expect(await says(behind, 'help')).toContain('m50 pijler')
  await eventually(
    () => fetch(`${sleeper.url}/readyz`).then(answer => answer.status),
    status => status === 200,
  )
  expect(slack.calls('chat.postMessage').length).toBe(posted)
  for (const { conversation, said, shown } of await standings(m50, [jansen, ...people]))
    expect(shown, conversation).toEqual(said)
  expect(textOf(await slack.shows(secretariat, 'Goedgekeurd door S. Jansen', 30_000))).not.toContain('[')
  expect(slack.complaints()).toEqual([])
  expect(await other.stop()).toBe(0)
}, 180_000)

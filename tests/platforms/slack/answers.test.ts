// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { apiError, http, limited, stall, textOf } from '../../support/slack-server.ts'
import { stopwatch } from '../../support/stopwatch.ts'
import { me, onStage } from './stage.ts'

const on = onStage()

describe('trying a channel', () => {
  it.each([
    ['works', undefined, { ok: true }],
    ['is not a member', apiError('not_in_channel'), { ok: false, reason: 'notInChannel' }],
    ['may not write', apiError('restricted_action'), { ok: false, reason: 'notAllowed' }],
    ['hears nothing', http(502, { acts: false }), { ok: false, reason: 'unanswered' }],
  ])('tells that the bot %s', async (_, fault, expected) => {
    if (fault) on.slack.faults.plan('chat.postMessage', fault)
    const tried = Promise.withResolvers<unknown>()
    on.bot.answers(async incoming => {
      tried.resolve(await incoming.tryHere('Ik kan hier schrijven: <!channel>'))
      return me('Goed.')
    })
    await on.vries.command('kanaal secretariaat', { channel: on.channel })
    expect(await tried.promise).toEqual(expected)
    if (!fault) expect(on.slack.messagesIn(on.channel)[0]?.text).toBe('Ik kan hier schrijven: &lt;!channel&gt;')
  })
})

it('tells who asked that something went wrong when an answer can’t be given, and shows nothing of the inside', async () => {
  on.bot.answers(async () => {
    throw new Error('geheim binnenwerk')
  })
  await on.posted()
  const outcome = await on.vries.press(on.channel, 'request.approve')
  expect(textOf(await outcome.ephemeral())).toBe('Er ging iets mis. Probeer het opnieuw.')
  const command = await on.vries.command('pijler', { channel: on.channel })
  expect(textOf(await command.ephemeral())).toBe('Er ging iets mis. Probeer het opnieuw.')
  expect(JSON.stringify([on.slack.account(), on.bot.lines])).not.toContain('binnenwerk')
})

it('waits for answers on their way when it stops', async () => {
  const hold = on.bot.holds(me('Nog net.'))
  await on.posted()
  await on.vries.press(on.channel, 'request.approve')
  const stopped = on.bot.ours.stop(5_000)
  hold.goOn()
  await stopped
  expect(on.vries.ephemerals().map(textOf)).toEqual(['Nog net.'])
})

it('[T39] gives an answer that waits for a Retry-After when that is over before the stop, and gives up at once what would wait for longer', async () => {
  const bakker = on.slack.addPerson({ name: 'a.bakker' })
  on.bot.answers(me('Nog net.'))
  const asking: Promise<unknown>[] = []
  for (const [person, seconds] of [
    [bakker, 20],
    [on.vries, 2],
  ] as const) {
    const limit = on.slack.faults.plan('chat.postMessage', limited(seconds), { times: 1 })
    asking.push(person.directMessage('help'))
    await on.slack.until(() => limit.hits === 1)
  }
  expect(on.vries.inbox().map(textOf)).not.toContain('Nog net.')
  const took = stopwatch()
  await on.bot.ours.stop(10_000)
  expect(took()).toBeLessThan(5_000)
  await Promise.all(asking)
  expect(on.vries.inbox().map(textOf)).toContain('Nog net.')
  expect(bakker.inbox().map(textOf)).not.toContain('Nog net.')
})

it('[T48] logs no name and nothing that was typed', async () => {
  on.slack.faults.plan('response_url', http(404, { acts: false }))
  on.slack.faults.plan('chat.postEphemeral', stall({ acts: false }), { times: 1 })
  on.slack.faults.plan('chat.postEphemeral', apiError('not_in_channel'))
  await on.posted()
  on.bot.answers(me('Dronten steunt dit geheim.'))
  await on.vries.press(on.channel, 'request.approve')
  await on.vries.press(on.channel, 'request.approve')
  await on.vries.receives('geheim')
  on.slack.faults.liftAll()
  await on.bot.ours.stop(5_000)
  expect(on.bot.lines.length).toBeGreaterThan(0)
  expect(JSON.stringify(on.bot.lines)).not.toMatch(/Dronten|geheim|devries|xoxb|U000/)
})

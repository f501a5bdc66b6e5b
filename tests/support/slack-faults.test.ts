// SPDX-License-Identifier: EUPL-1.2
import { webApi } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quiet } from './slack/tiny-bot.ts'
import { apiError, cut, http, limited, type Slack, stall, startSlack } from './slack-server.ts'

let slack: Slack
let channel: string
let other: string

const client = (timeout = 0) =>
  new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet,
    timeout,
  })
const post = (text: string, to = channel) => client().chat.postMessage({ channel: to, text })

/** How the bot sees a call fail: the SDK's code, with Slack's error, HTTP status or seconds to wait. */
async function failure(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error) return { ...error }
  }
  throw new Error('the call did not fail')
}
const texts = (of = channel) => slack.messagesIn(of).map(message => message.text)
const outcomes = () => slack.calls('chat.postMessage').map(call => [call.outcome, call.acted])

beforeEach(async () => {
  slack = await startSlack()
  channel = slack.addChannel({})
  other = slack.addChannel({})
})
afterEach(() => slack.close())

describe('faults', () => {
  it('refuses so many calls, and the next goes through', async () => {
    const planned = slack.faults.plan('chat.postMessage', apiError('restricted_action'), { times: 2 })
    expect(await failure(post('een'))).toMatchObject({ data: { error: 'restricted_action' } })
    expect(await failure(post('twee'))).toMatchObject({ data: { error: 'restricted_action' } })
    await post('drie')
    expect(planned.hits).toBe(2)
    expect(texts()).toEqual(['drie'])
    expect(outcomes()).toEqual([
      ['restricted_action', false],
      ['restricted_action', false],
      ['ok', true],
    ])
  })

  it('strikes in one conversation, of one method, until it is lifted', async () => {
    const planned = slack.faults.plan('chat.postMessage', apiError('channel_not_found'), { channel })
    await failure(post('hier'))
    await failure(post('hier'))
    await post('daar', other)
    await client().conversations.info({ channel })
    planned.lift()
    await post('hier')
    expect([texts(), texts(other)]).toEqual([['hier'], ['daar']])
  })

  it('finds the conversation of a person who is written to by their own id', async () => {
    const person = slack.addPerson({})
    const { channel: im = '' } = await post('hoi', person.id)
    slack.faults.plan('chat.postMessage', apiError('is_archived'), { channel: im })
    expect(await failure(post('hoi', person.id))).toMatchObject({ data: { error: 'is_archived' } })
  })

  it.each([502, 500, 408])('answers %d, having done it or not', async status => {
    slack.faults.plan('chat.postMessage', http(status, { acts: true }), { times: 1 })
    slack.faults.plan('chat.postMessage', http(status, { acts: false }), { times: 1 })
    expect(await failure(post('gedaan'))).toMatchObject({ statusCode: status })
    expect(await failure(post('niet gedaan'))).toMatchObject({ statusCode: status })
    expect(texts()).toEqual(['gedaan'])
    expect(outcomes()).toEqual([
      [`http ${status}`, true],
      [`http ${status}`, false],
    ])
  })

  it('cuts the line, having done it or not', async () => {
    slack.faults.plan('chat.postMessage', cut({ acts: true }), { times: 1 })
    slack.faults.plan('chat.postMessage', cut({ acts: false }), { times: 1 })
    expect(await failure(post('gedaan'))).toMatchObject({ code: webApi.ErrorCode.RequestError })
    expect(await failure(post('niet gedaan'))).toMatchObject({ code: webApi.ErrorCode.RequestError })
    expect(texts()).toEqual(['gedaan'])
  })

  it('stalls after doing it, and answers when lifted', async () => {
    const planned = slack.faults.plan('chat.postMessage', stall({ acts: true }), { times: 1 })
    const call = post('gedaan')
    await slack.until(() => planned.hits === 1 && texts().length === 1)
    expect(outcomes()).toEqual([['stalled', true]])
    planned.lift()
    expect(await call).toMatchObject({ ok: true, ts: slack.messagesIn(channel)[0]?.ts })
    expect(outcomes()).toEqual([['ok', true]])
  })

  it('stalls before doing it, and does it when lifted, though the bot gave up', async () => {
    const planned = slack.faults.plan('chat.postMessage', stall({ acts: false }), { times: 1 })
    // It arrives before that.
    await failure(client(3_000).chat.postMessage({ channel, text: 'laat' }))
    expect(planned.hits).toBe(1)
    expect(texts()).toEqual([])
    planned.lift()
    await slack.until(() => texts().includes('laat'))
  })

  it('closes though a call is stalled', async () => {
    const planned = slack.faults.plan('chat.postMessage', stall({ acts: true }))
    const call = post('gedaan').catch(() => 'cut off')
    await slack.until(() => planned.hits === 1)
    await slack.close()
    await call
    slack = await startSlack()
  })

  it('is away and comes back at the same address', async () => {
    await post('voor')
    await slack.goAway()
    expect(await failure(post('tijdens'))).toMatchObject({ code: webApi.ErrorCode.RequestError })
    await slack.comeBack()
    await post('na')
    expect(texts()).toEqual(['voor', 'na'])
    expect(slack.calls('chat.postMessage')).toHaveLength(2)
  })
})

describe('limits', () => {
  it('answers 429 with its Retry-After, and counts who does not wait', async () => {
    slack.faults.plan('chat.postMessage', limited(10), { channel, times: 1 })
    expect(await failure(post('een'))).toMatchObject({ code: webApi.ErrorCode.RateLimitedError, retryAfter: 10 })
    expect(slack.earlyCalls()).toEqual([])
    await post('elders', other)
    await client().conversations.info({ channel })
    expect(await failure(post('te vroeg'))).toMatchObject({ retryAfter: 10 })
    expect(slack.earlyCalls()).toMatchObject([{ method: 'chat.postMessage', channel, outcome: 'limited' }])
    expect(texts()).toEqual([])
  })

  it('lets a call through when its time has come', async () => {
    slack.faults.plan('chat.postMessage', limited(1), { times: 1 })
    await failure(post('een'))
    const { promise, resolve } = Promise.withResolvers<void>()
    setTimeout(resolve, 1010)
    await promise
    await post('twee')
    expect(slack.earlyCalls()).toEqual([])
    expect(texts()).toEqual(['twee'])
  })

  it('keeps a rate per conversation, with a burst', async () => {
    slack.limitRate('chat.postMessage', { calls: 1, seconds: 10, burst: 2 })
    for (const text of ['1', '2', '3']) await post(text)
    expect(await failure(post('4'))).toMatchObject({ retryAfter: 10 })
    await post('elders', other)
    expect(texts()).toEqual(['1', '2', '3'])
    expect(slack.earlyCalls()).toEqual([])
    await failure(post('5'))
    expect(slack.earlyCalls()).toHaveLength(1)
  })

  it('limits half of the calls at random, the same ones for the same seed', async () => {
    const round = async (seed: number) => {
      const conversations = Array.from({ length: 100 }, () => slack.addChannel({}))
      const random = slack.faults.limitAtRandom({ seed, share: 0.5, retryAfter: 60, methods: ['chat.postMessage'] })
      const passed: number[] = []
      for (const [index, to] of conversations.entries())
        await post('x', to).then(
          () => passed.push(index),
          () => {},
        )
      random.stop()
      return passed
    }
    const first = await round(7)
    expect(first.length).toBeGreaterThan(30)
    expect(first.length).toBeLessThan(70)
    expect(await round(7)).toEqual(first)
    expect(await round(8)).not.toEqual(first)
    await post('daarna')
  })

  it('records when each call came, with what, and what became of it', async () => {
    const before = Date.now()
    await client().chat.postMessage({ channel, text: 'hoi', blocks: [{ type: 'divider' }] })
    const [call] = slack.calls()
    expect(call).toMatchObject({
      method: 'chat.postMessage',
      channel,
      teamId: slack.teamId,
      outcome: 'ok',
      acted: true,
    })
    expect(call?.args).toMatchObject({ text: 'hoi', blocks: [{ type: 'divider' }] })
    expect(call?.args).not.toHaveProperty('token')
    expect(call?.ts).toBe(slack.messagesIn(channel)[0]?.ts)
    expect(call?.arrivedAt).toBeGreaterThanOrEqual(before)
  })
})

describe('waiting', () => {
  it('sees a change when it comes', async () => {
    const seen = slack.until(() => texts()[0])
    await post('hoi')
    expect(await seen).toBe('hoi')
  })

  it('fails with an account of what there was', async () => {
    const person = slack.addPerson({ name: 'w.devries' })
    await post('welkom', person.id)
    const waiting = slack.until(() => texts()[0], { within: 20, what: 'a card in the channel' })
    await expect(waiting).rejects.toThrow(
      /a card in the channel did not come within 20 ms[\s\S]*m50: welkom[\s\S]*chat\.postMessage/,
    )
  })
})

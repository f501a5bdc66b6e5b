// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Slack, signature, startSlack } from '../../support/slack-server.ts'
import { type Bot, startBot } from './bot.ts'

let slack: Slack
let bot: Bot

beforeAll(async () => {
  slack = await startSlack()
  bot = await startBot(slack)
})
beforeEach(() => {
  bot.heard.length = 0
})
afterAll(async () => {
  await bot.close()
  await slack.close()
})

const now = () => Math.floor(Date.now() / 1000)
const body = new URLSearchParams({
  team_id: 'T0HOST',
  user_id: 'U1',
  channel_id: 'C1',
  command: '/m50',
  text: 'pijler é',
  trigger_id: '1.2.3',
  response_url: 'http://127.0.0.1:9/response',
}).toString()
const form = 'application/x-www-form-urlencoded'

const headers = (timestamp: number | string, signed: string, more: Record<string, string> = {}) => ({
  'content-type': form,
  'x-slack-request-timestamp': String(timestamp),
  'x-slack-signature': signed,
  ...more,
})
const right = (timestamp: number, of: string | Buffer = body) =>
  headers(timestamp, signature(slack.signingSecret, timestamp, of))

describe('[T01] a request that Slack did not sign gets 401 and reaches nobody', () => {
  it('though one that it signed is answered, up to five minutes from now on both sides', async () => {
    for (const seconds of [0, -299, 299]) expect((await slack.send(body, right(now() + seconds))).status).toBe(200)
    expect(bot.heard).toHaveLength(3)
  })

  it('with any bit of its body turned', async () => {
    const bytes = Buffer.from(body)
    const timestamp = now()
    const good = right(timestamp)
    const statuses = new Set<number>()
    for (let at = 0; at < bytes.length; at++) {
      const turned = Buffer.from(bytes)
      turned[at] = (turned[at] ?? 0) ^ (1 << (at % 8))
      statuses.add((await slack.send(turned, good)).status)
    }
    expect([...statuses]).toEqual([401])
    expect(bot.heard).toEqual([])
  })

  it('with any character of its signature turned', async () => {
    const timestamp = now()
    const signed = signature(slack.signingSecret, timestamp, body)
    for (let at = 0; at < signed.length; at++) {
      const other = signed[at] === '0' ? '1' : '0'
      const turned = signed.slice(0, at) + other + signed.slice(at + 1)
      if (turned === signed) continue
      expect((await slack.send(body, headers(timestamp, turned))).status).toBe(401)
    }
    expect(bot.heard).toEqual([])
  })

  const day = 24 * 60 * 60
  it.each([
    ['301 seconds old', -301],
    ['a day old', -day],
    ['301 seconds ahead', 302],
    ['a day ahead', day],
  ])('when it is %s', async (_, seconds) => {
    expect((await slack.send(body, right(now() + seconds))).status).toBe(401)
    expect(bot.heard).toEqual([])
  })

  it('without a signature, without a time, with a time that is none, or signed with another secret', async () => {
    const timestamp = now()
    const signed = signature(slack.signingSecret, timestamp, body)
    const wrong: Record<string, string>[] = [
      { 'content-type': form },
      { 'content-type': form, 'x-slack-signature': signed },
      { 'content-type': form, 'x-slack-request-timestamp': String(timestamp) },
      headers('', signed),
      headers('NaN', signed),
      headers(`${timestamp}.0`, signed),
      headers(`+${timestamp}`, signed),
      headers(timestamp, ''),
      headers(timestamp, 'v0='),
      headers(timestamp, signed.toUpperCase()),
      headers(timestamp, signed.replace('v0=', 'v1=')),
      headers(timestamp, signature('another secret', timestamp, body)),
    ]
    for (const each of wrong) expect((await slack.send(body, each)).status).toBe(401)
    expect(bot.heard).toEqual([])
  })

  it.each(['/slack/events/', '/SLACK/EVENTS', '/slack/events?x=1'])('on the path %s', async path => {
    expect((await slack.send(body, headers(now(), 'v0=0000'), path)).status).toBe(401)
    expect(bot.heard).toEqual([])
  })

  it('in another encoding: compressed, or no UTF-8 though its bytes were signed', async () => {
    const timestamp = now()
    const bytes = Buffer.concat([Buffer.from(body), Buffer.from([0xff, 0xfe])])
    expect((await slack.send(bytes, right(timestamp, bytes))).status).toBe(401)
    // Bolt would read both as the same text: an unreadable character, and bytes that are none.
    const unreadable = body.replace('%C3%A9', '\ufffd')
    const swapped = Buffer.from(unreadable.replace('\ufffd', '\u00e9'), 'latin1')
    expect((await slack.send(swapped, right(timestamp, unreadable))).status).toBe(401)
    const zipped = { ...headers(timestamp, 'v0=0000'), 'content-encoding': 'gzip' }
    expect((await slack.send(Buffer.from([0x1f, 0x8b, 8]), zipped)).status).toBe(401)
    expect(bot.heard).toEqual([])
  })

  it('when it is longer than anything of Slack’s, signed or not', async () => {
    const long = `${body}&more=${'x'.repeat(2_000_000)}`
    expect((await slack.send(long, right(now(), long))).status).toBe(401)
    expect((await slack.send(long, headers(now(), 'v0=0000'))).status).toBe(401)
    expect(bot.heard).toEqual([])
  })

  it('and an error answer shows nothing of the inside', async () => {
    const timestamp = now()
    const broken = 'payload=%7Bnot json'
    const answer = await slack.send(broken, right(timestamp, broken))
    expect([answer.status, answer.text]).toEqual([400, ''])
    expect(bot.heard).toEqual([])
  })
})

it('[T01] what Slack signed and nobody waits for is taken, without an answer', async () => {
  for (const type of ['unknown', 'view_closed']) {
    const sent = new URLSearchParams({ payload: JSON.stringify({ type, view: {}, user: { id: 'U1' } }) }).toString()
    const answer = await slack.send(sent, right(now(), sent))
    expect([answer.status, answer.text]).toEqual([200, ''])
  }
  expect(bot.heard).toEqual([])
})

it('answers Slack’s own checks of the address, when they are signed', async () => {
  const timestamp = now()
  const challenge = JSON.stringify({ type: 'url_verification', challenge: 'c-h-a' })
  const json = { ...right(timestamp, challenge), 'content-type': 'application/json' }
  expect((await slack.send(challenge, json)).json).toEqual({ challenge: 'c-h-a' })
  const forged = { ...headers(timestamp, 'v0=0000'), 'content-type': 'application/json' }
  expect((await slack.send(challenge, forged)).status).toBe(401)
  const check = 'ssl_check=1&token=x'
  expect((await slack.send(check, right(timestamp, check))).status).toBe(200)
  expect(bot.heard).toEqual([])
})

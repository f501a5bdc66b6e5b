// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '#/chat/card.ts'
import type { Message, Platform, Sent } from '#/chat/platform.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { findHome } from '#/platforms/slack/home.ts'
import { createPort } from '#/platforms/slack/port.ts'
import { callTimeoutMs, createClient, type Limit } from '#/platforms/slack/web-client.ts'
import { silent } from '../../support/silent-log.ts'
import {
  apiError,
  cut,
  type Fault,
  http,
  limited,
  type Slack,
  stall,
  startSlack,
  textOf,
} from '../../support/slack-server.ts'

const delivery = '0195f3c2-6a77-7c10-9d6f-3b1f6f0a5e11' as DeliveryId
const other = '0195f3c2-6a77-7c10-9d6f-3b1f6f0a5e12' as DeliveryId
const card: Card = {
  version: 1,
  title: 'Verzoek 41',
  buttons: [{ does: 'press', name: 'request.approve', label: 'Goedkeuren', value: '41', style: 'primary' }],
}
const done: Card = { version: 1, title: 'Verzoek 41', text: 'Goedgekeurd door S. Jansen' }
const message = (more: Partial<Message> = {}): Message => ({ card, locale: 'nl', delivery, drawing: 1, ...more })

let slack: Slack
let port: Platform
let channel: string
let limits: Limit[]
const at = () => ({ workspace: slack.teamId, conversation: channel })

beforeEach(async () => {
  slack = await startSlack()
  limits = []
  const client = createClient(slack.botToken, slack.apiUrl, silent, limit => limits.push(limit))
  const home = await findHome(client, silent, new AbortController().signal)
  port = createPort(client, () => home, silent)
  channel = slack.addChannel({ name: 'secretariaat' })
})
afterEach(() => slack.close())

describe('posting', () => {
  it('posts a card with its delivery in the metadata and on each button, without previews', async () => {
    const sent = await port.post(at(), message())
    const [shown] = slack.messagesIn(channel)
    expect(sent).toEqual({ outcome: 'sent', message: shown?.ts })
    expect(shown?.metadata).toEqual({ event_type: 'm50_delivery', event_payload: { id: delivery } })
    expect(shown?.blocks.at(-1)?.block_id).toBe(`${delivery}:1:0`)
    expect(shown && textOf(shown)).toBe('Verzoek 41\n[Goedkeuren]')
    expect(slack.calls('chat.postMessage')[0]?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' })
  })

  it('posts in a thread', async () => {
    const first = await port.post(at(), message())
    const thread = first.outcome === 'sent' ? first.message : ''
    await port.post({ ...at(), thread }, message({ card: done, delivery: other }))
    expect(slack.messagesIn(channel)[0]?.replies.map(textOf)).toEqual(['Verzoek 41\nGoedgekeurd door S. Jansen'])
  })

  it('takes the buttons away when a card is drawn anew without any', async () => {
    const first = await port.post(at(), message())
    const ts = first.outcome === 'sent' ? first.message : ''
    expect(await port.update(at(), ts, message({ card: done, drawing: 2 }))).toEqual(first)
    const [shown] = slack.messagesIn(channel)
    expect(shown?.blocks).toEqual([])
    expect(shown && textOf(shown)).toContain('Goedgekeurd')
  })
})

describe('how a call ended', () => {
  const cases: [what: string, fault: Fault, expected: Sent][] = [
    ['a limit', limited(7), { outcome: 'limited', retryAfterSeconds: 7, scope: 'conversation' }],
    [
      'Slack’s own word for a limit',
      apiError('ratelimited'),
      { outcome: 'limited', retryAfterSeconds: 30, scope: 'conversation' },
    ],
    ['502 after the request left', http(502, { acts: true }), { outcome: 'unclear' }],
    ['503', http(503, { acts: false }), { outcome: 'unclear' }],
    ['408', http(408, { acts: true }), { outcome: 'unclear' }],
    ['413', http(413, { acts: false }), { outcome: 'refused', reason: 'tooLarge' }],
    ['a proxy that refuses', http(403, { acts: false }), { outcome: 'later' }],
    ['a line that is cut', cut({ acts: true }), { outcome: 'unclear' }],
    ['internal_error', apiError('internal_error'), { outcome: 'unclear' }],
    ['fatal_error', apiError('fatal_error'), { outcome: 'unclear' }],
    ['channel_not_found', apiError('channel_not_found'), { outcome: 'refused', reason: 'channelGone' }],
    ['is_archived', apiError('is_archived'), { outcome: 'refused', reason: 'channelGone' }],
    ['not_in_channel', apiError('not_in_channel'), { outcome: 'refused', reason: 'notInChannel' }],
    ['account_inactive', apiError('account_inactive'), { outcome: 'refused', reason: 'botRemoved' }],
    ['token_revoked', apiError('token_revoked'), { outcome: 'refused', reason: 'botRemoved' }],
    ['user_disabled', apiError('user_disabled'), { outcome: 'refused', reason: 'personGone' }],
    ['msg_too_long', apiError('msg_too_long'), { outcome: 'refused', reason: 'tooLarge' }],
    ['msg_blocks_too_long', apiError('msg_blocks_too_long'), { outcome: 'refused', reason: 'tooLarge' }],
    ['restricted_action', apiError('restricted_action'), { outcome: 'refused', reason: 'notAllowed' }],
    ['missing_scope', apiError('missing_scope'), { outcome: 'refused', reason: 'notAllowed' }],
    ['thread_not_found', apiError('thread_not_found'), { outcome: 'refused', reason: 'messageGone' }],
    ['invalid_blocks', apiError('invalid_blocks'), { outcome: 'refused', reason: 'other' }],
  ]

  it.each(cases)('[T29] [T30] %s', async (_, fault, expected) => {
    slack.faults.plan('chat.postMessage', fault, { times: 1 })
    expect(await port.post(at(), message())).toEqual(expected)
    expect(slack.calls('chat.postMessage')).toHaveLength(1)
  })

  it('[T29] a call without an answer is unclear after five seconds, and made once', async () => {
    const stalled = slack.faults.plan('chat.postMessage', stall({ acts: true }))
    const startedAt = performance.now()
    expect(await port.post(at(), message())).toEqual({ outcome: 'unclear' })
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(callTimeoutMs - 50)
    expect(stalled.hits).toBe(1)
  })

  it('[T29] nothing was posted when the connection is refused or the name unknown', async () => {
    await slack.goAway()
    expect(await port.post(at(), message())).toEqual({ outcome: 'later' })
    await slack.comeBack()
    const nowhere = createPort(createClient('xoxb-x', 'http://slack.invalid/api/', silent), () => null, silent)
    expect(await nowhere.post(at(), message())).toEqual({ outcome: 'later' })
  })

  it('[T30] counts the limit of an update by its method', async () => {
    slack.faults.plan('chat.update', limited(3), { times: 1 })
    expect(await port.update(at(), '1.2', message())).toEqual({
      outcome: 'limited',
      retryAfterSeconds: 3,
      scope: 'method',
    })
  })

  it('[T30] makes no call before a Retry-After is over: by method, and for messages by conversation; each is told once', async () => {
    const elsewhere = { ...at(), conversation: slack.addChannel({ name: 'algemeen' }) }
    slack.faults.plan('chat.postMessage', limited(1), { times: 1 })
    const began = performance.now()
    await port.post(at(), message())
    const soon = await port.post(at(), message())
    expect(soon).toMatchObject({ outcome: 'limited', scope: 'conversation' })
    if (soon.outcome === 'limited') expect(soon.retryAfterSeconds).toBeLessThanOrEqual(1)
    expect(slack.calls('chat.postMessage')).toHaveLength(1)
    expect(await port.post(elsewhere, message())).toMatchObject({ outcome: 'sent' })
    await expect.poll(async () => (await port.post(at(), message())).outcome).toBe('sent')
    expect(performance.now() - began).toBeGreaterThanOrEqual(1_000)

    const { id } = slack.addPerson({})
    const account = { platform: 'slack', workspace: slack.teamId, user: id } as const
    slack.faults.plan('users.info', limited(9), { times: 1 })
    await expect(port.profile(account)).rejects.toThrow()
    await expect(port.profile(account)).rejects.toThrow()
    expect(slack.calls('users.info')).toHaveLength(1)
    expect(limits).toEqual([
      { method: 'chat.postMessage', conversation: channel, seconds: 1 },
      { method: 'users.info', conversation: undefined, seconds: 9 },
    ])
    expect(slack.earlyCalls()).toEqual([])
  })

  it('says that a message is gone', async () => {
    expect(await port.update(at(), '1.2', message())).toEqual({ outcome: 'refused', reason: 'messageGone' })
  })

  it('[T48] logs the method and Slack’s word, and nothing of the message', async () => {
    const lines: object[] = []
    const log = { info() {}, warn: (facts: object) => lines.push(facts), error: (facts: object) => lines.push(facts) }
    const loud = createPort(createClient(slack.botToken, slack.apiUrl, log), () => null, log)
    for (const fault of [apiError('is_archived'), http(502, { acts: false }), cut({ acts: false })]) {
      slack.faults.plan('chat.postMessage', fault, { times: 1 })
      await loud.post(at(), message({ card: { version: 1, text: 'Geheim van Dronten' } }))
    }
    expect(lines).toContainEqual({
      method: 'chat.postMessage',
      outcome: 'refused',
      reason: 'channelGone',
      word: 'is_archived',
    })
    expect(JSON.stringify(lines)).not.toMatch(/Geheim|Dronten|xoxb/)
  })
})

describe('looking whether a delivery stands', () => {
  const inbox = async () => {
    const person = slack.addPerson({ name: 'w.devries' })
    const direct = await port.openDirect({ platform: 'slack', workspace: slack.teamId, user: person.id })
    return { workspace: slack.teamId, conversation: direct.outcome === 'sent' ? direct.message : '' }
  }

  it('finds it in a direct conversation, also behind more than one page, and in no other', async () => {
    const to = await inbox()
    const since = new Date()
    const sent = await port.post(to, message())
    for (let n = 0; n < 40; n++) await port.post(to, message({ delivery: other, card: done }))
    expect(await port.find(to, delivery, since)).toEqual({
      found: 'yes',
      message: sent.outcome === 'sent' && sent.message,
    })
    expect(await port.find(await inbox(), delivery, since)).toEqual({ found: 'no' })
    expect(slack.calls('conversations.history')[0]?.args).toMatchObject({ limit: '15', include_all_metadata: 'true' })
  })

  it('finds it in a thread', async () => {
    const to = await inbox()
    const root = await port.post(to, message({ delivery: other }))
    const inThread = { ...to, thread: root.outcome === 'sent' ? root.message : '' }
    const since = new Date()
    const reply = await port.post(inThread, message({ card: done }))
    expect(await port.find(inThread, delivery, since)).toEqual({
      found: 'yes',
      message: reply.outcome === 'sent' && reply.message,
    })
    expect(await port.find(to, delivery, since)).toEqual({ found: 'no' })
  })

  it('does not look at what stood there long before', async () => {
    const to = await inbox()
    await port.post(to, message())
    expect(await port.find(to, delivery, new Date(Date.now() + 60_000))).toEqual({ found: 'no' })
  })

  it('can’t be asked without the scope, or where the bot is not a member', async () => {
    expect(await port.find(at(), delivery, new Date())).toEqual({ found: 'impossible' })
    slack.faults.plan('conversations.history', apiError('not_in_channel'), { times: 1 })
    expect(await port.find(await inbox(), delivery, new Date())).toEqual({ found: 'impossible' })
  })

  it('[T30] waits for a limit, and is asked again after no answer', async () => {
    const to = await inbox()
    const faults: [Fault, object][] = [
      [http(502, { acts: false }), { found: 'unanswered' }],
      [cut({ acts: false }), { found: 'unanswered' }],
      [limited(9), { found: 'limited', retryAfterSeconds: 9 }],
    ]
    await slack.goAway()
    expect(await port.find(to, delivery, new Date())).toEqual({ found: 'unanswered' })
    await slack.comeBack()
    for (const [fault, expected] of faults) {
      slack.faults.plan('conversations.history', fault, { times: 1 })
      expect(await port.find(to, delivery, new Date())).toEqual(expected)
    }
  })
})

describe('who someone is', () => {
  const account = (user: string) => ({ platform: 'slack', workspace: slack.teamId, user }) as const

  it('reads name, address, language and workspace', async () => {
    const { id } = slack.addPerson({ realName: 'W. de Vries', email: 'w.devries@zeist.nl', locale: 'nl-NL' })
    expect(await port.profile(account(id))).toEqual({
      name: 'W. de Vries',
      email: 'w.devries@zeist.nl',
      isGuest: false,
      isBot: false,
      isDeactivated: false,
      locale: 'nl',
      workspaceName: 'Host',
    })
  })

  it('[T06] knows guests, people of another workspace, bots and deactivated accounts', async () => {
    const { id: multi } = slack.addPerson({ isRestricted: true, locale: 'fr-FR' })
    const { id: single } = slack.addPerson({ isUltraRestricted: true, locale: 'en-GB' })
    const { id: gone } = slack.addPerson({ deleted: true })
    slack.addWorkspace({ id: 'T0ELSE' })
    const { id: stranger } = slack.addPerson({ teamId: 'T0ELSE', email: 's.jansen@zeist.nl' })
    slack.addChannel({ members: [stranger], isExtShared: true })
    expect(await port.profile(account(multi))).toMatchObject({ isGuest: true, locale: null })
    expect(await port.profile(account(single))).toMatchObject({ isGuest: true, locale: 'en' })
    expect(await port.profile(account(gone))).toMatchObject({ isDeactivated: true })
    expect(await port.profile(account(slack.botUserId))).toMatchObject({ isBot: true })
    expect(await port.profile({ ...account(stranger), workspace: 'T0ELSE' })).toMatchObject({
      email: 's.jansen@zeist.nl',
      isGuest: false,
      workspaceName: null,
    })
    // As if of the host: the host's word is none for them.
    expect(await port.profile(account(stranger))).toMatchObject({ email: null, isGuest: true })
  })

  it('is null for nobody, and throws while Slack is away', async () => {
    expect(await port.profile(account('U0NOBODY'))).toBeNull()
    slack.faults.plan('users.info', http(502, { acts: false }), { times: 1 })
    await expect(port.profile(account('U0NOBODY'))).rejects.toThrow()
  })

  it('opens a direct conversation, the same one twice, and not with someone who left', async () => {
    const { id } = slack.addPerson({})
    const first = await port.openDirect(account(id))
    expect(first).toMatchObject({ outcome: 'sent' })
    expect(await port.openDirect(account(id))).toEqual(first)
    slack.changePerson(id, { deleted: true })
    expect(await port.openDirect(account(id))).toEqual({ outcome: 'refused', reason: 'personGone' })
  })
})

it('names SLACK_BOT_TOKEN where Slack does not accept it, and goes on asking', async () => {
  const said: { facts: object; text: string }[] = []
  const log = { info() {}, warn() {}, error: (facts: object, text: string) => said.push({ facts, text }) }
  const stopping = new AbortController()
  const home = findHome(createClient('xoxb-withdrawn', slack.apiUrl, log), log, stopping.signal)
  const isOver = expect(home).rejects.toThrow()
  await expect.poll(() => said.length).toBeGreaterThanOrEqual(2)
  stopping.abort()
  await isOver
  expect(said[0]).toEqual({
    facts: { method: 'auth.test', outcome: 'refused', word: 'invalid_auth', waitMs: 1000 },
    text: expect.stringContaining('Slack does not accept SLACK_BOT_TOKEN'),
  })
  expect(JSON.stringify(said)).not.toContain('xoxb-withdrawn')
})

it('[F78] knows which permissions of the manifest the token lacks', async () => {
  const homeOf = ({ botToken, apiUrl }: Slack) =>
    findHome(createClient(botToken, apiUrl, silent), silent, new AbortController().signal)
  expect((await homeOf(slack)).missingScopes).toEqual([])
  const older = await startSlack({
    scopes: ['chat:write', 'commands', 'app_mentions:read', 'files:read', 'im:history', 'users:read'],
  })
  expect((await homeOf(older)).missingScopes).toEqual(['im:write', 'users:read.email'])
  await older.close()
})

it('keeps asking who it is while Slack is away at start', async () => {
  const lines: object[] = []
  const log = { info() {}, warn: (facts: object) => lines.push(facts), error() {} }
  slack.faults.plan('auth.test', http(503, { acts: false }), { times: 1 })
  const home = await findHome(createClient(slack.botToken, slack.apiUrl, log), log, new AbortController().signal)
  expect(home).toMatchObject({ workspace: slack.teamId, name: 'Host', botUser: slack.botUserId })
  expect(lines).toContainEqual({ method: 'auth.test', outcome: 'unclear', word: 'http_503', waitMs: 1000 })
})

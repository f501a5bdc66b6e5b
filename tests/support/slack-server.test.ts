// SPDX-License-Identifier: EUPL-1.2
import { webApi } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quiet } from './slack/tiny-bot.ts'
import { type Person, type Slack, startSlack } from './slack-server.ts'

let slack: Slack
let member: Person
let channel: string

const clientWith = (token: string | undefined) =>
  new webApi.WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet,
  })
const client = () => clientWith(slack.botToken)

/** Slack's own word for why a call was refused, and all of its answer. */
async function refused(call: Promise<unknown>): Promise<{ error: string; [key: string]: unknown }> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error && 'data' in error && typeof error.data === 'object' && error.data !== null)
      return { error: '', ...error.data }
    throw error
  }
  throw new Error('the call was not refused')
}
const refusal = async (call: Promise<unknown>) => (await refused(call)).error

const everyScope =
  'chat:write im:write im:read im:history users:read users:read.email channels:read groups:read channels:history groups:history'

async function start(options: Parameters<typeof startSlack>[0] = { scopes: everyScope.split(' ') }) {
  slack = await startSlack(options)
  member = slack.addPerson({ id: 'U0VRIES', name: 'w.devries', realName: 'W. de Vries', email: 'w.devries@zeist.nl' })
  channel = slack.addChannel({ id: 'C0BESTUUR', name: 'pijler-bestuur', members: [member] })
}

beforeEach(() => start())
afterEach(() => slack.close())

describe('who may call what', () => {
  it('knows its own token and no other', async () => {
    expect(await client().auth.test()).toMatchObject({
      team_id: slack.teamId,
      user_id: slack.botUserId,
      bot_id: slack.botId,
    })
    expect(await refusal(clientWith('xoxb-invented').auth.test())).toBe('invalid_auth')
    expect(await refusal(clientWith(undefined).auth.test())).toBe('not_authed')
  })

  it('has no other methods', async () => {
    expect(await refusal(client().apiCall('chat.scheduleMessage', { channel, text: 'later' }))).toBe('unknown_method')
    expect(await refusal(client().apiCall('constructor'))).toBe('unknown_method')
  })

  it('takes JSON as well as forms, and nothing else', async () => {
    const call = async (contentType: string, body: string) => {
      const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': contentType }
      const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body })
      return response.json()
    }
    const message = JSON.stringify({ channel, text: 'hoi', blocks: [{ type: 'divider' }] })
    expect(await call('application/json; charset=utf-8', message)).toMatchObject({ ok: true })
    expect(await call('application/json', '{')).toMatchObject({ ok: false, error: 'invalid_json' })
    expect(await call('application/xml', '<x/>')).toMatchObject({ ok: false, error: 'invalid_post_type' })
    expect(slack.messagesIn(channel)).toMatchObject([{ text: 'hoi', blocks: [{ type: 'divider' }] }])
  })

  it('asks the scope of each method, and says which', async () => {
    await slack.close()
    await start({ scopes: ['channels:read'] })
    expect(await refused(client().chat.postMessage({ channel, text: 'hoi' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'channels:read',
    })
    expect(await refused(client().users.info({ user: member.id }))).toMatchObject({ needed: 'users:read' })
    expect(await refused(client().conversations.open({ users: member.id }))).toMatchObject({ needed: 'im:write' })
    expect(await refused(client().conversations.history({ channel }))).toMatchObject({ needed: 'channels:history' })
    expect(await client().conversations.info({ channel })).toMatchObject({ ok: true })
  })

  it('reads a private channel with the scopes of private channels', async () => {
    await slack.close()
    await start({ scopes: ['channels:read', 'channels:history'] })
    const secret = slack.addChannel({ kind: 'private', members: [member] })
    expect(await refused(client().conversations.info({ channel: secret }))).toMatchObject({ needed: 'groups:read' })
    expect(await refused(client().conversations.history({ channel: secret }))).toMatchObject({
      needed: 'groups:history',
    })
  })

  it('gives an address only with users:read.email', async () => {
    expect((await client().users.info({ user: member.id })).user?.profile?.email).toBe('w.devries@zeist.nl')
    await slack.close()
    await start({ scopes: ['users:read'] })
    expect((await client().users.info({ user: member.id })).user?.profile).not.toHaveProperty('email')
  })
})

describe('conversations', () => {
  it('posts nowhere that the bot is not in, and tells nothing of private channels', async () => {
    const other = slack.addChannel({ withBot: false })
    const secret = slack.addChannel({ kind: 'private', withBot: false })
    expect(await refusal(client().chat.postMessage({ channel: other, text: 'hoi' }))).toBe('not_in_channel')
    expect(await refusal(client().chat.postMessage({ channel: secret, text: 'hoi' }))).toBe('channel_not_found')
    expect(await refusal(client().conversations.info({ channel: secret }))).toBe('channel_not_found')
    expect(await client().conversations.info({ channel: other })).toMatchObject({ channel: { is_member: false } })
    expect(await refusal(client().conversations.history({ channel: other }))).toBe('not_in_channel')
    expect(await refusal(client().chat.postMessage({ channel: 'C0INVENTED', text: 'hoi' }))).toBe('channel_not_found')
  })

  it('stops when the bot is taken out or the channel is archived', async () => {
    slack.archive(channel)
    expect(await refusal(client().chat.postMessage({ channel, text: 'hoi' }))).toBe('is_archived')
    slack.remove(channel, slack.botUserId)
    expect(await refusal(client().chat.postMessage({ channel, text: 'hoi' }))).toBe('not_in_channel')
  })

  it('opens one direct conversation a person, and none with a bot or one who left', async () => {
    const first = await client().conversations.open({ users: member.id })
    const again = await client().conversations.open({ users: member.id })
    expect(again.channel?.id).toBe(first.channel?.id)
    expect(await refusal(client().conversations.open({ users: slack.botUserId }))).toBe('cannot_dm_bot')
    expect(await refusal(client().conversations.open({ users: 'U0NOBODY' }))).toBe('user_not_found')
    slack.changePerson(member.id, { deleted: true })
    expect(await refusal(client().conversations.open({ users: member.id }))).toBe('user_disabled')
  })

  it('takes a message to one who left without a word, as Slack does', async () => {
    slack.changePerson(member.id, { deleted: true })
    expect(await client().chat.postMessage({ channel: member.id, text: 'hoi' })).toMatchObject({ ok: true })
    expect(await client().users.info({ user: member.id })).toMatchObject({ user: { deleted: true } })
  })

  it('posts to a person in the conversation that conversations.open gives', async () => {
    const posted = await client().chat.postMessage({ channel: member.id, text: 'welkom' })
    const opened = await client().conversations.open({ users: member.id })
    expect(posted.channel).toBe(opened.channel?.id)
    expect(member.inbox().map(message => message.text)).toEqual(['welkom'])
  })

  it('lists members page by page', async () => {
    const people = ['U1', 'U2', 'U3'].map(id => slack.addPerson({ id }))
    const full = slack.addChannel({ members: people, withBot: true })
    const first = await client().conversations.members({ channel: full, limit: 3 })
    expect(first.members).toEqual(['U1', 'U2', 'U3'])
    const cursor = first.response_metadata?.next_cursor
    const rest = await client().conversations.members({ channel: full, limit: 3, ...(cursor ? { cursor } : {}) })
    expect(rest).toMatchObject({ members: [slack.botUserId], response_metadata: { next_cursor: '' } })
  })

  it('knows strangers of shared channels, and nobody else of other workspaces', async () => {
    slack.addWorkspace({ id: 'T0FOREIGN' })
    const stranger = slack.addPerson({ teamId: 'T0FOREIGN', id: 'U0STRANGER' })
    expect(await refusal(client().users.info({ user: stranger.id }))).toBe('user_not_found')
    const shared = slack.addChannel({ isExtShared: true, members: [stranger] })
    expect(await client().users.info({ user: stranger.id })).toMatchObject({
      user: { team_id: 'T0FOREIGN' },
    })
    expect(await client().conversations.info({ channel: shared })).toMatchObject({ channel: { is_ext_shared: true } })
  })

  it('tells guests apart', async () => {
    const guest = slack.addPerson({ isUltraRestricted: true })
    expect(await client().users.info({ user: guest.id, include_locale: true })).toMatchObject({
      user: { is_restricted: false, is_ultra_restricted: true, locale: 'nl-NL' },
    })
  })
})

describe('messages', () => {
  it('gives every message a ts of its own that grows, near the time of day', async () => {
    const sent = Date.now()
    const posted = await Promise.all(
      Array.from({ length: 50 }, (_, index) => client().chat.postMessage({ channel, text: `${index}` })),
    )
    const shown = slack.messagesIn(channel).map(message => message.ts)
    expect(new Set(shown).size).toBe(50)
    expect(shown).toEqual(shown.toSorted())
    expect(posted.map(each => each.ts).toSorted()).toEqual(shown)
    expect(Math.abs(Number(shown[0]) * 1000 - sent)).toBeLessThan(5000)
  })

  it('demands text beside blocks, where Slack would let it pass', async () => {
    const blocks = [{ type: 'divider' }]
    expect(await refusal(client().chat.postMessage({ channel, text: '', blocks }))).toBe('no_text')
    expect(slack.complaints()).toHaveLength(1)
    await slack.close()
    await start({ scopes: ['chat:write'], demandText: false })
    expect(await client().chat.postMessage({ channel, text: '', blocks })).toMatchObject({ ok: true })
    expect(await refusal(client().chat.postMessage({ channel, text: '' }))).toBe('no_text')
  })

  it('refuses blocks with each fault and its place, and complains of them', async () => {
    const call = client().chat.postMessage({
      channel,
      text: 'kaart',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
    })
    const fault = 'must be less than 151 characters [json-pointer:/blocks/0/text/text]'
    expect(await refused(call)).toMatchObject({
      error: 'invalid_blocks',
      errors: [fault],
      response_metadata: { messages: [`[ERROR] ${fault}`] },
    })
    expect(slack.complaints()).toEqual([`chat.postMessage: invalid_blocks: ${fault}`])
    expect(slack.messagesIn(channel)).toEqual([])
  })

  it('refuses what is no blocks, too much text, and too much text in blocks', async () => {
    const post = (more: Record<string, unknown>) =>
      client().apiCall('chat.postMessage', { channel, text: 'x', ...more })
    expect(await refusal(post({ blocks: '{nonsense' }))).toBe('invalid_blocks_format')
    expect(await refusal(post({ blocks: '{"type":"divider"}' }))).toBe('invalid_blocks_format')
    expect(await refusal(post({ text: 'x'.repeat(40_001) }))).toBe('msg_too_long')
    const section = { type: 'section', text: { type: 'plain_text', text: 'x'.repeat(3000) } }
    expect(await refusal(post({ blocks: Array(5).fill(section) }))).toBe('msg_blocks_too_long')
    expect(await refusal(post({ metadata: { event_type: 'a b', event_payload: {} } }))).toBe('invalid_metadata_format')
    expect(await refusal(client().apiCall('chat.postMessage', { text: 'x' }))).toBe('invalid_arguments')
  })

  it('keeps buttons when an update names no blocks, and drops them for an empty list', async () => {
    const blocks = [{ type: 'divider' }]
    const { ts = '' } = await client().chat.postMessage({ channel, text: 'open', blocks })
    await client().chat.update({ channel, ts, text: 'dicht' })
    expect(slack.messagesIn(channel)).toMatchObject([{ text: 'dicht', edited: true, blocks: [{ type: 'divider' }] }])
    await client().chat.update({ channel, ts, text: 'dicht', blocks: [] })
    expect(slack.messagesIn(channel)).toMatchObject([{ blocks: [] }])
  })

  it('updates and deletes only what the bot posted itself', async () => {
    await member.says(channel, 'van mij')
    const ts = slack.messagesIn(channel)[0]?.ts ?? ''
    expect(await refusal(client().chat.update({ channel, ts, text: 'van mij?' }))).toBe('cant_update_message')
    expect(await refusal(client().chat.delete({ channel, ts }))).toBe('cant_delete_message')
    expect(await refusal(client().chat.update({ channel, ts: '1.000001', text: 'weg' }))).toBe('message_not_found')
    const own = await client().chat.postMessage({ channel, text: 'weg' })
    await client().chat.delete({ channel, ts: own.ts ?? '' })
    expect(slack.messagesIn(channel).map(message => message.text)).toEqual(['van mij'])
  })

  it('shows an ephemeral message to one person, who must be there, and lets nobody find it again', async () => {
    const sent = await client().chat.postEphemeral({ channel, user: member.id, text: 'alleen voor u' })
    const outsider = slack.addPerson({})
    expect(member.ephemerals().map(each => each.text)).toEqual(['alleen voor u'])
    expect(outsider.ephemerals()).toEqual([])
    expect(slack.messagesIn(channel)).toEqual([])
    const ts = sent.message_ts ?? ''
    expect(await refusal(client().chat.update({ channel, ts, text: 'anders' }))).toBe('message_not_found')
    expect((await client().conversations.history({ channel })).messages).toEqual([])
    expect(await refusal(client().chat.postEphemeral({ channel, user: outsider.id, text: 'x' }))).toBe(
      'user_not_in_channel',
    )
    expect(await refusal(client().chat.postEphemeral({ channel, user: 'U0NOBODY', text: 'x' }))).toBe('user_not_found')
  })
})

describe('looking for what was sent', () => {
  const metadata = { event_type: 'm50_delivery', event_payload: { id: '7' } }

  it('gives metadata only where all are asked for', async () => {
    await client().chat.postMessage({ channel, text: 'hoi', metadata })
    const plain = await client().conversations.history({ channel })
    const full = await client().conversations.history({ channel, include_all_metadata: true })
    expect(plain.messages?.[0]).not.toHaveProperty('metadata')
    expect(full.messages?.[0]?.metadata).toEqual(metadata)
  })

  it('keeps metadata through an update that names none', async () => {
    const { ts = '' } = await client().chat.postMessage({ channel, text: 'hoi', metadata })
    await client().chat.update({ channel, ts, text: 'dag' })
    expect(slack.messagesIn(channel)[0]?.metadata).toEqual(metadata)
  })

  it('has no replies in a history, and all of them in their thread', async () => {
    const { ts = '' } = await client().chat.postMessage({ channel, text: 'kaart' })
    const reply = await client().chat.postMessage({ channel, text: 'antwoord', thread_ts: ts, metadata })
    const nested = await client().chat.postMessage({ channel, text: 'op het antwoord', thread_ts: reply.ts ?? '' })
    expect(nested.message?.thread_ts).toBe(ts)
    const history = await client().conversations.history({ channel })
    expect(history.messages?.map(message => message.text)).toEqual(['kaart'])
    expect(history.messages?.[0]).toMatchObject({ reply_count: 2 })
    const thread = await client().conversations.replies({ channel, ts, include_all_metadata: true })
    expect(thread.messages?.map(message => message.text)).toEqual(['kaart', 'antwoord', 'op het antwoord'])
    expect(thread.messages?.[1]).toMatchObject({ metadata })
    expect(await refusal(client().conversations.replies({ channel, ts: '1.000001' }))).toBe('thread_not_found')
    expect(await refusal(client().chat.postMessage({ channel, text: 'x', thread_ts: '1.000001' }))).toBe(
      'thread_not_found',
    )
  })

  it('obeys limit, oldest and latest, the newest first', async () => {
    for (const text of ['1', '2', '3', '4', '5']) await client().chat.postMessage({ channel, text })
    const stamps = slack.messagesIn(channel).map(message => message.ts)
    const [, second = '', , fourth = ''] = stamps
    const read = async (more: object) => {
      const found = await client().conversations.history({ channel, ...more })
      return found.messages?.map(message => message.text)
    }
    expect(await read({})).toEqual(['5', '4', '3', '2', '1'])
    expect(await read({ oldest: second })).toEqual(['5', '4', '3'])
    expect(await read({ oldest: second, latest: fourth })).toEqual(['3'])
    expect(await read({ oldest: second, latest: fourth, inclusive: true })).toEqual(['4', '3', '2'])
    const first = await client().conversations.history({ channel, limit: 3 })
    expect(first).toMatchObject({ has_more: true, messages: [{ text: '5' }, { text: '4' }, { text: '3' }] })
    expect(await read({ limit: 3, cursor: first.response_metadata?.next_cursor })).toEqual(['2', '1'])
  })

  it('reads direct messages with im:history', async () => {
    const { channel: im = '' } = await client().chat.postMessage({ channel: member.id, text: 'hoi' })
    expect((await client().conversations.history({ channel: im })).messages).toHaveLength(1)
  })
})

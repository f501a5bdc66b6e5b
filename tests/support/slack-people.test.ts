// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hearing, mrkdwn, plain } from './slack/samples.ts'
import { startTinyBot, type TinyBot } from './slack/tiny-bot.ts'
import { effectsOf, type Person, type Slack, signature, startSlack, textOf } from './slack-server.ts'
import { passed } from './stopwatch.ts'

let slack: Slack
let bot: TinyBot
let member: Person
let channel: string

beforeEach(async () => {
  slack = await startSlack()
  bot = await startTinyBot(slack)
  member = slack.addPerson({ name: 'w.devries' })
  channel = slack.addChannel({ name: 'bestuur', members: [member] })
})
afterEach(async () => {
  vi.useRealTimers()
  await bot.close()
  await slack.close()
})

describe('a command', () => {
  it('is answered in the response, to the one who asked alone', async () => {
    const seen: unknown[] = []
    bot.app.command('/m50', async ({ ack, command }) => {
      seen.push(command)
      await ack({ text: 'Pijlers', blocks: [{ type: 'section', text: mrkdwn('*Pijlers* &amp; meer') }] })
    })
    const outcome = await member.command('pijler <b>', { channel })
    expect(outcome).toMatchObject({ status: 200, errors: {} })
    expect(outcome.fairMs).toBeLessThan(3000)
    expect(textOf(await outcome.ephemeral())).toBe('Pijlers & meer')
    expect(slack.messagesIn(channel)).toEqual([])
    expect(seen).toMatchObject([
      { text: 'pijler <b>', user_id: member.id, channel_id: channel, channel_name: 'bestuur', team_id: slack.teamId },
    ])
  })

  it('is shown to all with in_channel', async () => {
    bot.app.command('/m50', async ({ ack }) => ack({ response_type: 'in_channel', text: 'voor allen' }))
    await member.command('x', { channel })
    expect(slack.messagesIn(channel).map(textOf)).toEqual(['voor allen'])
    expect(member.ephemerals()).toEqual([])
  })

  it('is answered later by response_url, five times at most', async () => {
    const refused = hearing()
    bot.app.command('/m50', async ({ ack, respond }) => {
      await ack()
      for (const text of ['1', '2', '3', '4', '5', '6']) await respond({ text }).catch(refused.add)
    })
    const outcome = await member.command('x', { channel })
    expect(outcome.body).toBe('')
    expect(textOf(await outcome.ephemeral())).toBe('1')
    await refused.reaches(1)
    expect(member.ephemerals().map(textOf)).toEqual(['1', '2', '3', '4', '5'])
    expect(slack.calls('response_url').map(call => call.outcome)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'used_url'])
  })

  it('is not answered any more after thirty minutes', async () => {
    const later: (() => Promise<unknown>)[] = []
    bot.app.command('/m50', async ({ ack, respond }) => {
      await ack()
      later.push(() => respond('te laat'))
    })
    await member.command('x')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * 60_000 + 1000 })
    try {
      await expect(later[0]?.()).rejects.toThrow('404')
    } finally {
      vi.useRealTimers()
    }
    expect(slack.calls().map(call => call.outcome)).toEqual(['expired_url'])
    expect(member.ephemerals()).toEqual([])
  })

  it('complains of an answer that Slack could not show', async () => {
    bot.app.command('/m50', async ({ ack }) =>
      ack({ text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }),
    )
    const outcome = await member.command('x')
    expect(outcome.failure).toBe('invalid_blocks')
    expect(member.ephemerals()).toEqual([])
    expect(slack.complaints()[0]).toContain('must be less than 151 characters')
  })

  it('has timed out after three seconds: what comes then is not shown', async () => {
    bot.app.command('/m50', async ({ ack }) => {
      await passed(3050)
      await ack('te laat').catch(() => {})
    })
    const outcome = await member.command('x')
    expect(outcome.failure).toBe('operation_timeout')
    expect(outcome.ms).toBeGreaterThan(3000)
    expect(member.ephemerals()).toEqual([])
  }, 30_000)

  it('says when the bot is not there', async () => {
    await bot.close()
    expect(await member.command('x')).toMatchObject({ status: 0, failure: 'connection_failed' })
    bot = await startTinyBot(slack)
  })

  it('waits in vain for an answer that does not come, and says so', async () => {
    bot.app.command('/m50', async ({ ack }) => ack())
    const outcome = await member.command('x')
    await expect(outcome.ephemeral(20)).rejects.toThrow('an answer to this person alone did not come')
  })

  it('does not take the answer to another act for its own', async () => {
    bot.app.command('/m50', async ({ ack, respond, command }) => {
      await ack()
      if (command.text === 'antwoord') await respond('het antwoord')
    })
    const silent = await member.command('stil')
    const answered = await member.command('antwoord')
    expect(textOf(await answered.ephemeral())).toBe('het antwoord')
    await expect(silent.ephemeral(20)).rejects.toThrow()
  })

  it('is sent again the same, with the retry headers', async () => {
    const seen: unknown[] = []
    bot.app.command('/m50', async ({ ack, command, context }) => {
      seen.push([command.trigger_id, context.retryNum, context.retryReason])
      await ack(`keer ${seen.length}`)
    })
    const first = await member.command('x')
    expect(textOf(await first.ephemeral())).toBe('keer 1')
    const second = await first.repeat({ retryNum: 2, reason: 'http_error' })
    expect(textOf(await second.ephemeral())).toBe('keer 2')
    expect(seen).toMatchObject([
      [expect.any(String), undefined, undefined],
      [expect.any(String), 2, 'http_error'],
    ])
    expect(new Set(seen.map(each => (Array.isArray(each) ? each[0] : each))).size).toBe(1)
  })
})

describe('signatures', () => {
  it('are made as Slack makes them', () => {
    // The example of docs.slack.dev/authentication/verifying-requests-from-slack.
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
    expect(signature('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    )
  })

  it('are refused by a bot when old or of another secret; a raw body goes as it is', async () => {
    const now = Math.floor(Date.now() / 1000)
    bot.app.command('/m50', async ({ ack }) => ack('ja'))
    const { sent } = await member.command('x')
    expect(await slack.sendSigned(sent, { timestamp: now - 301 })).toMatchObject({ status: 401 })
    expect(await slack.sendSigned(sent, { secret: 'guessed' })).toMatchObject({ status: 401 })
    expect(await slack.send(sent.body, { 'content-type': sent.contentType })).toMatchObject({ status: 401 })
    expect(await slack.sendSigned(sent)).toMatchObject({ status: 200, text: 'ja' })
  })
})

describe('talk', () => {
  it('in a direct message reaches the bot escaped, and the answer comes to the inbox', async () => {
    const seen: unknown[] = []
    bot.app.message(async ({ message, say }) => {
      seen.push(message)
      await say('gehoord')
    })
    await member.directMessage('pijler <!channel> & meer')
    expect(textOf(await member.receives('gehoord'))).toBe('gehoord')
    expect(seen).toMatchObject([{ channel_type: 'im', user: member.id, text: 'pijler &lt;!channel&gt; &amp; meer' }])
    expect(member.inbox().map(message => message.user)).toEqual([member.id, slack.botUserId])
  })

  it('of the bot itself in a direct message is told to it too, as Slack does', async () => {
    const seen = hearing()
    await bot.close()
    bot = await startTinyBot(slack, { ignoreSelf: false })
    bot.app.use(async ({ body, next }) => {
      if ('event' in body) seen.add(body.event)
      await next()
    })
    const { ts = '', channel: im = '' } = await bot.app.client.chat.postMessage({
      token: slack.botToken,
      channel: member.id,
      text: 'hoi',
    })
    await seen.reaches(1)
    await bot.app.client.chat.update({ token: slack.botToken, channel: im, ts, text: 'dag' })
    await seen.reaches(2)
    expect(seen.heard).toMatchObject([
      { type: 'message', bot_id: slack.botId, ts },
      { subtype: 'message_changed', message: { text: 'dag' } },
    ])
  })

  it('in a channel reaches the bot only by a mention, in the thread where it was said', async () => {
    const seen = hearing()
    bot.app.event('app_mention', async ({ event, body }) => {
      seen.add({ event, body })
    })
    expect(await member.says(channel, 'onder ons')).toBeUndefined()
    const ts = slack.messagesIn(channel)[0]?.ts ?? ''
    await member.mention(channel, 'wie besliste dit?', { thread: ts })
    await seen.reaches(1)
    expect(seen.heard).toMatchObject([
      {
        event: { text: `<@${slack.botUserId}> wie besliste dit?`, thread_ts: ts, channel },
        body: {
          team_id: slack.teamId,
          authorizations: [{ user_id: slack.botUserId }],
          event_id: expect.stringMatching(/^Ev/),
        },
      },
    ])
    slack.remove(channel, slack.botUserId)
    await expect(member.mention(channel, 'hallo?')).rejects.toThrow('the bot is not in')
  })

  it('of a home that is opened, and of one who joins', async () => {
    const seen = hearing()
    bot.app.event('app_home_opened', async ({ event, client }) => {
      seen.add(event.type)
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'section', text: plain('Wacht op u') }] },
      })
    })
    bot.app.event('member_joined_channel', async ({ event }) => {
      seen.add([event.type, event.user])
    })
    await member.opensHome()
    await slack.until(() => member.home())
    expect(member.home()?.blocks).toMatchObject([{ text: { text: 'Wacht op u' } }])
    const newcomer = slack.addPerson({})
    await newcomer.joins(channel)
    await seen.reaches(2)
    expect(seen.heard).toEqual(['app_home_opened', ['member_joined_channel', newcomer.id]])
  })
})

describe('another workspace', () => {
  it('speaks for itself where the bot is installed, and its people are in no channel of the host', async () => {
    const seen = hearing()
    bot.app.command('/m50', async ({ ack, command }) => {
      await ack('wie bent u?')
      seen.add(command.team_id)
    })
    slack.addWorkspace({ id: 'T0FOREIGN', token: 'xoxb-foreign', scopes: ['chat:write'] })
    const foreigner = slack.addPerson({ teamId: 'T0FOREIGN', email: 'secretariaat@zeist.nl' })
    const outcome = await foreigner.command('help')
    expect(textOf(await outcome.ephemeral())).toBe('wie bent u?')
    expect(seen.heard).toEqual(['T0FOREIGN'])
    await expect(foreigner.command('help', { channel })).rejects.toThrow('is not in')
    const posted = bot.app.client.chat.postMessage({ token: slack.botToken, channel: foreigner.id, text: 'hoi' })
    await expect(posted).rejects.toMatchObject({ data: { error: 'channel_not_found' } })
  })
})

describe('what is seen', () => {
  it('reads mrkdwn as a reader does, and plain text as it is', () => {
    const blocks = [
      { type: 'header', text: plain('*Kop* &amp;') },
      {
        type: 'section',
        text: mrkdwn('*Vet*, _schuin_ en 2*3*4 &lt;b&gt; <https://x.nl/a|de site> <@U1> <!channel> <https://x.nl>'),
      },
    ]
    expect(textOf({ text: 'melding', blocks })).toBe(
      '*Kop* &amp;\nVet, schuin en 2*3*4 <b> de site @U1 @channel https://x.nl',
    )
    expect(textOf({ text: '*melding*', blocks: [] })).toBe('melding')
  })

  it('tells whom a message mentions and where it leads', () => {
    const blocks = [
      { type: 'section', text: mrkdwn('<!channel> <@U1> <https://x.nl|klik> &lt;!here&gt;') },
      { type: 'section', text: plain('<!everyone>') },
      { type: 'actions', elements: [{ type: 'button', text: plain('Naar'), url: 'https://y.nl' }] },
    ]
    expect(effectsOf({ text: '<#C1>', blocks })).toEqual({
      mentions: ['#C1', '!channel', '@U1'],
      links: ['https://x.nl', 'https://y.nl'],
    })
  })
})

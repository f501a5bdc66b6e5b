// SPDX-License-Identifier: EUPL-1.2
import type { types } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startTinyBot, type TinyBot } from './slack/tiny-bot.ts'
import { effectsOf, type Person, type Slack, signature, startSlack, textOf, textOfView } from './slack-server.ts'

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

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text })
const card = (title = 'Verzoek 41'): types.KnownBlock[] => [
  { type: 'section', text: mrkdwn(`*${title}*`) },
  {
    type: 'actions',
    block_id: 'd7:1',
    elements: [
      { type: 'button', action_id: 'request.approve', text: plain('Goedkeuren'), value: '41' },
      {
        type: 'overflow',
        action_id: 'request.more',
        options: [
          { text: plain('Vraag stellen'), value: 'request.ask:41' },
          { text: plain('Ik pak dit'), value: 'request.claim:41' },
        ],
      },
    ],
  },
]
const form = (more: Partial<types.ModalView> = {}): types.ModalView => ({
  type: 'modal',
  callback_id: 'pillar.join',
  private_metadata: 'bestuur',
  title: plain('Lid worden'),
  submit: plain('Versturen'),
  close: plain('Later'),
  blocks: [
    {
      type: 'input',
      block_id: 'official',
      label: plain('Ambtenaar'),
      element: { type: 'plain_text_input', action_id: 'official', max_length: 20 },
    },
  ],
  ...more,
})

/** What the bot was told, and a way to wait until it was told so much. */
function hearing() {
  const heard: unknown[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  return {
    heard,
    add(item: unknown) {
      heard.push(item)
      for (const each of waiting) if (heard.length >= each.count) each.resolve()
    },
    reaches(count: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ count, resolve })
      if (heard.length >= count) resolve()
      return promise
    },
  }
}

/** Has `/m50` open a form. */
const opensForm = (view = form()) =>
  bot.app.command('/m50', async ({ ack, client, command }) => {
    await ack()
    await client.views.open({ trigger_id: command.trigger_id, view })
  })
const submitted = () => {
  const received: unknown[] = []
  bot.app.view('pillar.join', async ({ ack, view }) => {
    await ack()
    received.push(view)
  })
  return received
}

describe('a command', () => {
  it('is answered in the response, to the one who asked alone', async () => {
    const seen: unknown[] = []
    bot.app.command('/m50', async ({ ack, command }) => {
      seen.push(command)
      await ack({ text: 'Pijlers', blocks: [{ type: 'section', text: mrkdwn('*Pijlers* &amp; meer') }] })
    })
    const outcome = await member.command('pijler <b>', { channel })
    expect(outcome).toMatchObject({ status: 200, errors: {} })
    expect(outcome.ms).toBeLessThan(3000)
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
    await expect(later[0]?.()).rejects.toThrow('404')
    vi.useRealTimers()
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
      const { promise, resolve } = Promise.withResolvers<void>()
      setTimeout(resolve, 3050)
      await promise
      await ack('te laat').catch(() => {})
    })
    const outcome = await member.command('x')
    expect(outcome.failure).toBe('operation_timeout')
    expect(outcome.ms).toBeGreaterThan(3000)
    expect(member.ephemerals()).toEqual([])
  }, 10_000)

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

describe('a press', () => {
  const posts = (blocks = card()) =>
    bot.app.client.chat.postMessage({ token: slack.botToken, channel, text: 'Verzoek 41', blocks })

  it('finds the button that is seen, and sends what Slack sends', async () => {
    const seen: unknown[] = []
    bot.app.action('request.approve', async ({ ack, body }) => {
      await ack()
      seen.push(body)
    })
    const { ts = '' } = await posts()
    const outcome = await member.press(channel, 'request.approve', { value: '41' })
    expect(outcome).toMatchObject({ status: 200, body: '' })
    expect(seen).toMatchObject([
      {
        type: 'block_actions',
        team: { id: slack.teamId },
        user: { id: member.id, team_id: slack.teamId },
        channel: { id: channel },
        container: { type: 'message', message_ts: ts, is_ephemeral: false },
        message: { ts },
        actions: [{ type: 'button', action_id: 'request.approve', block_id: 'd7:1', value: '41' }],
      },
    ])
    await member.press(channel, 'Goedkeuren')
    expect(seen).toHaveLength(2)
  })

  it('finds what stands under "meer", by its press or its words', async () => {
    const seen: unknown[] = []
    bot.app.action('request.more', async ({ ack, action }) => {
      await ack()
      seen.push(action)
    })
    await posts()
    await member.press(channel, 'request.claim')
    await member.press(channel, 'Vraag stellen')
    expect(seen).toMatchObject([
      { type: 'overflow', action_id: 'request.more', selected_option: { value: 'request.claim:41' } },
      { selected_option: { value: 'request.ask:41' } },
    ])
  })

  it('is impossible where the button is not, or the person is not', async () => {
    await posts()
    await expect(member.press(channel, 'request.withdraw')).rejects.toThrow(
      'request.approve, request.ask, request.claim',
    )
    await expect(member.press(channel, 'request.approve', { value: '42' })).rejects.toThrow('sees nothing named')
    await expect(slack.addPerson({}).press(channel, 'request.approve')).rejects.toThrow('is not in')
  })

  it('on an older drawing sends that one, with the message as it is by now; on a message that is gone it is impossible', async () => {
    const seen: unknown[] = []
    bot.app.action('request.approve', async ({ ack, body }) => {
      await ack()
      seen.push(body)
    })
    const { ts = '' } = await posts()
    const [old] = slack.messagesIn(channel)
    if (!old) throw new Error('nothing posted')
    const client = bot.app.client
    await client.chat.update({ token: slack.botToken, channel, ts, text: 'Goedgekeurd', blocks: [] })
    await expect(member.press(channel, 'request.approve')).rejects.toThrow('sees nothing named')
    await member.press(old, 'request.approve')
    expect(seen).toMatchObject([{ message: { text: 'Goedgekeurd' }, actions: [{ block_id: 'd7:1' }] }])
    await client.chat.delete({ token: slack.botToken, channel, ts })
    await expect(member.press(old, 'request.approve')).rejects.toThrow('gone')
  })

  it('on an ephemeral message sends no message, and the answer may replace it or take it away', async () => {
    bot.app.command('/m50', async ({ ack }) => ack({ text: 'Verzoek', blocks: card() }))
    const seen: unknown[] = []
    bot.app.action('request.approve', async ({ ack, body, respond }) => {
      await ack()
      seen.push(body)
      await respond({ text: 'Gedaan', replace_original: true, blocks: [card('Weg?')[1] ?? { type: 'divider' }] })
    })
    bot.app.action('request.more', async ({ ack, respond }) => {
      await ack()
      await respond({ delete_original: true })
    })
    await member.command('x', { channel })
    const outcome = await member.press('ephemeral', 'request.approve')
    expect(textOf(await outcome.ephemeral())).toBe('[Goedkeuren] [Meer: Vraag stellen · Ik pak dit]')
    expect(member.ephemerals()).toHaveLength(1)
    expect(seen).toMatchObject([{ container: { is_ephemeral: true } }])
    expect(seen[0]).not.toHaveProperty('message')
    await member.press('ephemeral', 'request.ask')
    await slack.until(() => member.ephemerals().length === 0)
  })

  it('may replace the message in the channel for everyone', async () => {
    bot.app.action('request.approve', async ({ ack, respond }) => {
      await ack()
      await respond({ text: 'Goedgekeurd', replace_original: true, blocks: [] })
    })
    await posts()
    await member.press(channel, 'request.approve')
    expect(textOf(await slack.shows(channel, 'Goedgekeurd'))).toBe('Goedgekeurd')
  })

  it('of a stranger in a shared channel carries their own workspace', async () => {
    const seen: unknown[] = []
    bot.app.action('request.approve', async ({ ack, body }) => {
      await ack()
      seen.push(body.user)
    })
    slack.addWorkspace({ id: 'T0FOREIGN' })
    const stranger = slack.addPerson({ teamId: 'T0FOREIGN' })
    await expect(stranger.command('x')).rejects.toThrow("isn't installed")
    await stranger.joins(channel)
    await posts()
    await stranger.press(channel, 'request.approve')
    expect(seen).toMatchObject([{ id: stranger.id, team_id: 'T0FOREIGN' }])
  })
})

describe('a trigger', () => {
  const triggers = () => {
    const held: string[] = []
    bot.app.command('/m50', async ({ ack, command }) => {
      await ack()
      held.push(command.trigger_id)
    })
    return held
  }
  const open = async (trigger = '', view = form()) => {
    const answer = bot.app.client.views.open({ token: slack.botToken, trigger_id: trigger, view })
    return answer.then(
      () => 'ok',
      error => error.data.error,
    )
  }

  it('opens one modal, for its own person', async () => {
    const held = triggers()
    const outcome = await member.command('x')
    expect(await open('1.2.invented')).toBe('invalid_trigger_id')
    expect(await open(held[0])).toBe('ok')
    expect(await open(held[0])).toBe('exchanged_trigger_id')
    expect(textOfView(await outcome.modal())).toBe('Lid worden\nAmbtenaar\n[…]\n[Versturen] [Later]')
    expect(slack.addPerson({}).modal()).toBeUndefined()
  })

  it('is over after three seconds', async () => {
    const held = triggers()
    await member.command('x')
    const { promise, resolve } = Promise.withResolvers<void>()
    setTimeout(resolve, 3010)
    await promise
    expect(await open(held[0])).toBe('expired_trigger_id')
  }, 10_000)

  it('is not spent on a view that Slack refuses', async () => {
    const held = triggers()
    await member.command('x')
    expect(await open(held[0], form({ title: plain('x'.repeat(25)) }))).toBe('invalid_arguments')
    expect(slack.complaints()[0]).toContain('[json-pointer:/view/title/text]')
    const filler = { type: 'section' as const, text: plain('x'.repeat(2900)) }
    expect(await open(held[0], form({ blocks: Array(90).fill(filler) }))).toBe('view_too_large')
    expect(await open(held[0])).toBe('ok')
  })
})

describe('a form', () => {
  it('is filled by the names of its fields, each kind in its way, and keeps what stood there', async () => {
    const options = ['Zeist', 'Zutphen'].map(name => ({ text: plain(name), value: `gm-${name}` }))
    const element = {
      kind: { type: 'static_select', options },
      audience: { type: 'checkboxes', options },
      diet: { type: 'radio_buttons', options, initial_option: options[1] },
      startsAt: { type: 'datepicker', initial_date: '2027-02-01' },
      place: { type: 'timepicker' },
      capacity: { type: 'number_input', is_decimal_allowed: false, min_value: '1' },
      municipality: { type: 'external_select', min_query_length: 2 },
      session: { type: 'multi_static_select', options },
      remark: { type: 'plain_text_input', initial_value: 'zoals het stond' },
    }
    const blocks = Object.entries(element).map(([name, each]) => ({
      type: 'input',
      block_id: name,
      optional: true,
      label: plain(name),
      element: { ...each, action_id: name },
    }))
    bot.app.command('/m50', async ({ ack, client, command }) => {
      await ack()
      await client.apiCall('views.open', { trigger_id: command.trigger_id, view: { ...form(), blocks } })
    })
    const searched: string[] = []
    bot.app.options('municipality', async ({ ack, options: { value } }) => {
      searched.push(value)
      await ack({ options: options.filter(option => option.text.text.startsWith(value.slice(0, 2))) })
    })
    const received = submitted()
    await (await member.command('x')).modal()
    expect(await member.options('modal', 'municipality', 'Z')).toEqual([])
    expect(await member.options('modal', 'municipality', 'Ze')).toEqual(['Zeist'])
    await member.submit({
      kind: 'Zutphen',
      audience: ['Zeist', 'gm-Zutphen'],
      startsAt: '2027-02-03',
      place: '09:30',
      capacity: 12,
      municipality: 'Zeist',
      session: ['Zeist'],
    })
    expect(searched).toEqual(['Ze', 'Zeist'])
    const [view] = received
    expect(view).toMatchObject({
      private_metadata: 'bestuur',
      state: {
        values: {
          kind: { kind: { selected_option: options[1] } },
          audience: { audience: { selected_options: options } },
          diet: { diet: { selected_option: options[1] } },
          startsAt: { startsAt: { selected_date: '2027-02-03' } },
          place: { place: { selected_time: '09:30' } },
          capacity: { capacity: { value: '12' } },
          municipality: { municipality: { selected_option: options[0] } },
          session: { session: { selected_options: [options[0]] } },
          remark: { remark: { value: 'zoals het stond' } },
        },
      },
    })
    expect(member.modal()).toBeUndefined()
  })

  it('has no field and no option that is not there', async () => {
    opensForm()
    await (await member.command('x')).modal()
    await expect(member.fill({ secretary: 'x' })).rejects.toThrow('no field secretary; it has official')
    await expect(slack.addPerson({}).fill({ official: 'x' })).rejects.toThrow('has no form open')
  })

  it('is not sent by Slack itself while a field is empty or too long, unless the client was tampered with', async () => {
    opensForm()
    const received = submitted()
    await (await member.command('x')).modal()
    await expect(member.submit()).rejects.toThrow('official is required')
    await expect(member.submit({ official: 'x'.repeat(21) })).rejects.toThrow('official takes 20 characters')
    expect(received).toEqual([])
    await member.submit({ official: 'x'.repeat(21) }, { unchecked: true })
    expect(received).toHaveLength(1)
  })

  it('stays as it is with errors at its fields, under the same id and hash', async () => {
    opensForm()
    bot.app.view('pillar.join', async ({ ack, view }) =>
      view.state.values.official?.official?.value === 'a.bakker'
        ? ack()
        : ack({ response_action: 'errors', errors: { official: 'Die ken ik niet' } }),
    )
    const before = await (await member.command('x')).modal()
    const outcome = await member.submit({ official: 'niemand' })
    expect(outcome.errors).toEqual({ official: 'Die ken ik niet' })
    expect(member.modal()).toMatchObject({ id: before.id, hash: before.hash })
    await member.submit({ official: 'a.bakker' })
    expect(member.modal()).toBeUndefined()
  })

  it.each([
    ['errors at a field that is not there', '{"response_action":"errors","errors":{"title":"Te lang"}}'],
    ['errors without errors', '{"response_action":"errors","errors":{}}'],
    ['an action that is none', '{"response_action":"reopen"}'],
    ['no action', '{"text":"Dank u"}'],
    ['a view that Slack refuses', '{"response_action":"update","view":{"type":"modal"}}'],
  ])('stays with an apology of Slack after %s', async (_, answer) => {
    opensForm()
    bot.app.view('pillar.join', async ({ ack }) => ack(JSON.parse(answer)))
    await (await member.command('x')).modal()
    const outcome = await member.submit({ official: 'x' })
    expect(outcome.failure).toContain('trouble connecting')
    expect(member.modal()).toBeDefined()
    expect(slack.complaints()).toHaveLength(1)
  })

  it('is updated, pushed up to three high, and cleared', async () => {
    opensForm()
    const answers = [
      { response_action: 'update' as const, view: form({ title: plain('Bezig') }) },
      { response_action: 'push' as const, view: form({ title: plain('Twee') }) },
      { response_action: 'push' as const, view: form({ title: plain('Drie') }) },
      { response_action: 'push' as const, view: form({ title: plain('Vier') }) },
      { response_action: 'clear' as const },
    ]
    bot.app.view('pillar.join', async ({ ack }) => ack(answers.shift() ?? { response_action: 'clear' }))
    const first = await (await member.command('x')).modal()
    const updated = await (await member.submit({ official: 'x' })).modal()
    expect(updated).toMatchObject({ id: first.id, content: { title: plain('Bezig') } })
    expect(updated.hash).not.toBe(first.hash)
    expect(textOfView(await (await member.submit()).modal())).toContain('Twee')
    await (await member.submit({ official: 'x' })).modal()
    expect((await member.submit({ official: 'x' })).failure).toContain('push_limit_reached')
    await member.submit()
    expect(member.modal()).toBeUndefined()
  })

  it('closes to the one below, and tells the bot only where the view asks for it', async () => {
    const closed: string[] = []
    opensForm(form({ notify_on_close: true }))
    bot.app.view({ callback_id: 'pillar.join', type: 'view_closed' }, async ({ ack, view }) => {
      await ack()
      closed.push(view.id)
    })
    bot.app.view('pillar.join', async ({ ack }) =>
      ack({ response_action: 'push', view: form({ title: plain('Twee') }) }),
    )
    const below = await (await member.command('x')).modal()
    await (await member.submit({ official: 'x' })).modal()
    await member.closeModal()
    expect(closed).toEqual([])
    expect(member.modal()?.id).toBe(below.id)
    await member.closeModal()
    expect(closed).toEqual([below.id])
    expect(member.modal()).toBeUndefined()
  })

  it('is updated by id, unless its hash is old; what was typed stays', async () => {
    opensForm()
    const view = await (await member.command('x')).modal()
    const update = (more: object) =>
      bot.app.client
        .apiCall('views.update', { token: slack.botToken, view: form({ title: plain('Nieuw') }), ...more })
        .then(
          () => 'ok',
          error => error.data.error,
        )
    await member.fill({ official: 'half getypt' })
    expect(await update({ view_id: view.id, hash: view.hash })).toBe('ok')
    expect(await update({ view_id: view.id, hash: view.hash })).toBe('hash_conflict')
    expect(await update({ view_id: 'V0' })).toBe('not_found')
    const received = submitted()
    await member.submit()
    expect(received).toMatchObject([{ state: { values: { official: { official: { value: 'half getypt' } } } } }])
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

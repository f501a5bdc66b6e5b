// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { card, hearing, plain } from './slack/samples.ts'
import { startTinyBot, type TinyBot } from './slack/tiny-bot.ts'
import { type Person, type Slack, startSlack, textOf } from './slack-server.ts'

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
  await bot.close()
  await slack.close()
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

  it('may be a choice, from a list or from what the bot finds', async () => {
    const seen = hearing()
    const options = ['Zeist', 'Zutphen'].map(name => ({ text: plain(name), value: `gm-${name}` }))
    bot.app.options('municipality', async ({ ack, options: { value } }) =>
      ack({ options: options.filter(option => option.text.text === value) }),
    )
    bot.app.action(/.*/, async ({ ack, action }) => {
      await ack()
      seen.add(action)
    })
    await posts([
      {
        type: 'actions',
        elements: [
          { type: 'static_select', action_id: 'pillar', placeholder: plain('Pijler'), options },
          { type: 'external_select', action_id: 'municipality', min_query_length: 1 },
        ],
      },
    ])
    await member.choose(channel, 'pillar', 'Zutphen')
    await member.choose(channel, 'municipality', 'Zeist')
    await expect(member.choose(channel, 'municipality', 'Utrecht')).rejects.toThrow('offers no “Utrecht”')
    await seen.reaches(2)
    expect(seen.heard).toMatchObject([
      { action_id: 'pillar', selected_option: options[1] },
      { action_id: 'municipality', selected_option: options[0] },
    ])
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

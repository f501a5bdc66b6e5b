// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { textOf, textOfView } from '../../support/slack-server.ts'
import { delivery, join, me, onStage } from './stage.ts'

const on = onStage()

describe('a press', () => {
  it('gets an empty 200 at once, and its answer alone, without touching the card', async () => {
    await on.posted()
    const before = on.slack.messagesIn(on.channel)
    const hold = on.bot.holds(me('Gedaan.'))
    const outcome = await on.vries.press(on.channel, 'request.approve')
    expect(outcome).toMatchObject({ status: 200, body: '' })
    hold.goOn()
    expect(textOf(await outcome.ephemeral())).toBe('Gedaan.')
    expect(on.slack.messagesIn(on.channel)).toEqual(before)
    expect(on.heard()).toMatchObject({
      act: { kind: 'press', name: 'request.approve', value: '41', delivery, drawing: 7 },
      where: { kind: 'channel', channel: on.channel },
      canOpenForm: true,
    })
    expect(on.heard().act).not.toHaveProperty('inForm')
  })

  it('under Meer is a press like any other', async () => {
    await on.posted()
    await (await on.vries.press(on.channel, 'request.claim')).ephemeral()
    expect(on.heard().act).toEqual({
      kind: 'press',
      message: expect.any(String),
      name: 'request.claim',
      value: 'a:b',
      delivery,
      drawing: 7,
    })
  })

  it('[E04] in a thread is answered in that thread, where a command is typed as a mention', async () => {
    const root = await on.posted()
    await on.posted(on.channel, root)
    const reply = on.slack.messagesIn(on.channel)[0]?.replies[0]
    if (!reply) throw new Error('no reply')
    const shown = await (await on.vries.press(reply, 'request.approve')).ephemeral()
    expect(shown.threadTs).toBe(root)
    expect(on.heard()).toMatchObject({ where: { kind: 'thread', channel: on.channel }, typed: '@M50' })
  })

  it('[T03] comes with the same key when it is sent again', async () => {
    await on.posted()
    await (await on.vries.press(on.channel, 'request.approve')).repeat()
    expect(on.bot.heard).toHaveLength(2)
    expect(on.bot.heard[0]?.key).toBe(on.bot.heard[1]?.key)
  })

  it('opens its form', async () => {
    await on.posted()
    on.bot.answers({ form: join })
    const outcome = await on.vries.press(on.channel, 'pillar.join')
    expect((await outcome.modal()).callbackId).toBe('pillar.join')
  })

  it('[E07] opens a modal in time when the form is not there yet, and puts the form in it', async () => {
    await on.posted()
    const hold = on.bot.holds({ form: join })
    const outcome = await on.vries.press(on.channel, 'pillar.join')
    const waiting = await outcome.modal()
    expect(textOfView(waiting)).toContain('Het formulier wordt geopend')
    hold.goOn()
    await on.slack.until(() => on.vries.modal()?.callbackId === 'pillar.join')
    expect(on.vries.modal()?.id).toBe(waiting.id)
  })

  it('shows a message in that modal when nothing is left to ask, and where it was pressed, since a modal is closed', async () => {
    await on.posted()
    const hold = on.bot.holds(me('U bent al lid.'))
    const outcome = await on.vries.press(on.channel, 'pillar.join')
    await outcome.modal()
    hold.goOn()
    await on.slack.until(() =>
      textOfView(on.vries.modal() ?? Object.assign({ content: {}, blocks: [] })).includes('U bent al lid.'),
    )
    expect(textOf(await outcome.ephemeral())).toBe('U bent al lid.')
  })

  it('of a link needs nothing', async () => {
    on.bot.answers(me('Verslag', { link: { label: 'Open', url: 'https://m50.example/1' } }))
    const shown = await (await on.vries.command('verslag', { channel: on.channel })).ephemeral()
    expect((await on.vries.press(shown, 'link.open')).status).toBe(200)
    expect(on.bot.heard).toHaveLength(1)
  })

  it('by someone of another workspace counts for that workspace [T05]', async () => {
    on.slack.addWorkspace({ id: 'T0ELSE' })
    const stranger = on.slack.addPerson({ teamId: 'T0ELSE' })
    const shared = on.slack.addChannel({ members: [stranger], isExtShared: true })
    await on.posted(shared)
    await stranger.press(shared, 'request.approve')
    expect(on.heard().account).toEqual({ platform: 'slack', workspace: 'T0ELSE', user: stranger.id })
  })
})

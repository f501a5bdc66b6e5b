// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { apiError, cut, http, textOf, textOfView } from '../../support/slack-server.ts'
import { here, join, me, onStage, press, secret } from './stage.ts'

const on = onStage()

describe('a slash command', () => {
  it('is answered in the response, to the one who typed it', async () => {
    on.bot.answers(me('Dit zijn de pijlers.', { buttons: [press('pillar.show', 'Bekijk')] }))
    const outcome = await on.vries.command('pijler', { channel: on.channel })
    expect(outcome.status).toBe(200)
    expect(textOf(await outcome.ephemeral())).toBe('Dit zijn de pijlers.\n[Bekijk]')
    expect(on.slack.calls().map(call => call.method)).toEqual(['auth.test'])
    expect(on.heard()).toMatchObject({
      account: { platform: 'slack', workspace: on.slack.teamId, user: on.vries.id },
      act: { kind: 'line', text: 'pijler', by: 'command' },
      where: { kind: 'channel', channel: on.channel, channelName: 'algemeen' },
      canOpenForm: true,
      typed: '/m50',
    })
    expect(on.heard().key).toMatch(/^\d/)
  })

  it('[T03] comes with the same key when it is sent again', async () => {
    const outcome = await on.vries.command('pijler', { channel: on.channel })
    await outcome.repeat()
    expect(on.bot.heard).toHaveLength(2)
    expect(on.bot.heard[0]?.key).toBe(on.bot.heard[1]?.key)
    await on.vries.command('pijler', { channel: on.channel })
    expect(on.heard().key).not.toBe(on.bot.heard[0]?.key)
  })

  it('is answered for all in the channel where that is meant', async () => {
    on.bot.answers(here('Dit kanaal is nu van de pijler.'))
    await on.vries.command('kanaal pijler bestuur', { channel: on.channel })
    expect(on.slack.messagesIn(on.channel).map(textOf)).toEqual(['Dit kanaal is nu van de pijler.'])
  })

  it('gets an empty 200 after two seconds, and its answer by response_url', async () => {
    const hold = on.bot.holds(me('Hier is het toch nog.'))
    const outcome = await on.vries.command('pijler', { channel: on.channel })
    expect(outcome).toMatchObject({ status: 200, body: '' })
    expect(outcome.ms).toBeGreaterThan(1900)
    expect(outcome.fairMs).toBeLessThan(2600)
    hold.goOn()
    expect(textOf(await outcome.ephemeral())).toBe('Hier is het toch nog.')
    expect(on.slack.calls('response_url')).toHaveLength(1)
  })

  it('reaches the person otherwise when the response_url is gone: ephemeral, then by direct message', async () => {
    on.slack.faults.plan('response_url', http(404, { acts: false }))
    const hold = on.bot.holds(me('Hier is het toch nog.'))
    const outcome = await on.vries.command('pijler', { channel: on.channel })
    hold.goOn()
    expect(textOf(await outcome.ephemeral())).toBe('Hier is het toch nog.')
    on.slack.faults.plan('chat.postEphemeral', apiError('user_not_in_channel'))
    const again = on.bot.holds(me('En nog eens.'))
    await on.vries.command('pijler', { channel: on.channel })
    again.goOn()
    expect(textOf(await on.vries.receives('En nog eens.'))).toBe('En nog eens.')
  })

  it('says nothing twice when nobody knows whether the answer arrived', async () => {
    on.slack.faults.plan('response_url', cut({ acts: true }))
    const hold = on.bot.holds(me('Misschien is het er.'))
    const outcome = await on.vries.command('pijler', { channel: on.channel })
    hold.goOn()
    await outcome.ephemeral()
    await on.bot.ours.stop(5_000)
    expect(on.slack.calls().map(call => call.method)).toEqual(['auth.test', 'response_url'])
  })

  it('[T24] gets what is secret by direct message only, and a line that says so', async () => {
    on.bot.answers(secret('Uw koppelcode is 7F3K.'))
    const outcome = await on.vries.command('koppel', { channel: on.channel })
    expect(outcome.body).toBe('')
    expect(textOf(await on.vries.receives('7F3K'))).toBe('Uw koppelcode is 7F3K.')
    expect(textOf(await outcome.ephemeral())).toContain('in een direct bericht')
    expect(on.vries.ephemerals().map(textOf).join()).not.toContain('7F3K')
  })

  it('says that no direct message can be sent, and shows no secret', async () => {
    on.slack.faults.plan('conversations.open', apiError('user_disabled'))
    on.bot.answers(secret('Uw koppelcode is 7F3K.'))
    const outcome = await on.vries.command('koppel', { channel: on.channel })
    expect(textOf(await outcome.ephemeral())).toContain('geen direct bericht sturen')
    expect(on.slack.account()).not.toContain('7F3K')
  })

  it('opens a form', async () => {
    expect(textOfView(await on.open())).toContain('Lid worden van de pijle…\nWelke ambtenaar van Zeist ondersteunt u?')
  })

  it('gets a button to the form when that comes too late to be opened', async () => {
    on.slack.faults.plan('views.open', apiError('expired_trigger_id'))
    on.bot.answers({ form: join })
    const outcome = await on.vries.command('pijler word-lid bestuur', { channel: on.channel })
    const shown = await outcome.ephemeral()
    expect(textOf(shown)).toContain('[Verder]')
    on.slack.faults.liftAll()
    expect(textOfView(await (await on.vries.press(shown, 'pillar.join')).modal())).toContain('Welke ambtenaar')
    expect(on.heard().act).toMatchObject({ kind: 'press', name: 'pillar.join', value: 'pillar-1' })
  })
})

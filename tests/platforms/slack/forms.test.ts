// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { apiError, http, textOf, textOfView } from '../../support/slack-server.ts'
import { here, join, me, onStage, press, secret } from './stage.ts'

const on = onStage()

describe('a form', () => {
  it('comes back with what it is about, where it was opened, and each field as text', async () => {
    const view = await on.open()
    on.bot.answers({ suggestions: [{ value: '355', label: 'Zeist' }] })
    await on.vries.fill({
      official: 'a.bakker@zeist.nl',
      municipality: 'Zeist',
      kind: 'Tweede',
      deadline: '2027-02-03',
      audience: true,
    })
    expect(on.heard()).toMatchObject({
      act: { kind: 'suggest', form: 'pillar.join', field: 'municipality', query: 'Zeist' },
      key: null,
    })
    on.bot.answers(me('Uw verzoek ligt bij het secretariaat.', { title: 'Verzoek verstuurd' }))
    const outcome = await on.vries.submit()
    expect(on.heard()).toMatchObject({
      act: {
        kind: 'submit',
        form: 'pillar.join',
        context: 'pillar-1',
        fields: {
          official: 'a.bakker@zeist.nl',
          municipality: '355',
          kind: 'b',
          deadline: '2027-02-03',
          audience: 'on',
        },
      },
      where: { kind: 'channel', channel: on.channel },
      key: `${view.id}:${view.hash}`,
    })
    expect(textOf(await outcome.ephemeral())).toBe('Verzoek verstuurd\nUw verzoek ligt bij het secretariaat.')
  })

  describe('closes with its outcome, which stands', () => {
    const sent = me('Uw verzoek ligt bij het secretariaat.', { buttons: [press('request.withdraw', 'Intrekken')] })
    const text = 'Uw verzoek ligt bij het secretariaat.\n[Intrekken]'
    const methods = () => on.slack.calls().map(call => call.method)

    it('where it was opened, to who filled it in alone, also where the bot is no member', async () => {
      on.slack.faults.plan('chat.postEphemeral', apiError('not_in_channel'))
      await on.open()
      on.bot.answers(sent)
      const outcome = await on.vries.submit()
      expect(outcome).toMatchObject({ status: 200, body: '' })
      expect(on.vries.modal()).toBeUndefined()
      const told = await outcome.ephemeral()
      expect(told.channel).toBe(on.channel)
      expect(textOf(told)).toBe(text)
      on.bot.answers(me('Ingetrokken.'))
      const withdrawn = await on.vries.press(told, 'request.withdraw')
      expect(textOf(await withdrawn.ephemeral())).toBe('Ingetrokken.')
      expect(on.slack.messagesIn(on.channel)).toEqual([])
      expect(on.vries.inbox()).toEqual([])
    })

    it('there also when the way back of the command is over', async () => {
      on.slack.faults.plan('response_url', http(404, { acts: false }))
      await on.open()
      on.bot.answers(sent)
      const told = await (await on.vries.submit()).ephemeral()
      expect(told.channel).toBe(on.channel)
      expect(textOf(told)).toBe(text)
      expect(methods()).toContain('chat.postEphemeral')
    })

    it('in a direct message where it can be told nowhere else', async () => {
      on.slack.faults.plan('response_url', http(404, { acts: false }))
      on.slack.faults.plan('chat.postEphemeral', apiError('not_in_channel'))
      await on.open()
      on.bot.answers(sent)
      await on.vries.submit()
      expect(textOf(await on.vries.receives('secretariaat'))).toBe(text)
    })

    it('in the thread where it was opened', async () => {
      const root = await on.posted()
      await on.posted(on.channel, root)
      const reply = on.slack.messagesIn(on.channel)[0]?.replies[0]
      if (!reply) throw new Error('no reply')
      on.bot.answers({ form: join })
      await (await on.vries.press(reply, 'pillar.join')).modal()
      on.bot.answers(sent)
      const told = await (await on.vries.submit()).ephemeral()
      expect([told.channel, told.threadTs]).toEqual([on.channel, root])
    })

    it('in a direct message when it was opened from one’s home', async () => {
      on.bot.answers(me('Dag', { buttons: [press('pillar.join', 'Word lid', { does: 'open' })] }))
      await on.vries.opensHome()
      await on.slack.until(() => on.vries.home())
      on.bot.answers({ form: join })
      await (await on.vries.press('home', 'pillar.join')).modal()
      on.bot.answers(sent)
      await on.vries.submit()
      expect(textOf(await on.vries.receives('secretariaat'))).toBe(text)
      expect(on.vries.modal()).toBeUndefined()
      expect(methods().filter(method => method.startsWith('chat.'))).toEqual(['chat.postMessage'])
    })
  })

  it('has an empty text for every field that was left empty', async () => {
    await on.open()
    on.bot.answers(me('Goed.'))
    await on.vries.submit()
    expect(on.heard().act).toMatchObject({
      fields: { official: '', municipality: '', kind: '', deadline: '', audience: '' },
    })
  })

  it('shows errors at its fields and keeps all that was typed, under the same key', async () => {
    const view = await on.open()
    on.bot.answers({ fieldErrors: { official: 'Ik ken **niemand** met deze naam.' } })
    const outcome = await on.vries.submit({ official: 'A. Bakker' })
    expect(outcome.errors).toEqual({ official: 'Ik ken niemand met deze naam.' })
    expect(on.vries.modal()).toMatchObject({ id: view.id, hash: view.hash })
    on.bot.answers(me('Goed.'))
    await on.vries.submit()
    expect(on.heard()).toMatchObject({ key: `${view.id}:${view.hash}`, act: { fields: { official: 'A. Bakker' } } })
  })

  it('shows an error of no field of its own at the first', async () => {
    await on.open()
    on.bot.answers({ fieldErrors: { elsewhere: 'Dit kan niet.', official: 'En dit niet.' } })
    expect((await on.vries.submit()).errors).toEqual({ official: 'Dit kan niet. En dit niet.' })
  })

  it('goes on in a next form', async () => {
    await on.open()
    on.bot.answers({ form: { ...join, name: 'pillar.next' } })
    await on.vries.submit()
    expect(on.vries.modal()?.callbackId).toBe('pillar.next')
  })

  it('closes with “Bezig met opslaan…” when it takes too long, and the outcome follows by direct message', async () => {
    await on.open()
    const hold = on.bot.holds(me('Uw verzoek ligt bij het secretariaat.'))
    const outcome = await on.vries.submit()
    expect(outcome.failure).toBeUndefined()
    expect(outcome.fairMs).toBeLessThan(2900)
    expect(textOfView(await outcome.modal())).toContain('Bezig met opslaan…')
    hold.goOn()
    expect(textOf(await on.vries.receives('secretariaat'))).toBe('Uw verzoek ligt bij het secretariaat.')
  })

  it('gives back what was typed when errors come too late for the form', async () => {
    await on.open()
    const hold = on.bot.holds({ fieldErrors: { official: 'Ik ken niemand met deze naam.' } })
    await on.vries.submit({ official: 'A. *Bakker*' })
    hold.goOn()
    const told = textOf(await on.vries.receives('Ik ken niemand'))
    expect(told).toContain('Ambtenaar\nA. *Bakker*')
  })

  it('[T24] gets what is secret by direct message', async () => {
    await on.open()
    on.bot.answers(secret('Uw koppelcode is 7F3K.'))
    const told = await (await on.vries.submit()).ephemeral()
    expect(textOf(told)).toContain('in een direct bericht')
    expect(JSON.stringify(told)).not.toContain('7F3K')
    await on.vries.receives('7F3K')
  })

  it('shows its answer to all where it was opened, where that is meant', async () => {
    await on.open()
    on.bot.answers(here('Nieuw in de pijler.'))
    await on.vries.submit()
    expect(on.vries.modal()).toBeUndefined()
    await on.slack.shows(on.channel, 'Nieuw in de pijler.')
  })

  it('has buttons of its own: a press keeps what was typed so far, and is answered in the form’s place and where it was opened', async () => {
    await on.open()
    await on.vries.fill({ official: 'A. Bakk' })
    on.bot.answers(me('U kunt dit later invullen.', { buttons: [press('pillar.show', 'Bekijk de pijler')] }))
    const pressed = await on.vries.press('modal', 'pillar.later')
    expect(on.heard()).toMatchObject({
      act: { kind: 'press', name: 'pillar.later', inForm: { context: 'pillar-1', fields: { official: 'A. Bakk' } } },
      where: { kind: 'channel', channel: on.channel },
    })
    await on.slack.until(() => on.vries.modal()?.callbackId === 'card')
    const told = await pressed.ephemeral()
    expect(textOf(told)).toBe('U kunt dit later invullen.\n[Bekijk de pijler]')
    on.bot.answers(me('De pijler Bestuur.'))
    await on.vries.press('modal', 'pillar.show')
    expect(on.heard().act).not.toHaveProperty('inForm')
    await on.slack.until(() =>
      on.vries.modal()?.blocks.some(block => JSON.stringify(block).includes('De pijler Bestuur.')),
    )
    expect(on.vries.ephemerals()).toEqual([told])
  })

  it('that was closed before its answer came, is answered otherwise', async () => {
    await on.open()
    const hold = on.bot.holds(me('U kunt dit later invullen.'))
    await on.vries.press('modal', 'pillar.later')
    await on.vries.closeModal()
    hold.goOn()
    await on.slack.until(() => on.vries.ephemerals().some(shown => textOf(shown).includes('later invullen')))
  })

  it('offers nothing while the router takes too long to search', async () => {
    await on.open()
    const hold = on.bot.holds({ suggestions: [{ value: '355', label: 'Zeist' }] })
    expect(await on.vries.options('modal', 'municipality', 'Ze')).toEqual([])
    hold.goOn()
  })
})

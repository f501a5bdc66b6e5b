// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { textOf, textOfView } from '../../support/slack-server.ts'
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
    expect(textOfView(await outcome.modal())).toBe(
      'Verzoek verstuurd\nUw verzoek ligt bij het secretariaat.\n[Sluiten]',
    )
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
    expect(outcome.ms).toBeLessThan(2900)
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
    const view = await (await on.vries.submit()).modal()
    expect(textOfView(view)).toContain('in een direct bericht')
    expect(JSON.stringify(view)).not.toContain('7F3K')
    await on.vries.receives('7F3K')
  })

  it('shows its answer to all where it was opened, where that is meant', async () => {
    await on.open()
    on.bot.answers(here('Nieuw in de pijler.'))
    expect(textOfView(await (await on.vries.submit()).modal())).toContain('Nieuw in de pijler.')
    await on.slack.shows(on.channel, 'Nieuw in de pijler.')
  })

  it('has buttons of its own: a press keeps what was typed so far, and is answered in the form’s place', async () => {
    await on.open()
    await on.vries.fill({ official: 'A. Bakk' })
    on.bot.answers(me('U kunt dit later invullen.', { buttons: [press('pillar.show', 'Bekijk de pijler')] }))
    await on.vries.press('modal', 'pillar.later')
    expect(on.heard()).toMatchObject({
      act: { kind: 'press', name: 'pillar.later', inForm: { context: 'pillar-1', fields: { official: 'A. Bakk' } } },
      where: { kind: 'channel', channel: on.channel },
    })
    await on.slack.until(() => on.vries.modal()?.callbackId === 'card')
    on.bot.answers(me('De pijler Bestuur.'))
    await on.vries.press('modal', 'pillar.show')
    expect(on.heard().act).not.toHaveProperty('inForm')
    await on.slack.until(() =>
      on.vries.modal()?.blocks.some(block => JSON.stringify(block).includes('De pijler Bestuur.')),
    )
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

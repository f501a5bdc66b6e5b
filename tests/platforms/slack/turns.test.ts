// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Button, Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { Answer } from '#/chat/turn.ts'
import type { DeliveryId } from '#/network/ids.ts'
import {
  apiError,
  cut,
  http,
  type Person,
  type Slack,
  stall,
  startSlack,
  textOf,
  textOfView,
} from '../../support/slack-server.ts'
import { type Bot, startBot } from './bot.ts'

const delivery = '0195f3c2-6a77-7c10-9d6f-3b1f6f0a5e11' as DeliveryId

const press = (name: string, label: string, more: Partial<Button> = {}): Button => ({
  does: 'press',
  name,
  label,
  value: '41',
  ...more,
})
const me = (text: string, more: Partial<Card> = {}): Answer => ({ card: { version: 1, text, ...more }, to: 'me' })
const here = (text: string): Answer => ({ card: { version: 1, text }, to: 'here' })
const secret = (text: string): Answer => ({ card: { version: 1, text }, to: 'me', secret: true })

const join: Form = {
  version: 1,
  name: 'pillar.join',
  title: 'Lid worden van de pijler Bestuur',
  submit: 'Versturen',
  intro: 'Welke ambtenaar van Zeist ondersteunt u?',
  context: 'pillar-1',
  inputs: [
    { kind: 'person', name: 'official', label: 'Ambtenaar', hint: 'Naam of e-mailadres', optional: true },
    { kind: 'municipality', name: 'municipality', label: 'Gemeente', optional: true },
    {
      kind: 'choice',
      name: 'kind',
      label: 'Soort',
      optional: true,
      options: [
        { value: 'a', label: 'Eerste' },
        { value: 'b', label: 'Tweede' },
      ],
    },
    { kind: 'date', name: 'deadline', label: 'Uiterlijk', optional: true },
    { kind: 'checkbox', name: 'audience', label: 'Voor allen', optional: true },
  ],
  buttons: [press('pillar.later', 'Later invullen')],
  reopen: { label: 'Verder', value: 'pillar-1' },
}

let slack: Slack
let bot: Bot
let vries: Person
let channel: string

beforeEach(async () => {
  slack = await startSlack()
  bot = await startBot(slack, { opens: ['pillar.join'] })
  vries = slack.addPerson({ name: 'w.devries' })
  channel = slack.addChannel({ name: 'algemeen', members: [vries] })
})
afterEach(async () => {
  const [complaints, early] = [slack.complaints(), slack.earlyCalls()]
  await bot.close()
  await slack.close()
  expect(complaints).toEqual([])
  expect(early).toEqual([])
})

const heard = () => {
  const last = bot.heard.at(-1)
  if (!last) throw new Error('nothing came to the router')
  return last
}
const card: Card = {
  version: 1,
  title: 'Verzoek 41',
  buttons: [
    press('request.approve', 'Goedkeuren'),
    press('pillar.join', 'Lid worden', { does: 'open', value: 'pillar-1' }),
  ],
  more: [press('request.claim', 'Ik pak dit', { value: 'a:b' })],
}
const posted = async (to = channel, thread?: string) => {
  const address = { workspace: slack.teamId, conversation: to, ...(thread && { thread }) }
  const sent = await bot.ours.platform.post(address, { card, locale: 'nl', delivery, drawing: 7 })
  return sent.outcome === 'sent' ? sent.message : ''
}
/** A form opened by a command. */
const open = async () => {
  bot.answers({ form: join })
  return (await vries.command('pijler word-lid bestuur', { channel })).modal()
}

describe('a slash command', () => {
  it('is answered in the response, to the one who typed it', async () => {
    bot.answers(me('Dit zijn de pijlers.', { buttons: [press('pillar.show', 'Bekijk')] }))
    const outcome = await vries.command('pijler', { channel })
    expect(outcome.status).toBe(200)
    expect(textOf(await outcome.ephemeral())).toBe('Dit zijn de pijlers.\n[Bekijk]')
    expect(slack.calls().map(call => call.method)).toEqual(['auth.test'])
    expect(heard()).toMatchObject({
      account: { platform: 'slack', workspace: slack.teamId, user: vries.id },
      act: { kind: 'line', text: 'pijler', by: 'command' },
      where: { kind: 'channel', channel, channelName: 'algemeen' },
      canOpenForm: true,
      typed: '/m50',
    })
    expect(heard().key).toMatch(/^\d/)
  })

  it('[T03] comes with the same key when it is sent again', async () => {
    const outcome = await vries.command('pijler', { channel })
    await outcome.repeat()
    expect(bot.heard).toHaveLength(2)
    expect(bot.heard[0]?.key).toBe(bot.heard[1]?.key)
    await vries.command('pijler', { channel })
    expect(heard().key).not.toBe(bot.heard[0]?.key)
  })

  it('is answered for all in the channel where that is meant', async () => {
    bot.answers(here('Dit kanaal is nu van de pijler.'))
    await vries.command('kanaal pijler bestuur', { channel })
    expect(slack.messagesIn(channel).map(textOf)).toEqual(['Dit kanaal is nu van de pijler.'])
  })

  it('gets an empty 200 after two seconds, and its answer by response_url', async () => {
    const hold = bot.holds(me('Hier is het toch nog.'))
    const outcome = await vries.command('pijler', { channel })
    expect(outcome).toMatchObject({ status: 200, body: '' })
    expect(outcome.ms).toBeGreaterThan(1900)
    expect(outcome.ms).toBeLessThan(2600)
    hold.goOn()
    expect(textOf(await outcome.ephemeral())).toBe('Hier is het toch nog.')
    expect(slack.calls('response_url')).toHaveLength(1)
  })

  it('reaches the person otherwise when the response_url is gone: ephemeral, then by direct message', async () => {
    slack.faults.plan('response_url', http(404, { acts: false }))
    const hold = bot.holds(me('Hier is het toch nog.'))
    const outcome = await vries.command('pijler', { channel })
    hold.goOn()
    expect(textOf(await outcome.ephemeral())).toBe('Hier is het toch nog.')
    slack.faults.plan('chat.postEphemeral', apiError('user_not_in_channel'))
    const again = bot.holds(me('En nog eens.'))
    await vries.command('pijler', { channel })
    again.goOn()
    expect(textOf(await vries.receives('En nog eens.'))).toBe('En nog eens.')
  })

  it('says nothing twice when nobody knows whether the answer arrived', async () => {
    slack.faults.plan('response_url', cut({ acts: true }))
    const hold = bot.holds(me('Misschien is het er.'))
    const outcome = await vries.command('pijler', { channel })
    hold.goOn()
    await outcome.ephemeral()
    await bot.ours.stop()
    expect(slack.calls().map(call => call.method)).toEqual(['auth.test', 'response_url'])
  })

  it('[T24] gets what is secret by direct message only, and a line that says so', async () => {
    bot.answers(secret('Uw koppelcode is 7F3K.'))
    const outcome = await vries.command('koppel', { channel })
    expect(outcome.body).toBe('')
    expect(textOf(await vries.receives('7F3K'))).toBe('Uw koppelcode is 7F3K.')
    expect(textOf(await outcome.ephemeral())).toContain('in een direct bericht')
    expect(vries.ephemerals().map(textOf).join()).not.toContain('7F3K')
  })

  it('says that no direct message can be sent, and shows no secret', async () => {
    slack.faults.plan('conversations.open', apiError('user_disabled'))
    bot.answers(secret('Uw koppelcode is 7F3K.'))
    const outcome = await vries.command('koppel', { channel })
    expect(textOf(await outcome.ephemeral())).toContain('geen direct bericht sturen')
    expect(slack.account()).not.toContain('7F3K')
  })

  it('opens a form', async () => {
    expect(textOfView(await open())).toContain('Lid worden van de pijle…\nWelke ambtenaar van Zeist ondersteunt u?')
  })

  it('gets a button to the form when that comes too late to be opened', async () => {
    slack.faults.plan('views.open', apiError('expired_trigger_id'))
    bot.answers({ form: join })
    const outcome = await vries.command('pijler word-lid bestuur', { channel })
    const shown = await outcome.ephemeral()
    expect(textOf(shown)).toContain('[Verder]')
    slack.faults.liftAll()
    expect(textOfView(await (await vries.press(shown, 'pillar.join')).modal())).toContain('Welke ambtenaar')
    expect(heard().act).toMatchObject({ kind: 'press', name: 'pillar.join', value: 'pillar-1' })
  })
})

describe('a press', () => {
  it('gets an empty 200 at once, and its answer alone, without touching the card', async () => {
    await posted()
    const before = slack.messagesIn(channel)
    const hold = bot.holds(me('Gedaan.'))
    const outcome = await vries.press(channel, 'request.approve')
    expect(outcome).toMatchObject({ status: 200, body: '' })
    hold.goOn()
    expect(textOf(await outcome.ephemeral())).toBe('Gedaan.')
    expect(slack.messagesIn(channel)).toEqual(before)
    expect(heard()).toMatchObject({
      act: { kind: 'press', name: 'request.approve', value: '41', delivery, drawing: 7 },
      where: { kind: 'channel', channel },
      canOpenForm: true,
    })
    expect(heard().act).not.toHaveProperty('inForm')
  })

  it('under Meer is a press like any other', async () => {
    await posted()
    await (await vries.press(channel, 'request.claim')).ephemeral()
    expect(heard().act).toEqual({ kind: 'press', name: 'request.claim', value: 'a:b', delivery, drawing: 7 })
  })

  it('in a thread is answered in that thread, where a command is typed as a mention', async () => {
    const root = await posted()
    await posted(channel, root)
    const reply = slack.messagesIn(channel)[0]?.replies[0]
    if (!reply) throw new Error('no reply')
    const shown = await (await vries.press(reply, 'request.approve')).ephemeral()
    expect(shown.threadTs).toBe(root)
    expect(heard()).toMatchObject({ where: { kind: 'thread', channel }, typed: '@M50' })
  })

  it('[T03] comes with the same key when it is sent again', async () => {
    await posted()
    await (await vries.press(channel, 'request.approve')).repeat()
    expect(bot.heard).toHaveLength(2)
    expect(bot.heard[0]?.key).toBe(bot.heard[1]?.key)
  })

  it('opens its form', async () => {
    await posted()
    bot.answers({ form: join })
    const outcome = await vries.press(channel, 'pillar.join')
    expect((await outcome.modal()).callbackId).toBe('pillar.join')
  })

  it('[E07] opens a modal in time when the form is not there yet, and puts the form in it', async () => {
    await posted()
    const hold = bot.holds({ form: join })
    const outcome = await vries.press(channel, 'pillar.join')
    const waiting = await outcome.modal()
    expect(textOfView(waiting)).toContain('Het formulier wordt geopend')
    hold.goOn()
    await slack.until(() => vries.modal()?.callbackId === 'pillar.join')
    expect(vries.modal()?.id).toBe(waiting.id)
  })

  it('shows a message in that modal when nothing is left to ask', async () => {
    await posted()
    const hold = bot.holds(me('U bent al lid.'))
    await (await vries.press(channel, 'pillar.join')).modal()
    hold.goOn()
    await slack.until(() =>
      textOfView(vries.modal() ?? Object.assign({ content: {}, blocks: [] })).includes('U bent al lid.'),
    )
  })

  it('of a link needs nothing', async () => {
    bot.answers(me('Verslag', { link: { label: 'Open', url: 'https://m50.example/1' } }))
    const shown = await (await vries.command('verslag', { channel })).ephemeral()
    expect((await vries.press(shown, 'link.open')).status).toBe(200)
    expect(bot.heard).toHaveLength(1)
  })

  it('by someone of another workspace counts for that workspace [T05]', async () => {
    slack.addWorkspace({ id: 'T0ELSE' })
    const stranger = slack.addPerson({ teamId: 'T0ELSE' })
    const shared = slack.addChannel({ members: [stranger], isExtShared: true })
    await posted(shared)
    await stranger.press(shared, 'request.approve')
    expect(heard().account).toEqual({ platform: 'slack', workspace: 'T0ELSE', user: stranger.id })
  })
})

describe('a form', () => {
  it('comes back with what it is about, where it was opened, and each field as text', async () => {
    const view = await open()
    bot.answers({ suggestions: [{ value: '355', label: 'Zeist' }] })
    await vries.fill({
      official: 'a.bakker@zeist.nl',
      municipality: 'Zeist',
      kind: 'Tweede',
      deadline: '2027-02-03',
      audience: true,
    })
    expect(heard()).toMatchObject({
      act: { kind: 'suggest', form: 'pillar.join', field: 'municipality', query: 'Zeist' },
      key: null,
    })
    bot.answers(me('Uw verzoek ligt bij het secretariaat.', { title: 'Verzoek verstuurd' }))
    const outcome = await vries.submit()
    expect(heard()).toMatchObject({
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
      where: { kind: 'channel', channel },
      key: `${view.id}:${view.hash}`,
    })
    expect(textOfView(await outcome.modal())).toBe(
      'Verzoek verstuurd\nUw verzoek ligt bij het secretariaat.\n[Sluiten]',
    )
  })

  it('has an empty text for every field that was left empty', async () => {
    await open()
    bot.answers(me('Goed.'))
    await vries.submit()
    expect(heard().act).toMatchObject({
      fields: { official: '', municipality: '', kind: '', deadline: '', audience: '' },
    })
  })

  it('shows errors at its fields and keeps all that was typed, under the same key', async () => {
    const view = await open()
    bot.answers({ fieldErrors: { official: 'Ik ken **niemand** met deze naam.' } })
    const outcome = await vries.submit({ official: 'A. Bakker' })
    expect(outcome.errors).toEqual({ official: 'Ik ken niemand met deze naam.' })
    expect(vries.modal()).toMatchObject({ id: view.id, hash: view.hash })
    bot.answers(me('Goed.'))
    await vries.submit()
    expect(heard()).toMatchObject({ key: `${view.id}:${view.hash}`, act: { fields: { official: 'A. Bakker' } } })
  })

  it('shows an error of no field of its own at the first', async () => {
    await open()
    bot.answers({ fieldErrors: { elsewhere: 'Dit kan niet.', official: 'En dit niet.' } })
    expect((await vries.submit()).errors).toEqual({ official: 'Dit kan niet. En dit niet.' })
  })

  it('goes on in a next form', async () => {
    await open()
    bot.answers({ form: { ...join, name: 'pillar.next' } })
    await vries.submit()
    expect(vries.modal()?.callbackId).toBe('pillar.next')
  })

  it('closes with “Bezig met opslaan…” when it takes too long, and the outcome follows by direct message', async () => {
    await open()
    const hold = bot.holds(me('Uw verzoek ligt bij het secretariaat.'))
    const outcome = await vries.submit()
    expect(outcome.failure).toBeUndefined()
    expect(outcome.ms).toBeLessThan(2900)
    expect(textOfView(await outcome.modal())).toContain('Bezig met opslaan…')
    hold.goOn()
    expect(textOf(await vries.receives('secretariaat'))).toBe('Uw verzoek ligt bij het secretariaat.')
  })

  it('gives back what was typed when errors come too late for the form', async () => {
    await open()
    const hold = bot.holds({ fieldErrors: { official: 'Ik ken niemand met deze naam.' } })
    await vries.submit({ official: 'A. *Bakker*' })
    hold.goOn()
    const told = textOf(await vries.receives('Ik ken niemand'))
    expect(told).toContain('Ambtenaar\nA. *Bakker*')
  })

  it('[T24] gets what is secret by direct message', async () => {
    await open()
    bot.answers(secret('Uw koppelcode is 7F3K.'))
    const view = await (await vries.submit()).modal()
    expect(textOfView(view)).toContain('in een direct bericht')
    expect(JSON.stringify(view)).not.toContain('7F3K')
    await vries.receives('7F3K')
  })

  it('shows its answer to all where it was opened, where that is meant', async () => {
    await open()
    bot.answers(here('Nieuw in de pijler.'))
    expect(textOfView(await (await vries.submit()).modal())).toContain('Nieuw in de pijler.')
    await slack.shows(channel, 'Nieuw in de pijler.')
  })

  it('has buttons of its own: a press keeps what was typed so far, and is answered in the form’s place', async () => {
    await open()
    await vries.fill({ official: 'A. Bakk' })
    bot.answers(me('U kunt dit later invullen.', { buttons: [press('pillar.show', 'Bekijk de pijler')] }))
    await vries.press('modal', 'pillar.later')
    expect(heard()).toMatchObject({
      act: { kind: 'press', name: 'pillar.later', inForm: { context: 'pillar-1', fields: { official: 'A. Bakk' } } },
      where: { kind: 'channel', channel },
    })
    await slack.until(() => vries.modal()?.callbackId === 'card')
    bot.answers(me('De pijler Bestuur.'))
    await vries.press('modal', 'pillar.show')
    expect(heard().act).not.toHaveProperty('inForm')
    await slack.until(() => vries.modal()?.blocks.some(block => JSON.stringify(block).includes('De pijler Bestuur.')))
  })

  it('that was closed before its answer came, is answered otherwise', async () => {
    await open()
    const hold = bot.holds(me('U kunt dit later invullen.'))
    await vries.press('modal', 'pillar.later')
    await vries.closeModal()
    hold.goOn()
    await slack.until(() => vries.ephemerals().some(shown => textOf(shown).includes('later invullen')))
  })

  it('offers nothing while the router takes too long to search', async () => {
    await open()
    const hold = bot.holds({ suggestions: [{ value: '355', label: 'Zeist' }] })
    expect(await vries.options('modal', 'municipality', 'Ze')).toEqual([])
    hold.goOn()
  })
})

describe('a mention', () => {
  it('is answered to the one who wrote it, in the channel, without the mention', async () => {
    const outcome = await vries.mention(channel, 'pijler Bestuur & Regie')
    expect(textOf(await outcome.ephemeral())).toBe('Gedaan.')
    expect(heard()).toMatchObject({
      act: { kind: 'line', text: 'pijler Bestuur & Regie', by: 'mention' },
      where: { kind: 'channel', channel },
      canOpenForm: false,
      typed: '@M50',
    })
    expect(heard().key).toMatch(/^Ev/)
  })

  it('in a thread is answered in the thread', async () => {
    const root = await posted()
    const outcome = await vries.mention(channel, 'wie besliste dit?', { thread: root })
    expect((await outcome.ephemeral()).threadTs).toBe(root)
    expect(heard().where).toEqual({ kind: 'thread', channel })
  })

  it('[T03] comes with the same key when Slack sends it again', async () => {
    const outcome = await vries.mention(channel, 'pijler')
    await outcome.repeat()
    expect(bot.heard).toHaveLength(2)
    expect(bot.heard[0]?.key).toBe(bot.heard[1]?.key)
  })

  it('counts as taken only when its turn has ended, or after two and a half seconds', async () => {
    const hold = bot.holds(me('Gedaan.'))
    const outcome = await vries.mention(channel, 'pijler')
    expect(outcome.ms).toBeGreaterThan(2400)
    expect(outcome.ms).toBeLessThan(2900)
    hold.goOn()
    await outcome.ephemeral()
  })
})

describe('a direct message', () => {
  it('is answered there, for good', async () => {
    await vries.directMessage('pijler')
    expect(textOf(await vries.receives('Gedaan.'))).toBe('Gedaan.')
    expect(heard()).toMatchObject({
      act: { text: 'pijler', by: 'direct' },
      where: { kind: 'direct' },
      canOpenForm: false,
    })
  })

  it('in a thread is answered in that thread', async () => {
    await vries.directMessage('pijler')
    const root = (await vries.receives('Gedaan.')).ts
    bot.answers(me('Dank u.'))
    await vries.directMessage('Alleen Mobiliteit graag', { thread: root })
    expect((await vries.receives('Dank u.')).threadTs).toBe(root)
  })

  it('is not heard from a bot, oneself included', async () => {
    await vries.directMessage('pijler')
    await vries.receives('Gedaan.')
    await slack.close()
    expect(bot.heard).toHaveLength(1)
  })
})

it('hears nothing in what is said to others, in the home tab, or in someone joining', async () => {
  await vries.opensHome()
  await vries.joins(slack.addChannel({ name: 'ander' }))
  expect(bot.heard).toEqual([])
  expect(bot.lines.filter(line => line.level === 'error')).toEqual([])
})

describe('trying a channel', () => {
  it.each([
    ['works', undefined, { ok: true }],
    ['is not a member', apiError('not_in_channel'), { ok: false, reason: 'notInChannel' }],
    ['may not write', apiError('restricted_action'), { ok: false, reason: 'notAllowed' }],
    ['hears nothing', http(502, { acts: false }), { ok: false, reason: 'unanswered' }],
  ])('tells that the bot %s', async (_, fault, expected) => {
    if (fault) slack.faults.plan('chat.postMessage', fault)
    const tried = Promise.withResolvers<unknown>()
    bot.answers(async incoming => {
      tried.resolve(await incoming.tryHere('Ik kan hier schrijven: <!channel>'))
      return me('Goed.')
    })
    await vries.command('kanaal secretariaat', { channel })
    expect(await tried.promise).toEqual(expected)
    if (!fault) expect(slack.messagesIn(channel)[0]?.text).toBe('Ik kan hier schrijven: &lt;!channel&gt;')
  })
})

it('tells who asked that something went wrong when an answer can’t be given, and shows nothing of the inside', async () => {
  bot.answers(async () => {
    throw new Error('geheim binnenwerk')
  })
  await posted()
  const outcome = await vries.press(channel, 'request.approve')
  expect(textOf(await outcome.ephemeral())).toBe('Er ging iets mis. Probeer het opnieuw.')
  const command = await vries.command('pijler', { channel })
  expect(textOf(await command.ephemeral())).toBe('Er ging iets mis. Probeer het opnieuw.')
  expect(JSON.stringify([slack.account(), bot.lines])).not.toContain('binnenwerk')
})

it('waits for answers on their way when it stops', async () => {
  const hold = bot.holds(me('Nog net.'))
  await posted()
  await vries.press(channel, 'request.approve')
  const stopped = bot.ours.stop()
  hold.goOn()
  await stopped
  expect(vries.ephemerals().map(textOf)).toEqual(['Nog net.'])
})

it('[T48] logs no name and nothing that was typed', async () => {
  slack.faults.plan('response_url', http(404, { acts: false }))
  slack.faults.plan('chat.postEphemeral', stall({ acts: false }), { times: 1 })
  slack.faults.plan('chat.postEphemeral', apiError('not_in_channel'))
  await posted()
  bot.answers(me('Dronten steunt dit geheim.'))
  await vries.press(channel, 'request.approve')
  await vries.press(channel, 'request.approve')
  await vries.receives('geheim')
  slack.faults.liftAll()
  await bot.ours.stop()
  expect(bot.lines.length).toBeGreaterThan(0)
  expect(JSON.stringify(bot.lines)).not.toMatch(/Dronten|geheim|devries|xoxb|U000/)
})

// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { form, plain } from './slack/samples.ts'
import { startTinyBot, type TinyBot } from './slack/tiny-bot.ts'
import { type Person, type Slack, startSlack, textOfView } from './slack-server.ts'
import { passed } from './stopwatch.ts'

let slack: Slack
let bot: TinyBot
let member: Person

beforeEach(async () => {
  slack = await startSlack()
  bot = await startTinyBot(slack)
  member = slack.addPerson({ name: 'w.devries' })
})
afterEach(async () => {
  await bot.close()
  await slack.close()
})

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
    await passed(3010)
    expect(await open(held[0])).toBe('expired_trigger_id')
  }, 30_000)

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

describe('a view', () => {
  const answerOf = (call: Promise<unknown>) =>
    call.then(
      () => 'ok',
      error => error.data.error,
    )

  it('is pushed on an open modal, three high, each with a trigger of its own', async () => {
    const answers: string[] = []
    bot.app.command('/m50', async ({ ack, client, command }) => {
      answers.push(await answerOf(client.views.push({ trigger_id: command.trigger_id, view: form() })))
      await ack()
    })
    await member.command('x')
    bot.app.command('/open', async ({ ack, client, command }) => {
      await client.views.open({ trigger_id: command.trigger_id, view: form() })
      await ack()
    })
    const opened = await (await member.command('', { command: '/open' })).modal()
    await member.command('x')
    expect(member.modal()?.id).not.toBe(opened.id)
    await member.command('x')
    await member.command('x')
    expect(answers).toEqual(['not_found', 'ok', 'ok', 'push_limit_reached'])
  })

  it('shares its external_id with no other', async () => {
    const answers: string[] = []
    bot.app.command('/m50', async ({ ack, client, command }) => {
      const view = form({ external_id: 'concept-1' })
      answers.push(await answerOf(client.views.open({ trigger_id: command.trigger_id, view })))
      await ack()
    })
    await member.command('x')
    const colleague = slack.addPerson({})
    await colleague.command('x')
    await member.closeModal()
    await colleague.command('x')
    expect(answers).toEqual(['ok', 'duplicate_external_id', 'ok'])
  })

  it('as home is redrawn unless its hash is old', async () => {
    const publish = (hash?: string) =>
      bot.app.client.views.publish({
        token: slack.botToken,
        user_id: member.id,
        view: { type: 'home', blocks: [{ type: 'divider' }] },
        ...(hash ? { hash } : {}),
      })
    const first = await publish()
    const second = await publish(first.view?.hash)
    expect(second.view).toMatchObject({ id: first.view?.id, type: 'home' })
    expect(await answerOf(publish(first.view?.hash))).toBe('hash_conflict')
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

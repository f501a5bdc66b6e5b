// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect } from 'vitest'
import type { Button, Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { Answer, Incoming } from '#/chat/turn.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { type Person, type ShownView, type Slack, startSlack } from '../../support/slack-server.ts'
import { type Bot, startBot } from './bot.ts'

export const delivery = '0195f3c2-6a77-7c10-9d6f-3b1f6f0a5e11' as DeliveryId

export const press = (name: string, label: string, more: Partial<Button> = {}): Button => ({
  does: 'press',
  name,
  label,
  value: '41',
  ...more,
})
export const me = (text: string, more: Partial<Card> = {}): Answer => ({
  card: { version: 1, text, ...more },
  to: 'me',
})
export const here = (text: string): Answer => ({ card: { version: 1, text }, to: 'here' })
export const secret = (text: string): Answer => ({ card: { version: 1, text }, to: 'me', secret: true })

export const join: Form = {
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

const card: Card = {
  version: 1,
  title: 'Verzoek 41',
  buttons: [
    press('request.approve', 'Goedkeuren'),
    press('pillar.join', 'Lid worden', { does: 'open', value: 'pillar-1' }),
  ],
  more: [press('request.claim', 'Ik pak dit', { value: 'a:b' })],
}

/** A Slack, the bot's door to it, a person, and a channel with both in it; made anew for each test of a file. */
export interface Stage {
  readonly slack: Slack
  readonly bot: Bot
  readonly vries: Person
  readonly channel: string
  /** What came to the router last. */
  heard(): Incoming
  /** Posts a request's card; gives its ts. */
  posted(to?: string, thread?: string): Promise<string>
  /** Opens the form by a command. */
  open(): Promise<ShownView>
}

export function onStage(): Stage {
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

  return {
    get slack() {
      return slack
    },
    get bot() {
      return bot
    },
    get vries() {
      return vries
    },
    get channel() {
      return channel
    },
    heard() {
      const last = bot.heard.at(-1)
      if (!last) throw new Error('nothing came to the router')
      return last
    },
    async posted(to = channel, thread) {
      const address = { workspace: slack.teamId, conversation: to, ...(thread && { thread }) }
      const sent = await bot.ours.platform.post(address, { card, locale: 'nl', delivery, drawing: 7 })
      return sent.outcome === 'sent' ? sent.message : ''
    },
    async open() {
      bot.answers({ form: join })
      return (await vries.command('pijler word-lid bestuur', { channel })).modal()
    },
  }
}

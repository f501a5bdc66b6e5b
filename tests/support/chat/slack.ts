// SPDX-License-Identifier: EUPL-1.2
import { slackNetwork } from '../slack-network.ts'
import { effectsOf, type Person as OnSlack, type Shown, textOf, textOfView } from '../slack-server.ts'
import { type Network, type Options, type Person, type Place, patience, type Seen } from './chat.ts'

/** A message of Slack's with the one that it is pressed on. */
interface SeenOnSlack extends Seen {
  readonly shown: Shown
}

const seen = (shown: Shown): SeenOnSlack => ({
  id: shown.ts,
  text: textOf(shown),
  links: effectsOf(shown).links,
  replies: shown.replies.map(seen),
  shown,
})

const isOfSlack = (place: Seen): place is SeenOnSlack => 'shown' in place

function placeOf(place: Place): Parameters<OnSlack['press']>[0] {
  if (typeof place !== 'string') {
    if (isOfSlack(place)) return place.shown
    throw new Error('a message of another platform')
  }
  if (place === 'answer') return 'ephemeral'
  return place === 'form' ? 'modal' : place
}

/** Slack's client shows a slash command's answer to whoever typed it alone, and a form over the conversation. */
export function onSlack(person: OnSlack): Person {
  const typed = (line: string, channel?: string) => person.command(line, channel === undefined ? {} : { channel })
  const pressed = (place: Place, action: string, value?: string) =>
    person.press(placeOf(place), action, value === undefined ? {} : { value })
  const receives: Person['receives'] = async (words, within = patience) => seen(await person.receives(words, within))
  return {
    id: person.id,
    name: person.name,
    says: async (line, channel) => seen(await (await typed(line, channel)).ephemeral(patience)),
    opens: async (line, channel) => textOfView(await (await typed(line, channel)).modal(patience)),
    async tries(line, channel) {
      const outcome = await typed(line, channel)
      return Promise.any([outcome.ephemeral(patience).then(textOf), outcome.modal(patience).then(textOfView)])
    },
    async writes(text) {
      await person.directMessage(text)
    },
    async mentions(channel, text, thread) {
      await person.mention(channel, text, thread && { thread: thread.id })
    },
    press: async (place, action, value) => seen(await (await pressed(place, action, value)).ephemeral(patience)),
    pressOpen: async (place, action, value) => textOfView(await (await pressed(place, action, value)).modal(patience)),
    async submit(fields = {}, how) {
      const outcome = await person.submit({ ...fields }, how)
      return {
        errors: outcome.errors,
        next: () => Promise.any([outcome.modal(patience).then(textOfView), outcome.ephemeral(patience).then(textOf)]),
      }
    },
    options: (field, typed) => person.options('modal', field, typed),
    form() {
      const view = person.modal()
      return view ? textOfView(view) : ''
    },
    closes: () => person.closeModal(),
    joins: channel => person.joins(channel),
    inbox: () =>
      person
        .inbox()
        .filter(({ user }) => user !== person.id)
        .map(seen),
    answers: () => person.ephemerals().map(seen),
    receives,
    async asksPrivately(line, words) {
      await (await typed(line)).ephemeral(patience)
      return receives(words)
    },
  }
}

export async function chatOnSlack(options: Options): Promise<Network> {
  const { slack, ...m50 } = await slackNetwork({ settings: { ...options.settings } })
  return {
    platform: 'slack',
    database: m50.database,
    settings: m50.settings,
    jansen: onSlack(m50.jansen),
    deVries: onSlack(m50.deVries),
    bakker: onSlack(m50.bakker),
    smit: onSlack(m50.smit),
    secretariat: m50.secretariat,
    general: m50.general,
    person: (name, email) => onSlack(m50.person(name, email)),
    channel: (name, members) => slack.addChannel({ name, members: [...members] }),
    begin: (more, how) => m50.begin({ ...more }, how),
    bound: m50.bound,
    messagesIn: channel =>
      slack
        .messagesIn(channel)
        .filter(({ user }) => user === slack.botUserId)
        .map(seen),
    shows: async (channel, words, within = patience) => seen(await slack.shows(channel, words, within)),
    until: slack.until,
    complaints: slack.complaints,
    printed: m50.printed,
    end: m50.end,
  }
}

// SPDX-License-Identifier: EUPL-1.2
import { patience } from '../patience.ts'
import { slackNetwork } from '../slack-network.ts'
import {
  apiError,
  effectsOf,
  http,
  limited,
  type Person as OnSlack,
  type Outcome,
  type Shown,
  type ShownView,
  type Slack,
  textOf,
  textOfView,
} from '../slack-server.ts'
import type { Network, Options, Person, Piece, Place, Seen } from './chat.ts'
import { forgedPress, forgedSubmission, sendPress, sendSubmission } from './slack-forged.ts'

/** A message of Slack's, or what stands over someone's home, with where it is pressed. */
interface SeenOnSlack extends Seen {
  readonly at: Shown | 'modal'
}

const seen = (shown: Shown): SeenOnSlack => ({
  id: shown.ts,
  text: textOf(shown),
  ...effectsOf(shown),
  replies: shown.replies.map(seen),
  at: shown,
})

const pieces = (all: readonly Shown[]): Piece[] =>
  all
    .flatMap(message => [message, ...message.replies])
    .map(({ ts, text, blocks }) => ({ id: ts, raw: JSON.stringify({ text, blocks }) }))

const piecesOfView = (view: ShownView | undefined): Piece[] =>
  view ? [{ id: view.id, raw: JSON.stringify(view.content) }] : []

const isOfSlack = (place: Seen): place is SeenOnSlack => 'at' in place

function placeOf(place: Place): Parameters<OnSlack['press']>[0] {
  if (typeof place !== 'string') {
    if (isOfSlack(place)) return place.at
    throw new Error('a message of another platform')
  }
  if (place === 'answer') return 'ephemeral'
  return place === 'form' ? 'modal' : place
}

const wordsOf = (came: Awaited<ReturnType<Outcome['either']>>): string =>
  'message' in came ? textOf(came.message) : textOfView(came.view)

const overHome = (view: ShownView): SeenOnSlack => ({
  id: view.id,
  text: textOfView(view),
  mentions: [],
  links: [],
  replies: [],
  at: 'modal',
})

/** Slack's client shows a slash command's answer to whoever typed it alone, and a form over the conversation. */
export function onSlack(person: OnSlack, slack: Pick<Slack, 'sendSigned' | 'until'>, general: string): Person {
  const { until } = slack
  const about = person.id
  const typed = (line: string, channel?: string) => person.command(line, channel === undefined ? {} : { channel })
  const pressed = (place: Place, action: string, value?: string) =>
    person.press(placeOf(place), action, value === undefined ? {} : { value })
  const receives: Person['receives'] = async (words, within = patience) => seen(await person.receives(words, within))
  /** What stands over the home, once it is another than it was. */
  const changed = (before: string | undefined) => {
    const view = person.modal()
    return view?.hash === before ? undefined : view
  }
  /** What is written to them after what there was. */
  function written(words = ''): Promise<Shown> {
    const before = new Set(person.inbox().map(({ ts }) => ts))
    const isNew = (shown: Shown) => !before.has(shown.ts) && textOf(shown).includes(words)
    return until(() => person.inbox().find(isNew), { within: patience, about, what: `“${words}” to ${person.name}` })
  }
  /** An answer in their own conversation that was pressed on, once another stands in its place. */
  function instead(place: Place): Promise<Shown>[] {
    if (typeof place === 'string' || !isOfSlack(place) || typeof place.at === 'string') return []
    const { ts, metadata } = place.at
    if (metadata) return []
    const there = () => person.inbox().find(shown => shown.ts === ts)
    const before = there()
    if (!before) return []
    const was = JSON.stringify(before.blocks)
    const isAnother = () => {
      const now = there()
      return now && JSON.stringify(now.blocks) !== was ? now : undefined
    }
    const found = until(isAnother, { within: 2 * patience, about, what: 'another answer in its place' })
    // Waited for only where nothing else comes first.
    found.catch(() => {})
    return [found]
  }
  /** Whether the open form came from their home, where nothing can be answered when it is closed. */
  let isFromHome = false
  return {
    id: person.id,
    name: person.name,
    says: async (line, channel) => seen(await (await typed(line, channel)).ephemeral(patience)),
    opens: async (line, channel) => textOfView(await (await typed(line, channel)).modal(patience)),
    async tries(line, channel) {
      let outcome = await typed(line, channel)
      // On a machine with much to do the bot may be too late for Slack to show its answer: one types it again.
      while (outcome.failure === 'operation_timeout') outcome = await typed(line, channel)
      return wordsOf(await outcome.either(patience))
    },
    async writes(text) {
      await person.directMessage(text)
    },
    async mentions(channel, text, thread) {
      const outcome = await person.mention(channel, text, thread && { thread: thread.id })
      return seen(await outcome.ephemeral(patience))
    },
    async press(place, action, value) {
      const at = placeOf(place)
      const before = person.modal()?.hash
      const inItsPlace = instead(place)
      const outcome = await pressed(place, action, value)
      if (at === 'home') return overHome(await outcome.modal(patience))
      if (at === 'modal' && place !== 'form')
        return overHome(
          await until(() => changed(before), { within: patience, about, what: 'the answer over the home' }),
        )
      return seen(await Promise.race([outcome.ephemeral(patience), ...inItsPlace]))
    },
    async begins(form, channel, words) {
      await person.says(channel, words)
      const said = person.messagesIn(channel).findLast(message => textOf(message).includes(words))
      if (!said) throw new Error(`nobody said “${words}” in ${channel}`)
      return textOfView(await (await person.actsOn(said, form)).modal(patience))
    },
    async pressOpen(place, action, value) {
      const view = await (await pressed(place, action, value)).modal(patience)
      isFromHome = place === 'home'
      return textOfView(view)
    },
    async submit(fields = {}, how) {
      const direct = isFromHome ? written() : undefined
      // Waited for only where nothing is wrong.
      direct?.catch(() => {})
      const { errors, modal, either } = await person.submit({ ...fields }, how)
      const next = async () => {
        if (direct) return Promise.any([modal(patience).then(textOfView), direct.then(textOf)])
        return wordsOf(await either(patience))
      }
      return { errors, next }
    },
    options: (field, typed) => person.options('modal', field, typed),
    form() {
      const view = person.modal()
      return view ? textOfView(view) : ''
    },
    closes: () => person.closeModal(),
    async opensHome() {
      await person.opensHome()
    },
    async home() {
      const view = person.home()
      return view ? textOfView(view) : ''
    },
    joins: channel => person.joins(channel),
    inbox: () =>
      person
        .inbox()
        .filter(({ user }) => user !== person.id)
        .map(seen),
    answers: () => person.ephemerals().map(seen),
    receives,
    forgesPress: (channel, name, value) => forgedPress(person, channel, name, value),
    forgesSubmission: (channel, form, context, fields) =>
      forgedSubmission(slack, person, channel, form, context, fields),
    async sends(what) {
      if (what.does === 'types') await person.command(what.line)
      if (what.does === 'presses') await sendPress(person, general, what.name, what.value)
      if (what.does !== 'submits') return ''
      return sendSubmission(slack, person, general, what.form, what.context, what.fields)
    },
    sees: () => [
      ...pieces(person.inbox().filter(({ user }) => user !== person.id)),
      ...pieces(person.ephemerals()),
      ...piecesOfView(person.modal()),
      ...piecesOfView(person.home()),
    ],
    async asksPrivately(line, words, channel) {
      const answer = written(words)
      await typed(line, channel)
      return seen(await answer)
    },
  }
}

export async function chatOnSlack(options: Options): Promise<Network> {
  const { slack, ...m50 } = await slackNetwork({ ...options, settings: { ...options.settings } })
  const one = (person: OnSlack) => onSlack(person, slack, m50.general)
  const words = { gone: 'is_archived', 'bot is outside': 'not_in_channel', 'not allowed': 'restricted_action' }
  const guests = { usual: { isRestricted: true }, other: { isRestricted: true, isUltraRestricted: true } }
  return {
    platform: 'slack',
    database: m50.database,
    settings: m50.settings,
    jansen: one(m50.jansen),
    deVries: one(m50.deVries),
    bakker: one(m50.bakker),
    smit: one(m50.smit),
    secretariat: m50.secretariat,
    general: m50.general,
    person: (name, email, { guest, gone, locale } = {}) =>
      one(
        m50.person(name, email, {
          ...(guest && guests[guest]),
          ...(gone && { deleted: gone === 'closed', isBot: gone === 'bot' }),
          ...(locale && { locale: 'en-GB' }),
        }),
      ),
    organisation(id) {
      slack.addWorkspace({ id, name: id })
      const shared = slack.addChannel({ name: `met-${id.toLowerCase()}`, isExtShared: true, members: [m50.jansen] })
      return {
        id,
        shared,
        person(name, email, { guest } = {}) {
          const more = { teamId: id, ...(guest && guests[guest]) }
          const person = slack.addPerson({ name: name.toLowerCase(), realName: name, email, ...more })
          void person.joins(shared)
          return one(person)
        },
      }
    },
    channel: (name, members) => slack.addChannel({ name, members: [...members] }),
    async begin(more, how) {
      const bot = await m50.begin({ ...more }, how)
      slack.talkTo(bot.url, bot.life)
      return bot
    },
    bound: m50.bound,
    messagesIn: channel =>
      slack
        .messagesIn(channel)
        .filter(({ user }) => user === slack.botUserId)
        .map(seen),
    stands: channel => pieces(slack.messagesIn(channel).filter(({ user }) => user === slack.botUserId)),
    shows: async (channel, words, within = patience) => seen(await slack.shows(channel, words, within)),
    until: slack.until,
    closes({ id }) {
      slack.changePerson(id, { deleted: true })
      return true
    },
    refusesPeople: () => slack.faults.plan('conversations.open', apiError('user_not_found')),
    refusesPosts: (channel, why) => slack.faults.plan('chat.postMessage', apiError(words[why]), { channel }),
    limits: (_, seconds) => slack.faults.plan('chat.postMessage', limited(seconds), { times: 1 }),
    losesAnswer(channel) {
      slack.faults.plan('chat.postMessage', http(502, { acts: true }), { channel, times: 1 })
    },
    complaints: () => [...slack.complaints(), ...slack.earlyCalls().map(({ method }) => `${method} came too early`)],
    printed: m50.printed,
    end: m50.end,
  }
}

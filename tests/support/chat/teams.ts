// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { locales } from '#/chat/texts.ts'
import { teamsTexts } from '#/platforms/teams/teams-texts.ts'
import { patience } from '../patience.ts'
import { teamsNetwork } from '../teams-network.ts'
import {
  dialogsIn,
  errorsIn,
  type Person as InTeams,
  inputsIn,
  linksIn,
  type Message,
  mentionsIn,
  type Outcome,
  textOf,
  textOfCard,
} from '../teams-server.ts'
import type { FieldValue, Network, Options, Person, Piece, Place, Seen } from './chat.ts'
import { forgedPress, forgedSubmission, sendPress, sendSubmission } from './teams-forged.ts'

type Base = Awaited<ReturnType<typeof teamsNetwork>>

/** A message of Teams with where it stands, and the card that it showed then. */
interface SeenInTeams extends Seen {
  readonly conversation: string
  readonly card: Message['card']
}

/** Said in a channel where the answer went to whoever asked, in their language. */
const answeredElsewhere = new Set<string>(locales.map(locale => teamsTexts.in(locale)('answeredDirectly')))

const seenIn = (conversation: string, all: readonly Message[], message: Message): SeenInTeams => ({
  id: message.id,
  text: textOf(message),
  mentions: mentionsIn(message.card),
  links: linksIn(message.card),
  replies: all.filter(({ thread }) => thread === message.id).map(reply => seenIn(conversation, [], reply)),
  conversation,
  card: message.card,
})

const pieces = (all: readonly Message[]): Piece[] =>
  all.map(({ id, text, card, updates }) => ({ id, raw: JSON.stringify({ text, card, updates }) }))

const isOfTeams = (seen: Seen): seen is SeenInTeams => 'conversation' in seen

function ofTeams(seen: Seen): SeenInTeams {
  if (isOfTeams(seen)) return seen
  throw new Error('a message of another platform')
}

/** What came of an act, where the bot was there to be asked. */
async function reached(act: Promise<Outcome>): Promise<Outcome> {
  const outcome = await act
  if (outcome.status === 0) throw new Error('the bot could not be reached, or has ended')
  return outcome
}

/** What a field holds: a searched one what is offered by those words. */
async function typedIn(person: InTeams, name: string, value: FieldValue): Promise<string> {
  const typed =
    value === null
      ? ''
      : Array.isArray(value)
        ? value.join(',')
        : typeof value === 'boolean'
          ? value
            ? 'on'
            : 'off'
          : String(value)
  const input = inputsIn(person.dialog()?.card ?? {}).find(each => each.id === name)
  if (!typed || input?.['choices.data'] === undefined) return typed
  const offered = await person.searches(name, typed)
  const found = offered.find(({ title, value }) => title === typed || value === typed)
  if (!found) throw new Error(`${name} offers no “${typed}”; it offers ${offered.map(({ title }) => title).join(', ')}`)
  return found.value
}

/** In Teams what someone alone may see stands in their own conversation with the bot, between what the bot writes of its own accord. */
export function inTeams({ teams, database }: Pick<Base, 'teams' | 'database'>, person: InTeams): Person {
  const id = person.user.aadObjectId
  const answered = new Set<string>()
  const ofBot = () => person.inbox().map(message => seenIn(person.direct, [], message))
  const answers = () => ofBot().filter(message => answered.has(message.id))
  const inbox = () => ofBot().filter(message => !answered.has(message.id))

  /** Which of these the bot wrote of its own accord; null while it writes something. */
  async function unasked(ids: readonly string[]): Promise<ReadonlySet<string> | null> {
    const rows = await database.query<{ state: string; id: string | null }>(
      `select d.state, coalesce(p.message_id, d.message_id) as id from deliveries d left join posted_messages p on p.delivery_id = d.id
       where d.conversation like '%:@' || $1 and (d.state = 'sending' or d.message_id = any($2) or p.message_id = any($2))`,
      [id, ids],
    )
    return rows.some(({ state }) => state === 'sending') ? null : new Set(rows.flatMap(row => row.id ?? []))
  }

  /** Every message in their own conversation, with how often it was drawn anew. */
  const present = (): ReadonlyMap<string, number> => new Map(person.inbox().map(({ id, updates }) => [id, updates]))

  /** What comes in their own conversation after what was there, or in the place of an answer there, as the answer to what they did. */
  async function answerAfter(before: ReadonlyMap<string, number>): Promise<SeenInTeams> {
    const end = performance.now() + patience
    for (;;) {
      const next = teams.change(person.direct)
      const there = person.inbox()
      const fresh = there.filter(({ id }) => !before.has(id) && !answered.has(id))
      const others = fresh.length > 0 ? await unasked(fresh.map(message => message.id)) : null
      const found = others && fresh.find(message => !others.has(message.id) && !answered.has(message.id))
      if (found) {
        answered.add(found.id)
        return seenIn(person.direct, [], found)
      }
      const anew = there.find(({ id, updates }) => answered.has(id) && updates > (before.get(id) ?? 0))
      if (anew) return seenIn(person.direct, [], anew)
      if (performance.now() > end)
        throw new Error(`${person.user.name} got no answer within ${patience} ms. There was:\n${teams.account()}`)
      // Whether what is there is the answer is known as soon as nothing is being written any more.
      await (fresh.length > 0 && !others ? pause(5) : next)
    }
  }

  const answering = { present, answerAfter }

  async function answerTo(act: () => Promise<unknown>): Promise<SeenInTeams> {
    const before = present()
    await act()
    return answerAfter(before)
  }

  const type = async (line: string): Promise<void> => {
    // Nothing typed is no message; a word is what shows the home.
    const { status } = await person.writes(line || 'm50')
    if (status !== 200) throw new Error(`the bot answered ${status}`)
  }
  /** What the bot said in a channel under what they typed there: a choice that has to be made in that place. */
  let here: SeenInTeams | undefined
  const asks = async (line: string, channel?: string) => {
    here = undefined
    if (channel === undefined) return answerTo(() => type(line))
    const before = present()
    const root = await person.mentions(channel, line)
    const said = () => teams.messagesIn(channel).find(({ thread, from }) => thread === root && from === teams.botId)
    const first = await teams.until(said, { about: channel, what: `a word in the channel to “${line}”` })
    if (answeredElsewhere.has(first.text)) return answerAfter(before)
    here = seenIn(channel, [], first)
    return here
  }

  function onScreen(place: Place): { conversation: string; on: readonly Pick<Message, 'id' | 'card'>[] } {
    if (typeof place !== 'string') {
      const { conversation } = ofTeams(place)
      // What stands in another's own conversation can be pressed by no client; who tries all the same says so from their own.
      return { conversation: conversation.startsWith('a:') ? person.direct : conversation, on: [ofTeams(place)] }
    }
    if (place === 'inbox') return { conversation: person.direct, on: inbox().toReversed() }
    if (place === 'answer' && here) return { conversation: here.conversation, on: [here] }
    // Their home is an answer.
    if (place === 'answer' || place === 'home') return { conversation: person.direct, on: answers().toReversed() }
    return { conversation: place, on: teams.messagesIn(place).toReversed() }
  }

  const acts = (place: Place, action: string, value?: string) => {
    if (place === 'form') return reached(person.submits({}, action))
    const { conversation, on } = onScreen(place)
    return reached(person.acts(conversation, on, action, value))
  }

  const form = () => {
    const dialog = person.dialog()
    return dialog ? `${dialog.title}\n${textOfCard(dialog.card)}` : ''
  }

  function opened(): string {
    if (!form()) throw new Error(`${person.user.name} sees no form. There was:\n${teams.account()}`)
    return form()
  }

  return {
    id,
    name: person.user.name,
    says: asks,
    async opens(line, channel) {
      const answer = await asks(line, channel)
      const [dialog] = dialogsIn(answer.card ?? {})
      if (!dialog) throw new Error(`no form is offered, but: ${answer.text}`)
      await person.acts(answer.conversation, [answer], dialog)
      return opened()
    },
    tries: async (line, channel) => (await asks(line, channel)).text,
    writes: type,
    mentions: (channel, text, thread) =>
      answerTo(() => person.mentions(channel, text, thread && { thread: thread.id })),
    press: (place, action, value) => answerTo(() => acts(place, action, value)),
    async begins(form, channel, words) {
      await person.actsOn(channel, `<p>${words.replaceAll('&', '&amp;')}</p>`, `fromMessage.${form}`)
      return opened()
    },
    async pressOpen(place, action, value) {
      await acts(place, action, value)
      return opened()
    },
    async submit(fields = {}, how) {
      const filled: Record<string, string> = {}
      for (const [name, value] of Object.entries(fields)) filled[name] = await typedIn(person, name, value)
      const before = present()
      const { dialog } = await reached(person.submits(filled, undefined, how))
      const next = dialog ? form() : (await answerAfter(before)).text
      return { errors: dialog ? errorsIn(dialog.card) : {}, next: async () => next }
    },
    options: async (field, typed) => (await person.searches(field, typed)).map(({ title }) => title),
    form,
    closes: async () => person.closes(),
    async opensHome() {
      await asks('')
    },
    home: async () => (await asks('')).text,
    joins: async channel => teams.addMember(channel, person),
    inbox,
    answers,
    receives: (words, within = patience) =>
      teams.until(() => inbox().findLast(message => message.text.includes(words)), {
        within,
        about: person.direct,
        what: `a message to ${person.user.name} with “${words}”`,
      }),
    forgesPress: (channel, name, value) => forgedPress(person, answering, channel, name, value),
    forgesSubmission: (_, form, context, fields) => forgedSubmission(person, answering, form, context, fields),
    async sends(what) {
      if (what.does === 'types') {
        await type(what.line)
        return ''
      }
      const { dialog, words } =
        what.does === 'presses'
          ? await sendPress(person, person.direct, what.name, what.value)
          : await sendSubmission(person, what.form, what.context, what.fields)
      return [words, dialog && JSON.stringify(dialog)].filter(Boolean).join('\n')
    },
    sees: () => pieces(person.inbox()),
    async asksPrivately(line, words, channel) {
      const answer = await asks(line, channel)
      if (!answer.text.includes(words)) throw new Error(`no “${words}” in ${answer.text}`)
      answered.delete(answer.id)
      return answer
    },
  }
}

export async function chatInTeams(options: Options): Promise<Network> {
  const { teams, ...m50 } = await teamsNetwork({ ...options, settings: { ...options.settings } })
  const one = (person: InTeams) => inTeams({ teams, database: m50.database }, person)
  const jansen = one(m50.jansen)
  const posted = (channel: string): SeenInTeams[] => {
    const ofBot = teams
      .messagesIn(channel)
      .filter(({ from, text }) => from === teams.botId && !answeredElsewhere.has(text))
    const isReply = ({ thread }: Message) => ofBot.some(({ id }) => id === thread)
    return ofBot.filter(message => !isReply(message)).map(message => seenIn(channel, ofBot, message))
  }
  const refused = (code: string) => ({ kind: 'status' as const, status: 403, code })
  const words = {
    gone: 'ConversationNotFound',
    'bot is outside': 'BotNotInConversationRoster',
    'not allowed': 'NotEnoughPermissions',
  }
  const guests = {
    usual: () => ({ role: 'guest' as const }),
    other: (email: string) => ({ upn: `${email.replace('@', '_')}#EXT#@host.example` }),
  }
  return {
    platform: 'teams',
    database: m50.database,
    settings: m50.settings,
    jansen,
    deVries: one(m50.deVries),
    bakker: one(m50.bakker),
    smit: one(m50.smit),
    secretariat: m50.secretariat,
    general: m50.general,
    person: (name, email, { guest, gone, locale } = {}) => {
      if (gone) throw new Error('Teams tells of no account that is gone')
      return one(
        teams.addPerson({ name, email, ...(guest && guests[guest](email)), ...(locale && { locale: 'en-GB' }) }),
      )
    },
    organisation(name, domains = []) {
      const tenant = randomUUID()
      for (const domain of domains) teams.domains.set(domain, tenant)
      const shared = teams.addChannel({ name: `met-${name.toLowerCase()}`, members: [m50.jansen] })
      return {
        id: tenant,
        shared,
        person(name, email, { guest } = {}) {
          const person = teams.addPerson({ name, email, tenant, ...(guest && guests[guest](email)) })
          teams.addMember(shared, person)
          return one(person)
        },
      }
    },
    channel: (name, members) => {
      const channel = teams.addChannel({ name, members: [] })
      for (const member of members) void member.joins(channel)
      return channel
    },
    begin: (more, how) => m50.begin({ ...m50.settings, ...more }, how),
    async bound() {
      await jansen.says('kanaal secretariaat', m50.secretariat)
    },
    messagesIn: posted,
    stands: channel => pieces(teams.messagesIn(channel).filter(({ from }) => from === teams.botId)),
    shows: (channel, words, within = patience) =>
      teams.until(
        () =>
          posted(channel)
            .flatMap(message => [message, ...message.replies])
            .findLast(message => message.text.includes(words)),
        { within, about: channel, what: `a message in ${channel} with “${words}”` },
      ),
    until: teams.until,
    closes: () => false,
    refusesPeople: () => teams.faults.plan('open', refused('ConversationBlockedByUser')),
    refusesPosts: (conversation, why) => teams.faults.plan('create', refused(words[why]), { conversation }),
    limits: ({ id }, retryAfter) =>
      teams.faults.plan('create', { kind: 'status', status: 429, retryAfter }, { conversation: `a:${id}`, times: 1 }),
    losesAnswer(conversation) {
      teams.faults.plan('create', { kind: 'status', status: 502, acts: true }, { conversation, times: 1 })
    },
    complaints: teams.complaints,
    printed: m50.printed,
    end: m50.end,
  }
}

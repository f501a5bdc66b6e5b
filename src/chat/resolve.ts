// SPDX-License-Identifier: EUPL-1.2

import type { Card } from '#/chat/card.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import type { Handler } from '#/chat/feature.ts'
import { isCommand, understand } from '#/chat/grammar.ts'
import { helpButton, helpCard, lineButton } from '#/chat/help.ts'
import { asMember, homeCard, homeRest, itemIn, memberHome } from '#/chat/home.ts'
import type { Registry } from '#/chat/registry.ts'
import type { Act, Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { noteDeadPress } from '#/network/dead-presses.ts'
import { mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** A handler with its input: what an act comes down to. `name` is for the log. */
export interface Plan {
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: the input's shape belongs to the handler it stands beside.
  readonly handler: Handler<any>
  readonly input: unknown
}

/** An answer that needs to know who asks, and no rights: help, a greeting, "do you mean". */
export interface Say {
  readonly name: string
  readonly say: (db: Db, turn: Turn) => Promise<Answer | Plan>
}

const toMe = (card: ReturnType<typeof helpCard>): Answer => ({ card, to: 'me' })

/** Finds what an act comes down to, without knowing yet who acts. `typed` is what people type before a command here. */
export function resolve(act: Act, registry: Registry, typed: string): Plan | Say {
  switch (act.kind) {
    case 'line':
      return resolveLine(act, registry, typed)
    case 'press': {
      if (act.name === 'chat.line')
        return resolveLine({ kind: 'line', text: act.value, by: 'command' }, registry, typed, true)
      if (act.name === asMember)
        return {
          name: 'home.asMember',
          say: async (db, turn) => toMe(await memberHome(db, turn, registry, itemIn(act.value))),
        }
      if (act.name === homeRest)
        return { name: 'home', say: async (db, turn) => toMe(await atHome(db, turn, registry, itemIn(act.value))) }
      if (act.name === welcomePress) return { name: welcomePress, say: (db, turn) => welcome(db, turn, registry) }
      const handler = registry.presses.get(act.name) ?? registry.forms.get(act.name)?.open
      if (!handler) return { name: 'press.unknown', say: db => unknownPress(db, act.name) }
      return { name: act.name, handler, input: act.value }
    }
    case 'submit': {
      const form = registry.forms.get(act.form)
      if (!form) return { name: 'form.unknown', say: db => unknownPress(db, act.form) }
      return { name: act.form, handler: form.submit, input: { context: act.context, fields: act.fields } }
    }
    case 'suggest': {
      const handler = registry.forms.get(act.form)?.suggest?.[act.field]
      if (!handler) return { name: 'suggest.unknown', say: async () => ({ suggestions: [] }) }
      return { name: `${act.form}.suggest`, handler, input: act.query }
    }
  }
}

/** Stands on no button: a platform says so where the bot was installed. */
export const welcomePress = 'chat.welcome'

async function welcome(db: Db, turn: Turn, registry: Registry): Promise<Answer> {
  if (!registry.welcome) throw new Refusal('chat.unknownPress')
  return { card: await registry.welcome(db, turn), to: turn.where.kind === 'direct' ? 'me' : 'here' }
}

/** What stands on a message of long ago may be gone by now. That it is counted must keep nobody from the answer. */
async function unknownPress(db: Db, name: string): Promise<never> {
  await noteDeadPress(db, name).catch(() => {})
  throw new Refusal('chat.unknownPress')
}

/** `isSure`: the line stands on a button of ours, so it is never asked whether it was meant. */
function resolveLine(
  act: Extract<Act, { kind: 'line' }>,
  registry: Registry,
  typed: string,
  isSure = false,
): Plan | Say {
  if (act.file && !act.text.trim()) return { name: 'file', say: async (_, turn) => fileAlone(turn, registry) }
  if (act.by === 'direct' && !isCommand(act.text, registry.nouns, typed))
    return { name: 'direct', say: (db, turn) => directMessage(db, turn, act.text, registry) }
  const understood = understand(act.text, registry.nouns, typed)
  switch (understood.kind) {
    case 'home':
      return { name: 'home', say: async (db, turn) => toMe(await atHome(db, turn, registry)) }
    case 'greeting':
      return {
        name: 'greeting',
        say: async (_, turn) =>
          toMe(helpCard(turn, registry, '', chatTexts.in(turn.locale)('greeting', { name: turn.actor.name }))),
      }
    case 'thanks':
      return { name: 'thanks', say: async (_, turn) => toMe(welcomed(turn)) }
    case 'help':
      return { name: 'help', say: async (_, turn) => toMe(helpCard(turn, registry, understood.about)) }
    case 'unknown':
      return { name: 'unknown', say: (db, turn) => guess(db, turn, understood.words, registry) }
    case 'command': {
      const { handler, input, line } = understood
      // A verb that writes is never guessed from a typing error: that one asks.
      if (!understood.sure && !isSure && handler.does !== 'reads')
        return { name: 'mean', say: async (_, turn) => mean(turn, line(turn.locale)) }
      const verb = understood.verb?.words[0]
      return { name: [understood.noun.noun.words[0], verb].filter(Boolean).join(' '), handler, input }
    }
  }
}

function welcomed(turn: Turn): Card {
  const t = chatTexts.in(turn.locale)
  return { version: 1, text: t('thanks.text'), buttons: [lineButton(t('thanks.home'), 'm50')] }
}

/** A file without a word is for the one thing that takes files, where whoever sent it may do that; others are asked what it is for. */
function fileAlone(turn: Turn, { takesFile }: Registry): Answer | Plan {
  if (takesFile && mayEver(turn.actor, takesFile.asks)) return { name: 'file', handler: takesFile, input: '' }
  const t = chatTexts.in(turn.locale)
  return toMe({
    version: 1,
    text: t('fileAlone', { typed: turn.typed }),
    buttons: [helpButton(turn.locale)],
  })
}

/** One's home; whoever is not known yet, or not by function, is asked who they are, and a guest reads what there is. */
async function atHome(db: Db, turn: Turn, registry: Registry, from = 0): Promise<Card> {
  const { person, function: held, roles, source } = turn.actor
  if (person && (held || roles.length > 0)) return homeCard(db, turn, registry, from)
  if (source.vouches && turn.actor.municipality && registry.introduce) return registry.introduce(db, turn)
  return helpCard(turn, registry, '', chatTexts.in(turn.locale)('greeting', { name: turn.actor.name }))
}

function mean(turn: Turn, line: string): Answer {
  const t = chatTexts.in(turn.locale)
  return toMe({
    version: 1,
    text: t('mean.text', { typed: turn.typed, line }),
    buttons: [lineButton(t('mean.yes'), line, 'primary'), lineButton(t('mean.help'), 'help')],
  })
}

async function guess(db: Db, turn: Turn, words: string, registry: Registry): Promise<Answer> {
  for (const one of registry.guesses) {
    const card = await one(db, turn, words)
    if (card) return toMe(card)
  }
  const t = chatTexts.in(turn.locale)
  return toMe({
    version: 1,
    title: t('unknown.title'),
    text: t('unknown.text', { words, typed: turn.typed }),
    buttons: [helpButton(turn.locale)],
  })
}

/** A direct message that is no command answers the one question that is open for this person; with several it asks which [E30]. */
async function directMessage(db: Db, turn: Turn, text: string, registry: Registry): Promise<Answer | Plan> {
  const open = (
    await Promise.all(
      registry.replies.map(async reply => (await reply.open(db, turn)).map(question => ({ reply, question }))),
    )
  ).flat()
  const [only] = open
  if (!only) return guessLine(db, turn, text, registry)
  if (open.length === 1) return { name: 'reply', handler: only.reply.take(only.question.subject), input: text }
  const t = chatTexts.in(turn.locale)
  const buttons = open.slice(0, 5).map(({ question }) => question.button)
  return toMe({ version: 1, text: t('which.text'), buttons, alike: true })
}

/** "Bedoelt u …?": a direct message that is nearly a command is asked, never done. */
async function guessLine(db: Db, turn: Turn, text: string, registry: Registry): Promise<Answer> {
  const understood = understand(text, registry.nouns, turn.typed)
  return understood.kind === 'command' ? mean(turn, understood.line(turn.locale)) : guess(db, turn, text, registry)
}

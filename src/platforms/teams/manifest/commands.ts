// SPDX-License-Identifier: EUPL-1.2
import { wordFor } from '#/chat/grammar.ts'
import { plain } from '#/chat/markdown.ts'
import { messageActions, type Registry } from '#/chat/registry.ts'
import type { Locale } from '#/chat/texts.ts'
import { extensions, fromMessage } from '#/platforms/teams/extensions.ts'
import { manifestTexts } from './texts.ts'

/** Of a list: https://learn.microsoft.com/en-us/microsoft-365/extensibility/schema/root-bots-command-lists-commands [E19] */
export const mostCommands = 12

export interface Command {
  readonly title: string
  readonly description: string
  /** A starter stands in the empty chat, and puts its prompt in the field where one types. */
  readonly type?: 'prompt'
  readonly prompt?: string
}

/** Teams shows twelve a list, the registry has more: those that are used most, in that order. Each by its Dutch word; all others are found by `help`. */
const mostUsed = {
  personal: ['pijler', 'lobby', 'verzoek', 'themagroep', 'volg', 'gemeente', 'persoon', 'instellingen'],
  channel: [
    'pijler',
    'lobby',
    'themagroep',
    'verzoek',
    'secretariaat',
    'gemeente',
    'persoon',
    'planning',
    'kanaal',
    'diagnose',
    'rol',
  ],
} as const

export type Place = keyof typeof mostUsed

const starters = ['waiting', 'pillars', 'follow', 'help'] as const

/** What each starter types, where it is a noun by its word in the reader's language. */
const typedBy: Readonly<Record<(typeof starters)[number], string>> = {
  waiting: 'm50',
  pillars: 'pijler',
  follow: 'volg',
  help: 'help',
}

const nounOf = (registry: Registry, word: string) => registry.nouns.find(({ noun }) => noun.words[0] === word)

function nounCommand(registry: Registry, word: string, locale: Locale): Command {
  const found = nounOf(registry, word)
  if (!found) throw new Error(`the Teams manifest names ${word}, which is no noun of the registry`)
  return {
    title: wordFor(found.noun.words, locale),
    description: plain(found.feature.texts.find(locale, found.noun.help, {})),
  }
}

function starterCommand(registry: Registry, starter: (typeof starters)[number], locale: Locale): Command {
  const t = manifestTexts.in(locale)
  const word = typedBy[starter]
  return {
    title: plain(t(`starter.${starter}.title`)),
    description: plain(t(`starter.${starter}.description`)),
    type: 'prompt',
    prompt: wordFor(nounOf(registry, word)?.noun.words ?? [word], locale),
  }
}

/** The commands of a list: with the bot alone it begins with the starters, in channels with help. @throws when there are more than Teams shows, or one is not in the registry. */
export function commandsOf(place: Place, registry: Registry, locale: Locale): readonly Command[] {
  const help = { title: 'help', description: plain(manifestTexts.in(locale)('help')) }
  const commands = [
    ...(place === 'personal' ? starters.map(starter => starterCommand(registry, starter, locale)) : [help]),
    ...mostUsed[place].map(word => nounCommand(registry, word, locale)),
  ]
  if (commands.length > mostCommands)
    throw new Error(`Teams shows ${mostCommands} commands a list, and ${place} has ${commands.length}`)
  return commands
}

/** A form that opens from beside the field where one types, in the words of the list that offers it. */
export interface ExtensionCommand {
  readonly id: string
  readonly title: string
  readonly description: string
  /** Beside the field where one types and by its name after a slash, or in the menu of a message. */
  readonly context: readonly ('compose' | 'commandBox' | 'message')[]
}

/** @throws when one is a form that no button opens. */
export function extensionCommands(registry: Registry, locale: Locale): readonly ExtensionCommand[] {
  const t = manifestTexts.in(locale)
  const typed = extensions.map(({ id, form }): ExtensionCommand => {
    if (!registry.forms.get(form)?.open)
      throw new Error(`the Teams manifest names ${form}, which is no form of the registry`)
    const [title, description] = [plain(t(`extension.${id}.title`)), plain(t(`extension.${id}.description`))]
    return { id, title, description, context: ['compose', 'commandBox'] }
  })
  const pointed = messageActions(registry.features, locale).map(
    ({ form, name, description }): ExtensionCommand => ({
      id: `${fromMessage}${form}`,
      title: plain(name),
      description: plain(description),
      context: ['message'],
    }),
  )
  return [...typed, ...pointed]
}

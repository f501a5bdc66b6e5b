// SPDX-License-Identifier: EUPL-1.2
import type {
  Feature,
  FileSight,
  FormHandler,
  Guess,
  Handler,
  Introduce,
  LiveSubject,
  NoticeKind,
  Noun,
  PlannedKind,
  Reply,
  Writes,
} from '#/chat/feature.ts'
import type { Locale, Params } from '#/chat/texts.ts'
import { fold } from '#/network/names.ts'

export interface NounOf {
  readonly noun: Noun
  readonly feature: Feature
}

/** What all features together can do: the one list that grammar, help, router, worker and manifests are made from. */
export interface Registry {
  readonly features: readonly Feature[]
  readonly nouns: readonly NounOf[]
  readonly presses: ReadonlyMap<string, Handler<string>>
  readonly forms: ReadonlyMap<string, FormHandler>
  // biome-ignore lint/suspicious/noExplicitAny: each kind's facts are checked by its own shape before they are drawn.
  readonly notices: ReadonlyMap<string, NoticeKind<any>>
  readonly live: ReadonlyMap<string, LiveSubject>
  readonly planned: ReadonlyMap<string, PlannedKind>
  readonly files: ReadonlyMap<string, FileSight>
  readonly replies: readonly Reply[]
  readonly takesFile: Writes<string> | null
  readonly guesses: readonly Guess[]
  readonly introduce: Introduce | null
  readonly welcome: Introduce | null
  /** The sentence of a refusal: `<feature>.<name>` stands in that feature's texts under `refusal.<name>`. */
  sentence(code: string, locale: Locale, params: Params): string
}

function merged<T>(what: string, all: readonly (Readonly<Record<string, T>> | undefined)[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  for (const record of all)
    for (const [name, value] of Object.entries(record ?? {})) {
      if (map.has(name)) throw new Error(`two features have a ${what} ${name}`)
      map.set(name, value)
    }
  return map
}

/** A noun with its own verbs, and those that other features have under it. @throws when two of them use one word. */
function withVerbs(noun: Noun, features: readonly Feature[]): Noun {
  const more = features.flatMap(({ verbs, texts }) =>
    (verbs?.[noun.words[0] ?? ''] ?? []).map(verb => ({ ...verb, texts })),
  )
  if (more.length === 0) return noun
  const verbs = [...noun.verbs, ...more]
  const words = verbs.flatMap(verb => verb.words.map(fold))
  const twice = words.find((word, i) => words.indexOf(word) !== i)
  if (twice) throw new Error(`two features have a verb ${noun.words[0]} ${twice}`)
  return { ...noun, verbs }
}

/** Puts the features together. @throws when two of them use one name, or a verb has no noun. */
export function createRegistry(features: readonly Feature[]): Registry {
  const nouns = features.flatMap(feature =>
    (feature.nouns ?? []).map(noun => ({ noun: withVerbs(noun, features), feature })),
  )
  const known = nouns.map(({ noun }) => noun.words[0])
  const without = features.flatMap(({ verbs }) => Object.keys(verbs ?? {})).find(word => !known.includes(word))
  if (without) throw new Error(`no feature has a noun ${without}`)
  const words = nouns.flatMap(({ noun }) => noun.words.map(fold))
  const twice = words.find((word, i) => words.indexOf(word) !== i)
  if (twice) throw new Error(`two features have a noun ${twice}`)
  const texts = new Map(features.map(feature => [feature.name, feature.texts]))
  return {
    features,
    nouns,
    presses: merged(
      'press',
      features.map(f => f.presses),
    ),
    forms: merged(
      'form',
      features.map(f => f.forms),
    ),
    notices: merged(
      'notice',
      features.map(f => f.notices),
    ),
    live: merged(
      'live subject',
      features.map(f => f.live),
    ),
    planned: merged(
      'planned kind',
      features.map(f => f.planned),
    ),
    files: merged(
      'file',
      features.map(f => f.files),
    ),
    replies: features.flatMap(f => (f.replies ? [f.replies] : [])),
    takesFile: features.find(f => f.takesFile)?.takesFile ?? null,
    guesses: features.flatMap(f => (f.guess ? [f.guess] : [])),
    introduce: features.find(f => f.introduce)?.introduce ?? null,
    welcome: features.find(f => f.welcome)?.welcome ?? null,
    sentence(code, locale, params) {
      const [feature = '', ...name] = code.split('.')
      const found = texts.get(feature)
      if (!found) throw new Error(`no texts for the refusal ${code}`)
      return found.find(locale, `refusal.${name.join('.')}`, params)
    },
  }
}

/** A form that begins from any message that someone points at, in the words that offer it. */
export interface MessageAction {
  readonly form: string
  readonly name: string
  readonly description: string
}

/** The forms that begin from a message. */
export const messageActions = (features: readonly Feature[], locale: Locale): readonly MessageAction[] =>
  features.flatMap(({ forms, texts }) =>
    Object.entries(forms ?? {}).flatMap(([form, { fromMessage: key }]) =>
      key === undefined
        ? []
        : [
            {
              form,
              name: texts.find(locale, `${key}.name`, {}),
              description: texts.find(locale, `${key}.description`, {}),
            },
          ],
    ),
  )

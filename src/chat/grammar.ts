// SPDX-License-Identifier: EUPL-1.2
import type { Handler, Noun, Verb } from '#/chat/feature.ts'
import type { NounOf } from '#/chat/registry.ts'
import type { Locale } from '#/chat/texts.ts'
import { fold, forgiven, typos } from '#/network/names.ts'

/** What a line was understood as. `sure` is false where a typing error was forgiven; `line` is how its reader would write it rightly. */
export type Understood =
  | {
      readonly kind: 'command'
      readonly handler: Handler<string>
      readonly input: string
      readonly noun: NounOf
      readonly verb: Verb | null
      readonly sure: boolean
      readonly line: (locale: Locale) => string
    }
  | { readonly kind: 'home' }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'help'; readonly about: string }
  | { readonly kind: 'unknown'; readonly words: string }

/** A noun's or verb's word as someone types it in that language. */
export const wordFor = (words: readonly string[], locale: Locale): string =>
  words[locale === 'nl' ? 0 : words.length - 1] ?? ''

const greetings = new Set([
  'hoi',
  'hallo',
  'hey',
  'hi',
  'hello',
  'goedemorgen',
  'goedemiddag',
  'goedenavond',
  'goedendag',
  'dag',
  'goodmorning',
  'goodafternoon',
])
const homeWords = new Set(['start', 'home'])
const thanks = new Set(['dank', 'dankje', 'dankjewel', 'danku', 'dankuwel', 'bedankt', 'thanks', 'thank'])
/** What stands around a word of thanks. */
const around = new Set(
  'u je jullie you wel zeer heel erg hartelijk veel alvast hoor top ok oke okay prima fijn super mooi very so much many great perfect'.split(
    ' ',
  ),
)
const helpWords = new Set(['help', 'hulp'])

const product = 'm50'

/** The line without a leading `m50` or `/m50`, or what is typed in this network, and without white space around it. */
function stripped(line: string, typed: string): string {
  const text = line.trim()
  const bare = text.replace(/^[/@]/, '')
  const own = [product, typed.replace(/^[/@]/, '')].find(
    word => fold(bare.slice(0, word.length)) === fold(word) && /^[,:.!?]*(\s|$)/.test(bare.slice(word.length)),
  )
  return own === undefined
    ? text
    : bare
        .slice(own.length)
        .replace(/^[,:.!?]+/, '')
        .trim()
}

const wordsOf = (line: string): string[] => line.split(/\s+/).filter(Boolean)

/** Thanks and nothing else: "top, dank u wel". */
function isThanks(text: string): boolean {
  const said = text.split(/[^\p{L}]+/u).filter(Boolean)
  return (
    said.some(word => thanks.has(fold(word))) && said.every(word => thanks.has(fold(word)) || around.has(fold(word)))
  )
}

/** How many typing errors are between a typed word and the nearest of some words; infinite where they are not forgiven. */
function distance(typed: string, words: readonly string[]): number {
  const wanted = fold(typed)
  const nearest = Math.min(...words.map(word => typos(wanted, fold(word))))
  return nearest <= forgiven(wanted) ? nearest : Number.POSITIVE_INFINITY
}

/** The item whose words lie nearest, when just one does. */
function nearest<T>(
  typed: string,
  items: readonly T[],
  words: (item: T) => readonly string[],
): { item: T; errors: number } | null {
  const wanted = fold(typed)
  const exact = items.find(item => words(item).some(word => fold(word) === wanted))
  if (exact) return { item: exact, errors: 0 }
  const rated = items
    .map(item => ({ item, errors: distance(typed, words(item)) }))
    .filter(r => Number.isFinite(r.errors))
  rated.sort((a, b) => a.errors - b.errors)
  const [first, second] = rated
  return first && first.errors !== second?.errors ? first : null
}

/** A verb at the beginning of some words: exact over up to three words (`word lid` is `word-lid`), else with typing errors in the first. */
function verbIn(
  { verbs, takesName }: Noun,
  words: readonly string[],
): { verb: Verb; taken: number; errors: number } | null {
  for (const taken of [3, 2, 1]) {
    if (words.length < taken) continue
    const said = fold(words.slice(0, taken).join(''))
    const verb = verbs.find(v => v.words.some(word => fold(word) === said))
    if (verb) return { verb, taken, errors: 0 }
  }
  const [first] = words
  const near = first === undefined ? null : nearest(first, verbs, verb => verb.words)
  // "bestuur" is two letters from "verstuur", and is a pillar.
  if (!near || (takesName && near.errors > 1)) return null
  return { verb: near.item, taken: 1, errors: near.errors }
}

/** A verb after a name, exact: `gemeente De Bilt domein debilt.nl`. */
function infixIn(verbs: readonly Verb[], words: readonly string[]): { verb: Verb; input: string } | null {
  for (const verb of verbs.filter(v => v.isInfix)) {
    const at = words.findIndex((word, i) => i > 0 && verb.words.some(w => fold(w) === fold(word)))
    if (at > 0) return { verb, input: words.toSpliced(at, 1).join(' ') }
  }
  return null
}

/** Reads a line: `m50 <noun> [verb] [words]`. Case, accents, hyphens are forgiven; so are typing errors, which leave `sure` false. `typed` is what people type before a command in this network. Pure. */
export function understand(line: string, nouns: readonly NounOf[], typed = product): Understood {
  const text = stripped(line, typed)
  const words = wordsOf(text)
  const [first = '', ...rest] = words
  if (text === '' || homeWords.has(fold(text))) return { kind: 'home' }
  if (greetings.has(fold(text))) return { kind: 'greeting' }
  if (isThanks(text)) return { kind: 'thanks' }
  if (helpWords.has(fold(first))) return { kind: 'help', about: rest.join(' ') }
  const noun = nearest(first, nouns, n => n.noun.words)
  if (!noun) return { kind: 'unknown', words: text }
  const { words: nounWords } = noun.item.noun
  const exact = nounWords.find(word => fold(word) === fold(first))
  const nounFor = (locale: Locale) => exact ?? wordFor(nounWords, locale)
  if (rest.length === 1 && helpWords.has(fold(rest[0] ?? ''))) return { kind: 'help', about: nounFor('nl') }
  const infix = infixIn(noun.item.noun.verbs, rest)
  if (infix)
    return {
      kind: 'command',
      handler: infix.verb.handler,
      input: infix.input,
      noun: noun.item,
      verb: infix.verb,
      sure: noun.errors === 0,
      line: locale => `${nounFor(locale)} ${rest.join(' ')}`,
    }
  const verb = verbIn(noun.item.noun, rest)
  const input = rest.slice(verb?.taken ?? 0).join(' ')
  const verbFor = (locale: Locale) =>
    verb && (verb.errors === 0 ? rest.slice(0, verb.taken).join('-') : wordFor(verb.verb.words, locale))
  return {
    kind: 'command',
    handler: verb?.verb.handler ?? noun.item.noun.bare,
    input,
    noun: noun.item,
    verb: verb?.verb ?? null,
    sure: noun.errors === 0 && (verb?.errors ?? 0) === 0,
    line: locale => [nounFor(locale), verbFor(locale), input].filter(Boolean).join(' '),
  }
}

/** Whether a direct message is a command: its first word, after an optional `m50`, is exactly a noun or help, or all of it is a greeting or thanks, or a word for one's home, as `m50` alone is. */
export function isCommand(line: string, nouns: readonly NounOf[], typed = product): boolean {
  const text = stripped(line, typed)
  const first = fold(wordsOf(text)[0] ?? '')
  return (
    text === '' ||
    homeWords.has(fold(text)) ||
    greetings.has(fold(text)) ||
    isThanks(text) ||
    helpWords.has(first) ||
    nouns.some(({ noun }) => noun.words.some(word => fold(word) === first))
  )
}

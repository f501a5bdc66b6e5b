// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import { wordFor } from '#/chat/grammar.ts'
import type { NounOf, Registry } from '#/chat/registry.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import { matchName } from '#/network/names.ts'
import { mayEver } from '#/network/policy.ts'

/** A button that does what a typed line does. */
export const lineButton = (label: string, line: string, style?: 'primary'): Button => ({
  does: 'press',
  name: 'chat.line',
  label,
  value: line,
  ...(style && { style }),
})

/** The way on where something came to nothing. */
export const helpButton = (locale: Locale): Button => lineButton(chatTexts.in(locale)('unknown.help'), 'help')

/** One noun's lines, for what this person may do. */
function nounLines(turn: Turn, { noun, feature }: NounOf): string[] {
  const t = chatTexts.in(turn.locale)
  const say = (key: string, texts = feature.texts) => texts.find(turn.locale, key, {})
  const noun_ = wordFor(noun.words, turn.locale)
  const bare = mayEver(turn.actor, noun.bare.asks)
    ? [t('help.noun', { typed: turn.typed, noun: noun_, text: { text: say(noun.help) } })]
    : []
  const verbs = noun.verbs
    .filter(verb => mayEver(turn.actor, verb.handler.asks))
    .map(verb =>
      t(verb.isInfix ? 'help.infix' : 'help.verb', {
        typed: turn.typed,
        noun: noun_,
        verb: wordFor(verb.words, turn.locale),
        takes: verb.takes ? { text: say(verb.takes, verb.texts) } : '',
        text: { text: say(verb.help, verb.texts) },
      }),
    )
  return [...bare, ...verbs]
}

/** Several words of help stand on one card while they have no more lines than this together: so much is read, and drawn whole on every platform. */
const mostLines = 16
/** And so many of one word stand in one piece, which no platform cuts off. */
const mostInPiece = 10

const piecesOf = (lines: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(lines.length / mostInPiece) }, (_, at) =>
    lines.slice(at * mostInPiece, (at + 1) * mostInPiece),
  )

/** The words that most people come for, then all others; a page at a time, a word with many lines in pieces. */
function pagesOf(turn: Turn, nouns: readonly NounOf[]): (readonly Entry[])[] {
  const everyday = nouns.toSorted((a, b) => Number(b.noun.isEveryday ?? false) - Number(a.noun.isEveryday ?? false))
  const pages: Entry[][] = []
  let left = 0
  const pieces = everyday.flatMap(noun => piecesOf(nounLines(turn, noun)).map(lines => ({ noun, lines })))
  for (const { noun, lines } of pieces) {
    const page = lines.length <= left ? pages.at(-1) : undefined
    if (page) page.push({ noun, lines })
    else pages.push([{ noun, lines }])
    left = (page ? left : mostLines) - lines.length
  }
  return pages
}

interface Entry {
  readonly noun: NounOf
  readonly lines: readonly string[]
}

function itemOf(turn: Turn, { noun: { noun }, lines }: Entry): NonNullable<Card['items']>[number] {
  const { bare } = noun
  const label = chatTexts.in(turn.locale)(bare.does === 'reads' ? 'help.open' : 'help.begin')
  return {
    text: lines.join('\n'),
    ...(mayEver(turn.actor, bare.asks) && { accessory: lineButton(label, wordFor(noun.words, turn.locale)) }),
  }
}

/** What one can do here, for one's role: made from the registry, so that it is never out of date. `about` is a word, or the number of a page. */
export function helpCard(turn: Turn, registry: Registry, about: string, title?: string): Card {
  const t = chatTexts.in(turn.locale)
  const isPage = /^\d*$/.test(about)
  const match = isPage ? null : matchName(about, registry.nouns, n => n.noun.words)
  const isKnown = match?.found === 'exact' || match?.found === 'near'
  const pages = pagesOf(turn, isKnown ? [match.item] : registry.nouns)
  const at = Math.min(Math.max(Number(about) || 1, 1), pages.length)
  const intro = isPage || isKnown ? (title ?? t('help.intro', { typed: turn.typed })) : t('help.none', { words: about })
  return {
    version: 1,
    title: t('help.title'),
    text: intro,
    items: (pages[at - 1] ?? []).map(entry => itemOf(turn, entry)),
    buttons: [
      ...(at < pages.length ? [lineButton(t('help.more'), `help ${at + 1}`)] : []),
      ...registry.features.flatMap(feature => feature.helpButtons?.(turn) ?? []),
    ].slice(0, 5),
  }
}

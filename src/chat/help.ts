// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import { wordFor } from '#/chat/grammar.ts'
import type { NounOf, Registry } from '#/chat/registry.ts'
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

/** One noun's lines, for what this person may do. */
function nounLines(turn: Turn, { noun, feature }: NounOf): string[] {
  const t = chatTexts.in(turn.locale)
  const say = (key: string) => feature.texts.find(turn.locale, key, {})
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
        takes: verb.takes ? { text: say(verb.takes) } : '',
        text: { text: say(verb.help) },
      }),
    )
  return [...bare, ...verbs]
}

/** What one can do here, for one's role: made from the registry, so that it is never out of date. */
export function helpCard(turn: Turn, registry: Registry, about: string, title?: string): Card {
  const t = chatTexts.in(turn.locale)
  const match = about ? matchName(about, registry.nouns, n => n.noun.words) : null
  const isKnown = match?.found === 'exact' || match?.found === 'near'
  const nouns = isKnown ? [match.item] : registry.nouns
  const items = nouns.flatMap(noun => {
    const lines = nounLines(turn, noun)
    if (lines.length === 0) return []
    const { bare } = noun.noun
    const label = t(bare.does === 'reads' ? 'help.open' : 'help.begin')
    return [
      {
        text: lines.join('\n'),
        ...(mayEver(turn.actor, bare.asks) && { accessory: lineButton(label, wordFor(noun.noun.words, turn.locale)) }),
      },
    ]
  })
  const intro = about && !isKnown ? t('help.none', { words: about }) : (title ?? t('help.intro', { typed: turn.typed }))
  return {
    version: 1,
    title: t('help.title'),
    text: intro,
    items,
    buttons: registry.features.flatMap(feature => feature.helpButtons?.(turn) ?? []).slice(0, 5),
  }
}

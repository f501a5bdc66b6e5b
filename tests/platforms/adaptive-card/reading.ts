// SPDX-License-Identifier: EUPL-1.2
import { createRequire } from 'node:module'
import type { AdaptiveCard } from '#/platforms/adaptive-card/element.ts'
import { parts } from './walk.ts'

// The library's modules name each other as only a bundler understands; its one file in dist does not.
const library: typeof import('adaptivecards') = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js')

/** What the library leaves out when it writes a card, since it means nothing else than leaving it out. */
const saysNothing = (name: string, value: unknown): boolean =>
  (name === 'isRequired' && value === false) ||
  (name === 'style' && value === 'compact') ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

/** The schema counts searched choices to 1.6; Teams draws them in 1.5. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search */
const searched = 'choices.data'

const needsChoices = library.ValidationEvent.CollectionCantBeEmpty

const isSearched = (drawn: object, id: string | undefined): boolean =>
  parts(drawn).some(part => part.id === id && searched in part)

/** Read by itself (`fallback`), for Teams alone, or the schema's own name. */
const apart = new Set(['$schema', 'fallback', searched])

function lost(drawn: unknown, read: unknown, path: string): string[] {
  if (drawn === read) return []
  if (typeof drawn !== 'object' || drawn === null || typeof read !== 'object' || read === null)
    return [`${path}: ${JSON.stringify(drawn)} is read as ${JSON.stringify(read)}`]
  const there = new Map(Object.entries(read))
  return Object.entries(drawn)
    .filter(([name, value]) => !apart.has(name) && (there.has(name) || !saysNothing(name, value)))
    .flatMap(([name, value]) => lost(value, there.get(name), `${path}.${name}`))
}

function readingOf(drawn: object): string[] {
  const context = new library.SerializationContext(library.Versions.v1_5)
  const card = new library.AdaptiveCard()
  card.hostConfig = new library.HostConfig({ actions: { maxActions: 6 } })
  card.parse(drawn, context)
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message)
  return [
    ...events.filter(message => !message.includes(`"${searched}" is supported in version 1.6`)),
    ...card
      .validateProperties()
      .validationEvents.filter(
        ({ event, source }) =>
          !(event === needsChoices && source instanceof library.ChoiceSetInput && isSearched(drawn, source.id)),
      )
      .map(({ message }) => message),
    ...lost(drawn, card.toJSON(new library.SerializationContext(library.Versions.v1_5)), 'card'),
  ]
}

/**
 * What Microsoft's own library finds wrong in a card of version 1.5, and what of it is not read as it was drawn. No package has the schema as a file beyond 1.1; the library has it
 * as code: of each element its properties with their kinds and versions.
 */
export function mistakesIn(drawn: AdaptiveCard): string[] {
  const asides = parts(drawn).flatMap(part => (part.fallback === undefined ? [] : [part.fallback]))
  const row = { type: 'AdaptiveCard', version: '1.5', body: [], actions: [] }
  return [drawn, ...asides.map(aside => ({ ...row, actions: [aside] }))].flatMap(readingOf)
}

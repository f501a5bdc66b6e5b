// SPDX-License-Identifier: EUPL-1.2
// A card as someone reads it in Teams: a line for each line of words, buttons as `[Text]`.
import { type Json, objectAt, objectsAt, wordsAt } from './json.ts'

/** What folds open is read only where it is a menu: a question to be sure stands under its own button. */
function button(action: Json): string {
  const folded = objectAt(action, 'card')
  if (action.type === 'Action.ShowCard' && objectsAt(folded, 'body').length === 0)
    return objectsAt(folded, 'actions').map(button).join(' ')
  return `[${wordsAt(action, 'title')}]`
}

function input(part: Json): string {
  if (part.type === 'Input.Toggle')
    return `${wordsAt(part, 'label') || wordsAt(part, 'title')}\n[${part.value === part.valueOn ? 'x' : ' '}]`
  const choices = objectsAt(part, 'choices').map(choice => wordsAt(choice, 'title'))
  const shown = [wordsAt(part, 'placeholder'), ...choices].filter(Boolean)
  return [wordsAt(part, 'label'), `[${shown.length > 0 ? shown.join(' · ') : wordsAt(part, 'value') || '…'}]`].join(
    '\n',
  )
}

function element(part: Json): string {
  const lines = (name: string) => objectsAt(part, name).map(element).filter(Boolean).join('\n')
  switch (part.type) {
    case 'TextBlock':
      return wordsAt(part, 'text')
    case 'RichTextBlock':
      return objectsAt(part, 'inlines')
        .map(run => wordsAt(run, 'text'))
        .join('')
    case 'Image':
      return `(${wordsAt(part, 'altText')})`
    case 'ActionSet':
      return objectsAt(part, 'actions').map(button).join(' ')
    case 'ColumnSet':
      return lines('columns')
    case 'Container':
      return part.style === 'emphasis' ? lines('items').replaceAll(/^/gm, '> ') : lines('items')
    case 'Column':
      return lines('items')
    default:
      return String(part.type).startsWith('Input.') ? input(part) : ''
  }
}

/** A card's words, top to bottom, its buttons last. */
export const textOfCard = (card: Json): string =>
  [...objectsAt(card, 'body').map(element), objectsAt(card, 'actions').map(button).join(' ')]
    .filter(Boolean)
    .join('\n')
    // What keeps double braces apart is not seen.
    .replaceAll('\u200b', '')

export const textOf = ({ text, card }: { readonly text: string; readonly card: Json | undefined }): string =>
  [text.replaceAll(/\n+/g, '\n'), card && textOfCard(card)].filter(Boolean).join('\n')

/** The sentences that stand at a form's fields. */
export function errorsIn(card: Json): Record<string, string> {
  const errors = objectsAt(card, 'body').flatMap(part => {
    const [, field] = /^error\.(.+)$/.exec(wordsAt(part, 'id')) ?? []
    return field === undefined ? [] : [[field, element(part)] as const]
  })
  return Object.fromEntries(errors)
}

/** Whom a card mentions. */
export function mentionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mentionsIn)
  if (typeof value !== 'object' || value === null) return []
  const part: Json = { ...value }
  const own = part.type === 'mention' ? [wordsAt(part, 'text')] : []
  return [...own, ...Object.values(part).flatMap(mentionsIn)]
}

/** Where links and buttons lead. */
export function linksIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linksIn)
  if (typeof value !== 'object' || value === null) return []
  const part: Json = { ...value }
  const own = part.type === 'Action.OpenUrl' ? [wordsAt(part, 'url')] : []
  return [...own, ...Object.values(part).flatMap(linksIn)]
}

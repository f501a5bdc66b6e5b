// SPDX-License-Identifier: EUPL-1.2
import { homeView, messageBlocks, modalView, optionGroups, selectOptions } from './block-kit.ts'
import { isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from './json.ts'
import { most } from './limits.ts'
import type { Problem } from './shapes.ts'

/** The elements that one may press or fill in a block. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const single = [objectAt(block, 'accessory'), objectAt(block, 'element')].filter(each => each !== undefined)
  return [...single, ...objectsAt(block, 'elements')]
}

function repeated(ids: (string | undefined)[], what: string, at: string): Problem[] {
  const known = ids.filter(id => id !== undefined)
  const twice = known.filter((id, index) => known.indexOf(id) !== index)
  return twice.map(id => `${what} must be unique: ${id} [json-pointer:${at}]`)
}

function repeatedIds(blocks: JsonObject[], at: string): Problem[] {
  return [
    ...repeated(
      blocks.map(block => textAt(block, 'block_id')),
      'block_id',
      at,
    ),
    ...blocks.flatMap((block, index) =>
      repeated(
        elementsOf(block).map(element => textAt(element, 'action_id')),
        'action_id',
        `${at}/${index}`,
      ),
    ),
  ]
}

/** What Slack would say of a message's blocks. */
export const checkBlocks = (blocks: Json): Problem[] => [
  ...messageBlocks(blocks, '/blocks'),
  ...(Array.isArray(blocks) ? repeatedIds(blocks.filter(isObject), '/blocks') : []),
]

/** How many characters the texts of a message's blocks have together. */
export function lengthOfTexts(value: Json): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + lengthOfTexts(each), 0)
  if (!isObject(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (typeof each === 'string' ? (key === 'text' ? each.length : 0) : lengthOfTexts(each)),
    0,
  )
}

/** What Slack would say of a view: a modal, or a home where `home` is asked for. */
export function checkView(view: Json, kind: 'modal' | 'home'): Problem[] {
  const shape = kind === 'modal' ? modalView : homeView
  if (!isObject(view)) return shape(view, '/view')
  const blocks = objectsAt(view, 'blocks')
  const needsSubmit = kind === 'modal' && view.submit === undefined
  return [
    ...shape(view, '/view'),
    ...repeatedIds(blocks, '/view/blocks'),
    ...blocks.flatMap((block, index) =>
      needsSubmit && textAt(block, 'type') === 'input'
        ? [`must define \`submit\` to use an \`input\` block [json-pointer:/view/blocks/${index}/input]`]
        : [],
    ),
    ...onlyOneFocus(blocks),
  ]
}

const onlyOneFocus = (blocks: JsonObject[]): Problem[] =>
  blocks.flatMap(elementsOf).filter(element => element.focus_on_load === true).length > 1
    ? ['only one element may have focus_on_load [json-pointer:/view/blocks]']
    : []

/** What Slack would say of the options that a bot offers while someone types. */
export function checkOptions(answer: Json | undefined): Problem[] {
  if (!isObject(answer)) return ['must be an object [json-pointer:/]']
  const { options, option_groups: groups } = answer
  if (options !== undefined)
    return Array.isArray(options) && options.length === 0 ? [] : selectOptions(options, '/options')
  if (groups !== undefined) return optionGroups(groups, '/option_groups')
  return ['must provide either options or option_groups [json-pointer:/]']
}

/** Slack's name for what is wrong with a message's metadata; undefined where nothing is. */
export function metadataError(metadata: Json): string | undefined {
  if (!isObject(metadata)) return 'invalid_metadata_format'
  if (Object.keys(metadata).length === 0) return undefined
  const { event_type: type, event_payload: payload, ...rest } = metadata
  if (typeof type !== 'string' || !/^\w+$/.test(type) || !isObject(payload) || Object.keys(rest).length > 0)
    return 'invalid_metadata_format'
  if (Buffer.byteLength(JSON.stringify(metadata)) > most('metadata.bytes')) return 'metadata_too_large'
  return undefined
}

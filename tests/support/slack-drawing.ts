// SPDX-License-Identifier: EUPL-1.2
// Draws messages as Slack's own client shows them, from the very blocks that were sent: https://docs.slack.dev/reference/block-kit/blocks.
import { type JsonObject, objectAt, objectsAt, textAt, wordsAt } from './slack/json.ts'
import type { Shown } from './slack-server.ts'

/** A conversation with the messages that the picture shows of it. */
export interface Pane {
  readonly title: string
  readonly messages: readonly Pick<Shown, 'text' | 'blocks' | 'ts' | 'edited'>[]
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** mrkdwn as HTML. Its own entities are HTML's, so what a person typed stays text. */
function mrkdwn(text: string): string {
  const marked = text
    .replaceAll('"', '&quot;')
    .replace(/<(https?:[^<>|]+)\|([^<>]*)>/g, '<a href="$1">$2</a>')
    .replace(/(?<![\p{L}\p{N}])\*([^*\n]+)\*(?![\p{L}\p{N}])/gu, '<b>$1</b>')
    .replace(/(?<![\p{L}\p{N}])_([^_\n]+)_(?![\p{L}\p{N}])/gu, '<i>$1</i>')
  const lines = marked
    .split('\n')
    .map(line => (/^(?:&gt;|>) ?/.test(line) ? `<q>${line.replace(/^(?:&gt;|>) ?/, '')}</q>` : `${line}\n`))
  return lines.join('').replace(/\n$/, '')
}

function words(text: JsonObject | undefined): string {
  const raw = textAt(text ?? {}, 'text') ?? ''
  return textAt(text ?? {}, 'type') === 'mrkdwn' ? mrkdwn(raw) : escaped(raw)
}

function element(shown: JsonObject): string {
  switch (shown.type) {
    case 'button':
      return `<span class="button ${textAt(shown, 'style') ?? ''}">${escaped(wordsAt(shown, 'text'))}</span>`
    case 'overflow':
      return '<span class="button more"><i></i><i></i><i></i></span>'
    case 'mrkdwn':
    case 'plain_text':
      return `<span>${words(shown)}</span>`
    default:
      throw new Error(`no drawing of the element ${shown.type}`)
  }
}

function block(shown: JsonObject): string {
  const elements = objectsAt(shown, 'elements').map(element).join('')
  switch (shown.type) {
    case 'header':
      return `<h3>${escaped(wordsAt(shown, 'text'))}</h3>`
    case 'section': {
      const fields = objectsAt(shown, 'fields').map(field => `<p>${words(field)}</p>`)
      const accessory = objectAt(shown, 'accessory')
      const body = `${words(objectAt(shown, 'text'))}${fields.length > 0 ? `<div class="fields">${fields.join('')}</div>` : ''}`
      return `<div class="section"><div>${body}</div>${accessory ? element(accessory) : ''}</div>`
    }
    case 'context':
      return `<div class="context">${elements}</div>`
    case 'actions':
      return `<div class="actions">${elements}</div>`
    case 'divider':
      return '<hr>'
    default:
      throw new Error(`no drawing of the block ${shown.type}`)
  }
}

function message(shown: Pane['messages'][number], zone: string): string {
  const time = new Date(Number(shown.ts) * 1000).toLocaleTimeString('nl', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  })
  // Slack says of a text that it was edited, of blocks it does not.
  const edited = shown.edited ? ' <small>(bewerkt)</small>' : ''
  const body =
    shown.blocks.length > 0
      ? shown.blocks.map(block).join('')
      : `<div class="section"><div>${mrkdwn(shown.text)}${edited}</div></div>`
  return `<article><b class="face">M50</b><div class="said"><b class="name">M50</b><span class="app">APP</span><time>${time}</time>${body}</div></article>`
}

const style = `
  * { box-sizing: border-box; margin: 0; }
  body { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; padding: 16px; align-items: start; font: 15px/1.46667 Lato, 'Open Sans', sans-serif; color: #1d1c1d; background: #e9e4ea; }
  .column { display: grid; gap: 16px; }
  .pane { background: #fff; border-radius: 8px; overflow: hidden; box-shadow: 0 1px 4px rgb(0 0 0 / 14%); }
  h2 { padding: 11px 16px; font-size: 16px; border-bottom: 1px solid #ddd; }
  article { display: flex; gap: 8px; padding: 10px 16px 6px; }
  .face { flex: none; width: 36px; height: 36px; display: grid; place-items: center; font-size: 12px; color: #fff; background: #154273; border-radius: 8px; }
  .said { min-width: 0; flex: 1; }
  .name { font-weight: 900; }
  .app { margin: 0 6px; padding: 0 3px; font-size: 10px; font-weight: 700; color: #616061; background: #e8e8e8; border-radius: 2px; vertical-align: 1px; }
  time, small { font-size: 12px; color: #616061; }
  h3 { margin: 4px 0 8px; font-size: 18px; line-height: 1.3; }
  .section { display: flex; justify-content: space-between; gap: 16px; margin: 2px 0 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
  .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; }
  .context { margin-bottom: 8px; font-size: 13px; color: #616061; white-space: pre-wrap; }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 8px; }
  .button { flex: none; align-self: start; display: inline-flex; align-items: center; height: 32px; padding: 0 12px; font-size: 14px; font-weight: 700; background: #fff; border: 1px solid rgb(29 28 29 / 30%); border-radius: 8px; white-space: nowrap; }
  .primary { color: #fff; background: #007a5a; border-color: #007a5a; }
  .danger { color: #fff; background: #e01e5a; border-color: #e01e5a; }
  .more { gap: 3px; padding: 0 9px; }
  .more i { width: 3px; height: 3px; background: #1d1c1d; border-radius: 50%; }
  q { display: block; padding-left: 12px; border-left: 4px solid #ddd; quotes: none; }
  a { color: #1264a3; }
  hr { border: 0; border-top: 1px solid #ddd; margin: 8px 0; }
`

/** A page of two columns of conversations. @throws where a message has a block or element that is not drawn here. */
export function drawing(columns: readonly (readonly Pane[])[], zone: string): string {
  const pane = ({ title, messages }: Pane) =>
    `<section class="pane"><h2>${escaped(title)}</h2>${messages.map(each => message(each, zone)).join('')}</section>`
  const drawn = columns.map(panes => `<div class="column">${panes.map(pane).join('')}</div>`)
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><style>${style}</style></head><body>${drawn.join('')}</body></html>`
}

// SPDX-License-Identifier: EUPL-1.2
import { tame } from '#/chat/markdown.ts'

/** A piece of a page: what was put into it is escaped. */
export interface Html {
  readonly html: string
}

type Value = string | number | Html | readonly Html[]

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => tame(text).replace(/[&<>"']/g, mark => marks[mark] ?? '')

function shown(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return 'html' in value ? value.html : value.map(one => one.html).join('')
}

/** A template for HTML: every value stands in it as text, except what is HTML already [T14]. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: parts.map((part, at) => part + (at < values.length ? shown(values[at] ?? '') : '')).join(''),
})

/** A whole page with our own style sheet, which loads nothing from others [T52]. */
export const page = (lang: string, title: string, body: Html): string =>
  html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/files/page.css">
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.html

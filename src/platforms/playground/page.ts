// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import express, { type Router } from 'express'
import { html } from '#/chat/html.ts'
import type { Locale } from '#/chat/texts.ts'
import type { World } from './people.ts'
import { playgroundTexts } from './texts.ts'

const folder = join(import.meta.dirname, 'page')
const { resolve } = createRequire(import.meta.url)

const exampleTheme = resolve('@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css')

/** What the page loads of others, each file as its package has it. */
const borrowed: Readonly<Record<string, string>> = {
  'adaptivecards.js': resolve('adaptivecards/dist/adaptivecards.min.js'),
  'button.css': resolve('@nl-design-system-candidate/button-css/button.css'),
  'heading.css': resolve('@nl-design-system-candidate/heading-css/heading.css'),
  'link.css': resolve('@nl-design-system-candidate/link-css/link.css'),
  'number-badge.css': resolve('@nl-design-system-candidate/number-badge-css/number-badge.css'),
  'data-badge.css': resolve('@nl-design-system-candidate/data-badge-css/data-badge.css'),
  'skip-link.css': resolve('@nl-design-system-candidate/skip-link-css/skip-link.css'),
  'alert.css': resolve('@utrecht/alert-css'),
  'form-label.css': resolve('@utrecht/form-label-css'),
  'select.css': resolve('@utrecht/select-css'),
  'textbox.css': resolve('@utrecht/textbox-css'),
  'noto-sans.woff2': resolve('@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2'),
  'noto-serif.woff2': resolve('@fontsource-variable/noto-serif/files/noto-serif-latin-wght-normal.woff2'),
}

export interface PageLook {
  readonly world: World
  /** The language in which the page opens. */
  readonly locale: Locale
  /** A CSS file of design tokens. */
  readonly theme?: string | undefined
}

const asText = (text: string): string => html`${text}`.html

/** The page in its network's name and language, of the class under which a theme has its tokens. */
function pageIn({ world, locale, theme = exampleTheme }: PageLook): string {
  const name = /\.([a-z][\w-]*-theme)\b/.exec(readFileSync(theme, 'utf8'))?.[1] ?? 'voorbeeld-theme'
  const { bot, command } = world
  const words = (_: string, begin: string, key: string) =>
    begin + asText(playgroundTexts.find(locale, `page.${key}`, { bot, command }))
  return readFileSync(join(folder, 'index.html'), 'utf8')
    .replace('<html lang="nl" class="voorbeeld-theme">', `<html lang="${locale}" class="${name}">`)
    .replace(/(<[^>]* data-text="(\w+)"[^>]*>)[^<]*/g, words)
    .replaceAll('M50', asText(bot))
}

/** The page and what it loads, all from here: it works without the internet, and nothing is loaded from another host. */
export function pageFiles(look: PageLook): Router {
  const router = express.Router()
  const page = pageIn(look)
  router.get('/', (_, response) => response.type('html').send(page))
  for (const [name, path] of Object.entries({ ...borrowed, 'theme.css': look.theme ?? exampleTheme }))
    router.get(`/borrowed/${name}`, (_, response) => response.sendFile(basename(path), { root: dirname(path) }))
  router.use('/page', express.static(folder, { index: false, redirect: false }))
  return router
}

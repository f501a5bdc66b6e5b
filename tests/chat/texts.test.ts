// SPDX-License-Identifier: EUPL-1.2
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { understand } from '#/chat/grammar.ts'
import { createRegistry } from '#/chat/registry.ts'
import { type TextTree, texts } from '#/chat/texts.ts'
import { features } from '#/features/index.ts'

const root = join(import.meta.dirname, '../..')
const files = globSync('src/**/texts.nl.json', { cwd: root })

const flat = (tree: TextTree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  )

const read = (file: string): Map<string, string> => new Map(flat(JSON.parse(readFileSync(join(root, file), 'utf8'))))
const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(match => match[1]).toSorted()
const sourcesIn = (folder: string): string =>
  globSync(`${folder}/**/*.{ts,js,html}`, { cwd: root })
    .filter(file => !file.includes('generated'))
    .map(file => readFileSync(join(root, file), 'utf8'))
    .join('\n')
const everywhere = sourcesIn('src')

/** What stands in some code as a key: whole, or as a template whose fixed parts fit. */
function usesOf(sources: string): (key: string) => boolean {
  const templates = [...sources.matchAll(/[`'"]([\w.]*(?:\$\{[^`}]*\}[\w.]*)+)[`'"]/g)].map(
    match => new RegExp(`^${(match[1] ?? '').replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w]+')}$`),
  )
  return key => {
    const base = key.replace(/_(one|other)$/, '')
    return (
      sources.includes(`'${base}'`) || sources.includes(`"${base}"`) || templates.some(template => template.test(base))
    )
  }
}

it('says one and several rightly, in whatever order they are counted, and what is typed as it was typed', () => {
  const tree = {
    gemeente_one: '{{count}} gemeente',
    gemeente_other: '{{count}} gemeenten',
    naam: 'LP {{n}}: {{title}}',
  }
  const counts = [3, 1, 0, 2, 1.5, 1, 100]
  for (const order of [counts, counts.toReversed()]) {
    const t = texts('geteld', tree, tree).in('nl')
    expect(order.map(count => t('gemeente', { count }))).toEqual(
      order.map(count => `${count} ${count === 1 ? 'gemeente' : 'gemeenten'}`),
    )
    expect(t('naam', { n: 1, title: '{{n}} $t(gemeente) $1' })).toBe('LP 1: {{n}} $t\\(gemeente\\) $1')
    expect(t('naam', { n: 2, title: 'twee' })).toBe('LP 2: twee')
  }
})

describe.each(files)('[F81] %s', file => {
  const nl = read(file)
  const en = read(file.replace('.nl.', '.en.'))

  it('has the same keys in Dutch and English', () => {
    expect([...en.keys()].toSorted()).toEqual([...nl.keys()].toSorted())
  })

  it('fills in the same things in both', () => {
    for (const [key, text] of nl) expect(placeholders(en.get(key) ?? ''), key).toEqual(placeholders(text))
  })

  it('has no text that nobody says', () => {
    const feature = basename(dirname(file))
    const isUsed = usesOf(sourcesIn(dirname(file)))
    // A refusal stands in rules of any feature, and is named with its own.
    const isRefused = usesOf(everywhere)
    const unused = [...nl.keys()].filter(key =>
      key.startsWith('refusal.') ? !isRefused(key.replace('refusal', feature)) : !isUsed(key),
    )
    expect(unused).toEqual([])
  })
})

describe('what texts name', () => {
  const all = files.flatMap(file => [file, file.replace('.nl.', '.en.')]).flatMap(file => [...read(file).values()])
  const registry = createRegistry(features)

  it('is a command that exists, wherever a text names one', () => {
    const lines = all.flatMap(text =>
      [...text.matchAll(/{{(?:typed|inChannel)}} (?!met een|with one)([a-z-]+(?: [a-z-]+)?)/g)].map(
        match => match[1] ?? '',
      ),
    )
    expect(lines.length).toBeGreaterThan(10)
    for (const line of lines) {
      const understood = understand(line, registry.nouns)
      expect(['command', 'help', 'greeting'], line).toContain(understood.kind)
      if (understood.kind === 'command') expect(understood.sure, line).toBe(true)
    }
  })

  it('[E42] is what people type before a command in their network, never this network’s own word', () => {
    const own = all.filter(text => /(^|[^\w.-])[/@]?m50(?![\w-])/.test(text) || /@M50/.test(text))
    expect(own).toEqual([])
  })

  it('has a sentence for every refusal that the code throws, and no other', () => {
    const thrown = new Set([...everywhere.matchAll(/new Refusal\(\s*[`']([a-zA-Z.]+)/g)].map(match => match[1] ?? ''))
    const dynamic = /new Refusal\(\s*`([a-zA-Z]+)\./g
    const features_ = new Set([...everywhere.matchAll(dynamic)].map(match => match[1] ?? ''))
    const spoken = new Map(files.map(file => [file.split('/').at(-2) ?? '', read(file)]))
    for (const code of thrown) {
      const [feature = '', ...name] = code.split('.')
      if (name.length === 0 || name.at(-1) === '') continue
      expect(spoken.get(feature)?.has(`refusal.${name.join('.')}`), code).toBe(true)
    }
    for (const [feature, keys] of spoken)
      for (const key of keys.keys()) {
        if (!key.startsWith('refusal.') || features_.has(feature)) continue
        const code = `${feature}.${key.slice('refusal.'.length)}`
        expect(thrown.has(code) || everywhere.includes(`'${code}'`), `${code} is never thrown`).toBe(true)
      }
  })
})

// SPDX-License-Identifier: EUPL-1.2
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { settingNames } from '#/settings.ts'

const root = `${import.meta.dirname}/..`
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8')
const known = [...settingNames].sort()

it('names every setting in the README, and no other', () => {
  const section = /\n## Settings\n([\s\S]*?)\n## /.exec(read('README.md'))?.[1] ?? ''
  const firstCells = section.split('\n').flatMap(line => /^\|([^|]*`[^|]*)\|/.exec(line)?.[1] ?? [])
  const named = firstCells.flatMap(cell => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name))
  expect(named.sort()).toEqual(known)
})

it('names every setting in .env.example, and sets none', () => {
  const lines = read('.env.example').split('\n')
  const named = lines.flatMap(line => /^#([A-Z_]+)=/.exec(line)?.[1] ?? [])
  expect(named.sort()).toEqual(known)
  expect(lines.filter(line => line && !line.startsWith('#'))).toEqual([])
})

it('has the commands that the README names', () => {
  const scripts = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json'))).scripts
  const named = ['README.md', 'CONTRIBUTING.md'].flatMap(path => [...read(path).matchAll(/npm run ([\w:]+)/g)])
  expect(named.length).toBeGreaterThan(0)
  expect(named.flatMap(([, name]) => (name && scripts[name] ? [] : name))).toEqual([])
})

it('leads to pages that exist', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']
  const links = pages.flatMap(page => [...read(page).matchAll(/\]\(((?!https?:|#)[^)]+)\)/g)].map(([, link]) => link))
  expect(links).toContain('LICENSE')
  expect(links.filter(link => !existsSync(`${root}/${link}`))).toEqual([])
})

it('describes itself in publiccode.yml in Dutch and English, within what catalogues accept', () => {
  const description = z.object({
    genericName: z.string().max(35),
    shortDescription: z.string().min(1).max(150),
    longDescription: z.string().min(150).max(10_000),
    features: z.array(z.string()).min(1),
  })
  const catalogue = z.object({
    publiccodeYmlVersion: z.literal('0.4'),
    name: z.string().min(1),
    url: z.url(),
    platforms: z.array(z.string()).min(1),
    developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
    softwareType: z.enum(['standalone/web', 'standalone/backend', 'standalone/other']),
    description: z.object({ nl: description, en: description }),
    legal: z.object({ license: z.literal('EUPL-1.2') }),
    maintenance: z.object({ type: z.literal('community'), contacts: z.array(z.object({ name: z.string() })).min(1) }),
    localisation: z.object({
      localisationReady: z.literal(true),
      availableLanguages: z.tuple([z.literal('nl'), z.literal('en')]),
    }),
  })
  expect(catalogue.safeParse(parse(read('publiccode.yml'))).error?.issues).toBeUndefined()
})

// SPDX-License-Identifier: EUPL-1.2
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { understand } from '#/chat/grammar.ts'
import { createRegistry } from '#/chat/registry.ts'
import { features } from '#/features/index.ts'
import { channelScopes, scopes } from '#/platforms/slack/scopes.ts'
import { permissions, resourcePermissions } from '#/platforms/teams/manifest/permissions.ts'
import { settingNames } from '#/settings.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = ['README.md', ...globSync('docs/*.md', { cwd: root })]
const code = (page: string) => [...read(page).matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? '')

describe.each(pages)('%s', page => {
  it('[E57] names commands that exist, as they are written', () => {
    const { nouns } = createRegistry(features)
    const lines = code(page).flatMap(text => /^\/?m50 ([a-z].*)$/.exec(text)?.[1] ?? [])
    for (const line of lines) {
      const understood = understand(line, nouns)
      expect(['command', 'help'], `m50 ${line}`).toContain(understood.kind)
      if (understood.kind === 'command') expect(understood.sure, `m50 ${line}`).toBe(true)
    }
  })

  it('names scripts and settings that exist', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
    for (const [, name = ''] of read(page).matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name)
    for (const [, file = ''] of read(page).matchAll(/\b(scripts\/[\w-]+\.\w+)/g))
      expect(existsSync(join(root, file)), file).toBe(true)
    const settings = code(page).flatMap(text => /^([A-Z][A-Z_]+)(?:=\S*)?$/.exec(text)?.[1] ?? [])
    const others = ['APPLICATION_INSIGHTS_NO_STATSBEAT', 'BROKEN', 'EBADENGINE', 'NODE_ENV']
    expect(settings.filter(name => !settingNames.includes(name) && !others.includes(name))).toEqual([])
  })

  it('leads to pages and headings that exist', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)]
    for (const [, path = '', heading] of links) {
      const target = path === '' ? page : join(dirname(page), path)
      expect(existsSync(join(root, target)), `${page}: ${target}`).toBe(true)
      if (heading === undefined) continue
      const headings = [...read(target).matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
        text?.toLowerCase().replaceAll(' ', '-'),
      )
      expect(headings, `${page}: ${target}`).toContain(heading)
    }
  })
})

it('[E02] [F78] gives the administrator every permission, with a reason in their own language', () => {
  const rows = [...read('docs/beheer-it.md').matchAll(/^\| `([\w.:]+)` \| (.{15,}) \|$/gm)].map(([, scope]) => scope)
  expect(rows).toEqual([
    ...[...scopes, ...channelScopes].map(({ scope }) => scope),
    ...[...permissions, ...resourcePermissions].map(({ permission }) => permission),
  ])
})

describe('the secretary’s page', () => {
  it('[E57] names what a secretariat does, from the first day to someone who asks to be forgotten', () => {
    const page = code('docs/secretariaat.md').join('\n')
    const first = ['secretariaat', 'kanaal', 'bron', 'rol geef', 'diagnose', 'gemeente <naam> domein']
    const daily = ['verzoek <nr> terugdraaien', 'verzoek <nr> heropenen', 'planning', 'planning vrije-dagen']
    const people = ['persoon verbeter', 'persoon samenvoegen', 'persoon stopt', 'vervang', 'rol controle', 'importeer']
    for (const line of [...first, ...daily, ...people, 'mijn-gegevens', 'vergeet-mij'])
      expect(page).toContain(`m50 ${line}`)
  })

  it('[E57] calls buttons as the bot does', () => {
    const page = read('docs/secretariaat.md')
    const texts = globSync('src/**/texts.nl.json', { cwd: root }).map(read).join('\n')
    const decisions = ['Goedkeuren', 'Afwijzen', 'Vraag stellen', 'Ik pak dit', 'Terugdraaien', 'Niet meer herinneren']
    const others = ['Wijzigen', 'Stille uren', 'Stop de vervanging', 'Herinneren', 'Toepassen', 'Vergeet mij', 'Klopt']
    for (const label of [...decisions, ...others, 'Opnieuw versturen', 'Is aangekomen']) {
      expect(page).toContain(label)
      expect(texts).toContain(`"${label}"`)
    }
  })
})

it('[E34] the people for Microsoft’s Agents Playground speak to the bot that the README starts', () => {
  const person = z.object({ id: z.uuid(), aadObjectId: z.uuid() })
  const people = z.object({
    tenantId: z.uuid(),
    bot: z.object({ id: z.string() }),
    currentUser: person.extend({ email: z.email() }),
    users: z.array(person).min(5),
  })
  const { tenantId, bot, currentUser, users } = people.parse(parse(read('docs/agents-playground.yml')))
  const start = read('README.md')
  expect(start).toContain(`TEAMS_TENANT_ID=${tenantId} `)
  expect(start).toContain(`TEAMS_CLIENT_ID=${bot.id.replace(/^28:/, '')} `)
  expect(start).toContain(`SECRETARIAT_EMAILS=${currentUser.email} `)
  // The playground knows people by the one id, and the bot writes to them by the other.
  for (const { id, aadObjectId } of [currentUser, ...users]) expect(id).toBe(aadObjectId)
})

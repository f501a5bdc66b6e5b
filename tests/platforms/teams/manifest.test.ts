// SPDX-License-Identifier: EUPL-1.2
import { readdirSync, readFileSync } from 'node:fs'
import appManifest from '@microsoft/app-manifest'
import { describe, expect, it } from 'vitest'
import { understand } from '#/chat/grammar.ts'
import { createRegistry } from '#/chat/registry.ts'
import { features } from '#/features/index.ts'
import { commandsOf, extensionCommands, mostCommands } from '#/platforms/teams/manifest/commands.ts'
import { placeholder, teamsLocalization, teamsManifest } from '#/platforms/teams/manifest/manifest.ts'
import { permissions, resourcePermissions } from '#/platforms/teams/manifest/permissions.ts'
import { teamsTexts } from '../../../scripts/manifest.ts'
import { pngOf } from './png.ts'

const root = `${import.meta.dirname}/../../..`
const folder = `${root}/manifests/teams`
const registry = createRegistry(features)
const manifests = [false, true].map(readChannels => {
  const options = { registry, runner: placeholder, version: '1.2.3', readChannels }
  return { which: readChannels ? 'that reads channels' : 'of every day', options, manifest: teamsManifest(options) }
})

const { AppManifestUtils } = appManifest
type Checked = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0]

/** What Microsoft's own check finds wrong, by the schema that the file names; the package brings all of them. */
async function mistakesIn(file: object): Promise<string[]> {
  const schema = await AppManifestUtils.fetchSchema('$schema' in file ? String(file.$schema) : '')
  // The schema of other languages has a pattern with a bracket that its own check does not take for one.
  const mended: typeof schema = JSON.parse(JSON.stringify(schema).replaceAll('\\\\b]', '\\\\b\\\\]'))
  // Its types know a manifest as one of thirty interfaces; what is checked here is the file.
  return AppManifestUtils.validateAgainstSchema(file as unknown as Checked, mended)
}

describe.each(manifests)('[E18] the manifest $which', ({ options, manifest }) => {
  it("is right by Microsoft's own check, in both languages", async () => {
    expect(await mistakesIn(manifest)).toEqual([])
    expect(await mistakesIn(teamsLocalization(options))).toEqual([])
    expect(await mistakesIn({ ...manifest, accentColor: 'blue' })).not.toEqual([])
    expect(
      await mistakesIn({ ...teamsLocalization(options), 'bots[0].commandLists[3].commands[0].title': 'x' }),
    ).toEqual([expect.stringContaining('commandLists[3]')])
  })

  it('is of the newest schema that is released', () => {
    const versions = readdirSync(`${root}/node_modules/@microsoft/app-manifest/build/json-schemas/teams`).flatMap(
      name => /^v1\.(\d+)$/.exec(name)?.[1] ?? [],
    )
    expect(manifest.manifestVersion).toBe(`1.${Math.max(...versions.map(Number))}`)
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`)
  })

  it('[F94] lets people send the bot a spreadsheet', () => {
    expect(manifest.bots[0]?.supportsFiles).toBe(true)
  })

  it('says of channels what Teams asks of every app for teams', () => {
    expect(manifest.bots[0]?.scopes).toEqual(['personal', 'team', 'groupChat'])
    expect(manifest.supportsChannelFeatures).toBe('tier1')
  })
})

describe('permissions', () => {
  it('each have a reason that can be read', () => {
    for (const { reason } of [...permissions, ...resourcePermissions]) expect(reason).toMatch(/^(to|for) .{10,}/)
  })

  it('[E30] to read channels are asked for by the second manifest only, and are all that it adds', () => {
    const [everyDay, reading] = manifests.map(({ manifest }) => manifest)
    expect(everyDay).not.toHaveProperty('authorization')
    expect(everyDay).not.toHaveProperty('webApplicationInfo')
    const { authorization, webApplicationInfo, ...rest } = reading!
    expect(authorization?.permissions.resourceSpecific).toEqual([
      { name: 'ChannelMessage.Read.Group', type: 'Application' },
    ])
    expect(webApplicationInfo?.id).toBe(placeholder.clientId)
    expect(rest).toEqual({ ...everyDay, description: rest.description })
    expect(rest.description.full).toContain('receives all messages')
    expect(everyDay?.description.full).toContain('reads only what is meant for it')
  })
})

const lists = (['personal', 'channel'] as const).flatMap(place =>
  (['nl', 'en'] as const).map(locale => ({ place, locale, commands: commandsOf(place, registry, locale) })),
)

describe.each(lists)('[E19] the commands $place in $locale', ({ place, locale, commands }) => {
  it('are twelve at most, no two the same, and each is one that the bot knows', () => {
    expect(commands.length).toBeLessThanOrEqual(mostCommands)
    expect(new Set(commands.map(({ title }) => title)).size).toBe(commands.length)
    for (const { title, prompt, description } of commands) {
      const understood = understand(prompt ?? title, registry.nouns)
      expect(['command', 'help', 'home'], prompt ?? title).toContain(understood.kind)
      if (understood.kind === 'command') expect(understood.sure, title).toBe(true)
      expect(description.length).toBeGreaterThan(5)
    }
  })

  it('[F81] stand in the file of that language, each at its place', () => {
    const at = place === 'personal' ? 0 : 1
    const options = manifests[0]!.options
    const [first] = commands
    if (locale === 'en') return expect(teamsManifest(options).bots[0]?.commandLists[at]?.commands).toEqual(commands)
    const dutch: Record<string, string> = teamsLocalization(options)
    commands.forEach(({ title, description, prompt }, i) => {
      const path = `bots[0].commandLists[${at}].commands[${i}]`
      expect([dutch[`${path}.title`], dutch[`${path}.description`], dutch[`${path}.prompt`]]).toEqual([
        title,
        description,
        prompt,
      ])
    })
    expect(first?.title).toBe(place === 'personal' ? 'Wat wacht er op mij?' : 'help')
  })
})

it('[E19] fails when it names a noun that is no longer in the registry', () => {
  const fewer = createRegistry(features.filter(({ name }) => name !== 'pillars'))
  expect(() => commandsOf('channel', fewer, 'nl')).toThrow('pijler')
})

describe.each(['nl', 'en'] as const)('[E21] the forms that open at once, in %s', locale => {
  const commands = extensionCommands(registry, locale)

  it('are five, each one that the bot knows, and open from where one types and after a slash', () => {
    const typed = commands.filter(({ context }) => context.includes('compose'))
    expect(typed).toHaveLength(5)
    expect(new Set(commands.map(({ title }) => title)).size).toBe(commands.length)
    const [extension] = teamsManifest(manifests[0]!.options).composeExtensions
    extension?.commands.slice(0, 5).forEach((command, i) => {
      expect(command).toMatchObject({ id: commands[i]?.id, type: 'action', fetchTask: true, triggers: ['slash'] })
      expect(command.context).toEqual(['compose', 'commandBox'])
    })
  })

  it('[F15] and those that begin from a message stand in its menu alone', () => {
    const [extension] = teamsManifest(manifests[0]!.options).composeExtensions
    expect(extension?.commands.slice(5)).toEqual([
      expect.objectContaining({ id: 'fromMessage.lobby.new', context: ['message'], fetchTask: true }),
    ])
    expect(extension?.commands[5]).not.toHaveProperty('triggers')
  })

  it('[F81] stand in the file of that language, each at its place', () => {
    const { options, manifest } = manifests[0]!
    const dutch: Record<string, string> = teamsLocalization(options)
    commands.forEach(({ title, description }, i) => {
      const path = `composeExtensions[0].commands[${i}]`
      const there = manifest.composeExtensions[0]?.commands[i]
      expect(
        locale === 'en' ? [there?.title, there?.description] : [dutch[`${path}.title`], dutch[`${path}.description`]],
      ).toEqual([title, description])
    })
  })

  it('are named to nobody when one is no form any more', () => {
    const fewer = createRegistry(features.filter(({ name }) => name !== 'pillars'))
    expect(() => extensionCommands(fewer, locale)).toThrow('pillar.choose')
  })
})

it('[E22] begins the chat with four starters', () => {
  const prompts = commandsOf('personal', registry, 'nl').filter(({ type }) => type === 'prompt')
  expect(prompts.map(({ prompt }) => prompt)).toEqual(['m50', 'pijler', 'volg', 'help'])
})

describe('[E33] the package', () => {
  const icon = (name: 'color' | 'outline') => pngOf(readFileSync(`${folder}/${name}.png`))

  it('has icons of 192 and of 32 pixels: one in full colour, one of white lines on nothing', () => {
    expect(icon('color')).toMatchObject({ width: 192, height: 192 })
    expect(icon('outline')).toMatchObject({ width: 32, height: 32 })
    expect(icon('color').pixels.every(([, , , opacity]) => opacity === 255)).toBe(true)
    const drawn = icon('outline').pixels.filter(([, , , opacity]) => opacity !== 0)
    expect(drawn.length).toBeGreaterThan(50)
    expect(drawn.length).toBeLessThan(32 * 32)
    for (const [red, green, blue] of drawn) expect([red, green, blue]).toEqual([255, 255, 255])
  })

  it('has a short name of its own, and pages that open without an account', () => {
    const { name, developer } = manifests[0]!.manifest
    expect(name.short).not.toMatch(/teams/i)
    expect(developer).toEqual({
      name: 'M50',
      websiteUrl: 'https://m50.example.org/steun',
      privacyUrl: 'https://m50.example.org/privacy',
      termsOfUseUrl: 'https://m50.example.org/over',
    })
  })

  it('is the one in the files: run npm run manifest', () => {
    const { plain, reading } = teamsTexts(placeholder)
    const text = (path: string) => readFileSync(`${folder}/${path}`, 'utf8')
    expect(text('manifest.json')).toBe(plain.manifest)
    expect(text('nl.json')).toBe(plain.dutch)
    expect(text('read-channels/manifest.json')).toBe(reading.manifest)
    expect(text('read-channels/nl.json')).toBe(reading.dutch)
  })
})

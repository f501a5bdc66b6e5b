// SPDX-License-Identifier: EUPL-1.2
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { slackManifest } from '#/platforms/slack/manifest.ts'
import { channelScopes, events, scopes } from '#/platforms/slack/scopes.ts'
import { fromMessage, nouns, textOf } from '../../../scripts/manifest.ts'

const root = `${import.meta.dirname}/../../..`
const source = globSync('src/platforms/slack/*.ts', { cwd: root })
  .map(path => readFileSync(`${root}/${path}`, 'utf8'))
  .join('\n')

/** What each method of the Web API asks for, by its page under https://docs.slack.dev/reference/methods. */
const scopesOf: Record<string, string[]> = {
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['im:history', 'channels:history', 'groups:history'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['im:history', 'channels:history', 'groups:history'],
  'files.info': ['files:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
}
/** What else asks for a scope than a call. */
const otherUses: [scope: string, use: RegExp][] = [
  ['commands', /'command' in args/],
  ['users:read.email', /profile\?\.email/],
  ['app_mentions:read', /'app_mention'/],
  ['im:history', /channel_type === 'im'/],
]

describe('[E02] scopes', () => {
  const called = [...source.matchAll(/client\.(\w+)\.(\w+)\(/g)].map(([, family, method]) => `${family}.${method}`)
  const needed = new Set([
    ...called.flatMap(method => scopesOf[method] ?? []),
    ...otherUses.flatMap(([scope, use]) => (use.test(source) ? scope : [])),
  ])
  const granted = [...scopes, ...channelScopes].map(({ scope }) => scope)

  it('are known of every method that is called', () => {
    expect(called.length).toBeGreaterThan(8)
    expect(called.filter(method => scopesOf[method] === undefined)).toEqual([])
  })

  it('are asked for where code uses them, and not where none does', () => {
    expect([...needed].sort()).toEqual([...granted].sort())
  })

  it('of events are among them', () => {
    for (const { scope } of events) if (scope !== null) expect(scopes.map(each => each.scope)).toContain(scope)
  })

  it('each have a reason that can be read', () => {
    for (const { reason } of [...scopes, ...channelScopes]) expect(reason).toMatch(/^(to|for) .{10,}/)
  })

  it('to read channels are asked for by the switch only [E03]', () => {
    const botScopes = (readChannels: boolean) =>
      slackManifest({ nouns, fromMessage, readChannels }).oauth_config.scopes.bot
    expect(botScopes(false).filter(scope => /^(channels|groups|mpim):|admin/.test(scope))).toEqual([])
    expect(botScopes(true)).toEqual(expect.arrayContaining(['channels:history', 'groups:history']))
  })
})

describe('[E15] the manifest', () => {
  const manifest = slackManifest({ nouns, fromMessage, readChannels: false })

  it('keeps to the rules that Slack documents', () => {
    const { display_information: shown, features, settings, _metadata } = manifest
    expect(_metadata).toEqual({ major_version: 2, minor_version: 1 })
    expect(shown.name.length).toBeLessThanOrEqual(35)
    expect(shown.description.length).toBeLessThanOrEqual(140)
    expect(shown.long_description.length).toBeGreaterThan(174)
    expect(shown.long_description.length).toBeLessThanOrEqual(4000)
    expect(shown.background_color).toMatch(/^#[0-9a-f]{6}$/i)
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/)
    for (const command of features.slash_commands) {
      expect(command.command).toMatch(/^\/[a-z0-9_-]{1,31}$/)
      expect(command.description.length).toBeLessThanOrEqual(2000)
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000)
    }
    const urls = JSON.stringify(manifest).match(/"https?:[^"]*"/g) ?? []
    expect(new Set(urls)).toEqual(new Set(['"https://m50.example.org/slack/events"']))
    expect(settings.interactivity.is_enabled).toBe(true)
    expect(settings.event_subscriptions.bot_events).toEqual(['app_home_opened', 'app_mention', 'message.im'])
    expect(settings).toMatchObject({ org_deploy_enabled: true, socket_mode_enabled: false })
  })

  it('names every noun of the registry', () => {
    expect(nouns.length).toBeGreaterThan(0)
    for (const noun of nouns) expect(manifest.features.slash_commands[0]?.usage_hint.split(' | ')).toContain(noun)
  })

  it('is the one in the file: run npm run manifest', () => {
    const file = readFileSync(`${root}/manifests/slack/manifest.json`, 'utf8')
    expect(file).toBe(textOf(slackManifest({ nouns, fromMessage, readChannels: false })))
  })
})

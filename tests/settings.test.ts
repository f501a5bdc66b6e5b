// SPDX-License-Identifier: EUPL-1.2
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseSettings, settingNames } from '#/settings.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const slack = { SLACK_SIGNING_SECRET: 'sign', SLACK_BOT_TOKEN: 'xoxb-1', SECRET_KEY: key }
const teams = { TEAMS_CLIENT_ID: 'Bot', TEAMS_TENANT_ID: 'Host', TEAMS_CLIENT_SECRET: 'hush', SECRET_KEY: key }
const local = { TEAMS_AUTHORITY: 'http://127.0.0.1:4000', TEAMS_SERVICE_URL: 'http://localhost:4000/teams' }

function settings(env: NodeJS.ProcessEnv) {
  const parsed = parseSettings(env)
  if (!parsed.ok) throw new Error(parsed.mistakes.join('\n'))
  return parsed.settings
}

function mistakes(env: NodeJS.ProcessEnv): string[] {
  const parsed = parseSettings(env)
  return parsed.ok ? [] : parsed.mistakes
}

describe('settings', () => {
  it('starts on the embedded database with the playground when nothing is set', () => {
    expect(settings({})).toEqual({
      web: { port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000', trustProxy: 0 },
      databaseConnections: 30,
      dataDir: resolve('.data'),
      secretariatEmails: [],
      playground: true,
      role: 'all',
      fourEyes: true,
      networkDir: resolve('prisma/seed'),
      logLevel: 'info',
    })
  })

  it('reads every setting', () => {
    const env = {
      ...slack,
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://m50.example.nl/',
      TRUST_PROXY: '2',
      METRICS_TOKEN: 'meter',
      DATABASE_URL: 'postgres://u:p@db/m50',
      DATABASE_DIRECT_URL: 'postgresql://u:p@direct/m50',
      DATABASE_CONNECTIONS: '12',
      DATA_DIR: '/srv/m50',
      SECRET_KEY_PREVIOUS: Buffer.alloc(32, 8).toString('base64'),
      SECRETARIAT_EMAILS: 'A@Zeist.nl, b@zeist.nl,',
      SLACK_API_URL: 'https://slack-gov.com/api',
      SLACK_COMMAND: '/netwerk',
      PLAYGROUND: 'off',
      ROLE: 'worker',
      FOUR_EYES: 'off',
      TIME_ZONE: 'Europe/Brussels',
      DEFAULT_LOCALE: 'en',
      NETWORK_DIR: '/srv/network',
      THEME: 'package.json',
      ORGANISATION: 'Gemeente Zeist',
      CONTACT_EMAIL: 'Bot@zeist.nl',
      SECURITY_CONTACT: 'cert@zeist.nl',
      HTTPS_PROXY: 'http://proxy:8080',
      NO_PROXY: 'localhost, .zeist.nl',
      LOG_LEVEL: 'debug',
    }
    const ofTeams = settingNames.filter(name => name.startsWith('TEAMS_'))
    expect([...Object.keys(env), ...ofTeams].sort()).toEqual([...settingNames].sort())
    expect(settings(env)).toEqual({
      web: {
        port: 8080,
        host: '0.0.0.0',
        publicUrl: 'https://m50.example.nl',
        trustProxy: 2,
        metricsToken: 'meter',
      },
      database: { url: 'postgres://u:p@db/m50', directUrl: 'postgresql://u:p@direct/m50' },
      databaseConnections: 12,
      dataDir: '/srv/m50',
      secretKey: { current: Buffer.alloc(32, 7), previous: Buffer.alloc(32, 8) },
      secretariatEmails: ['a@zeist.nl', 'b@zeist.nl'],
      slack: { signingSecret: 'sign', botToken: 'xoxb-1', apiUrl: 'https://slack-gov.com/api/', command: '/netwerk' },
      playground: false,
      role: 'worker',
      fourEyes: false,
      timeZone: 'Europe/Brussels',
      defaultLocale: 'en',
      networkDir: '/srv/network',
      theme: resolve('package.json'),
      organisation: 'Gemeente Zeist',
      contactEmail: 'bot@zeist.nl',
      securityContact: 'mailto:cert@zeist.nl',
      proxy: { url: 'http://proxy:8080', except: ['localhost', '.zeist.nl'] },
      logLevel: 'debug',
    })
  })

  it('turns the playground off where a platform is set', () => {
    expect(settings(slack)).toMatchObject({ playground: false, slack: { command: '/m50' } })
    expect(settings({ ...slack, PLAYGROUND: 'on' }).playground).toBe(true)
  })

  it('uses the database address for migrations too when no direct one is set', () => {
    expect(settings({ DATABASE_URL: 'postgres://db/m50' }).database?.directUrl).toBe('postgres://db/m50')
  })

  it('takes what is empty for unset', () => {
    const env = Object.fromEntries(settingNames.map(name => [name, ' ']))
    expect(settings(env)).toEqual(settings({}))
  })

  it('accepts a Web API in the clear on this machine only', () => {
    expect(settings({ ...slack, SLACK_API_URL: 'http://127.0.0.1:4000/api/' }).slack?.apiUrl).toBe(
      'http://127.0.0.1:4000/api/',
    )
  })
})

describe('mistakes', () => {
  it.each<[sentence: string, env: NodeJS.ProcessEnv]>([
    ['PORT must be a whole number from 1 to 65535.', { PORT: '3000a' }],
    ['PORT must be a whole number from 1 to 65535.', { PORT: '65536' }],
    ['HOST must be an IP address or a host name, without a port.', { HOST: '0.0.0.0:3000', PLAYGROUND: 'off' }],
    ['PUBLIC_URL must be an address that begins with https:// or http://.', { PUBLIC_URL: 'm50.example.nl' }],
    ['TRUST_PROXY must be the number of proxies before the bot, from 0 to 10.', { TRUST_PROXY: 'true' }],
    ['METRICS_TOKEN must be one word, without spaces.', { METRICS_TOKEN: 'two words' }],
    ['DATABASE_URL must be an address that begins with postgres:// or postgresql://.', { DATABASE_URL: 'mysql://db' }],
    [
      'DATABASE_DIRECT_URL must be an address that begins with postgres:// or postgresql://.',
      { DATABASE_URL: 'postgres://db', DATABASE_DIRECT_URL: 'db' },
    ],
    ['DATABASE_CONNECTIONS must be a whole number from 8 to 200.', { DATABASE_CONNECTIONS: '7' }],
    ['DATABASE_DIRECT_URL is set without DATABASE_URL: set both or neither.', { DATABASE_DIRECT_URL: 'postgres://db' }],
    [
      'SECRET_KEY must be 32 random bytes in base64, as "openssl rand -base64 32" prints them.',
      { SECRET_KEY: Buffer.alloc(31).toString('base64') },
    ],
    [
      'SECRET_KEY_PREVIOUS must be 32 random bytes in base64, as "openssl rand -base64 32" prints them.',
      { SECRET_KEY: key, SECRET_KEY_PREVIOUS: 'short' },
    ],
    ['SECRET_KEY_PREVIOUS is set without SECRET_KEY: set both or neither.', { SECRET_KEY_PREVIOUS: key }],
    [
      'SECRET_KEY is required where a platform is set: set it to what "openssl rand -base64 32" prints.',
      { ...slack, SECRET_KEY: undefined },
    ],
    [
      'SECRETARIAT_EMAILS must be e-mail addresses, separated by commas.',
      { SECRETARIAT_EMAILS: 'a@zeist.nl; b@zeist.nl' },
    ],
    ['SLACK_SIGNING_SECRET must be one word, without spaces.', { ...slack, SLACK_SIGNING_SECRET: 'a b' }],
    [
      'SLACK_BOT_TOKEN must be the Bot User OAuth Token of the Slack app, which begins with xoxb-.',
      { ...slack, SLACK_BOT_TOKEN: 'xoxp-1' },
    ],
    [
      'SLACK_SIGNING_SECRET is set without SLACK_BOT_TOKEN: set both or neither.',
      { ...slack, SLACK_BOT_TOKEN: undefined },
    ],
    [
      'SLACK_BOT_TOKEN is set without SLACK_SIGNING_SECRET: set both or neither.',
      { ...slack, SLACK_SIGNING_SECRET: '' },
    ],
    [
      'SLACK_API_URL must be an address that begins with https://, or with http:// on this machine only.',
      { ...slack, SLACK_API_URL: 'http://slack.example/api/' },
    ],
    [
      'SLACK_API_URL is set without SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN: set all or none.',
      { SLACK_API_URL: 'https://slack-gov.com/api/' },
    ],
    [
      'SLACK_COMMAND must be a slash and one word of at most 31 lower-case letters, digits, hyphens and underscores.',
      { ...slack, SLACK_COMMAND: 'm50' },
    ],
    [
      'SLACK_COMMAND is set without SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN: set all or none.',
      { SLACK_COMMAND: '/m50' },
    ],
    ['PLAYGROUND must be on or off.', { PLAYGROUND: 'yes' }],
    [
      'PLAYGROUND is refused with NODE_ENV=production; set it to off.',
      { ...slack, PLAYGROUND: 'on', NODE_ENV: 'production' },
    ],
    [
      'PLAYGROUND is refused with NODE_ENV=production; it is on because no platform is set: set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, or PLAYGROUND=off.',
      { NODE_ENV: 'production' },
    ],
    [
      'PLAYGROUND is refused with a HOST that others can reach; set it to off, or set HOST=127.0.0.1.',
      { PLAYGROUND: 'on', HOST: '0.0.0.0' },
    ],
    [
      'PLAYGROUND is refused with a HOST that others can reach; it is on because no platform is set: set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, or PLAYGROUND=off, or set HOST=127.0.0.1.',
      { HOST: '::' },
    ],
    ['ROLE must be all, web or worker.', { ROLE: 'everything' }],
    ['FOUR_EYES must be on or off.', { FOUR_EYES: 'false' }],
    ['TIME_ZONE must be the name of a time zone, such as Europe/Amsterdam.', { TIME_ZONE: 'Europe/Zeist' }],
    ['DEFAULT_LOCALE must be nl or en.', { DEFAULT_LOCALE: 'fr' }],
    ['CONTACT_EMAIL must be an e-mail address.', { CONTACT_EMAIL: 'zeist.nl' }],
    [
      'SECURITY_CONTACT must be an e-mail address, or an address that begins with https://, mailto: or tel:.',
      { SECURITY_CONTACT: 'cert' },
    ],
    ['HTTPS_PROXY must be an address that begins with http:// or https://.', { HTTPS_PROXY: 'proxy:8080' }],
    ['LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent.', { LOG_LEVEL: 'verbose' }],
  ])('says: %s', (sentence, env) => {
    expect(mistakes(env)).toEqual([sentence])
  })

  it.each(['SLACK_APP_TOKEN', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'])(
    'says that %s is for a later version instead of passing over it',
    name => {
      expect(mistakes({ [name]: 'x' })).toEqual([`${name} is not supported by this version yet: remove it.`])
    },
  )

  it.each(['localhost', '127.0.0.1', '127.8.0.1', '::1'])('[T15] lets the playground run on %s', HOST => {
    expect(settings({ HOST, PLAYGROUND: 'on' }).playground).toBe(true)
  })

  it.each(['0.0.0.0', '::', '192.168.1.2', '10.0.0.1', 'localhost.example.nl', '127.0.0.1.example.nl'])(
    '[T15] does not let the playground run on %s',
    HOST => {
      expect(mistakes({ ...slack, HOST, PLAYGROUND: 'on' })).toHaveLength(1)
      expect(mistakes({ ...slack, HOST })).toEqual([])
    },
  )

  it('tells all of them at once, one a setting', () => {
    expect(mistakes({ PORT: 'x', ROLE: 'x', SLACK_BOT_TOKEN: 'x x', PLAYGROUND: 'on', HOST: '0.0.0.0' })).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^SLACK_BOT_TOKEN must/),
      expect.stringMatching(/^ROLE /),
      expect.stringMatching(/^SLACK_BOT_TOKEN is set without/),
      expect.stringMatching(/^SECRET_KEY /),
      expect.stringMatching(/^PLAYGROUND /),
    ])
  })

  it('never shows a value', () => {
    const env = Object.fromEntries(settingNames.map(name => [name, 'hush hush']))
    const said = mistakes(env)
    expect(said.length).toBeGreaterThan(15)
    expect(said.join()).not.toContain('hush')
  })
})

describe('settings of Teams', () => {
  it('reads them, with the addresses of each cloud', () => {
    expect(settings(teams)).toMatchObject({
      playground: false,
      teams: {
        clientId: 'bot',
        tenantId: 'host',
        clientSecret: 'hush',
        cloud: 'public',
        serviceUrl: 'https://smba.trafficmanager.net/teams',
        serviceHosts: ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'],
        unauthenticated: false,
      },
    })
    expect(settings({ ...teams, TEAMS_CLOUD: 'usgov' }).teams?.serviceHosts).toEqual([
      'smba.infra.gov.teams.microsoft.us',
    ])
    expect(settings({ ...teams, ...local }).teams).toMatchObject({
      authority: 'http://127.0.0.1:4000',
      serviceUrl: 'http://localhost:4000/teams',
      serviceHosts: ['localhost:4000', 'smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'],
    })
  })

  it('takes a managed identity in place of a secret, and neither where no token is asked', () => {
    const { TEAMS_CLIENT_SECRET: _, ...without } = teams
    expect(settings({ ...without, TEAMS_MANAGED_IDENTITY: 'system' }).teams?.managedIdentity).toBe('system')
    expect(settings({ ...without, TEAMS_ALLOW_UNAUTHENTICATED: 'on' }).teams?.unauthenticated).toBe(true)
  })

  it.each<[sentence: string, env: NodeJS.ProcessEnv]>([
    ['TEAMS_CLIENT_ID is set without TEAMS_TENANT_ID: set both or neither.', { ...teams, TEAMS_TENANT_ID: undefined }],
    ['TEAMS_TENANT_ID is set without TEAMS_CLIENT_ID: set both or neither.', { ...teams, TEAMS_CLIENT_ID: ' ' }],
    [
      'TEAMS_CLOUD is set without TEAMS_CLIENT_ID and TEAMS_TENANT_ID: set all or none.',
      { ...slack, TEAMS_CLOUD: 'public' },
    ],
    [
      'TEAMS_CLIENT_ID is set without TEAMS_CLIENT_SECRET or TEAMS_MANAGED_IDENTITY: set one of them.',
      { ...teams, TEAMS_CLIENT_SECRET: undefined },
    ],
    [
      'TEAMS_CLIENT_SECRET and TEAMS_MANAGED_IDENTITY are both set: set one of them.',
      { ...teams, TEAMS_MANAGED_IDENTITY: 'system' },
    ],
    [
      'SECRET_KEY is required where a platform is set: set it to what "openssl rand -base64 32" prints.',
      { ...teams, SECRET_KEY: undefined },
    ],
    ['TEAMS_CLOUD must be public, usgov, usgovdod or china.', { ...teams, TEAMS_CLOUD: 'Public' }],
    [
      'TEAMS_CLOUD=china needs TEAMS_SERVICE_URL: set it to the address of the connector there.',
      { ...teams, TEAMS_CLOUD: 'china' },
    ],
    [
      'TEAMS_SERVICE_URL must be an address that begins with https://, or with http:// on this machine together with TEAMS_AUTHORITY.',
      { ...teams, TEAMS_SERVICE_URL: 'http://smba.example.nl/teams' },
    ],
    [
      'TEAMS_SERVICE_URL begins with http:// without TEAMS_AUTHORITY: set it to an address that begins with https://.',
      { ...teams, TEAMS_SERVICE_URL: local.TEAMS_SERVICE_URL },
    ],
    [
      'TEAMS_AUTHORITY must be an address on this machine that begins with http://.',
      { ...teams, TEAMS_AUTHORITY: 'http://login.example.nl' },
    ],
    [
      'TEAMS_AUTHORITY must be an address on this machine that begins with http://.',
      { ...teams, TEAMS_AUTHORITY: 'https://127.0.0.1' },
    ],
    [
      'TEAMS_AUTHORITY is refused with a HOST that others can reach: remove it, or set HOST=127.0.0.1.',
      { ...teams, ...local, HOST: '0.0.0.0' },
    ],
    ['TEAMS_ALLOW_UNAUTHENTICATED must be on or off.', { ...teams, TEAMS_ALLOW_UNAUTHENTICATED: 'true' }],
    [
      'TEAMS_ALLOW_UNAUTHENTICATED is refused with a HOST that others can reach: remove it, or set HOST=127.0.0.1.',
      { ...teams, TEAMS_ALLOW_UNAUTHENTICATED: 'on', HOST: '::' },
    ],
    [
      'TEAMS_ALLOW_UNAUTHENTICATED is refused together with TEAMS_AUTHORITY: set one of them.',
      { ...teams, ...local, TEAMS_ALLOW_UNAUTHENTICATED: 'on' },
    ],
    [
      'TEAMS_ALLOW_UNAUTHENTICATED is refused with NODE_ENV=production: remove it.',
      { ...teams, TEAMS_ALLOW_UNAUTHENTICATED: 'on', NODE_ENV: 'production' },
    ],
  ])('[T15] says: %s', (sentence, env) => {
    expect(mistakes(env)).toEqual([sentence])
  })

  it.each([
    'CLIENT_ID',
    'CLIENT_SECRET',
    'TENANT_ID',
    'SERVICE_URL',
    'CLOUD',
    'MANAGED_IDENTITY_CLIENT_ID',
    'DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS',
  ])('[T02] refuses %s, which Microsoft’s own package would read', name => {
    expect(mistakes({ ...teams, [name]: 'x' })).toEqual([
      `${name} would be read by Microsoft's own package: remove it.`,
    ])
    expect(mistakes({ ...slack, [name]: 'x' })).toEqual([])
  })
})

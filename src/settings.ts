// SPDX-License-Identifier: EUPL-1.2
import { statSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { isLoopback, isSafeApi, mustBeOnOff, mustBeWord, onOff, text, word } from '#/settings/shapes.ts'
import { hasTeams, type TeamsSettings, teamsMistakes, teamsSettingsOf, teamsShape } from '#/settings/teams.ts'

/** What this copy was told by its environment. Folders are absolute; addresses end without a slash, except `slack.apiUrl`. */
export type Settings = {
  web: { port: number; host: string; publicUrl: string; trustProxy: number; metricsToken?: string | undefined }
  /** Unset: the embedded database in `dataDir`. */
  database?: { url: string; directUrl: string }
  databaseConnections: number
  dataDir: string
  /** Of 32 bytes each. Unset: src/secret-key.ts makes one and keeps it in `dataDir`. */
  secretKey?: { current: Buffer; previous?: Buffer | undefined }
  /** In lower case. */
  secretariatEmails: string[]
  slack?: { signingSecret: string; botToken: string; apiUrl?: string | undefined; command: string }
  teams?: TeamsSettings
  playground: boolean
  role: 'all' | 'web' | 'worker'
  fourEyes: boolean
  /** Unset: what the network's folder says. */
  timeZone?: string | undefined
  defaultLocale?: 'nl' | 'en' | undefined
  networkDir: string
  /** A CSS file of design tokens. Unset: the pages look as NL Design System's example theme. */
  theme?: string | undefined
  organisation?: string | undefined
  contactEmail?: string | undefined
  /** As security.txt wants it: an address with its scheme. */
  securityContact?: string | undefined
  proxy?: { url: string; except: string[] }
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** What the manifests need, most of it before there is a bot that could start. */
export type ManifestSettings = {
  organisation?: string | undefined
  contactEmail?: string | undefined
  publicUrl?: string | undefined
  /** The Entra app's. */
  clientId?: string | undefined
}

export type ParsedSettings = { ok: true; settings: Settings } | { ok: false; mistakes: string[] }

const email = text.toLowerCase().pipe(z.email())
const wholeNumber = (least: number, most: number) =>
  text.regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most))
const address = (...protocols: string[]) => text.refine(value => protocols.includes(URL.parse(value)?.protocol ?? ''))
const listed = (value: string) => value.split(',').flatMap(entry => entry.trim() || [])
const secretKey = text.regex(/^[\w+/-]{43}=?$/).transform(value => Buffer.from(value, 'base64'))
const path = text.transform(value => resolve(value))

const mustBePostgres = 'must be an address that begins with postgres:// or postgresql://'
const mustBeKey = 'must be 32 random bytes in base64, as "openssl rand -base64 32" prints them'
const mustBeEmail = 'must be an e-mail address'

/** Every setting there is. A description completes the sentence that begins with the setting's name. */
const environment = z.object({
  PORT: wholeNumber(1, 65535).default(3000).describe('must be a whole number from 1 to 65535'),
  HOST: text
    .refine(host => isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host))
    .default('127.0.0.1')
    .describe('must be an IP address or a host name, without a port'),
  PUBLIC_URL: address('http:', 'https:')
    .transform(value => value.replace(/\/+$/, ''))
    .optional()
    .describe('must be an address that begins with https:// or http://'),
  TRUST_PROXY: wholeNumber(0, 10).default(0).describe('must be the number of proxies before the bot, from 0 to 10'),
  METRICS_TOKEN: word.optional().describe(mustBeWord),
  DATABASE_URL: address('postgres:', 'postgresql:').optional().describe(mustBePostgres),
  DATABASE_DIRECT_URL: address('postgres:', 'postgresql:').optional().describe(mustBePostgres),
  DATABASE_CONNECTIONS: wholeNumber(8, 200).default(30).describe('must be a whole number from 8 to 200'),
  DATA_DIR: path.default(resolve('.data')).describe('must be a folder'),
  SECRET_KEY: secretKey.optional().describe(mustBeKey),
  SECRET_KEY_PREVIOUS: secretKey.optional().describe(mustBeKey),
  SECRETARIAT_EMAILS: text
    .transform(listed)
    .pipe(z.array(email))
    .default([])
    .describe('must be e-mail addresses, separated by commas'),
  SLACK_SIGNING_SECRET: word.optional().describe(mustBeWord),
  SLACK_BOT_TOKEN: word
    .startsWith('xoxb-')
    .optional()
    .describe('must be the Bot User OAuth Token of the Slack app, which begins with xoxb-'),
  SLACK_API_URL: text
    .refine(isSafeApi)
    .transform(value => value.replace(/\/*$/, '/'))
    .optional()
    .describe('must be an address that begins with https://, or with http:// on this machine only'),
  SLACK_COMMAND: text
    .regex(/^\/[a-z0-9_-]{1,31}$/)
    .default('/m50')
    .describe('must be a slash and one word of at most 31 lower-case letters, digits, hyphens and underscores'),
  ...teamsShape,
  PLAYGROUND: onOff.optional().describe(mustBeOnOff),
  ROLE: z.enum(['all', 'web', 'worker']).default('all').describe('must be all, web or worker'),
  FOUR_EYES: onOff.default(true).describe(mustBeOnOff),
  TIME_ZONE: text.refine(isTimeZone).optional().describe('must be the name of a time zone, such as Europe/Amsterdam'),
  DEFAULT_LOCALE: z.enum(['nl', 'en']).optional().describe('must be nl or en'),
  NETWORK_DIR: path.default(resolve('prisma/seed')).describe('must be a folder'),
  THEME: path
    .refine(value => statSync(value, { throwIfNoEntry: false })?.isFile())
    .optional()
    .describe('must be a CSS file with the design tokens of a theme'),
  ORGANISATION: text.optional().describe('must be a name'),
  CONTACT_EMAIL: email.optional().describe(mustBeEmail),
  SECURITY_CONTACT: z
    .union([email.transform(value => `mailto:${value}`), address('https:', 'mailto:', 'tel:')])
    .optional()
    .describe('must be an e-mail address, or an address that begins with https://, mailto: or tel:'),
  HTTPS_PROXY: address('http:', 'https:')
    .optional()
    .describe('must be an address that begins with http:// or https://'),
  NO_PROXY: text.transform(listed).default([]).describe('must be host names, separated by commas'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('must be fatal, error, warn, info, debug, trace or silent'),
})

export const settingNames: readonly string[] = Object.keys(environment.shape)

const laterSettings = ['SLACK_APP_TOKEN', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET']

/** Reads the environment; what is empty counts as unset. Each mistake is one sentence that names its setting and never shows a value. */
export function parseSettings(env: NodeJS.ProcessEnv): ParsedSettings {
  const { data, mistakes: wrong } = read(environment, env)
  const mistakes = [...wrong, ...mistakesTogether(setIn(env))]
  return data && mistakes.length === 0 ? { ok: true, settings: settingsOf(data) } : { ok: false, mistakes }
}

const setIn = (env: NodeJS.ProcessEnv): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))

function read<Shape extends Record<string, z.ZodType>>(
  shape: z.ZodObject<Shape>,
  env: NodeJS.ProcessEnv,
): { data: z.output<z.ZodObject<Shape>> | undefined; mistakes: string[] } {
  const parsed = shape.safeParse(setIn(env))
  const wrong = new Set(parsed.error?.issues.map(issue => String(issue.path[0])))
  const mistakes = Object.entries(shape.shape).flatMap(([name, { description }]) =>
    wrong.has(name) ? `${name} ${description}.` : [],
  )
  return { data: parsed.data, mistakes }
}

const forManifests = z.object({
  ...environment.pick({ ORGANISATION: true, CONTACT_EMAIL: true, PUBLIC_URL: true }).shape,
  TEAMS_CLIENT_ID: text.toLowerCase().pipe(z.guid()).optional().describe('must be the id of the Entra app'),
})

/** Reads of the environment only what `npm run manifest` needs. */
export function parseManifestSettings(
  env: NodeJS.ProcessEnv,
): { ok: true; settings: ManifestSettings } | { ok: false; mistakes: string[] } {
  const { data, mistakes } = read(forManifests, env)
  if (!data) return { ok: false, mistakes }
  const { ORGANISATION, CONTACT_EMAIL, PUBLIC_URL, TEAMS_CLIENT_ID } = data
  return {
    ok: true,
    settings: {
      organisation: ORGANISATION,
      contactEmail: CONTACT_EMAIL,
      publicUrl: PUBLIC_URL,
      clientId: TEAMS_CLIENT_ID,
    },
  }
}

const needs: [name: string, other: string][] = [
  ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'],
  ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'],
  ['SECRET_KEY_PREVIOUS', 'SECRET_KEY'],
  ['DATABASE_DIRECT_URL', 'DATABASE_URL'],
]

function mistakesTogether(given: NodeJS.ProcessEnv): string[] {
  const has = (name: string) => given[name] !== undefined
  const slack = has('SLACK_SIGNING_SECRET') || has('SLACK_BOT_TOKEN')
  const platform = slack || hasTeams(given)
  const withoutSlack = slack ? [] : ['SLACK_API_URL', 'SLACK_COMMAND'].filter(has)
  return [
    ...laterSettings.filter(has).map(name => `${name} is not supported by this version yet: remove it.`),
    ...needs
      .filter(([name, other]) => has(name) && !has(other))
      .map(([name, other]) => `${name} is set without ${other}: set both or neither.`),
    ...withoutSlack.map(name => `${name} is set without SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN: set all or none.`),
    ...teamsMistakes(given),
    ...(platform && !has('SECRET_KEY')
      ? ['SECRET_KEY is required where a platform is set: set it to what "openssl rand -base64 32" prints.']
      : []),
    ...playgroundMistakes(given, platform),
  ]
}

function playgroundMistakes({ PLAYGROUND, NODE_ENV, HOST }: NodeJS.ProcessEnv, platform: boolean): string[] {
  const unasked = PLAYGROUND === undefined && !platform
  if (PLAYGROUND?.trim() !== 'on' && !unasked) return []
  const cure = unasked
    ? 'it is on because no platform is set: set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, or PLAYGROUND=off'
    : 'set it to off'
  return [
    ...(NODE_ENV === 'production' ? [`PLAYGROUND is refused with NODE_ENV=production; ${cure}.`] : []),
    ...(HOST && !isLoopback(HOST)
      ? [`PLAYGROUND is refused with a HOST that others can reach; ${cure}, or set HOST=127.0.0.1.`]
      : []),
  ]
}

function settingsOf(env: z.infer<typeof environment>): Settings {
  const slack = env.SLACK_SIGNING_SECRET &&
    env.SLACK_BOT_TOKEN && {
      signingSecret: env.SLACK_SIGNING_SECRET,
      botToken: env.SLACK_BOT_TOKEN,
      apiUrl: env.SLACK_API_URL,
      command: env.SLACK_COMMAND,
    }
  const teams = teamsSettingsOf(env)
  return {
    web: {
      port: env.PORT,
      host: env.HOST,
      publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
      trustProxy: env.TRUST_PROXY,
      metricsToken: env.METRICS_TOKEN,
    },
    ...(env.DATABASE_URL && {
      database: { url: env.DATABASE_URL, directUrl: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL },
    }),
    databaseConnections: env.DATABASE_CONNECTIONS,
    dataDir: env.DATA_DIR,
    ...(env.SECRET_KEY && { secretKey: { current: env.SECRET_KEY, previous: env.SECRET_KEY_PREVIOUS } }),
    secretariatEmails: env.SECRETARIAT_EMAILS,
    ...(slack && { slack }),
    ...(teams && { teams }),
    playground: env.PLAYGROUND ?? !(slack || teams),
    role: env.ROLE,
    fourEyes: env.FOUR_EYES,
    timeZone: env.TIME_ZONE,
    defaultLocale: env.DEFAULT_LOCALE,
    networkDir: env.NETWORK_DIR,
    theme: env.THEME,
    organisation: env.ORGANISATION,
    contactEmail: env.CONTACT_EMAIL,
    securityContact: env.SECURITY_CONTACT,
    ...(env.HTTPS_PROXY && { proxy: { url: env.HTTPS_PROXY, except: env.NO_PROXY } }),
    logLevel: env.LOG_LEVEL,
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { isLoopback, isSafeApi, mustBeOnOff, mustBeWord, onOff, text, word } from '#/settings/shapes.ts'

/** How the bot is reached on Microsoft Teams. Addresses end without a slash; ids are in lower case. */
export interface TeamsSettings {
  /** The bot's Entra app. */
  readonly clientId: string
  /** The tenant that the bot is registered in: the host. */
  readonly tenantId: string
  readonly clientSecret?: string | undefined
  /** `system`, or the client id of a managed identity. */
  readonly managedIdentity?: string | undefined
  readonly cloud: Cloud
  /** The connector for tenants that no address is known of yet. */
  readonly serviceUrl: string
  /** Hosts, with the port where there is one, that the bot's token may be sent to. */
  readonly serviceHosts: readonly string[]
  /** Plays Microsoft's login. */
  readonly authority?: string | undefined
  /** For Microsoft's Agents Playground, on this machine only. */
  readonly unauthenticated: boolean
}

type Cloud = 'public' | 'usgov' | 'usgovdod' | 'china'

const id = word.toLowerCase()
const withoutSlash = text.transform(value => value.replace(/\/+$/, ''))
const isOnThisMachine = (value: string) => isLoopback(URL.parse(value)?.hostname ?? '')

/** Every setting of Teams. A description completes the sentence that begins with the setting's name. */
export const teamsShape = {
  TEAMS_CLIENT_ID: id.optional().describe(mustBeWord),
  TEAMS_CLIENT_SECRET: word.optional().describe(mustBeWord),
  TEAMS_MANAGED_IDENTITY: id.optional().describe('must be system, or the client id of a managed identity'),
  TEAMS_TENANT_ID: id.optional().describe(mustBeWord),
  TEAMS_CLOUD: z
    .enum(['public', 'usgov', 'usgovdod', 'china'])
    .default('public')
    .describe('must be public, usgov, usgovdod or china'),
  TEAMS_SERVICE_URL: withoutSlash
    .refine(isSafeApi)
    .optional()
    .describe(
      'must be an address that begins with https://, or with http:// on this machine together with TEAMS_AUTHORITY',
    ),
  TEAMS_AUTHORITY: withoutSlash
    .refine(value => URL.parse(value)?.protocol === 'http:' && isOnThisMachine(value))
    .optional()
    .describe('must be an address on this machine that begins with http://'),
  TEAMS_ALLOW_UNAUTHENTICATED: onOff.default(false).describe(mustBeOnOff),
} as const

/** Where each cloud's connector stands: the first is asked where nothing else is known. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages */
const connectors: Readonly<Record<Cloud, readonly string[]>> = {
  public: ['https://smba.trafficmanager.net/teams', 'https://smba.infra.gcc.teams.microsoft.com/teams'],
  usgov: ['https://smba.infra.gov.teams.microsoft.us/teams'],
  usgovdod: ['https://smba.infra.dod.teams.microsoft.us/teams'],
  china: [],
}

/** Microsoft's own package reads these by itself where it is told nothing, and one of them turns the validation of tokens off. */
const readByPackage = [
  'CLIENT_ID',
  'CLIENT_SECRET',
  'TENANT_ID',
  'SERVICE_URL',
  'CLOUD',
  'MANAGED_IDENTITY_CLIENT_ID',
  'DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS',
]

export const hasTeams = (given: NodeJS.ProcessEnv): boolean =>
  given.TEAMS_CLIENT_ID !== undefined || given.TEAMS_TENANT_ID !== undefined

/** What of Teams doesn't go together, one sentence each. `given` holds what is set and not empty. */
export function teamsMistakes(given: NodeJS.ProcessEnv): string[] {
  const has = (name: string) => given[name] !== undefined
  const isOpen = given.TEAMS_ALLOW_UNAUTHENTICATED?.trim() === 'on'
  if (!hasTeams(given))
    return Object.keys(teamsShape)
      .filter(has)
      .map(name => `${name} is set without TEAMS_CLIENT_ID and TEAMS_TENANT_ID: set all or none.`)
  const pair = (name: string, other: string) =>
    has(name) && !has(other) ? [`${name} is set without ${other}: set both or neither.`] : []
  const serviceUrl = given.TEAMS_SERVICE_URL?.trim() ?? ''
  return [
    ...pair('TEAMS_CLIENT_ID', 'TEAMS_TENANT_ID'),
    ...pair('TEAMS_TENANT_ID', 'TEAMS_CLIENT_ID'),
    ...(has('TEAMS_CLIENT_SECRET') && has('TEAMS_MANAGED_IDENTITY')
      ? ['TEAMS_CLIENT_SECRET and TEAMS_MANAGED_IDENTITY are both set: set one of them.']
      : []),
    ...(has('TEAMS_CLIENT_SECRET') || has('TEAMS_MANAGED_IDENTITY') || isOpen
      ? []
      : ['TEAMS_CLIENT_ID is set without TEAMS_CLIENT_SECRET or TEAMS_MANAGED_IDENTITY: set one of them.']),
    ...(/^http:/i.test(serviceUrl) && isSafeApi(serviceUrl) && !has('TEAMS_AUTHORITY')
      ? [
          'TEAMS_SERVICE_URL begins with http:// without TEAMS_AUTHORITY: set it to an address that begins with https://.',
        ]
      : []),
    ...(given.TEAMS_CLOUD?.trim() === 'china' && !has('TEAMS_SERVICE_URL')
      ? ['TEAMS_CLOUD=china needs TEAMS_SERVICE_URL: set it to the address of the connector there.']
      : []),
    ...localMistakes(given, isOpen),
    ...readByPackage.filter(has).map(name => `${name} would be read by Microsoft's own package: remove it.`),
  ]
}

function localMistakes({ TEAMS_AUTHORITY, HOST, NODE_ENV }: NodeJS.ProcessEnv, isOpen: boolean): string[] {
  const isReached = HOST !== undefined && !isLoopback(HOST)
  const reached = (name: string) =>
    isReached ? [`${name} is refused with a HOST that others can reach: remove it, or set HOST=127.0.0.1.`] : []
  return [
    ...(TEAMS_AUTHORITY === undefined ? [] : reached('TEAMS_AUTHORITY')),
    ...(isOpen ? reached('TEAMS_ALLOW_UNAUTHENTICATED') : []),
    ...(isOpen && TEAMS_AUTHORITY !== undefined
      ? ['TEAMS_ALLOW_UNAUTHENTICATED is refused together with TEAMS_AUTHORITY: set one of them.']
      : []),
    ...(isOpen && NODE_ENV === 'production'
      ? ['TEAMS_ALLOW_UNAUTHENTICATED is refused with NODE_ENV=production: remove it.']
      : []),
  ]
}

const hostOf = (address: string): string => URL.parse(address)?.host ?? ''

export function teamsSettingsOf(env: z.infer<z.ZodObject<typeof teamsShape>>): TeamsSettings | undefined {
  const { TEAMS_CLIENT_ID: clientId, TEAMS_TENANT_ID: tenantId, TEAMS_CLOUD: cloud, TEAMS_SERVICE_URL: own } = env
  if (!clientId || !tenantId) return undefined
  const known = [...(own ? [own] : []), ...connectors[cloud]]
  return {
    clientId,
    tenantId,
    clientSecret: env.TEAMS_CLIENT_SECRET,
    managedIdentity: env.TEAMS_MANAGED_IDENTITY,
    cloud,
    serviceUrl: known[0] ?? '',
    serviceHosts: known.map(hostOf),
    authority: env.TEAMS_AUTHORITY,
    unauthenticated: env.TEAMS_ALLOW_UNAUTHENTICATED,
  }
}

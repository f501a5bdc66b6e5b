// SPDX-License-Identifier: EUPL-1.2
import { cloudFromName, withOverrides } from '@microsoft/teams.api'
import { App, type AppOptions, ExpressAdapter, type IPlugin } from '@microsoft/teams.apps'
import type { Express } from 'express'
import type { Log } from '#/database/log.ts'
import { ownTokens } from '#/platforms/teams/login.ts'
import { NoServiceHost } from '#/platforms/teams/outcome.ts'
import type { IsServiceUrl } from '#/platforms/teams/service-hosts.ts'

/** Where Teams sends everything to. */
export const messagesPath = '/api/messages'

/** After so many milliseconds without an answer a call is unclear. */
export const callTimeoutMs = 10_000

export interface TeamsSettings {
  readonly clientId: string
  readonly tenantId: string
  readonly clientSecret?: string | undefined
  readonly managedIdentity?: string | undefined
  readonly cloud: 'public' | 'usgov' | 'usgovdod' | 'china'
  readonly serviceUrl: string
  readonly serviceHosts: readonly string[]
  readonly authority?: string | undefined
  readonly unauthenticated: boolean
}

type Options = AppOptions<IPlugin>
type Logger = NonNullable<Options['logger']>
type Cloud = NonNullable<Options['cloud']>

/** Microsoft's package logs activities and tokens at length; of its warnings only the first words are kept [T48]. */
export function quietLogger(log: Log): Logger {
  const kept = ([first]: readonly unknown[]) =>
    typeof first === 'string' ? (first.split(/[:(='"]/)[0] ?? '').trim().slice(0, 80) : 'unnamed'
  const quiet: Logger = {
    debug() {},
    info() {},
    trace() {},
    warn: (...said) => log.warn({ from: '@microsoft', said: kept(said) }, 'Teams package warns'),
    error: (...said) => log.warn({ from: '@microsoft', said: kept(said) }, 'Teams package reports an error'),
    log(level, ...said) {
      if (level === 'warn' || level === 'error') quiet[level](...said)
    },
    child: () => quiet,
  }
  return quiet
}

/** The cloud's addresses; with a login of one's own, keys and tokens come from there, and nothing else changes. */
export function cloudOf({ cloud, authority }: Pick<TeamsSettings, 'cloud' | 'authority'>): Cloud {
  const known = cloudFromName(cloud)
  return authority
    ? withOverrides(known, {
        loginEndpoint: authority,
        openIdMetadataUrl: `${authority}/v1/.well-known/openidconfiguration`,
      })
    : known
}

/** How the bot shows who it is: with a secret, a managed identity, a token of a login of one's own, or (to a client that asks for none) not at all. */
function credentialsOf(settings: TeamsSettings): Partial<Options> {
  const { clientId, tenantId, clientSecret = '', managedIdentity, authority, unauthenticated } = settings
  // What is not used is given too, and empty: the package looks in the environment for it.
  const none = { clientSecret: '', managedIdentityClientId: '' }
  if (unauthenticated) return { ...none, token: { getAppToken: async () => null } }
  if (authority) return { ...none, token: { getAppToken: ownTokens({ authority, clientId, clientSecret, tenantId }) } }
  return managedIdentity ? { ...none, managedIdentityClientId: managedIdentity } : { ...none, clientSecret }
}

/**
 * Microsoft's App, put on the shared server. Every option is given, since it reads the environment for those that are not. Whatever it sends, answers included, goes through one
 * client that knows where it may go, follows no redirect, and leaves the way through a proxy to Node.
 */
export function createApp(web: Express, settings: TeamsSettings, isServiceUrl: IsServiceUrl, log: Log): App {
  const logger = quietLogger(log)
  const cloud = cloudOf(settings)
  return new App({
    clientId: settings.clientId,
    tenantId: settings.tenantId,
    ...credentialsOf(settings),
    cloud,
    serviceUrl: settings.serviceUrl,
    apiClientSettings: { oauthUrl: cloud.tokenServiceUrl },
    httpServerAdapter: new ExpressAdapter(web, { logger }),
    messagingEndpoint: messagesPath,
    dangerouslyAllowUnauthenticatedRequests: settings.unauthenticated,
    client: {
      logger,
      timeout: callTimeoutMs,
      interceptors: [
        {
          request({ config }) {
            if (!isServiceUrl(config.url ?? '')) throw new NoServiceHost('not an address of the connector')
            return Object.assign(config, { maxRedirects: 0, proxy: false as const })
          },
        },
      ],
    },
    logger,
    state: false,
    plugins: [],
    oauthFlows: [],
    oauth: { fetchUserToken: false },
    activity: { mentions: { stripText: false } },
    telemetry: { agent365: false },
  })
}

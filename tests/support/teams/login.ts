// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import type { Answer } from './connector.ts'
import { jwkOf, type Key, tokenOf } from './tokens.ts'
import type { Call } from './world.ts'

/** Microsoft's login as a bot meets it: keys, its own token, and what a domain says of its tenant. */
export interface Login {
  /** The tenant that a domain's own OpenID configuration names. */
  readonly domains: Map<string, string>
  /** Offers one more key to sign with. */
  offers(key: Key): void
  /** Whether a call brings a token that was given here. */
  isGranted(authorization: string | undefined): boolean
  /** What is asked at a path, null where it offers nothing. */
  askedOf(
    path: string,
    body: string,
    authorization: string | undefined,
  ): { readonly call: Call; readonly act: () => Answer } | null
}

/** The login of a tenant in which one bot is registered; `key` is what it signs with. */
export function startLogin({
  tenantId,
  clientId,
  clientSecret,
  key,
}: {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly key: Key
}): Login {
  const offered = [key]
  const domains = new Map<string, string>()
  const granted = new Set<string>()

  function token(body: string): Answer {
    const form = new URLSearchParams(body)
    const isRight =
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === clientId &&
      form.get('client_secret') === clientSecret &&
      form.get('scope') === 'https://api.botframework.com/.default'
    if (!isRight) return { status: 400, body: { error: 'invalid_client' } }
    const given = tokenOf({ aud: 'https://api.botframework.com', appid: clientId, jti: randomUUID() }, { key })
    granted.add(given)
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3600, access_token: given } }
  }

  return {
    domains,
    offers: other => void offered.push(other),
    isGranted: authorization => granted.has((authorization ?? '').replace(/^Bearer /, '')),
    askedOf(path, body, authorization) {
      const call = (method: Call['method']): Call => ({
        method,
        path,
        conversation: undefined,
        body: {},
        authorization,
        status: 0,
      })
      // The connector's keys, and those of any tenant: who signs for the one could sign for the other.
      if (path === '/v1/.well-known/keys' || /^\/[^/]+\/discovery\/v2\.0\/keys$/.test(path))
        return { call: call('keys'), act: () => ({ status: 200, body: { keys: offered.map(jwkOf) } }) }
      if (path === `/${tenantId}/oauth2/v2.0/token`) return { call: call('token'), act: () => token(body) }
      const domain = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/.exec(path)?.[1]
      if (domain === undefined) return null
      const tenant = domains.get(domain)
      return {
        call: call('openid'),
        act: () =>
          tenant
            ? { status: 200, body: { issuer: `https://login.microsoftonline.com/${tenant}/v2.0` } }
            : { status: 400, body: { error: 'invalid_tenant' } },
      }
    },
  }
}

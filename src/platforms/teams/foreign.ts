// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

/** Whether a domain's own OpenID configuration names a tenant: Entra gives a domain to one tenant, which has shown that it is its own [T04]. */
export type NamesTenant = (domain: string, tenant: string) => Promise<boolean>

const configuration = z.object({ issuer: z.string() })
const isDomain = /^(?=.{4,253}$)([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i
const dayMs = 24 * 60 * 60 * 1000
const timeoutMs = 2_000
const mostDomains = 2_000

/** `login` is the cloud's, without a slash. What it says is kept a day; what it doesn't say is asked again. */
export function createNamesTenant(login: string): NamesTenant {
  const known = new Map<string, { readonly tenant: string | null; readonly at: number }>()

  async function tenantOf(domain: string): Promise<string | null> {
    const response = await fetch(`${login}/${domain}/v2.0/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (response.status === 400 || response.status === 404) return null
    if (!response.ok) throw new Error(`the login answered ${response.status}`)
    const { issuer } = configuration.parse(await response.json())
    return URL.parse(issuer)?.pathname.split('/')[1]?.toLowerCase() ?? null
  }

  return async (domain, tenant) => {
    const name = domain.toLowerCase()
    if (!isDomain.test(name)) return false
    const kept = known.get(name)
    if (kept && performance.now() - kept.at < dayMs) return kept.tenant === tenant
    const named = await tenantOf(name)
    const [oldest] = known.keys()
    if (known.size >= mostDomains && oldest !== undefined) known.delete(oldest)
    known.set(name, { tenant: named, at: performance.now() })
    return named === tenant
  }
}

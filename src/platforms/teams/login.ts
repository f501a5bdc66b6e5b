// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

const timeoutMs = 5_000
/** A token is asked anew so long before it ends, or when half of it is over. */
const marginSeconds = 300

export interface LoginParts {
  readonly authority: string
  readonly clientId: string
  readonly clientSecret: string
  readonly tenantId: string
}

/** The bot's own token from a login that is not Microsoft's: asked once, kept until it is about to end. Microsoft's package would ask for it at each call, and takes no address in the clear. */
export function ownTokens({
  authority,
  clientId,
  clientSecret,
  tenantId,
}: LoginParts): (scope: string) => Promise<string> {
  const kept = new Map<string, { readonly token: Promise<string>; until: number }>()

  async function ask(scope: string, entry: { until: number }): Promise<string> {
    const response = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) throw new Error(`the login answered ${response.status}`)
    const { access_token: token, expires_in: seconds } = granted.parse(await response.json())
    entry.until = performance.now() + Math.max(seconds - marginSeconds, seconds / 2) * 1000
    return token
  }

  return scope => {
    const known = kept.get(scope)
    if (known && known.until > performance.now()) return known.token
    const entry = { until: Number.POSITIVE_INFINITY }
    const token = ask(scope, entry)
    const asked = Object.assign(entry, { token })
    kept.set(scope, asked)
    token.catch(() => kept.get(scope) === asked && kept.delete(scope))
    return token
  }
}

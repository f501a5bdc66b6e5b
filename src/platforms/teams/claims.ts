// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

/** Signed with a named key of the connector's, and in no other way. */
const header = z.object({ alg: z.literal('RS256'), kid: z.string() })
/** What a live connector token says: these claims and nothing more. `serviceurl` is in lower case. */
const claims = z.object({ iss: z.string(), aud: z.string(), exp: z.number(), nbf: z.number(), serviceurl: z.string() })

const shape = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/

function read<T>(part: string, what: z.ZodType<T>): T | null {
  try {
    return what.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))).data ?? null
  } catch {
    return null
  }
}

/** The claims of a bearer token, whose signature is not looked at here; null for what is none. */
export function claimsOf(authorization: string | undefined): z.infer<typeof claims> | null {
  const [, head, payload] = shape.exec(authorization ?? '') ?? []
  return head !== undefined && payload !== undefined && read(head, header) ? read(payload, claims) : null
}

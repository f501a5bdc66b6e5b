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

/** What stands in a bearer token, and its signature, which is not looked at here. */
export interface Token extends z.infer<typeof claims> {
  readonly kid: string
  readonly signed: string
  readonly signature: string
}

/** Null for what is no token. */
export function tokenIn(authorization: string | undefined): Token | null {
  const [, head = '', payload = '', signature = ''] = shape.exec(authorization ?? '') ?? []
  const [named, said] = [read(head, header), read(payload, claims)]
  return named && said && { ...said, kid: named.kid, signed: `${head}.${payload}`, signature }
}

// SPDX-License-Identifier: EUPL-1.2
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'

/** The keys that the connector signs with now, as its login offers them. */
export type ReadKeys = () => Promise<unknown>

/** Whether a token is signed with one of the connector's keys; null where they can't be had now. */
export type IsSigned = (token: {
  readonly kid: string
  readonly signed: string
  readonly signature: string
}) => Promise<boolean | null>

const offered = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) })

const timeoutMs = 5_000
const dayMs = 24 * 60 * 60 * 1000
/** Whoever makes up names of keys makes us ask Microsoft once in so long. New ones are offered well before they are used, and the list is read anew every day. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const unknownMs = 5 * 60 * 1000
/** So long after it did not answer, the login is asked again. */
const failedMs = 10 * 1000

export const readKeys =
  (address: string): ReadKeys =>
  async () => {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) throw new Error(`the login answered ${response.status}`)
    return response.json()
  }

/** Looks at signatures before Microsoft's package does: that one asks the login again for each name of a key that it does not know. `now` in milliseconds, of a clock that only goes on. */
export function createKeys(read: ReadKeys, log: Log, now: () => number = () => performance.now()): IsSigned {
  let known: { readonly keys: ReadonlyMap<string, KeyObject>; readonly at: number } | null = null
  let mayAskAt = 0
  let asking: Promise<void> | null = null

  async function ask(): Promise<void> {
    const isFirst = known === null
    try {
      const { keys } = offered.parse(await read())
      const ofRsa = keys.filter(({ kty }) => kty === 'RSA')
      known = {
        keys: new Map(ofRsa.map(key => [key.kid, createPublicKey({ key, format: 'jwk' })])),
        at: now(),
      }
      // The first list was asked for by nobody's invention.
      mayAskAt = isFirst ? now() : now() + unknownMs
    } catch (error) {
      mayAskAt = now() + failedMs
      log.warn({ method: 'keys', outcome: 'later', ...faultFacts(error) }, 'the keys of Teams could not be had')
    }
  }

  async function keyOf(kid: string): Promise<KeyObject | null> {
    const isOld = known === null || now() - known.at > dayMs
    if ((isOld || !known?.keys.has(kid)) && now() >= mayAskAt) {
      asking ??= ask().finally(() => {
        asking = null
      })
    }
    // Whoever comes while it is being asked hears the same.
    if (asking && !known?.keys.has(kid)) await asking
    return known?.keys.get(kid) ?? null
  }

  return async ({ kid, signed, signature }) => {
    const key = await keyOf(kid)
    if (!key) return known === null ? null : false
    return verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(signature, 'base64url'))
  }
}

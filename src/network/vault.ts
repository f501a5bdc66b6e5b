// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { seal, unseal } from '#/network/sealed.ts'

/** Keys that stand in the database are wrapped with the secret key, which does not. `place` is whose key it is. */
export interface Vault {
  /** A new key of 256 bits, with what is stored of it. */
  make(place: string): { readonly key: Buffer; readonly wrapped: Buffer }
  /** Null where it was wrapped with a secret key that is no longer known. */
  open(wrapped: Buffer, place: string): Buffer | null
}

export const createVault = ({
  current,
  previous,
}: {
  readonly current: Buffer
  readonly previous?: Buffer | undefined
}): Vault => ({
  make(place) {
    const key = randomBytes(32)
    return { key, wrapped: seal(key, current, place) }
  },
  open(wrapped, place) {
    for (const secret of previous ? [current, previous] : [current])
      try {
        return unseal(wrapped, secret, place)
      } catch {
        // Wrapped with the other one, or with one of before.
      }
    return null
  },
})

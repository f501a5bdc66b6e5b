// SPDX-License-Identifier: EUPL-1.2
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

const keyOf = (secret: Buffer): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'm50 sealed file', 32))

/** Encrypts with a secret of 256 bits. `place` is where it stands: moved elsewhere it does not open. */
export function seal(content: Buffer, secret: Buffer, place: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, keyOf(secret), nonce).setAAD(Buffer.from(place))
  return Buffer.concat([nonce, sealing.update(content), sealing.final(), sealing.getAuthTag()])
}

/** @throws when it was sealed with another secret, for another place, or was changed. */
export function unseal(sealed: Buffer, secret: Buffer, place: string): Buffer {
  const opening = createDecipheriv(cipher, keyOf(secret), sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([opening.update(sealed.subarray(nonceBytes, -tagBytes)), opening.final()])
}

// SPDX-License-Identifier: EUPL-1.2
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A pair of keys of which the public one is offered under `kid`. */
export interface Key {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export function newKey(kid: string): Key {
  return { kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
}

/** The pair whose private key this is, in PEM. */
export function keyOf(kid: string, pem: string): Key {
  const privateKey = createPrivateKey(pem)
  return { kid, privateKey, publicKey: createPublicKey(privateKey) }
}

export const jwkOf = ({ kid, publicKey }: Key): object => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg: 'RS256',
  use: 'sig',
})

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export interface Signing {
  readonly key: Key
  readonly header?: Readonly<Record<string, unknown>>
  /** In place of the signature. */
  readonly signature?: string
}

/** A token over these claims, with RS256 whatever the header says. */
export function tokenOf(claims: object, { key, header, signature }: Signing): string {
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header })}.${part(claims)}`
  return `${signed}.${signature ?? sign('RSA-SHA256', Buffer.from(signed), key.privateKey).toString('base64url')}`
}

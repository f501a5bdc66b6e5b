// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { tokenIn } from '#/platforms/teams/claims.ts'
import { createKeys } from '#/platforms/teams/keys.ts'
import { silent } from '../../support/silent-log.ts'
import { jwkOf, type Key, newKey, tokenOf } from '../../support/teams/tokens.ts'

const claims = { iss: 'i', aud: 'a', exp: 2, nbf: 1, serviceurl: 'https://smba.trafficmanager.net/teams' }
const first = newKey('first')
const second = newKey('second')
const minute = 60_000

/** A login that counts how often it is asked, and what is signed on a clock that the test moves. */
function login() {
  const state = { asked: 0, at: 1_000_000, offers: [first] as readonly Key[], isAway: false }
  const isSigned = createKeys(
    async () => {
      state.asked++
      if (state.isAway) throw new Error('away')
      return { keys: [...state.offers.map(jwkOf), { kty: 'EC', kid: 'other' }] }
    },
    silent,
    () => state.at,
  )
  const by = (key: Key, kid = key.kid) =>
    isSigned(tokenIn(`Bearer ${tokenOf(claims, { key, header: { kid } })}`) ?? expect.fail('no token'))
  return { state, by }
}

describe('[T02] the keys that the connector signs with', () => {
  it('are asked for once, and again after a day', async () => {
    const { state, by } = login()
    for (let i = 0; i < 5; i++) expect(await by(first)).toBe(true)
    expect(state.asked).toBe(1)
    state.offers = [second]
    state.at += 25 * 60 * minute
    await by(first)
    expect(await by(second)).toBe(true)
    expect(state.asked).toBe(2)
    expect(await by(first)).toBe(false)
  })

  it('are asked for again at most once in five minutes, whatever names of keys are made up', async () => {
    const { state, by } = login()
    await by(first)
    const forger = newKey('forger')
    for (let i = 0; i < 50; i++) expect(await by(forger, `made-up-${i}`)).toBe(false)
    expect(state.asked).toBe(2)
    state.at += 6 * minute
    await Promise.all(Array.from({ length: 50 }, (_, i) => by(forger, `again-${i}`)))
    expect(state.asked).toBe(3)
    expect(await by(first)).toBe(true)
  })

  it('that are new are found at once, and within five minutes where somebody made one up just before', async () => {
    const { state, by } = login()
    await by(first)
    state.offers = [first, second]
    expect(await by(second)).toBe(true)
    const third = newKey('third')
    await by(third)
    state.offers = [third]
    expect(await by(third)).toBe(false)
    state.at += 6 * minute
    expect(await by(third)).toBe(true)
  })

  it('do not let through a signature of another under a name that is known', async () => {
    const { state, by } = login()
    expect(await by(newKey('first'))).toBe(false)
    expect(await by(second, 'first')).toBe(false)
    expect(await by(second, 'other')).toBe(false)
    expect(state.asked).toBeLessThanOrEqual(2)
  })

  it('keep their worth while the login is away, which is asked again after some seconds', async () => {
    const { state, by } = login()
    state.isAway = true
    expect(await by(first)).toBeNull()
    expect(await by(first)).toBeNull()
    expect(state.asked).toBe(1)
    state.at += 11_000
    state.isAway = false
    expect(await by(first)).toBe(true)
    state.isAway = true
    state.at += 25 * 60 * minute
    expect(await by(first)).toBe(true)
    expect(await by(second)).toBe(false)
  })
})

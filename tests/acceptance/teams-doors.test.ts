// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: the tokens that its activities come with.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Elsewhere, elsewhere } from '../support/elsewhere.ts'
import { tokenOf } from '../support/teams/tokens.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { type Forging, newKey } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>
let forged: Elsewhere
let bot: Awaited<ReturnType<typeof m50.begin>>

beforeAll(async () => {
  m50 = await teamsNetwork()
  forged = await elsewhere('/teams')
  bot = await m50.begin()
})

afterAll(async () => {
  forged.close()
  await m50.end()
})

afterEach(() => expect(forged.heard).toEqual([]))

const seconds = () => Math.floor(Date.now() / 1000)
const other = newKey('teams')
const unknown = newKey('nobody')
const entra = (tenant: string) => ({ iss: `https://login.microsoftonline.com/${tenant}/v2.0`, tid: tenant })
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const foreign = '7e1f0c52-3f7e-4f0b-9d1e-6a4c2f5b8d10'

/** What an activity's token could be like that Teams never sends, each beside the activity that it comes with. */
const wrong: [name: string, forging: () => Forging, activity?: (address: string) => object][] = [
  ['no token', () => ({ authorization: null })],
  ['an empty header', () => ({ authorization: '' })],
  ['the word Bearer alone', () => ({ authorization: 'Bearer ' })],
  ['a word that is no token', () => ({ authorization: 'Bearer abc' })],
  ['three words that are no token', () => ({ authorization: 'Bearer a.b.c' })],
  ['a password', () => ({ authorization: 'Basic bTUwOm01MA==' })],
  ['a token without Bearer', () => ({ authorization: tokenOf(rightClaims(), { key: m50.teams.key }) })],
  ['no signature', () => ({ signing: { signature: '' } })],
  ['another signature', () => ({ signing: { signature: Buffer.alloc(256, 1).toString('base64url') } })],
  ['the algorithm none', () => ({ signing: { header: { alg: 'none' }, signature: '' } })],
  ['the algorithm none, signed', () => ({ signing: { header: { alg: 'none' } } })],
  ['the public key as a secret', () => ({ signing: { header: { alg: 'HS256' } } })],
  ['the algorithm RS512', () => ({ signing: { header: { alg: 'RS512' } } })],
  ['a key of another under the same name', () => ({ signing: { key: other } })],
  ['a key that nobody offers', () => ({ signing: { key: unknown } })],
  ['no name of a key', () => ({ signing: { header: { kid: undefined } } })],
  ['claims changed after signing', () => ({ authorization: `Bearer ${changed()}` })],
  ['no issuer', () => ({ without: ['iss'] })],
  ['an empty issuer', () => ({ claims: { iss: '' } })],
  ['an issuer that begins like the right one', () => ({ claims: { iss: 'https://api.botframework.com.example.nl' } })],
  ['an issuer in capitals', () => ({ claims: { iss: 'https://API.botframework.com' } })],
  ['the issuer of another cloud', () => ({ claims: { iss: 'https://api.botframework.us' } })],
  [
    'the emulator as issuer',
    () => ({ claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' } }),
  ],
  ['a list of issuers', () => ({ claims: { iss: ['https://api.botframework.com'] } })],
  ['the host tenant of Entra as issuer', () => ({ claims: entra(m50.teams.tenantId) })],
  ['a foreign tenant of Entra as issuer', () => ({ claims: entra(foreign) })],
  [
    'a foreign tenant as issuer, whose keys the login does offer, and a forged address in the activity',
    () => ({ claims: { tid: foreign, iss: `${m50.teams.settings.TEAMS_AUTHORITY}/${foreign}/v2.0` } }),
    address => ({ serviceUrl: address }),
  ],
  ['no audience', () => ({ without: ['aud'] })],
  ['another bot as audience', () => ({ claims: { aud: foreign } })],
  ['the connector as audience', () => ({ claims: { aud: 'https://api.botframework.com' } })],
  ['this bot among several audiences', () => ({ claims: { aud: [foreign, m50.teams.clientId] } })],
  ['this bot by another name', () => ({ claims: { aud: `api://botid-${m50.teams.clientId}` } })],
  ['an end an hour ago', () => ({ claims: { exp: seconds() - 3600 } })],
  ['no end', () => ({ without: ['exp'] })],
  ['a beginning in an hour', () => ({ claims: { nbf: seconds() + 3600 } })],
  ['no address', () => ({ without: ['serviceurl'] })],
  [
    'the address in other capitals of its name',
    () => ({ without: ['serviceurl'], claims: { serviceUrl: m50.teams.serviceUrl } }),
  ],
  [
    'another address of ours than the activity names',
    () => ({ claims: { serviceurl: `${m50.teams.serviceUrl}/emea` } }),
  ],
  ['a forged address in the activity alone', () => ({}), address => ({ serviceUrl: address })],
  ['a forged address in the token alone', () => ({ claims: { serviceurl: forged.address } })],
  [
    'a forged address in both',
    () => ({ claims: { serviceurl: forged.address } }),
    address => ({ serviceUrl: address }),
  ],
  [
    'a forged address, and Entra’s issuer',
    () => ({ claims: { ...entra(foreign), serviceurl: forged.address } }),
    address => ({ serviceUrl: address }),
  ],
  ['no address in the activity', () => ({}), () => ({ serviceUrl: undefined })],
  [
    'a name and password in the address',
    () => ({}),
    () => ({ serviceUrl: m50.teams.serviceUrl.replace('http://', 'http://a:b@') }),
  ],
  ['a web page as channel, where anyone may be anyone', () => ({}), () => ({ channelId: 'webchat' })],
]

const rightClaims = () => ({
  aud: m50.teams.clientId,
  exp: seconds() + 3600,
  iss: 'https://api.botframework.com',
  nbf: seconds() - 300,
  serviceurl: m50.teams.serviceUrl,
})

function changed(): string {
  const [header, , signature] = tokenOf({ ...rightClaims(), aud: foreign }, { key: m50.teams.key }).split('.')
  return `${header}.${part(rightClaims())}.${signature}`
}

describe('[T02] an activity counts only with the connector’s token for this bot and this address', () => {
  it('has more than forty wrong tokens', () => expect(wrong.length).toBeGreaterThanOrEqual(40))

  it.each(wrong)('refuses %s', async (_, forging, more = () => ({})) => {
    const { teams, jansen } = m50
    const before = { calls: teams.calls('create').length, inbox: jansen.inbox().length }
    const { status } = await teams.send({ ...teams.activityOf(jansen, 'help'), ...more(forged.address) }, forging())
    expect(status).toBe(401)
    expect(teams.calls('create')).toHaveLength(before.calls)
    expect(jansen.inbox()).toHaveLength(before.inbox)
  })

  it('takes the same activity with the right one, and a slash at the end of an address makes no other', async () => {
    const { teams, jansen } = m50
    const { status } = await teams.send({ ...teams.activityOf(jansen, 'help'), serviceUrl: `${teams.serviceUrl}/` }, {})
    expect(status).toBe(200)
    await jansen.receives('Wat kan ik voor u doen?')
  })

  it('[T16] refuses what is no JSON, or too long, with a word and without a stack, also with the right token', async () => {
    const { teams } = m50
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${tokenOf(rightClaims(), { key: teams.key })}`,
    }
    for (const [body, status] of [
      ['{', 400],
      [JSON.stringify({ text: 'x'.repeat(1_100_000) }), 413],
    ] as const) {
      const response = await fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body })
      expect(response.status).toBe(status)
      expect(await response.text()).not.toContain('node_modules')
    }
  })

  it('leaves no row of whoever was refused', async () => {
    const { teams, database } = m50
    const stranger = teams.addPerson({ name: 'X', email: 'x@zeist.nl' })
    await teams.send(teams.activityOf(stranger, 'help'), { claims: { aud: foreign } })
    const rows = await database.query('select from identities where user_id = $1', [stranger.user.aadObjectId])
    expect(rows).toEqual([])
  })

  it('[T48] prints nothing of the tokens and of what was typed', async () => {
    const { teams, jansen } = m50
    const secret = 'een-heel-eigen-woord'
    await teams.send(teams.activityOf(jansen, secret), { claims: { aud: foreign } })
    await teams.send(teams.activityOf(jansen, secret))
    await jansen.receives(secret)
    const printed = m50.printed()
    expect(printed).toContain('an activity was not sent by Teams')
    for (const word of [secret, 'eyJ', forged.address, 'zeist.nl', 'Jansen']) expect(printed).not.toContain(word)
  })
})

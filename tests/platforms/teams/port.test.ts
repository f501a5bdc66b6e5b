// SPDX-License-Identifier: EUPL-1.2
import express from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Limited, Platform, Sent } from '#/chat/platform.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { createApp } from '#/platforms/teams/app.ts'
import { createConnector } from '#/platforms/teams/connector.ts'
import { createPeople, type People } from '#/platforms/teams/people.ts'
import { createPort } from '#/platforms/teams/port.ts'
import { serviceUrls } from '#/platforms/teams/service-hosts.ts'
import { createThrottle } from '#/platforms/teams/throttle.ts'
import { silent } from '../../support/silent-log.ts'
import type { Fault } from '../../support/teams/faults.ts'
import { type Person, startTeams, type Teams, textOf } from '../../support/teams-server.ts'

const delivery = '6f0f3d8e-5d0c-4a54-9f0b-0d5d6a1f7a09' as DeliveryId
const message = (text: string) => ({
  card: {
    version: 1 as const,
    title: text,
    buttons: [{ does: 'press' as const, name: 'request.approve', label: 'Goedkeuren', value: '1' }],
  },
  locale: 'nl' as const,
  delivery,
  drawing: 3,
})

let teams: Teams
let person: Person
let channel: string
let elsewhere: string | undefined
/** What other copies are told. */
let told: Limited[] = []
/** With whom no conversation could be had. */
const lost: string[] = []

function appOf({ settings }: Teams) {
  const isServiceUrl = serviceUrls([new URL(teams.serviceUrl).host], false)
  return createApp(
    express(),
    {
      clientId: settings.TEAMS_CLIENT_ID ?? '',
      tenantId: settings.TEAMS_TENANT_ID ?? '',
      clientSecret: settings.TEAMS_CLIENT_SECRET,
      cloud: 'public',
      serviceUrl: teams.serviceUrl,
      serviceHosts: [],
      authority: settings.TEAMS_AUTHORITY,
      unauthenticated: false,
    },
    isServiceUrl,
    silent,
  )
}

/** The port alone, and whom it knows, with `elsewhere` in place of the connector's address where it is set. */
function sidesOf(app: ReturnType<typeof appOf>): { port: Platform; people: People } {
  const connector = createConnector({
    app,
    throttle: createThrottle(true),
    limited: limit => void told.push(limit),
    log: silent,
  })
  const addresses = { of: async () => elsewhere ?? teams.serviceUrl, heard() {} }
  const people = createPeople({
    connector,
    addresses,
    hostTenant: teams.tenantId,
    hostName: 'Teams',
    namesTenant: async () => false,
    unreached: async ({ user }) => void lost.push(user),
    stopping: new AbortController().signal,
  })
  return { port: createPort(connector, people, addresses), people }
}

const portOf = (app: ReturnType<typeof appOf>): Platform => sidesOf(app).port

let app: ReturnType<typeof appOf>
let port: Platform
beforeAll(async () => {
  teams = await startTeams()
  person = teams.addPerson({ name: 'A. Bakker', email: 'a.bakker@zeist.nl' })
  channel = teams.addChannel({ name: 'bestuur', members: [person] })
  app = appOf(teams)
})
// Each with its own count of what was sent.
beforeEach(() => {
  told = []
  port = portOf(app)
})
afterEach(() => {
  teams.faults.liftAll()
  elsewhere = undefined
})
afterAll(() => teams.close())

const to = () => ({ workspace: teams.tenantId, conversation: channel })
const account = () => ({ platform: 'teams' as const, workspace: teams.tenantId, user: person.user.aadObjectId })
const status = (code: number, more: Partial<Extract<Fault, { kind: 'status' }>> = {}): Fault => ({
  kind: 'status',
  status: code,
  ...more,
})

describe('the way out to Teams', () => {
  it('posts in a channel, in a thread of it and to a person, and changes what it posted in its place', async () => {
    const root = await port.post(to(), message('Eerste'))
    expect(root.outcome).toBe('sent')
    const id = root.outcome === 'sent' ? root.message : ''
    expect((await port.post({ ...to(), thread: id }, message('Antwoord'))).outcome).toBe('sent')
    expect(await port.update(to(), id, message('Gewijzigd'))).toEqual({ outcome: 'sent', message: id })
    const [first, reply] = teams.messagesIn(channel)
    expect(first && textOf(first)).toContain('Gewijzigd')
    expect(reply?.thread).toBe(id)
    expect(JSON.stringify(first?.card)).toContain(`"m50":"${delivery}","drawing":3`)
    const direct = await port.openDirect(account())
    expect(direct).toEqual({ outcome: 'sent', message: person.direct })
  })

  it('[E31] says that it can’t be asked what stands in a conversation', async () => {
    expect(await port.find(to(), delivery, new Date())).toEqual({ found: 'impossible' })
  })

  it('asks for its own token once', async () => {
    await port.post(to(), message('Een'))
    await port.post(to(), message('Twee'))
    expect(teams.calls('token')).toHaveLength(1)
  })

  it.each<[name: string, fault: Fault, sent: Sent]>([
    [
      '429 with a time',
      status(429, { retryAfter: 7 }),
      { outcome: 'limited', retryAfterSeconds: 7, scope: 'conversation' },
    ],
    ['429 without one', status(429), { outcome: 'limited', retryAfterSeconds: 5, scope: 'conversation' }],
    ['412', status(412), { outcome: 'later' }],
    ['408, posted or not', status(408, { acts: true }), { outcome: 'unclear' }],
    ['500', status(500), { outcome: 'unclear' }],
    ['502', status(502), { outcome: 'unclear' }],
    ['504', status(504), { outcome: 'unclear' }],
    ['a line that is cut', { kind: 'cut', acts: true }, { outcome: 'unclear' }],
    [
      '403, not in it',
      status(403, { code: 'BotNotInConversationRoster' }),
      { outcome: 'refused', reason: 'notInChannel' },
    ],
    ['403, by the person', status(403, { code: 'MessageWritesBlocked' }), { outcome: 'refused', reason: 'personGone' }],
    [
      '403, by the administrator',
      status(403, { code: 'BotDisabledByAdmin' }),
      { outcome: 'refused', reason: 'botRemoved' },
    ],
    ['403, with a word of its own', status(403, { code: 'Anything' }), { outcome: 'refused', reason: 'notAllowed' }],
    ['404', status(404, { code: 'ConversationNotFound' }), { outcome: 'refused', reason: 'channelGone' }],
    ['413', status(413), { outcome: 'refused', reason: 'tooLarge' }],
    ['400', status(400, { code: 'BadSyntax' }), { outcome: 'refused', reason: 'other' }],
    ['a redirect', status(307), { outcome: 'refused', reason: 'other' }],
  ])('[T29] [T30] takes %s for what it is, and calls once', async (_, fault, sent) => {
    const before = teams.calls('create').length
    teams.faults.plan('create', fault, { times: 5 })
    expect(await port.post(to(), message('Proef'))).toEqual(sent)
    expect(teams.calls('create')).toHaveLength(before + 1)
  })

  it('tells a message that is gone from a conversation that is', async () => {
    expect(await port.update(to(), '17', message('Weg'))).toEqual({ outcome: 'refused', reason: 'messageGone' })
    expect(await port.post({ ...to(), conversation: '19:none@thread.tacv2' }, message('Weg'))).toEqual({
      outcome: 'refused',
      reason: 'channelGone',
    })
  })

  it('says who an account is that this copy has not met, and that nothing is known where it can’t be reached', async () => {
    expect(await port.profile(account())).toMatchObject({
      name: 'A. Bakker',
      email: 'a.bakker@zeist.nl',
      isGuest: false,
    })
    const gone = { ...account(), user: '0d5d6a1f-5d0c-4a54-9f0b-6f0f3d8e7a09' }
    await expect(port.profile(gone)).rejects.toThrow()
    // What the connector does not understand tells nothing of the account.
    expect(lost).toEqual([])
  })

  it('[F06] notes an account with which it has no conversation any more', async () => {
    const without = teams.addPerson({ name: 'Z. Onder', email: 'z.onder@tiel.nl', hasBot: false })
    await expect(port.profile({ ...account(), user: without.user.aadObjectId })).rejects.toThrow()
    expect(lost).toEqual([without.user.aadObjectId])
  })

  it('tells who did not add the bot', async () => {
    const without = teams.addPerson({ name: 'Z', email: 'z@zeist.nl', hasBot: false })
    const asked = { ...account(), user: without.user.aadObjectId }
    expect(await port.openDirect(asked)).toEqual({ outcome: 'refused', reason: 'personGone' })
  })

  it('[T30] keeps to Teams’ limits before a call: what comes too soon is not sent, and says when it may be', async () => {
    const before = teams.messagesIn(channel).length
    const results: Sent[] = []
    for (let i = 0; i < 9; i++) results.push(await port.post(to(), message(`Bericht ${i}`)))
    expect(results.filter(({ outcome }) => outcome === 'sent').length).toBeLessThanOrEqual(8)
    const [waits] = results.filter(sent => sent.outcome === 'limited')
    expect(waits).toMatchObject({ outcome: 'limited', scope: 'conversation' })
    expect(waits?.outcome === 'limited' && waits.retryAfterSeconds).toBeLessThanOrEqual(2)
    expect(teams.messagesIn(channel)).toHaveLength(before + results.filter(({ outcome }) => outcome === 'sent').length)
    expect(told).toEqual([])
  })

  it('[T30] [T36] what Teams limits is told to the other copies, and not called again before', async () => {
    teams.faults.plan('create', status(429, { retryAfter: 20 }), { conversation: channel })
    const root = { ...to(), thread: teams.messagesIn(channel)[0]?.id ?? '' }
    expect(await port.post(root, message('Nu niet'))).toMatchObject({ outcome: 'limited', retryAfterSeconds: 20 })
    expect(told).toEqual([
      { workspace: teams.tenantId, method: 'activities.create', conversation: channel, seconds: 20 },
    ])
    const calls = teams.calls('create').length
    expect(await port.post(to(), message('Nog niet'))).toMatchObject({ outcome: 'limited', scope: 'conversation' })
    expect(teams.calls('create')).toHaveLength(calls)
  })

  it('[T30] asks who reads along no sooner than Teams allows, page by page, and says when it may', async () => {
    const { people } = sidesOf(app)
    // Each page holds two of them.
    const members = Array.from({ length: 300 }, (_, i) => teams.addPerson({ name: `P${i}`, email: `p${i}@zeist.nl` }))
    const busy = teams.addChannel({ name: 'druk', members })
    const place = { serviceUrl: teams.serviceUrl, tenant: teams.tenantId, conversation: busy }
    const before = teams.calls('members').length
    const asked = { workspace: teams.tenantId, conversation: busy }
    const readers = await port.readers?.(asked)
    expect(readers).toMatchObject({ outcome: 'limited', scope: 'conversation' })
    expect(teams.calls('members').length - before).toBeLessThan(150)
    // Whoever is waited for asks on when that may be, and begins anew.
    const beganAt = performance.now()
    expect(await people.readers({ ...place, conversation: channel })).toHaveLength(1)
    const speakers = members.slice(0, 20).map(({ user }) => ({ id: user.id, aadObjectId: user.aadObjectId }))
    const accounts = await Promise.all(
      speakers.map(speaker => people.accountOf({ ...speaker, locale: 'nl' }, { ...place, kind: 'channel' })),
    )
    expect(accounts.map(({ user }) => user)).toEqual(speakers.map(({ aadObjectId }) => aadObjectId))
    expect(performance.now() - beganAt).toBeGreaterThan(1_900)
    expect(told).toEqual([])
  })

  it('[T30] what Teams limits of looking is not asked again before, and keeps nothing from being written', async () => {
    teams.faults.plan('members', status(429, { retryAfter: 20 }), { conversation: channel })
    expect(await port.readers?.(to())).toMatchObject({ outcome: 'limited', retryAfterSeconds: 20 })
    const calls = teams.calls('members').length
    expect(await port.readers?.(to())).toMatchObject({ outcome: 'limited', scope: 'conversation' })
    expect(teams.calls('members')).toHaveLength(calls)
    expect((await port.post(to(), message('Wel'))).outcome).toBe('sent')
  })

  it('[T02] sends nothing to a host that is not the connector’s, whatever is stored', async () => {
    const before = teams.calls().length
    elsewhere = teams.serviceUrl.replace('127.0.0.1', 'localhost')
    expect(await port.post(to(), message('Proef'))).toEqual({ outcome: 'refused', reason: 'notAllowed' })
    expect(teams.calls()).toHaveLength(before)
  })

  it('knows that a call never left where nobody listens, or where no token could be had', async () => {
    teams.faults.plan('token', status(500), { times: 1 })
    const fresh = portOf(appOf(teams))
    expect(await fresh.post(to(), message('Proef'))).toEqual({ outcome: 'later' })
    expect((await fresh.post(to(), message('Proef'))).outcome).toBe('sent')
  })
})

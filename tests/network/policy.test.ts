// SPDX-License-Identifier: EUPL-1.2
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Handler } from '#/chat/feature.ts'
import { features } from '#/features/index.ts'
import type { Actor, HeldRole } from '#/network/actor.ts'
import type { IdentityId, MunicipalityId, PersonId, PillarId, RoleId, SourceId } from '#/network/ids.ts'
import { type Action, may, mayEver, policy, type Relation, type Role, rightFor } from '#/network/policy.ts'
import { printedPolicy, roleOrder } from '#/network/printed-policy.ts'

const me = 'me' as PersonId
const other = 'other' as PersonId
const zeist = { id: 'GM0355' as MunicipalityId, name: 'Zeist' }
const tiel = 'GM0281' as MunicipalityId
const bestuur = 'bestuur' as PillarId

const base: Actor = {
  identity: 'i' as IdentityId,
  source: { id: 's' as SourceId, isHost: true, state: 'admitted', vouches: true },
  person: me,
  name: 'Someone',
  email: null,
  municipality: zeist,
  function: null,
  roles: [],
  owner: null,
  actsFor: [],
  locale: null,
}

const held = (kind: 'official' | 'alderman', confirmed: boolean) => ({ id: 'r' as RoleId, kind, confirmed })
const role = (kind: HeldRole['kind'], pillar: PillarId | null = null): HeldRole => ({
  kind,
  pillar,
  municipality: zeist.id,
})

/** Someone who has a role and as little else as can be: each is a member as well, a newcomer and a guest are not. */
const actors: Record<Role, Actor> = {
  guest: { ...base, person: null, municipality: null },
  newcomer: base,
  member: { ...base, function: held('alderman', false) },
  speaker: { ...base, function: held('official', false) },
  confirmed: { ...base, function: held('alderman', true) },
  contactOfficer: { ...base, function: held('alderman', false), roles: [role('contactOfficer')] },
  chair: { ...base, function: held('alderman', false), roles: [role('chair', bestuur)] },
  networkLead: { ...base, function: held('alderman', false), roles: [role('networkLead')] },
  deputySecretariat: { ...base, roles: [role('deputySecretariat')] },
  secretariat: { ...base, roles: [role('secretariat')] },
}

const inherits: Record<Role, readonly Role[]> = {
  guest: ['guest'],
  newcomer: ['newcomer'],
  member: ['member'],
  speaker: ['member', 'speaker'],
  confirmed: ['member', 'speaker', 'confirmed'],
  contactOfficer: ['member', 'contactOfficer'],
  chair: ['member', 'chair'],
  networkLead: ['member', 'networkLead'],
  deputySecretariat: ['member', 'deputySecretariat'],
  secretariat: ['member', 'secretariat'],
}

const relations: Record<string, Relation> = {
  nothing: {},
  own: { person: me, municipality: zeist.id, pillar: bestuur, askedOf: 'secretariat' },
  'own, asked of one’s role': { person: me, municipality: zeist.id, pillar: bestuur },
  colleague: { person: other, municipality: zeist.id, askedOf: 'secretariat' },
  stranger: { person: other, municipality: tiel, askedOf: 'secretariat' },
  nobody: { person: null, askedOf: 'secretariat' },
  'asked of the chair of one’s pillar': { person: other, pillar: bestuur, askedOf: 'chair' },
  'asked of the chair of another pillar': { person: other, pillar: 'financien' as PillarId, askedOf: 'chair' },
  'asked of the network leads': { person: other, askedOf: 'networkLead' },
}

/** What a printed cell means, said once more and by hand. */
function meant(cell: string, who: Role, relation: Relation): boolean {
  const isOwn = relation.person === me && who !== 'guest'
  switch (cell) {
    case '':
      return false
    case 'any':
      return true
    case 'own':
      return relation.person === undefined || isOwn
    case "others'":
      return !isOwn
    case 'own municipality':
      return !isOwn && relation.municipality === zeist.id
    case 'own pillar':
      return relation.pillar === bestuur
    case 'asked of them':
      return !isOwn && relation.askedOf === who && (who !== 'chair' || relation.pillar === bestuur)
    default:
      throw new Error(`no such cell: ${cell}`)
  }
}

describe('[T17] rights stand in one table', () => {
  it('is printed in docs/rights.md as it stands in the code', async () => {
    await expect(printedPolicy()).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/rights.md'))
  })

  it('says in every cell what the code does, for every role, action and relation', async () => {
    const printed = await readFile(join(import.meta.dirname, '../../docs/rights.md'), 'utf8')
    const rows = printed
      .split('\n')
      .filter(line => line.startsWith('| ') && !line.startsWith('| ---'))
      .map(line =>
        line
          .slice(2, -2)
          .split(' | ')
          .map(cell => cell.trim()),
      )
    const [head = [], ...body] = rows
    expect(head.slice(1)).toEqual(roleOrder)
    expect(body.map(([action]) => action)).toEqual(Object.keys(policy))
    for (const [action, ...cells] of body)
      for (const who of roleOrder)
        for (const [name, relation] of Object.entries(relations)) {
          const expected = inherits[who].some(as => meant(cells[roleOrder.indexOf(as)] ?? '', as, relation))
          expect(may(actors[who], action as Action, relation), `${action}, ${who}, ${name}`).toBe(expected)
        }
  })

  it('[T04] leaves no right at all to any account of a source that is not admitted', () => {
    for (const who of roleOrder)
      for (const state of ['asleep', 'refused'] as const)
        for (const action of Object.keys(policy) as Action[])
          for (const relation of Object.values(relations))
            expect(may({ ...actors[who], source: { ...base.source, state } }, action, relation)).toBe(false)
  })

  it('asks of a contact officer to be that of the very municipality', () => {
    const moved = { ...actors.contactOfficer, roles: [{ ...role('contactOfficer'), municipality: tiel }] }
    expect(may(moved, 'function.confirm', { person: other, municipality: zeist.id })).toBe(false)
  })

  it('[T22] lets nobody decide on an own request', () => {
    for (const who of roleOrder)
      for (const askedOf of ['secretariat', 'deputySecretariat', 'networkLead', 'chair'] as const)
        expect(may(actors[who], 'request.decide', { person: me, askedOf, pillar: bestuur })).toBe(false)
  })

  describe('[F05] someone who acts for another', () => {
    const principal = (who: Actor): Actor['actsFor'][number] => ({
      person: other,
      name: 'Another',
      municipality: who.municipality,
      function: who.function,
      roles: who.roles,
    })
    const acting = (who: Role): Actor => ({ ...actors.member, actsFor: [principal(actors[who])] })
    const third = 'third' as PersonId

    it('may what that one may, and it shows for whom', () => {
      const relation = { person: third, askedOf: 'secretariat' } as const
      expect(rightFor(acting('secretariat'), 'request.decide', relation)).toMatchObject({
        role: 'secretariat',
        onBehalfOf: { person: other },
      })
      expect(may(acting('chair'), 'request.decide', { person: third, pillar: bestuur, askedOf: 'chair' })).toBe(true)
      expect(may(acting('chair'), 'request.decide', { person: third, pillar: null, askedOf: 'chair' })).toBe(false)
      expect(may(acting('contactOfficer'), 'function.confirm', { person: third, municipality: zeist.id })).toBe(true)
      expect(mayEver(acting('secretariat'), 'role.give')).toBe(true)
      expect(mayEver(acting('member'), 'role.give')).toBe(false)
      // One's own right goes before another's.
      const both = { ...actors.secretariat, actsFor: [principal(actors.secretariat)] }
      expect(rightFor(both, 'request.decide', relation)?.onBehalfOf).toBeNull()
    })

    it('[T22] decides neither on that one’s requests nor on own ones', () => {
      for (const person of [other, me])
        expect(may(acting('secretariat'), 'request.decide', { person, askedOf: 'secretariat' })).toBe(false)
      // Who has the right without that, has it.
      const deputy = { ...actors.deputySecretariat, actsFor: [principal(actors.secretariat)] }
      expect(may(deputy, 'request.decide', { person: other, askedOf: 'secretariat' })).toBe(true)
    })

    it('withdraws for them, but is and becomes nobody else', () => {
      expect(may(acting('member'), 'request.withdraw', { person: other })).toBe(true)
      const newcomer = { ...actors.newcomer, actsFor: [principal(actors.secretariat)] }
      expect(may(newcomer, 'pillar.join', {})).toBe(false)
      expect(may(newcomer, 'person.substitute', {})).toBe(false)
    })

    it('[T04] [T06] has nothing of it as a guest, or in a source that is not admitted', () => {
      const guest = { ...actors.guest, actsFor: [principal(actors.secretariat)] }
      const asleep = { ...acting('secretariat'), source: { ...base.source, state: 'asleep' as const } }
      for (const who of [guest, asleep]) {
        expect(may(who, 'role.give', {})).toBe(false)
        expect(mayEver(who, 'role.give')).toBe(false)
      }
    })
  })

  it('is asked for by every handler there is', () => {
    const asked = (handler: Handler<string> | undefined) => (handler ? [handler.asks] : [])
    const asks = features.flatMap(feature => [
      ...(feature.nouns ?? []).flatMap(noun => [noun.bare.asks, ...noun.verbs.map(verb => verb.handler.asks)]),
      ...Object.values(feature.presses ?? {}).map(handler => handler.asks),
      ...Object.values(feature.forms ?? {}).flatMap(form => [
        ...asked(form.open),
        form.submit.asks,
        ...Object.values(form.suggest ?? {}).map(handler => handler.asks),
      ]),
    ])
    expect(asks.length).toBeGreaterThan(30)
    for (const action of asks) expect(policy[action]).toBeDefined()
  })
})

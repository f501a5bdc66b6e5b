// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contactSight } from '#/features/lobby/rules/contact-sight.ts'
import type { Actor, HeldFunction, HeldRole, Principal } from '#/network/actor.ts'
import type { IdentityId, MunicipalityId, PersonId, PillarId, RoleId, SourceId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'

const people = fc.constantFrom('me', 'one', 'other').map(id => id as PersonId)
const pillars = fc.constantFrom('bestuur', 'samenleving').map(id => id as PillarId)
const municipalities = fc.constantFrom('GM0355', 'GM0281').map(id => id as MunicipalityId)

const functions: fc.Arbitrary<HeldFunction> = fc.record({
  id: fc.constant('r' as RoleId),
  kind: fc.constantFrom('official', 'alderman'),
  confirmed: fc.boolean(),
})
const roles: fc.Arbitrary<HeldRole> = fc.record({
  kind: fc.constantFrom('secretariat', 'deputySecretariat', 'chair', 'viceChair', 'pillarLead', 'contactOfficer'),
  pillar: pillars,
  municipality: municipalities,
})
const held = {
  municipality: fc.option(municipalities.map(id => ({ id, name: id }))),
  function: functions,
  roles: fc.array(roles, { maxLength: 2 }),
}
const principals: fc.Arbitrary<Principal> = fc.record({
  ...held,
  person: fc.constant('one' as PersonId),
  name: fc.constant('One'),
})
const actors: fc.Arbitrary<Actor> = fc.record({
  ...held,
  identity: fc.constant('i' as IdentityId),
  source: fc.record({
    id: fc.constant('s' as SourceId),
    isHost: fc.constant(true),
    state: fc.constantFrom('admitted', 'refused'),
    vouches: fc.constant(true),
  }),
  person: fc.option(fc.constant('me' as PersonId)),
  owner: fc.constant(null),
  name: fc.constant('Me'),
  email: fc.constant(null),
  actsFor: fc.array(principals, { maxLength: 1 }),
  locale: fc.constant(null),
})

it('[F27] [T20] whose contacts someone finds by searching are those that the policy lets them read', () => {
  fc.assert(
    fc.property(actors, people, pillars, municipalities, (actor, person, pillar, municipality) => {
      const sight = contactSight(actor)
      const finds =
        sight.isAll ||
        sight.pillars.includes(pillar) ||
        sight.municipalities.includes(municipality) ||
        sight.proposers.includes(person)
      expect(finds).toBe(may(actor, 'lobby.contact', { person, pillar, municipality }))
    }),
    { numRuns: 2_000 },
  )
})

// SPDX-License-Identifier: EUPL-1.2
import { type Actor, isFunction, needsConfirming } from '#/network/actor.ts'
import type { MunicipalityId, PersonId, PillarId } from '#/network/ids.ts'

/**
 * Who stands before us. `guest` is nobody in the network; `newcomer` is known by address and has not said a function yet; `member` has said one;
 * `speaker` may speak for the municipality (officials and advisers from the start, the others once confirmed); `confirmed` was confirmed by a colleague or the secretariat.
 */
export type Role =
  | 'guest'
  | 'newcomer'
  | 'member'
  | 'speaker'
  | 'confirmed'
  | 'contactOfficer'
  | 'chair'
  | 'networkLead'
  | 'deputySecretariat'
  | 'secretariat'

/** How the actor stands to what the act is about. `others`: anything but one's own. `asked`: not one's own, and asked of this very role. `home`: of the own municipality, and not oneself. */
export type Standing = 'any' | 'own' | 'others' | 'asked' | 'home'

export type Action =
  | 'feedback.send'
  | 'settings.change'
  | 'person.register'
  | 'pillar.read'
  | 'municipality.read'
  | 'pillar.join'
  | 'pillar.leave'
  | 'official.answer'
  | 'request.read'
  | 'request.withdraw'
  | 'request.answer'
  | 'request.decide'
  | 'function.confirm'
  | 'role.give'
  | 'domain.add'
  | 'channel.bind'
  | 'desk.read'
  | 'delivery.settle'
  | 'planning.read'
  | 'planning.change'
  | 'workingHours.set'
  | 'data.own'

/** The one table of rights. What does not stand here is not allowed. */
export const policy: Readonly<Record<Action, Partial<Readonly<Record<Role, Standing>>>>> = {
  'feedback.send': { guest: 'any', newcomer: 'any', member: 'any' },
  'settings.change': { newcomer: 'own', member: 'own' },
  'person.register': { guest: 'own', newcomer: 'own', member: 'own' },
  'pillar.read': { newcomer: 'any', member: 'any' },
  'municipality.read': { newcomer: 'any', member: 'any' },
  'pillar.join': { member: 'own' },
  'pillar.leave': { member: 'own' },
  'official.answer': { newcomer: 'own', member: 'own' },
  'request.read': { member: 'own', chair: 'asked', networkLead: 'asked', deputySecretariat: 'any', secretariat: 'any' },
  'request.withdraw': { newcomer: 'own', member: 'own' },
  'request.answer': { newcomer: 'own', member: 'own' },
  'request.decide': { chair: 'asked', networkLead: 'asked', deputySecretariat: 'others', secretariat: 'others' },
  'function.confirm': { confirmed: 'home', contactOfficer: 'home', deputySecretariat: 'others', secretariat: 'others' },
  'role.give': { secretariat: 'any' },
  'domain.add': { secretariat: 'any' },
  'channel.bind': { secretariat: 'any' },
  'desk.read': { deputySecretariat: 'any', secretariat: 'any' },
  'delivery.settle': { deputySecretariat: 'any', secretariat: 'any' },
  'planning.read': { deputySecretariat: 'any', secretariat: 'any' },
  'planning.change': { deputySecretariat: 'any', secretariat: 'any' },
  'workingHours.set': { secretariat: 'any' },
  'data.own': { guest: 'own', newcomer: 'own', member: 'own' },
}

/** What of a subject matters for rights: whose it is, of which municipality or pillar, and of which role it was asked. */
export interface Relation {
  readonly person?: PersonId | null
  readonly municipality?: MunicipalityId | null
  readonly pillar?: PillarId | null
  readonly askedOf?: Role
}

/** Today's roles of an actor, as the policy knows them: none at all in a source that is not admitted [T04], a guest's without a person [T06]. */
export function rolesOf(actor: Actor): ReadonlySet<Role> {
  const roles = new Set<Role>()
  if (actor.source.state !== 'admitted') return roles
  if (!actor.person) return roles.add('guest')
  const held = actor.function
  if (!held && actor.roles.length === 0) return roles.add('newcomer')
  roles.add('member')
  if (held?.confirmed) roles.add('confirmed')
  if (held && isFunction(held.kind) && (held.confirmed || !needsConfirming(held.kind))) roles.add('speaker')
  for (const role of actor.roles) {
    if (role.kind === 'contactOfficer' || role.kind === 'networkLead') roles.add(role.kind)
    if (role.kind === 'secretariat' || role.kind === 'deputySecretariat') roles.add(role.kind)
    if (role.kind === 'chair') roles.add('chair')
  }
  return roles
}

function stands(actor: Actor, role: Role, standing: Standing, relation: Relation): boolean {
  const own = actor.person !== null && relation.person === actor.person
  switch (standing) {
    case 'any':
      return true
    case 'own':
      return relation.person === undefined || own
    case 'others':
      return !own
    case 'home':
      return (
        !own &&
        relation.municipality != null &&
        relation.municipality === actor.municipality?.id &&
        (role !== 'contactOfficer' ||
          actor.roles.some(r => r.kind === 'contactOfficer' && r.municipality === relation.municipality))
      )
    case 'asked':
      return (
        !own &&
        relation.askedOf === role &&
        (role !== 'chair' || actor.roles.some(r => r.kind === 'chair' && r.pillar === (relation.pillar ?? null)))
      )
  }
}

const strongestFirst: readonly Role[] = [
  'secretariat',
  'deputySecretariat',
  'networkLead',
  'chair',
  'contactOfficer',
  'confirmed',
  'speaker',
  'member',
  'newcomer',
  'guest',
]

/** The strongest role by which an actor may do something to a subject, null when none allows it. An act about nothing but the actor has an empty relation. */
export function roleFor(actor: Actor, action: Action, relation: Relation): Role | null {
  const roles = rolesOf(actor)
  return (
    strongestFirst.find(role => {
      const standing = policy[action][role]
      return roles.has(role) && standing !== undefined && stands(actor, role, standing, relation)
    }) ?? null
  )
}

/** Whether an actor may do something to a subject. The router asks this, once a turn, and nobody else. */
export const may = (actor: Actor, action: Action, relation: Relation): boolean =>
  roleFor(actor, action, relation) !== null

/** Whether an actor may do something to some subject at all: what help shows, and what tells "no such thing" from "not for you" without telling whether it exists [T07]. */
export const mayEver = (actor: Actor, action: Action): boolean =>
  [...rolesOf(actor)].some(role => policy[action][role] !== undefined)

// SPDX-License-Identifier: EUPL-1.2
import { type Actor, inNameOf, isFunction, needsConfirming, type Principal } from '#/network/actor.ts'
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

/** How the actor stands to what the act is about. `others`: anything but one's own. `asked`: not one's own, and asked of this very role. `home`: of the own municipality, and not oneself. `pillar`: of a pillar whose chair the actor is. */
export type Standing = 'any' | 'own' | 'others' | 'asked' | 'home' | 'pillar'

export type Action =
  | 'feedback.send'
  | 'settings.change'
  | 'person.register'
  | 'pillar.read'
  | 'municipality.read'
  | 'pillar.join'
  | 'pillar.leave'
  | 'official.answer'
  | 'group.read'
  | 'group.join'
  | 'group.manage'
  | 'group.report'
  | 'follow.give'
  | 'lobby.read'
  | 'lobby.propose'
  | 'lobby.edit'
  | 'lobby.support'
  | 'lobby.merge'
  | 'lobby.export'
  | 'lobby.round'
  | 'lobby.vote'
  | 'lobby.place'
  | 'lobby.contact'
  | 'lobby.takeBack'
  | 'lobby.conclude'
  | 'lobby.withdraw'
  | 'bottleneck.read'
  | 'bottleneck.share'
  | 'bottleneck.recognise'
  | 'bottleneck.lift'
  | 'bottleneck.merge'
  | 'bottleneck.withdraw'
  | 'meeting.read'
  | 'meeting.plan'
  | 'meeting.register'
  | 'meeting.brief'
  | 'meeting.nudge'
  | 'agenda.propose'
  | 'action.note'
  | 'action.finish'
  | 'meeting.attendance'
  | 'committee.read'
  | 'committee.manage'
  | 'report.write'
  | 'report.edit'
  | 'report.correct'
  | 'report.announce'
  | 'report.input'
  | 'request.read'
  | 'request.withdraw'
  | 'request.answer'
  | 'request.decide'
  | 'function.confirm'
  | 'person.read'
  | 'person.address'
  | 'person.correct'
  | 'person.merge'
  | 'person.end'
  | 'person.substitute'
  | 'account.link'
  | 'role.give'
  | 'role.support'
  | 'role.check'
  | 'role.answer'
  | 'import.members'
  | 'domain.add'
  | 'channel.bind'
  | 'desk.read'
  | 'delivery.settle'
  | 'delivery.release'
  | 'planning.read'
  | 'planning.change'
  | 'workingHours.set'
  | 'digest.read'
  | 'digest.review'
  | 'digest.wish'
  | 'data.own'
  | 'data.hold'

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
  'group.read': { newcomer: 'any', member: 'any' },
  'group.join': { member: 'own' },
  'group.manage': { chair: 'pillar', secretariat: 'any' },
  'group.report': { member: 'own', chair: 'pillar', secretariat: 'any' },
  'follow.give': { newcomer: 'own', member: 'own' },
  'lobby.read': { newcomer: 'any', member: 'any' },
  'lobby.propose': { member: 'own' },
  'lobby.edit': { member: 'own', chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'lobby.support': { speaker: 'any' },
  'lobby.merge': { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'lobby.export': { member: 'any' },
  'lobby.round': { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'lobby.vote': { speaker: 'any' },
  'lobby.place': { member: 'own', chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'lobby.contact': {
    member: 'own',
    speaker: 'home',
    chair: 'pillar',
    deputySecretariat: 'any',
    secretariat: 'any',
  },
  'lobby.takeBack': { member: 'own', chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'lobby.conclude': { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'lobby.withdraw': { member: 'own', deputySecretariat: 'any', secretariat: 'any' },
  'bottleneck.read': { newcomer: 'any', member: 'any' },
  'bottleneck.share': { member: 'own' },
  'bottleneck.recognise': { member: 'any' },
  'bottleneck.lift': { member: 'own', chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'bottleneck.merge': { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'bottleneck.withdraw': { member: 'own', chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'meeting.read': { newcomer: 'any', member: 'any' },
  'meeting.plan': { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'meeting.register': { member: 'own' },
  'meeting.brief': { member: 'home', deputySecretariat: 'any', secretariat: 'any' },
  'meeting.nudge': { contactOfficer: 'home', deputySecretariat: 'any', secretariat: 'any' },
  'agenda.propose': { member: 'own' },
  'action.note': { member: 'any' },
  'action.finish': { member: 'own', contactOfficer: 'home', deputySecretariat: 'any', secretariat: 'any' },
  'meeting.attendance': { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'committee.read': { newcomer: 'any', member: 'any' },
  'committee.manage': { deputySecretariat: 'any', secretariat: 'any' },
  'report.write': { member: 'own' },
  'report.edit': { member: 'own' },
  'report.correct': { member: 'own', deputySecretariat: 'any', secretariat: 'any' },
  'report.announce': { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'report.input': { speaker: 'own' },
  'request.read': { member: 'own', chair: 'asked', networkLead: 'asked', deputySecretariat: 'any', secretariat: 'any' },
  'request.withdraw': { newcomer: 'own', member: 'own' },
  'request.answer': { newcomer: 'own', member: 'own' },
  'request.decide': { chair: 'asked', networkLead: 'asked', deputySecretariat: 'others', secretariat: 'others' },
  'function.confirm': { confirmed: 'home', contactOfficer: 'home', deputySecretariat: 'others', secretariat: 'others' },
  'person.read': { newcomer: 'any', member: 'any' },
  'person.address': {
    newcomer: 'own',
    member: 'own',
    contactOfficer: 'home',
    deputySecretariat: 'any',
    secretariat: 'any',
  },
  'person.correct': { secretariat: 'others' },
  'person.merge': { secretariat: 'any' },
  'person.end': { secretariat: 'others' },
  'person.substitute': { member: 'own' },
  'account.link': { guest: 'own', newcomer: 'own', member: 'own' },
  'role.give': { secretariat: 'any' },
  'role.check': { secretariat: 'any' },
  'role.answer': { newcomer: 'own', member: 'own' },
  'role.support': { member: 'own', contactOfficer: 'home', secretariat: 'any' },
  'import.members': { secretariat: 'any' },
  'domain.add': { secretariat: 'any' },
  'channel.bind': { secretariat: 'any' },
  'desk.read': { deputySecretariat: 'any', secretariat: 'any' },
  'delivery.settle': { deputySecretariat: 'any', secretariat: 'any' },
  'delivery.release': { deputySecretariat: 'any', secretariat: 'any' },
  'planning.read': { deputySecretariat: 'any', secretariat: 'any' },
  'planning.change': { deputySecretariat: 'others', secretariat: 'others' },
  'workingHours.set': { secretariat: 'any' },
  'digest.read': { newcomer: 'any', member: 'any' },
  'digest.review': { chair: 'pillar', deputySecretariat: 'any', secretariat: 'any' },
  'digest.wish': { newcomer: 'own', member: 'own' },
  'data.own': { guest: 'own', newcomer: 'own', member: 'own' },
  'data.hold': { secretariat: 'others' },
}

/** What nobody does in another's name: it could make the one who acts for someone more than that [F05] [T22]. */
export const inPersonOnly: readonly Action[] = ['import.members', 'person.merge']

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
    case 'pillar':
      return relation.pillar != null && actor.roles.some(r => r.kind === 'chair' && r.pillar === relation.pillar)
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

/** By which role something is allowed, and whose it is where someone else has the actor act for them. */
export interface Right {
  readonly role: Role
  readonly onBehalfOf: Principal | null
}

const ownRole = (actor: Actor, action: Action, relation: Relation, allows: (standing: Standing) => boolean) => {
  const roles = rolesOf(actor)
  return strongestFirst.find(role => {
    const standing = policy[action][role]
    return roles.has(role) && standing !== undefined && allows(standing) && stands(actor, role, standing, relation)
  })
}

/**
 * Who acts for someone may do what that one may, but to nothing of their own by it, and to nothing of that one's that asks for another [T22];
 * what is about oneself alone, one does oneself.
 */
function behalfRole(actor: Actor, principal: Principal, action: Action, relation: Relation): Role | undefined {
  if (relation.person !== undefined && relation.person === actor.person) return undefined
  if (inPersonOnly.includes(action)) return undefined
  const { person } = principal
  return ownRole(
    inNameOf(actor, principal),
    action,
    relation,
    standing => standing !== 'own' || relation.person === person,
  )
}

/** The strongest role by which an actor may do something to a subject, their own before another's; null when none allows it. An act about nothing but the actor has an empty relation. */
export function rightFor(actor: Actor, action: Action, relation: Relation): Right | null {
  const own = ownRole(actor, action, relation, () => true)
  if (own) return { role: own, onBehalfOf: null }
  if (!actor.person || actor.source.state !== 'admitted') return null
  for (const principal of actor.actsFor) {
    const role = behalfRole(actor, principal, action, relation)
    if (role) return { role, onBehalfOf: principal }
  }
  return null
}

/** For which municipality an actor does something that is done for one: their own, or that of whom they act for; null where there is none. */
export const standsFor = (actor: Actor, action: Action): Actor['municipality'] =>
  (rightFor(actor, action, {})?.onBehalfOf ?? actor).municipality

export const roleFor = (actor: Actor, action: Action, relation: Relation): Role | null =>
  rightFor(actor, action, relation)?.role ?? null

/** Whether an actor may do something to a subject. The router asks this, once a turn, and nobody else. */
export const may = (actor: Actor, action: Action, relation: Relation): boolean =>
  roleFor(actor, action, relation) !== null

/** Whether an actor may do something to some subject at all: what help shows, and what tells "no such thing" from "not for you" without telling whether it exists [T07]. */
export const mayEver = (actor: Actor, action: Action): boolean =>
  [...rolesOf(actor)].some(role => policy[action][role] !== undefined) ||
  (actor.person !== null &&
    !inPersonOnly.includes(action) &&
    actor.actsFor.some(({ function: held, roles }) =>
      [...rolesOf({ ...actor, function: held, roles })].some(role => {
        const standing = policy[action][role]
        return standing !== undefined && standing !== 'own'
      }),
    ))

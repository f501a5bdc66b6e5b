// SPDX-License-Identifier: EUPL-1.2
import type { IdentityId, MunicipalityId, PersonId, PillarId, RoleId, SourceId } from '#/network/ids.ts'

export const functions = ['alderman', 'mayor', 'municipalSecretary', 'adviser', 'official'] as const
/** What someone is at home. Mayor, alderman and municipal secretary stand as stated ("opgegeven") until a colleague confirms. */
export type HomeFunction = (typeof functions)[number]

export const leadingRoles = [
  'secretariat',
  'deputySecretariat',
  'networkLead',
  'pillarLead',
  'chair',
  'viceChair',
  'supporter',
  'contactOfficer',
] as const
export type LeadingRole = (typeof leadingRoles)[number]

export const isFunction = (kind: string): kind is HomeFunction => functions.some(f => f === kind)
export const isLeadingRole = (kind: string): kind is LeadingRole => leadingRoles.some(r => r === kind)

/** An executive (bestuurder) or secretary: stated first, confirmed later, and asked for an official when joining a pillar [A16]. */
export const isExecutive = (f: HomeFunction): boolean => f === 'alderman' || f === 'mayor'
export const needsConfirming = (f: HomeFunction): boolean =>
  f === 'alderman' || f === 'mayor' || f === 'municipalSecretary'

export interface HeldFunction {
  readonly id: RoleId
  readonly kind: HomeFunction
  readonly confirmed: boolean
}

export interface HeldRole {
  readonly kind: LeadingRole
  readonly pillar: PillarId | null
  readonly municipality: MunicipalityId | null
}

/** A workspace or tenant as it stands to one account in it. `vouches`: its word for this account counts [T04]. */
export interface ActorSource {
  readonly id: SourceId
  readonly isHost: boolean
  readonly state: 'asleep' | 'admitted' | 'refused'
  readonly vouches: boolean
}

/** Someone who has the actor act for them today, with their own rights [F05]. */
export interface Principal {
  readonly person: PersonId
  readonly name: string
  readonly municipality: Actor['municipality']
  readonly function: HeldFunction | null
  readonly roles: readonly HeldRole[]
}

/** Who speaks, with today's rights. Without `person` it is nobody in the network: a guest [T06]. */
export interface Actor {
  readonly identity: IdentityId
  readonly source: ActorSource
  readonly person: PersonId | null
  /** Whose account it is, also where it does not speak for them any more: their data stay theirs [T42]. Null where its source does not vouch for it. */
  readonly owner: PersonId | null
  readonly name: string
  readonly email: string | null
  readonly municipality: { readonly id: MunicipalityId; readonly name: string } | null
  readonly function: HeldFunction | null
  readonly roles: readonly HeldRole[]
  readonly actsFor: readonly Principal[]
  readonly locale: 'nl' | 'en' | null
}

/** Whoever has the actor act for them, as if they did it themselves: their person, municipality, function and roles [F05]. */
export const inNameOf = (actor: Actor, { person, municipality, function: held, roles }: Principal): Actor => ({
  ...actor,
  person,
  municipality,
  function: held,
  roles,
})

/** What the municipality is called that an actor is of, or someone who has them act: that in whose name something was done [F05]. Empty for any other. */
export const municipalityName = ({ municipality, actsFor }: Actor, id: string): string =>
  [municipality, ...actsFor.map(principal => principal.municipality)].find(one => one?.id === id)?.name ?? ''

/** A pillar whose chair someone is, or acts for. */
export const chairedPillar = ({ roles, actsFor }: Actor): PillarId | null =>
  [...roles, ...actsFor.flatMap(principal => principal.roles)].find(role => role.kind === 'chair')?.pillar ?? null

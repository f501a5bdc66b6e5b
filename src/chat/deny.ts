// SPDX-License-Identifier: EUPL-1.2
import { chatTexts } from '#/chat/chat-texts.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import { nothingBy } from '#/chat/words.ts'
import type { Actor } from '#/network/actor.ts'
import { type Action, mayEver, policy, type Relation, rolesOf } from '#/network/policy.ts'

export type Denial =
  /** Whoever could, once it is known who they are. */
  | { readonly kind: 'introduce' }
  /** `absent`: there is no such thing, or it is not for this actor. `closed`: nothing at all can be done here. */
  | { readonly kind: 'text' | 'absent' | 'closed'; readonly text: string }

/**
 * Why the policy said no, without telling more than the actor may know: what is not for one and what does not exist get the same words [T07].
 * `relation` is null where there is no such thing.
 */
export function denial(
  { actor, act, locale, typed }: Pick<Turn, 'actor' | 'act' | 'locale' | 'typed'>,
  action: Action,
  relation: Relation | null,
): Denial {
  const t = chatTexts.in(locale)
  const closed = closedDoor(actor, locale)
  if (closed) return { kind: 'closed', text: closed }
  const said = { typed, nothing: { text: nothingBy(act, locale) } }
  const roles = rolesOf(actor)
  const isStranger = roles.has('guest') || roles.has('newcomer')
  const { member, speaker } = policy[action]
  if (isStranger && !mayEver(actor, action) && (member ?? speaker) !== undefined) return { kind: 'introduce' }
  if (!mayEver(actor, action)) return { kind: 'text', text: t(deniedKey[action] ?? 'refusal.notAllowed', said) }
  const isOwn = relation?.person != null && relation.person === actor.person
  const standings = [...roles].flatMap(role => policy[action][role] ?? [])
  if (isOwn && !mayEver({ ...actor, actsFor: [] }, action)) return { kind: 'text', text: t('refusal.behalf') }
  if (isOwn && standings.some(standing => standing !== 'own'))
    return { kind: 'text', text: t(action === 'request.decide' ? 'refusal.own' : 'refusal.self') }
  // Who may for some subjects only hears who may for all, whether this one exists or not.
  const isForAll = standings.some(standing => standing === 'any' || standing === 'others')
  const who = isForAll ? undefined : deniedKey[action]
  return who ? { kind: 'text', text: t(who, said) } : { kind: 'absent', text: t('refusal.absent') }
}

/** The one sentence for everyone of a workspace or tenant that is not admitted, whatever they do there [T04]; null where it is. */
export function closedDoor(actor: Actor, locale: Locale): string | null {
  const { state } = actor.source
  if (state === 'admitted') return null
  return chatTexts.in(locale)(state === 'refused' ? 'refusal.refused' : 'refusal.asleep')
}

type DeniedKey =
  `denied.${'decide' | 'secretariat' | 'chair' | 'planning' | 'confirm' | 'proposer' | 'contact' | 'withdraw' | 'takeBack' | 'noter' | 'input' | 'speaker' | 'briefing'}`

const deniedKey: Partial<Record<Action, DeniedKey>> = {
  'request.decide': 'denied.decide',
  'function.confirm': 'denied.confirm',
  'person.correct': 'denied.secretariat',
  'person.merge': 'denied.secretariat',
  'person.end': 'denied.secretariat',
  'role.give': 'denied.secretariat',
  'role.check': 'denied.secretariat',
  'import.members': 'denied.secretariat',
  'domain.add': 'denied.secretariat',
  'channel.bind': 'denied.secretariat',
  'data.hold': 'denied.secretariat',
  'desk.read': 'denied.secretariat',
  'delivery.settle': 'denied.secretariat',
  'delivery.release': 'denied.secretariat',
  'committee.manage': 'denied.secretariat',
  'report.announce': 'denied.chair',
  'report.input': 'denied.input',
  'group.manage': 'denied.chair',
  'bottleneck.merge': 'denied.chair',
  'bottleneck.withdraw': 'denied.takeBack',
  'planning.read': 'denied.planning',
  'planning.change': 'denied.secretariat',
  'workingHours.set': 'denied.secretariat',
  'meeting.brief': 'denied.briefing',
  'lobby.support': 'denied.speaker',
  'lobby.vote': 'denied.speaker',
  'lobby.edit': 'denied.proposer',
  'lobby.place': 'denied.proposer',
  'lobby.merge': 'denied.chair',
  'lobby.round': 'denied.chair',
  'lobby.conclude': 'denied.chair',
  'lobby.contact': 'denied.contact',
  'lobby.takeBack': 'denied.noter',
  'lobby.withdraw': 'denied.withdraw',
}

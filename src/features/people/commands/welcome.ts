// SPDX-License-Identifier: EUPL-1.2
import type { Introduce } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import { type Welcomed, welcomeCard } from '#/features/people/cards/welcome.ts'
import { rolesOf } from '#/network/policy.ts'
import { networkName } from '#/network/setting.ts'

function welcomed({ actor, where }: Turn): Welcomed {
  if (where.kind !== 'direct') return 'everyone'
  const roles = rolesOf(actor)
  if (roles.has('secretariat') || roles.has('deputySecretariat')) return 'secretariat'
  return roles.has('member') ? 'member' : 'newcomer'
}

/** Where the bot was just installed. */
export const welcome: Introduce = async (db, turn) =>
  welcomeCard(welcomed(turn), turn.actor.name, await networkName(db), turn.locale)

// SPDX-License-Identifier: EUPL-1.2
import type { HomeSection } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { showBottleneck, titleOf } from '#/features/bottlenecks/cards/bottleneck.ts'
import { ripeFor } from '#/features/bottlenecks/rules/ripe.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { mayEver } from '#/network/policy.ts'

/** Bottlenecks that many recognise and that nobody made a lobby point of yet, for who may [A27]. */
export async function bottleneckHome(db: Db, { actor, locale, today }: Turn): Promise<readonly HomeSection[]> {
  if (!actor.person || !mayEver(actor, 'bottleneck.lift')) return []
  const led = actor.roles.flatMap(role => (role.kind === 'chair' && role.pillar ? [role.pillar] : []))
  const t = bottleneckTexts.in(locale)
  const items = (await ripeFor(db, actor.person, led, readersOf(actor), today)).map(one => ({
    text: t('home.ripe', { title: { text: titleOf(one, locale) }, count: one.municipalities }),
    accessory: showBottleneck(one.number, locale),
  }))
  return [{ place: 'waiting', items }]
}

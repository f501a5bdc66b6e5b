// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { plainDayOf } from '#/chat/dates.ts'
import type { LiveSubject, NoticeKind, RequestView } from '#/chat/feature.ts'
import { roleWord } from '#/chat/words.ts'
import { roleAskCard } from '#/features/people/cards/role-check.ts'
import { roleAsk } from '#/features/people/rules/role-check.ts'
import { roleEndKind } from '#/features/people/rules/role-end.ts'
import { roleFacts } from '#/features/people/rules/roles.ts'
import { peopleTexts } from '#/features/people/texts.ts'

const askFacts = z.object({ ask: z.uuid(), isAgain: z.boolean().optional() })

/** Nothing is said any more to who has answered, or holds the role no longer. */
export const roleCheckNotice: NoticeKind<z.infer<typeof askFacts>> = {
  onUnclear: 'surely',
  recordClass: 'record',
  facts: askFacts,
  async draw(db, { ask, isAgain = false }, reader) {
    const asked = await roleAsk(db, ask, reader.today)
    return asked && !asked.answer && !asked.isOver ? roleAskCard(asked, reader.locale, isAgain) : null
  },
}

const live = (isAgain: boolean): LiveSubject => ({
  table: 'role_check_asks',
  async draw(db, id, reader) {
    const asked = await roleAsk(db, id, reader.today)
    return asked && { card: roleAskCard(asked, reader.locale, isAgain), version: asked.version }
  },
})

export const roleCheckLive = { roleCheckAsk: live(false), roleCheckReminder: live(true) } as const

/** How a role that is said to be over stands on the secretariat's card. */
export const roleEndView: RequestView = async (db, request, reader) => {
  const t = peopleTexts.in(reader.locale)
  const role = await roleFacts(db, roleEndKind.subject.parse(request.subject).role)
  if (!role) return { what: t('roleEnd.what', { role: '' }), lines: [] }
  const word = roleWord(role.kind, reader.locale)
  return {
    what: t('roleEnd.what', { role: role.pillar ? `${word} ${role.pillar}` : word }),
    lines: [t('roleEnd.since', { from: plainDayOf(role.from, reader.locale) })],
  }
}

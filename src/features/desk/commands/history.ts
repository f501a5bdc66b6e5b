// SPDX-License-Identifier: EUPL-1.2
import { momentOf } from '#/chat/dates.ts'
import type { Reads } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import { roleWord } from '#/chat/words.ts'
import { byline } from '#/features/desk/cards/byline.ts'
import { byTypedNumber } from '#/features/desk/commands/queue.ts'
import { type Act, historyOf } from '#/features/desk/rules/history.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { isFunction, isLeadingRole } from '#/network/actor.ts'
import type { AnyRequestKind, Request } from '#/requests/kind.ts'

const acts = ['filed', 'approve', 'decline', 'withdraw', 'claim', 'ask', 'answer', 'undo', 'reopen', 'hush'] as const

function whoDid({ name, principal, municipality, role }: Act, turn: Turn) {
  const t = deskTexts.in(turn.locale)
  if (name === null) return t('history.bot')
  const as =
    isFunction(role) || isLeadingRole(role)
      ? { role: roleWord(role, turn.locale) }
      : { role: { text: t(role === 'self' ? 'history.role.self' : 'history.role.member') } }
  const who = { name: { text: byline(name, principal, turn.locale) }, ...as }
  return municipality ? t('history.by', { ...who, municipality }) : t('history.byPlain', who)
}

/** `m50 verzoek <nr> geschiedenis`: who did what, as what, and when [F74]. */
export const historyLine = (kinds: readonly AnyRequestKind[]): Reads<string, Request> => ({
  does: 'reads',
  asks: 'request.read',
  of: byTypedNumber(kinds),
  async run(db, turn, _, request) {
    const t = deskTexts.in(turn.locale)
    const lines = (await historyOf(db, { kind: 'request', id: request.id })).flatMap(one => {
      const act = acts.find(known => known === one.act)
      if (!act) return []
      const at = momentOf(one.at, turn.locale, turn.zone)
      return [t('history.line', { at, act: { text: t(`history.act.${act}`) }, by: { text: whoDid(one, turn) } })]
    })
    return {
      card: {
        version: 1,
        title: t('history.title', { number: request.number }),
        text: lines.map(line => `- ${line}`).join('\n'),
      },
      to: 'me',
    }
  },
})

// SPDX-License-Identifier: EUPL-1.2
import { momentOf } from '#/chat/dates.ts'
import type { Reads } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import { byline, roleWord } from '#/chat/words.ts'
import { byTypedNumber } from '#/features/desk/commands/queue.ts'
import { type Act, historyOf, reasonsOf } from '#/features/desk/rules/history.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { isFunction, isLeadingRole } from '#/network/actor.ts'
import type { AnyRequestKind, Request } from '#/requests/kind.ts'

const acts = {
  'request.filed': 'filed',
  'request.approve': 'approve',
  'request.decline': 'decline',
  'request.withdraw': 'withdraw',
  'request.claim': 'claim',
  'request.ask': 'ask',
  'request.answer': 'answer',
  'request.undo': 'undo',
  'request.reopen': 'reopen',
  'request.hush': 'hush',
  'request.handedOver': 'handedOver',
  'request.moved': 'moved',
  'official.confirmed': 'officialConfirmed',
  'official.declined': 'officialDeclined',
  'official.named': 'officialNamed',
} as const
const isShown = (act: string): act is keyof typeof acts => Object.hasOwn(acts, act)

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
    const why = await reasonsOf(db, request.id)
    const lines = (await historyOf(db, { kind: 'request', id: request.id })).flatMap(one => {
      if (!isShown(one.act)) return []
      const at = momentOf(one.at, turn.locale, turn.zone)
      const act = { text: t(`history.act.${acts[one.act]}`) }
      const line = t('history.line', { at, act, by: { text: whoDid(one, turn) } })
      const reason = why.get(one.at.getTime())
      return [reason === undefined ? line : [line, t('card.reason', { reason })].join(' · ')]
    })
    return {
      card: {
        version: 1,
        title: t('history.title', { number: request.number }),
        text: lines.map(line => `- ${line}`).join('\n'),
        buttons: [lineButton(t('button.show'), `verzoek ${request.number}`)],
      },
      to: 'me',
    }
  },
})

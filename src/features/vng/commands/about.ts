// SPDX-License-Identifier: EUPL-1.2
// Which committee an act is about, and what its reader may do there.
import { lineButton } from '#/chat/help.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import type { CommitteeSight } from '#/features/vng/cards/committee.ts'
import { type Committee, committeeById, findCommittee } from '#/features/vng/rules/committees.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { dateIn } from '#/network/calendar.ts'
import { may, mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

export const sightOf = ({ actor }: Turn): CommitteeSight => ({
  mayManage: may(actor, 'committee.manage', {}),
  mayReport: mayEver(actor, 'report.write'),
  mayInput: mayEver(actor, 'report.input') && actor.municipality !== null,
})

/** Which committees someone meets: who keeps them also those that begin later. */
export const metBy = ({ actor }: Turn) => ({ coming: may(actor, 'committee.manage', {}) })

/** The committee of a button; null where it stands for none yet. @throws Refusal */
export async function pressedCommittee(
  db: Db,
  turn: Turn,
  value: string,
  which: Parameters<typeof committeeById>[3] = {},
): Promise<Committee | null> {
  if (value === 'new') return null
  const committee = await committeeById(db, value, turn.today, which)
  if (!committee) throw new Refusal('chat.absent')
  return committee
}

/** A committee as it was when it met, or was reported of: it may have ended since. */
export const committeeThen = (db: Db, { zone }: Turn, id: string, at: Date): Promise<Committee | null> =>
  committeeById(db, id, dateIn(zone, at))

/** The committee of a typed name, or the answer that asks which. */
export async function typedCommittee(
  db: Db,
  turn: Turn,
  typed: string,
  before = '',
  which = metBy(turn),
): Promise<Committee | Answer> {
  const match = await findCommittee(db, typed, turn.today, which)
  if (match.found === 'exact' || match.found === 'near') return match.item
  const t = vngTexts.in(turn.locale)
  const items = match.found === 'several' ? match.items : []
  const text =
    match.found === 'several'
      ? t('which.several', {
          words: typed,
          names: listed(
            items.map(({ name }) => name),
            turn.locale,
          ),
        })
      : t('which.none', { words: typed })
  const choices = items.slice(0, 4).map(({ id, name }) => lineButton(name, `vng ${before}${id}`))
  return { card: { version: 1, text, buttons: [...choices, lineButton(t('button.all'), 'vng')] }, to: 'me' }
}

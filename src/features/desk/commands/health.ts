// SPDX-License-Identifier: EUPL-1.2
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { plannedMissed } from '#/features/desk/rules/planning.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { secondsSinceTick, tickPatienceSeconds } from '#/network/last-tick.ts'

/** How the bot itself is doing, in one line: when its clock ticked last, and what was planned and did not happen [F79] [E51]. */
export async function health(db: Db, turn: Turn) {
  const t = deskTexts.in(turn.locale)
  const [seconds, missed] = [await secondsSinceTick(db), await plannedMissed(db, turn.now)]
  const isLate = seconds !== null && seconds > tickPatienceSeconds
  const tick =
    seconds === null
      ? t('health.never')
      : isLate
        ? `**${t('health.late', { minutes: Math.floor(seconds / 60) })}**`
        : t('health.tick', { count: seconds })
  return {
    text: [tick, ...(missed > 0 ? [`**${t('health.missed', { count: missed })}**`] : [])].join(' · '),
    accessory: lineButton(t('health.show'), 'diagnose'),
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind } from '#/chat/feature.ts'
import { roleWord } from '#/chat/words.ts'
import { deskSince, missing, missingMoments, raiseMissing } from '#/features/people/rules/missing.ts'
import { remindCheck } from '#/features/people/rules/role-check.ts'
import { checkReminders, silentIn, waveOf } from '#/features/people/rules/role-check-reminders.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { unseated } from '#/features/vng/rules/committees.ts'
import { byBot } from '#/network/audit.ts'

/** What is missing, once a month: to those of the municipality itself, and the whole list to the secretariat [F08]. */
const raise: PlannedKind = {
  late: 'skip',
  waitsForWork: true,
  occurrences: async (db, at, until) => missingMoments(at, until, await deskSince(db)),
  happen: async (tx, _, { today }) => ((await raiseMissing(tx, today)) > 0 ? 'done' : { pointless: 'complete' }),
  async view(db, _, reader) {
    const list = await missing(db, reader.today)
    const t = peopleTexts.in(reader.locale)
    const to = t('missing.viewTo')
    if (list.length > 0) return { what: t('missing.view', { count: list.length }), to }
    return (await unseated(db, reader.today)) > 0 ? { what: t('missing.all'), to } : null
  },
}

/** "Klopt uw rol nog?", again to those who have not answered [F02]. */
const remind: PlannedKind = {
  late: 'skip',
  waitsForWork: true,
  occurrences: (db, { hours }) => checkReminders(db, hours),
  async happen(tx, planned, at) {
    const count = await remindCheck(tx, planned.subject.id, byBot, at, waveOf(planned))
    return count > 0 ? 'done' : { pointless: 'answered' }
  },
  async view(db, planned, reader) {
    const silent = await silentIn(db, planned, reader.today)
    if (!silent) return null
    const t = peopleTexts.in(reader.locale)
    return {
      what: t('check.view', { role: roleWord(silent.kind, reader.locale) }),
      to: t('check.viewTo', { count: silent.count }),
    }
  },
}

export const peoplePlanned = { 'people.missing': raise, 'roleCheck.reminder': remind } as const

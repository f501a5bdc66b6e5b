// SPDX-License-Identifier: EUPL-1.2
import { dayOf } from '#/chat/dates.ts'
import type { PlannedKind } from '#/chat/feature.ts'
import { calledInText } from '#/features/vng/cards/called.ts'
import { type AskKind, ask, asksToCome, meetingPlanned, sittersAt } from '#/features/vng/rules/asks.ts'
import { bundle, bundleStands, bundlesToCome } from '#/features/vng/rules/bundle.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { networkName } from '#/network/setting.ts'

const asks = (kind: AskKind): PlannedKind => ({
  late: 'send',
  waitsForWork: true,
  occurrences: asksToCome(kind),
  happen: ask(kind),
  async view(db, planned, { locale, zone }) {
    const meeting = await meetingPlanned(db, planned)
    const people = meeting ? await sittersAt(db, meeting, zone) : []
    if (!meeting || people.length === 0) return null
    const t = vngTexts.in(locale)
    return {
      what: t(`planned.${kind}`, {
        committee: calledInText(meeting.committeeName, locale),
        network: await networkName(db),
        at: dayOf(meeting.startsAt, locale, zone),
      }),
      to: t(kind === 'before' ? 'planned.toBefore' : 'planned.toAfter', { count: people.length }),
    }
  },
})

/** Who sits in a committee is asked a week before it meets and two days after; what colleagues bring in is handed over when the time for it is over. */
export const vngPlanned: Readonly<Record<'vng.before' | 'vng.after' | 'vng.bundle', PlannedKind>> = {
  'vng.before': asks('before'),
  'vng.after': asks('after'),
  'vng.bundle': {
    late: 'send',
    // The meeting is the next day.
    waitsForWork: false,
    occurrences: bundlesToCome,
    happen: bundle,
    async view(db, planned, { locale }) {
      const found = await bundleStands(db, planned)
      if (!found || found.inputs === 0) return null
      const t = vngTexts.in(locale)
      return { what: t('planned.bundle', { count: found.inputs }), to: t('planned.toSitters') }
    },
  },
}

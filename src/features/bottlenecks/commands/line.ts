// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import { similarCard } from '#/features/bottlenecks/cards/list.ts'
import { begunIn, demandMunicipality, formOf } from '#/features/bottlenecks/commands/new.ts'
import { pressedBottleneck, shown } from '#/features/bottlenecks/commands/read.ts'
import { share } from '#/features/bottlenecks/rules/share.ts'
import { similarTo } from '#/features/bottlenecks/rules/similar.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'

/** `m50 knelpunt nieuw [titel]`: what is like it is shown before it is shared as something new. A title with its pillar is enough to share it; where one of them is wanting, or the pillar is no more than a guess, the form asks. */
export const newLine: Writes<string> = {
  does: 'writes',
  asks: 'bottleneck.share',
  async run(tx, turn, line) {
    demandMunicipality(turn)
    const typed = line.trim()
    const begun = await begunIn(tx, turn, typed)
    const { title, pillar, isSure } = begun
    const similar = await similarTo(tx, title)
    if (similar.length > 0) return { card: similarCard(similar, typed, turn.locale), to: 'me' }
    if (!title || !pillar || !isSure || begun.happens)
      return { form: await formOf(tx, turn, { ...begun, ...(typed && { typed }) }, title !== '') }
    const said = { title, happens: '', place: null, frequency: null, cost: null, pillar, theme: null }
    return { code: 'shared', ids: { bottleneck: await share(tx, turn.actor, said, turn.as, turn.now) } }
  },
  async answer(db, turn, { ids }) {
    const bottleneck = await pressedBottleneck(db, turn, String(ids.bottleneck))
    const done = bottleneckTexts.in(turn.locale)('complete.shared', { pillar: bottleneck.pillarName })
    return saidFirst(done, await shown(db, turn, bottleneck))
  },
}

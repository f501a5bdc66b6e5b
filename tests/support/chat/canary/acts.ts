// SPDX-License-Identifier: EUPL-1.2
// Whatever can be done to lobby points and to reports of committees, at random and by anybody.
import { begun } from './begun.ts'
import { changed } from './changed.ts'
import { type Act, handOf, type Stage } from './hand.ts'
import { laidBefore } from './laid-before.ts'
import { moved } from './moved.ts'
import { read } from './read.ts'
import { reported } from './reported.ts'
import { shared } from './shared.ts'
import { stoodFor } from './stood-for.ts'

/** What a long series must have done. */
export const everyAct: readonly string[] =
  'drafted propose approve decline supported unsupported reserved reworded recategorised confided released withdraw merge merged split splitOff prioritise placementAdded contacted achievePartly resume rerank archive exported voted roundClosed offered offerChanged unoffered discarded outcomeNoted lifted handedOver bottleneck.shared bottleneck.recognised bottleneck.exemplified bottleneck.lifted bottleneck.merged bottleneck.absorbed bottleneck.completed bottleneck.withdrawn bottleneck.restored meeting.itemAdded retract unapprove reconsider regather request.ask request.answer role.ended role.given report.filed report.published report.declined report.reworded report.corrected report.announced'.split(
    ' ',
  )

/** Draws one act after another; the first ones make points and reports to do anything to. */
export function canaryActs(stage: Stage) {
  const hand = handOf(stage)
  const [begins, reports] = [begun(hand), reported(hand)]
  const decks = [
    begins,
    laidBefore(hand),
    changed(hand),
    stoodFor(hand),
    moved(hand),
    shared(hand),
    read(hand),
    reports,
  ].flat()
  const spread = (deck: typeof decks) => deck.flatMap(([weight, draw]) => Array.from({ length: weight }, () => draw))
  const [few, fewReports, many] = [spread(begins.slice(0, 1)), spread(reports.slice(0, 1)), spread(decks)]
  return async (): Promise<Act> => {
    for (;;) {
      const next = hand.all().length < 3 ? few : stage.birds.reports().length < 3 ? fewReports : many
      const act = await hand.one(next)()
      if (act) return act
    }
  }
}

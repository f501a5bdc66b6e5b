// SPDX-License-Identifier: EUPL-1.2
// What municipalities offer to a point [F25], in lines and buttons for any card of it.
import type { Button } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly, listed } from '#/chat/words.ts'
import { type Offer, offerKinds } from '#/features/lobby/rules/offered.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

export const offerButton = (point: Pick<Point, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'lobby.offer',
  label: lobbyTexts.in(locale)('offer.button'),
  value: point.id,
})

export const changeOfferButton = ({ id }: Pick<Offer, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'lobby.reoffer',
  label: lobbyTexts.in(locale)('offer.change'),
  value: id,
})

export function takeOfferBackButton({ id }: Pick<Offer, 'id'>, locale: Locale): Button {
  const t = lobbyTexts.in(locale)
  return {
    does: 'press',
    name: 'lobby.unoffer',
    label: t('offer.back'),
    value: id,
    confirm: { text: t('offer.sure'), yes: t('offer.back') },
  }
}

export const offersButton = ({ number }: Pick<Point, 'number'>, locale: Locale): Button =>
  lineButton(lobbyTexts.in(locale)('offer.all'), `lobby voorbeelden ${number}`)

/** "Aangeboden: 2 voorbeelden, 1 cijfer en 1 spreker", where there is any. */
export function offerCount({ offers }: Pick<Point, 'offers'>, locale: Locale): string[] {
  const t = lobbyTexts.in(locale)
  const counts = offerKinds.flatMap(kind => {
    const count = offers.filter(({ offer }) => offer === kind).length
    return count > 0 ? [t(`offer.count.${kind}`, { count })] : []
  })
  return counts.length > 0 ? [t('offer.counted', { what: { text: listed(counts, locale) } })] : []
}

/** One, with whose it is, in so many characters at most of its own words. */
export function offerLine(one: Offer, most: number, locale: Locale): Text {
  const { offer, name, text, source, year, speaker, speakerRole } = one
  const said = { name, text: briefly(text, most) }
  const t = lobbyTexts.in(locale)
  switch (offer) {
    case 'example':
      return t('offer.line.example', said)
    case 'figure':
      return t('offer.line.figure', { ...said, source: source ?? '', year: String(year) })
    case 'speaker':
      return t('offer.line.speaker', { ...said, speaker: speaker ?? '', speakerRole: speakerRole ?? '' })
  }
}

/** The last few of them; all stand behind [Voorbeelden]. */
export const lastOffers = ({ offers }: Pick<Point, 'offers'>, locale: Locale): string[] =>
  offers.slice(-3).map(one => `- ${offerLine(one, 200, locale)}`)

// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Form, Input } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import {
  changeOfferButton,
  offerButton,
  offerLine,
  offersButton,
  takeOfferBackButton,
} from '#/features/lobby/cards/offer-lines.ts'
import { goOnButton, showPoint, titleOf, wentOn } from '#/features/lobby/cards/point.ts'
import { type Filled, longestOffered, type Offer, type Offered, offerKinds } from '#/features/lobby/rules/offered.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { MunicipalityId } from '#/network/ids.ts'

/** So much of what is offered stands whole. */
const whole = longestOffered.text

export const filledOf = ({ year, ...given }: Offered): Filled => ({
  offer: given.offer,
  text: given.text,
  source: given.source ?? '',
  year: year === null ? '' : String(year),
  speaker: given.speaker ?? '',
  speakerRole: given.speakerRole ?? '',
})

/** What is offered, or (`was`) what it is changed to. `filled` is what stands in the fields. */
export function offerForm(
  point: Pick<Point, 'id' | 'number' | 'title'>,
  was: Offer | null,
  filled: Filled | null,
  intro: Text,
  locale: Locale,
): Form {
  const t = lobbyTexts.in(locale)
  const short = (name: 'source' | 'speaker' | 'speakerRole'): Input => ({
    kind: 'text',
    name,
    label: t(`offerForm.${name}`),
    hint: t(`offerForm.${name}Hint`),
    optional: true,
    max: longestOffered[name],
    ...(filled?.[name] && { value: filled[name] }),
  })
  const kind = offerKinds.find(one => one === filled?.offer)
  const year = Number(filled?.year)
  return {
    version: 1,
    name: was ? 'lobby.reoffer' : 'lobby.offer',
    title: t(was ? 'offerForm.change' : 'offer.button'),
    submit: t(was ? 'edit.submit' : 'offerForm.submit'),
    intro: [titleOf(point, locale), intro].join('\n'),
    context: was ? `${was.id}.${was.version}` : point.id,
    inputs: [
      {
        kind: 'choice',
        name: 'offer',
        label: t('offerForm.offer'),
        options: offerKinds.map(value => ({ value, label: t(`offerForm.kind.${value}`) })),
        ...(kind && { value: kind }),
      },
      {
        kind: 'longText',
        name: 'text',
        label: t('offerForm.text'),
        hint: t('offerForm.textHint'),
        max: longestOffered.text,
        ...(filled?.text && { value: filled.text }),
      },
      short('source'),
      {
        kind: 'number',
        name: 'year',
        label: t('offerForm.year'),
        hint: t('offerForm.yearHint'),
        optional: true,
        ...(Number.isInteger(year) && year > 0 && { value: year }),
      },
      short('speaker'),
      short('speakerRole'),
    ],
    ...(was && { buttons: [takeOfferBackButton(was, locale)] }),
    reopen: { label: t(was ? 'offer.change' : 'offer.button'), value: was?.id ?? point.id },
  }
}

/** The answer to whoever offered, changed or took back something; `own` is what stands there now. */
export function offerAnswer(
  point: Point,
  code: 'offered' | 'offerChanged' | 'unoffered',
  own: Offer | undefined,
  municipality: string,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    text: [
      t(`offer.done.${code}`, { municipality, number: point.number }),
      ...(own ? [`- ${offerLine(own, whole, locale)}`] : []),
    ].join('\n'),
    buttons: [
      ...(own ? [changeOfferButton(own, locale)] : []),
      ...(isRunning(point.state) ? [offerButton(point, locale)] : []),
      offersButton(point, locale),
      showPoint(t('button.show'), point.number),
    ],
  }
}

function offerItem(point: Point, one: Offer, isOwn: boolean, locale: Locale): NonNullable<Card['items']>[number] {
  const t = lobbyTexts.in(locale)
  const change = isRunning(point.state) ? changeOfferButton : takeOfferBackButton
  return {
    text: [
      offerLine(one, whole, locale),
      ...(one.personName ? [t('offer.asked', { person: one.personName })] : []),
    ].join('\n'),
    ...(isOwn && { accessory: change(one, locale) }),
  }
}

/** `m50 lobby voorbeelden <nr>`: all that is offered to a point, to be changed by whoever speaks for whose it is (`own`). */
export function offersCard(
  point: Point,
  own: MunicipalityId | null,
  { page, last, from }: Page,
  size: number,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  const shown = point.offers.slice(from, from + size)
  return {
    version: 1,
    title: t('offer.title', { number: point.number }),
    text: [
      t('ended.what', { title: point.title }),
      ...wentOn(point, locale),
      ...(shown.length === 0 && point.mergedInto === null ? [t('offer.none')] : []),
      ...(last > 1 ? [t('offer.page', { page, last })] : []),
    ].join('\n'),
    ...(shown.length > 0 && {
      items: shown.map(one => offerItem(point, one, own !== null && one.municipality === own, locale)),
    }),
    buttons: [
      ...goOnButton(point, locale),
      ...(own !== null && isRunning(point.state) ? [offerButton(point, locale)] : []),
      ...(page < last ? [lineButton(t('agenda.next'), `lobby voorbeelden ${point.number} ${page + 1}`)] : []),
      showPoint(t('button.show'), point.number),
    ],
  }
}

/** What its reader offered to a point that they may know no more of. */
export function hiddenOffersCard(number: number, offers: readonly Offer[], locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('offer.title', { number }),
    text: t('hidden.offers', { number }),
    items: offers.map(one => ({
      text: offerLine(one, whole, locale),
      accessory: takeOfferBackButton(one, locale),
    })),
    buttons: [lineButton(t('button.all'), 'lobby')],
  }
}

/** What was offered since it was last told; a confidential one's number alone (`point` is null) where many read along. */
export function offeredCard(number: number, point: Point | null, offers: readonly Offer[], locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('offer.toldTitle', { number }),
    text: point
      ? [t('ended.what', { title: point.title }), ...offers.map(one => `- ${offerLine(one, 300, locale)}`)].join('\n')
      : t('offer.toldBare'),
    buttons: [offersButton({ number }, locale), showPoint(t('button.show'), number)],
  }
}

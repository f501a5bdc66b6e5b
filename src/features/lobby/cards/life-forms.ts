// SPDX-License-Identifier: EUPL-1.2
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { contactButton, placeButton, resultButton, withdrawButton } from '#/features/lobby/cards/life.ts'
import { titleOf } from '#/features/lobby/cards/point.ts'
import { endings, longestResult } from '#/features/lobby/rules/conclude.ts'
import { longestContact } from '#/features/lobby/rules/contacts.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { isToRun } from '#/features/lobby/rules/states.ts'
import type { Target } from '#/features/lobby/rules/targets.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

export const longestOccasion = 150
export const longestSpokesperson = 100

const reopening = ({ label, value }: { readonly label: string; readonly value: string }) => ({ label, value })

/** Where a point is put on an agenda, when, and who brings it there. */
export function placeForm(point: Point, targets: readonly Target[], today: string, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  const usual = point.targets.find(({ id }) => targets.some(one => one.id === id))
  return {
    version: 1,
    name: 'lobby.place',
    title: t('placeForm.title'),
    submit: t('placeForm.submit'),
    intro: titleOf(point, locale),
    context: point.id,
    inputs: [
      {
        kind: 'choice',
        name: 'target',
        label: t('placeForm.target'),
        options: targets.map(one => ({ value: one.id, label: one.name })),
        ...(usual && { value: usual.id }),
      },
      {
        kind: 'text',
        name: 'occasion',
        label: t('placeForm.occasion'),
        hint: t('placeForm.occasionHint'),
        max: longestOccasion,
      },
      { kind: 'date', name: 'placedOn', label: t('placeForm.day'), value: today },
      { kind: 'text', name: 'spokesperson', label: t('placeForm.spokesperson'), max: longestSpokesperson },
      { kind: 'date', name: 'nextContact', label: t('placeForm.next'), optional: true },
    ],
    reopen: reopening(placeButton(point, locale)),
  }
}

/** So much of what was typed a button carries. */
const mostCarried = 1500

/** A moment of contact, in one line, and when the next one is where that can come; `typed` is a line that is too long for it, and stands in the field whole. */
export function contactForm(point: Point, typed: string, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.contact',
    title: t('contactForm.title'),
    submit: t('contactForm.submit'),
    intro: [
      titleOf(point, locale),
      ...(typed ? [t('contactForm.long', { length: [...typed].length, max: longestContact })] : []),
    ].join('\n'),
    context: point.id,
    inputs: [
      {
        kind: 'text',
        name: 'contact',
        label: t('contactForm.label'),
        hint: t('contactForm.hint'),
        max: longestContact,
        ...(typed && { value: typed }),
      },
      ...(isToRun(point.state)
        ? [{ kind: 'date' as const, name: 'nextContact', label: t('placeForm.next'), optional: true }]
        : []),
    ],
    // Where the form opens by a button, what was typed goes along with it.
    reopen: reopening({
      ...contactButton(point, locale),
      ...(typed && { value: `${point.id} ${[...typed].slice(0, mostCarried).join('')}` }),
    }),
  }
}

/** What a point came to. */
export function resultForm(point: Point, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.result',
    title: t('resultForm.title'),
    submit: t('resultForm.submit'),
    intro: t(point.isConfidential ? 'hidden.resultIntro' : 'resultForm.intro', {
      point: { text: titleOf(point, locale) },
    }),
    context: point.id,
    inputs: [
      {
        kind: 'choice',
        name: 'ending',
        label: t('resultForm.ending'),
        options: endings.map(one => ({ value: one, label: t(`resultForm.is.${one}`) })),
      },
      {
        kind: 'longText',
        name: 'result',
        label: t('resultForm.result'),
        hint: t('resultForm.hint'),
        max: longestResult,
      },
      { kind: 'text', name: 'link', label: t('resultForm.link'), optional: true, max: 500 },
    ],
    reopen: reopening(resultButton(point, locale)),
  }
}

/** Why a point is taken back. */
export function withdrawForm(point: Point, locale: Locale): Form {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    name: 'lobby.withdraw',
    title: t('withdrawForm.title'),
    submit: t('withdrawForm.submit'),
    intro: t(point.isConfidential ? 'hidden.withdrawIntro' : 'withdrawForm.intro', {
      point: { text: titleOf(point, locale) },
    }),
    context: point.id,
    inputs: [{ kind: 'longText', name: 'reason', label: t('withdrawForm.reason'), max: longestResult }],
    reopen: reopening(withdrawButton(point, locale)),
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { byline, roleWord } from '#/chat/words.ts'
import type { StatedFunction } from '#/features/people/rules/confirm.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import { functions, type HomeFunction } from '#/network/actor.ts'
import type { Acted } from '#/network/refusal.ts'

/** The value of [Andere gemeente] and [Aanmelden]: the form, with nothing chosen yet. */
export const otherMunicipality = 'other'

const registerButton = (label: string, value: string): Button => ({
  does: 'open',
  name: 'person.register',
  label,
  value,
})

/** First contact: one button per function where the address tells the municipality. */
export function meetCard(municipality: string | null, isKept: boolean, locale: Locale): Card {
  const t = peopleTexts.in(locale)
  const kept = isKept ? { context: t('meet.kept') } : {}
  if (municipality === null)
    return {
      version: 1,
      title: t('meet.title'),
      text: t('meet.guest'),
      ...kept,
      buttons: [
        { ...registerButton(t('meet.register'), otherMunicipality), style: 'primary' },
        contactSecretariat(t('meet.contact')),
      ],
    }
  return {
    version: 1,
    title: t('meet.title'),
    text: t('meet.text', { municipality }),
    ...kept,
    buttons: functions.map(kind => registerButton(t(`function.${kind}`), kind)),
    alike: true,
    more: [registerButton(t('meet.other'), otherMunicipality)],
  }
}

const contactSecretariat = (label: string): Button => ({ does: 'open', name: 'desk.feedback', label, value: 'help' })

/** Nobody here, and not to become someone by this account: another workspace's guest, or with an address that it may not speak for. */
export function visitorCard(locale: Locale): Card {
  const t = peopleTexts.in(locale)
  return { version: 1, text: t('meet.visitor'), buttons: [contactSecretariat(t('meet.contact'))] }
}

/** `unsure` is what was typed as a municipality and is not quite one; `typed` the line that the form was asked for with. */
export function registerForm(
  known: {
    readonly municipality?: { readonly value: string; readonly label: string }
    readonly function?: HomeFunction
    readonly unsure?: string
    readonly typed?: string
  },
  locale: Locale,
): Form {
  const t = peopleTexts.in(locale)
  return {
    version: 1,
    name: 'person.register',
    title: t('form.title'),
    submit: t('form.submit'),
    intro: known.unsure ? t('form.unsure', { words: known.unsure }) : t('form.intro'),
    context: '',
    inputs: [
      {
        kind: 'municipality',
        name: 'municipality',
        label: t('form.municipality'),
        ...(known.municipality && { value: known.municipality }),
      },
      {
        kind: 'choice',
        name: 'function',
        label: t('form.function'),
        options: functions.map(kind => ({ value: kind, label: t(`function.${kind}`) })),
        ...(known.function && { value: known.function }),
      },
    ],
    reopen: { label: t('form.open'), value: known.typed ?? otherMunicipality },
  }
}

/** More pillars than this are a list of their own. */
const mostOffered = 6

/** `offered`: the pillars that can be joined, so that nobody has to ask for them first. */
export function registeredCard(
  kind: HomeFunction,
  municipality: string | null,
  isStated: boolean,
  offered: readonly Pick<Pillar, 'id' | 'name'>[],
  locale: Locale,
): Card {
  const t = peopleTexts.in(locale)
  const function_ = roleWord(kind, locale)
  const isShort = offered.length > 0 && offered.length <= mostOffered
  return {
    version: 1,
    title: t('registered.title'),
    text: [
      municipality
        ? t(isStated ? 'registered.stated' : 'registered.text', { function: function_, municipality })
        : t('registered.noMunicipality', { function: function_ }),
      ...(isShort ? [t('registered.which')] : []),
    ].join('\n'),
    ...(isShort && {
      items: offered.map(({ id, name }) => ({
        text: t('registered.pillar', { pillar: name }),
        accessory: { does: 'open' as const, name: 'pillar.join', label: t('registered.join'), value: id },
      })),
    }),
    buttons: [
      lineButton(t('registered.pillars'), 'pijler', 'primary'),
      ...(municipality === null ? [] : [lineButton(t('registered.municipality'), `gemeente ${municipality}`)]),
      lineButton(t('registered.help'), 'help'),
    ],
  }
}

/** The two answers to whether a stated function is right. */
export function rightOrNot(
  role: { readonly id: string; readonly name: string },
  locale: Locale,
): readonly [Button, Button] {
  const t = peopleTexts.in(locale)
  return [
    { does: 'press', name: 'person.confirm', label: t('stated.yes'), value: role.id },
    {
      does: 'press',
      name: 'person.deny',
      label: t('stated.no'),
      value: role.id,
      confirm: { text: t('stated.noConfirm', { name: role.name }), yes: t('stated.noYes') },
    },
  ]
}

/** [Klopt] and [Klopt niet], or what came of it. */
export function statedCard(role: StatedFunction, locale: Locale, zone: string): Card {
  const t = peopleTexts.in(locale)
  const { name } = role
  const title = t('stated.title', {
    name,
    function: roleWord(role.kind, locale),
    municipality: role.municipality?.name ?? '',
  })
  const by = (acted: Acted | null) => byline(acted?.name ?? '', acted?.principal ?? null, locale)
  if (role.confirmedAt)
    return {
      version: 1,
      title,
      text: t('stated.confirmed', { by: { text: by(role.confirmedBy) }, at: momentOf(role.confirmedAt, locale, zone) }),
    }
  if (role.denied)
    return {
      version: 1,
      title,
      text: t('stated.denied', { by: { text: by(role.denied.by) }, at: momentOf(role.denied.at, locale, zone) }),
    }
  if (role.isOver) return { version: 1, title, text: t('stated.over') }
  const [right, wrong] = rightOrNot(role, locale)
  return { version: 1, title, text: t('stated.text'), buttons: [{ ...right, style: 'primary' }, wrong] }
}

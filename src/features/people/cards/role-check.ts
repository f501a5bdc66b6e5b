// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf, plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { capital, listed, roleWord } from '#/chat/words.ts'
import type { RoleAsk, RoleCheck } from '#/features/people/rules/role-check.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { type LeadingRole, leadingRoles } from '#/network/actor.ts'

const press = (name: string, label: string, value: string): Button => ({ does: 'press', name, label, value })

/** A role with its pillar, as people say it. */
export const roleOf = ({ kind, pillar }: Pick<RoleAsk, 'kind' | 'pillar'>, locale: Locale): string =>
  pillar ? `${roleWord(kind, locale)} ${pillar}` : roleWord(kind, locale)

/** The two answers to "Klopt uw rol nog?". */
export function stillOrOver(asked: RoleAsk, locale: Locale): readonly [Button, Button] {
  const t = peopleTexts.in(locale)
  return [
    press('role.still', t('check.yes'), asked.id),
    {
      ...press('role.over', t('check.no'), asked.id),
      confirm: { text: t('check.noConfirm', { role: roleOf(asked, locale) }), yes: t('check.noYes') },
    },
  ]
}

/** "Klopt uw rol nog?", or what came of it. */
export function roleAskCard(asked: RoleAsk, locale: Locale, isAgain = false): Card {
  const t = peopleTexts.in(locale)
  const params = { role: roleOf(asked, locale), from: plainDayOf(asked.from, locale) }
  const title = t('check.title')
  if (asked.answer) return { version: 1, title, text: t(`check.said.${asked.answer}`, params) }
  if (asked.isOver) return { version: 1, title, text: t('check.over') }
  const [still, over] = stillOrOver(asked, locale)
  return {
    version: 1,
    title: isAgain ? t('check.again') : title,
    text: t('check.ask', params),
    buttons: [{ ...still, style: 'primary' }, over],
  }
}

/** Under "Meer" there is room for five. */
const mostClosed = 5

/** A round that runs, or what came of one that is over: how many, and who said no or nothing. */
function roundLines(check: RoleCheck, locale: Locale, zone: string): string {
  const t = peopleTexts.in(locale)
  const role = capital(roleWord(check.kind, locale))
  const names = (list: readonly string[]) => listed(list, locale)
  const counts = { yes: check.yes, no: check.no.length, silent: check.silent.length }
  return [
    check.closedAt
      ? t('check.finished', { role, at: momentOf(check.closedAt, locale, zone) })
      : t('check.round', { role, at: momentOf(check.startedAt, locale, zone) }),
    t(check.closedAt ? 'check.outcome' : 'check.counts', counts),
    ...(check.no.length > 0 ? [t('check.saidNo', { names: names(check.no) })] : []),
    ...(check.silent.length > 0
      ? [t(check.closedAt ? 'check.stayedSilent' : 'check.silent', { names: names(check.silent) })]
      : []),
  ].join('\n')
}

/** The rounds that run, and the roles that one can be started for, with what came of each one's last round [F02]. */
export function checksCard(
  checks: readonly RoleCheck[],
  closed: readonly RoleCheck[],
  locale: Locale,
  zone: string,
): Card {
  const t = peopleTexts.in(locale)
  const before = (kind: LeadingRole): string => {
    const last = closed.find(check => check.kind === kind)
    return last ? roundLines(last, locale, zone) : t('check.start', { role: capital(roleWord(kind, locale)) })
  }
  return {
    version: 1,
    title: t('check.rounds'),
    items: [
      ...checks.flatMap(check => [
        {
          text: roundLines(check, locale, zone),
          ...(check.silent.length > 0 && { accessory: press('roleCheck.remind', t('check.remind'), check.id) }),
        },
      ]),
      ...kindsToStart(checks).map(kind => ({
        text: before(kind),
        accessory: lineButton(t('check.begin'), `rol controle ${kind}`),
      })),
    ],
    ...(checks.length > 0 && {
      more: checks
        .slice(0, mostClosed)
        .map(check => press('roleCheck.close', t('check.close', { role: roleWord(check.kind, locale) }), check.id)),
    }),
  }
}

const kindsToStart = (checks: readonly RoleCheck[]): readonly LeadingRole[] =>
  leadingRoles.filter(kind => !checks.some(check => check.kind === kind))

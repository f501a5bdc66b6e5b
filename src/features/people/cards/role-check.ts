// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf, plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed, roleWord } from '#/chat/words.ts'
import type { RoleAsk, RoleCheck } from '#/features/people/rules/role-check.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { type LeadingRole, leadingRoles } from '#/network/actor.ts'

const press = (name: string, label: string, value: string): Button => ({ does: 'press', name, label, value })

/** "Klopt uw rol nog?", or what came of it. */
export function roleAskCard(asked: RoleAsk, locale: Locale, isAgain = false): Card {
  const t = peopleTexts.in(locale)
  const role = roleWord(asked.kind, locale)
  const params = {
    role: asked.pillar ? `${role} ${asked.pillar}` : role,
    from: plainDayOf(asked.from, locale),
  }
  const title = t('check.title')
  if (asked.answer) return { version: 1, title, text: t(`check.said.${asked.answer}`, params) }
  if (asked.isOver) return { version: 1, title, text: t('check.over') }
  return {
    version: 1,
    title: isAgain ? t('check.again') : title,
    text: t('check.ask', params),
    buttons: [
      { ...press('role.still', t('check.yes'), asked.id), style: 'primary' },
      {
        ...press('role.over', t('check.no'), asked.id),
        confirm: { text: t('check.noConfirm', params), yes: t('check.noYes') },
      },
    ],
  }
}

/** Under "Meer" there is room for five. */
const mostClosed = 5

/** The rounds that run, and the roles that one can be started for. */
export function checksCard(checks: readonly RoleCheck[], locale: Locale, zone: string): Card {
  const t = peopleTexts.in(locale)
  const names = (list: readonly string[]) => listed(list, locale)
  const lines = checks.map(check =>
    [
      t('check.round', { role: roleWord(check.kind, locale), at: momentOf(check.startedAt, locale, zone) }),
      t('check.counts', { yes: check.yes, no: check.no.length, silent: check.silent.length }),
      ...(check.no.length > 0 ? [t('check.saidNo', { names: names(check.no) })] : []),
      ...(check.silent.length > 0 ? [t('check.silent', { names: names(check.silent) })] : []),
    ].join('\n'),
  )
  return {
    version: 1,
    title: t('check.rounds'),
    items: [
      ...checks.flatMap((check, i) => [
        {
          text: lines[i] ?? '',
          ...(check.silent.length > 0 && { accessory: press('roleCheck.remind', t('check.remind'), check.id) }),
        },
      ]),
      ...kindsToStart(checks).map(kind => ({
        text: t('check.start', { role: roleWord(kind, locale) }),
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

// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf, plainDayOf } from '#/chat/dates.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import type { ThemeGroup } from '#/features/groups/rules/groups.ts'
import { type GroupReport, longestReport } from '#/features/groups/rules/report.ts'
import { groupTexts } from '#/features/groups/texts.ts'

export const reportButton = (group: ThemeGroup, isThere: boolean, locale: Locale): Button => ({
  does: 'open',
  name: 'group.report',
  label: groupTexts.in(locale)(isThere ? 'one.reportAgain' : 'one.report'),
  value: group.id,
})

export const extendButton = (group: ThemeGroup, locale: Locale): Button => ({
  does: 'open',
  name: 'group.extend',
  label: groupTexts.in(locale)('one.extend'),
  value: group.id,
})

/** What came of a group, each line as it was written. */
export function reportLines({ text, by, at }: GroupReport, locale: Locale, zone: string): readonly string[] {
  const lines = text.split('\n').map(line => line.trim())
  return [
    groupTexts.in(locale)('one.reported', { by, at: momentOf(at, locale, zone) }),
    ...lines.filter(Boolean).map(line => `> ${escapeMarkdown(line)}`),
  ]
}

const lastDayOf = ({ until }: ThemeGroup, locale: Locale): string => (until ? plainDayOf(until, locale) : '')

const showPast = (label: string, group: ThemeGroup): Button => lineButton(label, `themagroep afgerond ${group.id}`)

/** The theme groups that have ended. */
export function pastCard(list: readonly ThemeGroup[], locale: Locale): Card {
  const t = groupTexts.in(locale)
  const running = [lineButton(t('one.all'), 'themagroep')]
  if (list.length === 0) return { version: 1, text: t('past.none'), buttons: running }
  return {
    version: 1,
    title: t('past.title'),
    items: list.map(group => ({
      text: [
        `**${escapeMarkdown(group.name)}** · ${escapeMarkdown(group.pillarName)}`,
        t('list.until', { until: lastDayOf(group, locale) }),
      ].join('\n'),
      accessory: showPast(t('list.show'), group),
    })),
    buttons: running,
  }
}

/** One that has ended, with what came of it. */
export function pastGroupCard(
  group: ThemeGroup,
  report: GroupReport | null,
  mayReport: boolean,
  locale: Locale,
  zone: string,
): Card {
  const t = groupTexts.in(locale)
  return {
    version: 1,
    title: escapeMarkdown(group.name),
    text: [
      t('one.over', { until: lastDayOf(group, locale) }),
      ...(report ? reportLines(report, locale, zone) : [t('one.noReport')]),
    ].join('\n'),
    buttons: [
      ...(mayReport ? [reportButton(group, report !== null, locale)] : []),
      lineButton(t('one.past'), 'themagroep afgerond'),
    ],
  }
}

/** Asks for the report, in the morning of the last day. */
export function lastDayCard(group: ThemeGroup, locale: Locale): Card {
  const t = groupTexts.in(locale)
  return {
    version: 1,
    title: t('lastDay.title', { group: group.name }),
    text: t('lastDay.text', { until: lastDayOf(group, locale) }),
    buttons: [{ ...reportButton(group, false, locale), style: 'primary' }],
  }
}

/** Tells that a group has ended; who took part may still write what came of it. */
export function endedCard(group: ThemeGroup, report: GroupReport | null, locale: Locale): Card {
  const t = groupTexts.in(locale)
  return {
    version: 1,
    text: t('ended', { group: group.name }),
    buttons: [report ? showPast(t('list.show'), group) : reportButton(group, false, locale)],
  }
}

export function reportForm(group: ThemeGroup, report: GroupReport | null, locale: Locale): Form {
  const t = groupTexts.in(locale)
  return {
    version: 1,
    name: 'group.report',
    title: t('reportForm.title'),
    intro: t('reportForm.intro', { group: group.name }),
    submit: t('reportForm.submit'),
    context: group.id,
    inputs: [
      {
        kind: 'longText',
        name: 'report',
        label: t('reportForm.field'),
        hint: t('reportForm.hint'),
        max: longestReport,
        ...(report && { value: report.text }),
      },
    ],
    reopen: { label: t('one.report'), value: group.id },
  }
}

export function extendForm(group: ThemeGroup, locale: Locale): Form {
  const t = groupTexts.in(locale)
  return {
    version: 1,
    name: 'group.extend',
    title: t('extendForm.title'),
    intro: t('extendForm.intro', { group: group.name }),
    submit: t('extendForm.submit'),
    context: group.id,
    inputs: [{ kind: 'date', name: 'until', label: t('extendForm.until') }],
    reopen: { label: t('one.extend'), value: group.id },
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { extendButton, reportButton, reportLines } from '#/features/groups/cards/ending.ts'
import { type GroupMember, longestName, type ThemeGroup } from '#/features/groups/rules/groups.ts'
import type { GroupReport } from '#/features/groups/rules/report.ts'
import { groupTexts } from '#/features/groups/texts.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'

const press = (name: string, label: string, group: ThemeGroup): Button => ({
  does: 'press',
  name,
  label,
  value: group.id,
})

const counted = ({ members }: ThemeGroup, locale: Locale): Text => {
  const t = groupTexts.in(locale)
  return members > 0 ? t('members', { count: members }) : t('nobody')
}

const startButton = (locale: Locale): Button => ({
  does: 'open',
  name: 'group.new',
  label: groupTexts.in(locale)('list.new'),
  value: 'new',
})

export function groupsCard(list: readonly ThemeGroup[], mayStart: boolean, locale: Locale): Card {
  const t = groupTexts.in(locale)
  const start = {
    buttons: [...(mayStart ? [startButton(locale)] : []), lineButton(t('one.past'), 'themagroep afgerond')],
  }
  if (list.length === 0) return { version: 1, text: t('list.none'), ...start }
  return {
    version: 1,
    title: t('list.title'),
    items: list.map(group => ({
      text: [
        t('list.item', { group: group.name, pillar: group.pillarName, members: { text: counted(group, locale) } }),
        ...(group.until ? [t('list.until', { until: plainDayOf(group.until, locale) })] : []),
      ].join('\n'),
      accessory: lineButton(t('list.show'), `themagroep ${group.id}`),
    })),
    ...start,
  }
}

/** Theme groups on the home of someone who takes part in them. */
export const ownGroupItems = (list: readonly ThemeGroup[], key: 'home.group' | 'home.ends', locale: Locale) =>
  list.map(group => ({
    text: groupTexts.in(locale)(key, {
      group: group.name,
      pillar: group.pillarName,
      until: group.until ? plainDayOf(group.until, locale) : '',
    }),
    accessory: lineButton(groupTexts.in(locale)('list.show'), `themagroep ${group.id}`),
  }))

/** A choice of theme groups, each with the button for what was asked. */
export const chooseGroup = (list: readonly ThemeGroup[], verb: string, locale: Locale): Card => ({
  version: 1,
  text: groupTexts.in(locale)(list.length > 0 ? 'which' : 'list.none'),
  ...(list.length > 0 && {
    items: list.map(group => ({
      text: groupTexts.in(locale)('list.item', {
        group: group.name,
        pillar: group.pillarName,
        members: { text: counted(group, locale) },
      }),
      accessory: lineButton(groupTexts.in(locale)('list.show'), `themagroep ${verb} ${group.id}`),
    })),
  }),
})

/** What of a group its reader sees and may. */
export interface GroupSight {
  readonly isIn: boolean
  readonly mayManage: boolean
  readonly mayReport: boolean
  readonly report: GroupReport | null
}

export function groupCard(
  group: ThemeGroup,
  { isIn, mayManage, mayReport, report }: GroupSight,
  locale: Locale,
  zone: string,
): Card {
  const t = groupTexts.in(locale)
  const leave: Button = {
    ...press('group.leave', t('one.leave'), group),
    confirm: { text: t('one.leaveConfirm', { group: group.name }), yes: t('one.leaveYes') },
  }
  const end: Button = {
    ...press('group.end', t('one.end'), group),
    style: 'danger',
    confirm: { text: t('one.endConfirm', { group: group.name }), yes: t('one.endYes') },
  }
  const more = [
    ...(isIn ? [leave] : []),
    ...(mayReport ? [reportButton(group, report !== null, locale)] : []),
    ...(mayManage ? [extendButton(group, locale), end] : []),
    lineButton(t('one.all'), 'themagroep'),
  ]
  return {
    version: 1,
    title: escapeMarkdown(group.name),
    text: [
      t('one.place', { pillar: group.pillarName, members: { text: counted(group, locale) } }),
      group.until ? t('one.until', { until: plainDayOf(group.until, locale) }) : t('one.open'),
      t(isIn ? 'one.isIn' : 'one.isOut'),
      ...(report ? reportLines(report, locale, zone) : []),
    ].join('\n'),
    buttons: [
      ...(isIn ? [] : [{ ...press('group.join', t('one.join'), group), style: 'primary' as const }]),
      lineButton(t('one.people'), `themagroep leden ${group.id}`),
    ],
    more,
  }
}

export function membersCard(group: ThemeGroup, members: readonly GroupMember[], locale: Locale): Card {
  const t = groupTexts.in(locale)
  return {
    version: 1,
    title: t('people.title', { group: group.name }),
    text:
      members.length > 0
        ? members.map(({ name, municipality }) => `- ${t('people.line', { name, municipality })}`).join('\n')
        : t('people.none'),
  }
}

export function groupForm(pillars: readonly Pillar[], pillar: string | null, locale: Locale): Form {
  const t = groupTexts.in(locale)
  return {
    version: 1,
    name: 'group.new',
    title: t('form.title'),
    submit: t('form.submit'),
    context: '',
    inputs: [
      { kind: 'text', name: 'name', label: t('form.name'), max: longestName },
      {
        kind: 'choice',
        name: 'pillar',
        label: t('form.pillar'),
        options: pillars.map(one => ({ value: one.id, label: one.name })),
        ...(pillar && { value: pillar }),
      },
      { kind: 'date', name: 'until', label: t('form.until'), hint: t('form.untilHint') },
    ],
    reopen: { label: t('list.new'), value: 'new' },
  }
}

/** For who follows the pillar. */
export function begunCard(group: ThemeGroup, locale: Locale): Card {
  const t = groupTexts.in(locale)
  return {
    version: 1,
    text: t('follow.begun', { pillar: group.pillarName, group: group.name }),
    buttons: [
      { ...press('group.join', t('one.join'), group), style: 'primary' },
      lineButton(t('list.show'), `themagroep ${group.id}`),
    ],
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { Form, Input } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { committeeInput } from '#/features/vng/cards/committee-input.ts'
import type { Committee } from '#/features/vng/rules/committees.ts'
import {
  longestReport,
  type Report,
  type ReportKindOf,
  type ReportText,
  reportTexts,
} from '#/features/vng/rules/reports.ts'
import type { GivenReport } from '#/features/vng/rules/write-report.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { clockOf } from '#/network/clock-time.ts'

/** [Meld iets]: of a committee, or of one that is chosen with it. */
export const reportButton = (value: string, locale: Locale): Button => ({
  does: 'open',
  name: 'vng.report',
  label: vngTexts.in(locale)('button.report'),
  value,
})

/** What can stand for the pillars: those that the committee is linked to, all of them, those that it is for now, or one. */
export const linkedPillars = 'linked'
export const allPillars = 'all'
export const samePillars = 'same'

/** What the form begins with. */
export interface BegunReport {
  readonly name: 'vng.report' | 'vng.edit'
  readonly kind: ReportKindOf
  /** Null where it is chosen in the form. */
  readonly committee: { readonly id: string | null } | null
  readonly given: Partial<GivenReport>
  readonly intro: string
  readonly context: string
  readonly reopen: string
}

/** What is asked of which kind of report: the form is as short as what there is to say [F48]. */
const asked = {
  before: ['title', 'summary', 'link'],
  after: ['title', 'summary', 'decisions', 'opportunities', 'action'],
  any: ['title', 'summary', 'link'],
} as const satisfies Readonly<Record<ReportKindOf, readonly ReportText[]>>

const long: readonly ReportText[] = ['summary', 'decisions', 'opportunities']

function labelOf(field: ReportText, kind: ReportKindOf, network: string, locale: Locale): Text {
  const t = vngTexts.in(locale)
  return field === 'summary' ? t(`reportForm.summary.${kind}`, { network }) : t(`reportForm.${field}`)
}

/** One of a report's texts, as it stands. `untitled` says what becomes of it without a title, where it may have none. */
function textInput(
  field: ReportText,
  label: Text,
  value: string | null | undefined,
  untitled: Text | null = null,
): Input {
  return {
    kind: long.includes(field) ? 'longText' : 'text',
    name: field,
    label,
    max: longestReport[field],
    ...(field !== 'title' && field !== 'summary' && { optional: true }),
    ...(field === 'title' && untitled && { optional: true, hint: untitled }),
    ...(value && { value }),
  }
}

/** What is published, to be put right: its words alone. */
export function correctForm(report: Report, network: string, intro: string, locale: Locale): Form {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    name: 'vng.correct',
    title: t('button.correct'),
    submit: t('form.save'),
    intro,
    context: `${report.id}.${report.wording}`,
    inputs: reportTexts.map(field => textInput(field, labelOf(field, report.kind, network, locale), report[field])),
    reopen: { label: t('button.correct'), value: report.id },
  }
}

/** A report: typed in, or what was asked of who sits in a committee. */
export function reportForm(
  { name, kind, committee, given, intro, context, reopen }: BegunReport,
  choices: {
    readonly committees: readonly Committee[]
    readonly pillars: readonly { readonly id: string; readonly name: string }[]
    readonly network: string
  },
  locale: Locale,
  zone: string,
): Form {
  const t = vngTexts.in(locale)
  const isEdit = name === 'vng.edit'
  // What was said before comes back whole, also what this kind does not ask.
  const fields = reportTexts.filter(
    field => isEdit || given[field] || (asked[kind] as readonly ReportText[]).includes(field),
  )
  const untitled = isEdit || kind === 'any' ? null : t('reportForm.titleHint')
  const hasPillars = given.pillars !== undefined
  const each = choices.pillars.map(one => ({ value: one.id, label: one.name }))
  return {
    version: 1,
    name,
    title: t(isEdit ? 'button.edit' : 'reportForm.name'),
    submit: t(isEdit ? 'form.save' : 'reportForm.submit'),
    intro,
    context,
    inputs: [
      ...(committee ? [committeeInput(choices.committees, committee.id, locale)] : []),
      ...fields.map(field => textInput(field, labelOf(field, kind, choices.network, locale), given[field], untitled)),
      {
        kind: 'choice',
        name: 'pillar',
        label: t('reportForm.pillar'),
        options: [
          ...(hasPillars ? [{ value: samePillars, label: t('reportForm.samePillars') }] : []),
          { value: linkedPillars, label: t('reportForm.linkedPillars') },
          ...each,
          { value: allPillars, label: t('reportForm.allPillars') },
        ],
        value: hasPillars ? samePillars : linkedPillars,
      },
      { kind: 'choices', name: 'alsoPillar', label: t('reportForm.alsoPillar'), options: each, optional: true },
      {
        kind: 'choice',
        name: 'urgency',
        label: t('reportForm.urgency'),
        options: (['normal', 'urgent'] as const).map(value => ({ value, label: t(`reportForm.urgencies.${value}`) })),
        value: given.urgency ?? 'normal',
      },
      {
        kind: 'date',
        name: 'inputUntil',
        label: t('form.inputUntil'),
        hint: t('reportForm.inputUntilHint'),
        optional: true,
        ...(given.inputUntil && { value: clockOf(given.inputUntil, zone).day }),
      },
      {
        kind: 'checkbox',
        name: 'confidential',
        label: t('reportForm.confidential'),
        hint: t('reportForm.confidentialHint'),
        optional: true,
        ...(given.isConfidential && { value: true }),
      },
      ...(isEdit
        ? [{ kind: 'text' as const, name: 'remark', label: t('reportForm.remark'), max: 500, optional: true }]
        : []),
    ],
    reopen: { label: t(isEdit ? 'button.edit' : 'button.report'), value: reopen },
  }
}

// SPDX-License-Identifier: EUPL-1.2
// The form of a report: what stands in it, and what was filled in.
import { chosenIn, type Fields, type Form } from '#/chat/form.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import {
  allPillars,
  type BegunReport,
  linkedPillars,
  reportForm,
  samePillars,
} from '#/features/vng/cards/report-form.ts'
import { isLink } from '#/features/vng/commands/meetings.ts'
import { type Committee, committees } from '#/features/vng/rules/committees.ts'
import { inputTime } from '#/features/vng/rules/meetings.ts'
import {
  longestReport,
  type Report,
  type ReportText,
  type ReportWords,
  reportTexts,
} from '#/features/vng/rules/reports.ts'
import type { GivenReport } from '#/features/vng/rules/write-report.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { clockOf, momentIn } from '#/network/clock-time.ts'
import type { PillarId } from '#/network/ids.ts'
import { networkName } from '#/network/setting.ts'

type Wrong = { readonly fieldErrors: Readonly<Record<string, string>> }

/** What stands of a report, as its form begins with it. */
export const kept = ({ pillars: of, ...report }: Report): Partial<GivenReport> => ({
  ...report,
  pillars: of.map(({ id }) => id),
})

export async function formOf(db: Db, turn: Turn, begun: BegunReport): Promise<Form> {
  const choices = {
    committees: await committees(db, turn.today),
    pillars: await pillars(db, turn.today),
    network: await networkName(db),
  }
  return reportForm(begun, choices, turn.locale, turn.zone)
}

/** For which pillars it is. */
async function pillarsIn(
  db: Db,
  turn: Turn,
  { pillar: value = '', alsoPillar }: Fields,
  committee: Committee,
  old: Report | null,
): Promise<readonly PillarId[]> {
  const all = (await pillars(db, turn.today)).map(({ id }) => id)
  const linked = committee.pillars.map(({ id }) => id)
  const chosen = (): readonly PillarId[] => {
    if (value === samePillars && old) return old.pillars.map(({ id }) => id)
    if (value === allPillars) return all
    // A committee that matters to none in particular matters to all.
    if (value === linkedPillars) return linked.length > 0 ? linked : all
    return all.filter(id => id === value)
  }
  const also = chosenIn(alsoPillar)
  const first = chosen()
  return first.length > 0 ? [...new Set([...first, ...all.filter(id => also.includes(id))])] : []
}

/** The words that were filled in, and what is wrong with them. */
export function wordsIn(
  { locale }: Pick<Turn, 'locale'>,
  fields: Fields,
): { readonly words: ReportWords; readonly errors: Readonly<Record<string, string>> } {
  const t = vngTexts.in(locale)
  const text = (name: ReportText) => fields[name]?.trim() ?? ''
  const long = Object.assign(
    {},
    ...reportTexts.map(name => {
      const { length } = [...text(name)]
      return length > longestReport[name] ? { [name]: t('tooLong', { length, max: longestReport[name] }) } : {}
    }),
  )
  return {
    words: {
      title: text('title'),
      summary: text('summary'),
      decisions: text('decisions') || null,
      opportunities: text('opportunities') || null,
      action: text('action') || null,
      link: text('link') || null,
    },
    errors: {
      ...(!text('title') && { title: t('wrong.title') }),
      ...(!text('summary') && { summary: t('wrong.summary') }),
      ...long,
      ...(text('link') && !isLink(text('link')) && { link: t('wrong.link') }),
    },
  }
}

/** What was filled in, or what is wrong with it. */
export async function givenIn(
  db: Db,
  turn: Turn,
  fields: Fields,
  committee: Committee | null,
  old: Report | null,
): Promise<GivenReport | Wrong> {
  const t = vngTexts.in(turn.locale)
  const { words, errors: wrong } = wordsIn(turn, fields)
  const day = fields.inputUntil ?? ''
  const isKept = old?.inputUntil != null && day === clockOf(old.inputUntil, turn.zone).day
  const inputUntil = day ? momentIn(day, inputTime, turn.zone) : null
  const of = committee ? await pillarsIn(db, turn, fields, committee, old) : []
  const errors = {
    ...(!committee && { committee: t('wrong.committee') }),
    ...wrong,
    ...(day && (!inputUntil || (inputUntil <= turn.now && !isKept)) && { inputUntil: t('wrong.until') }),
    ...(committee && of.length === 0 && { pillar: t('wrong.pillar') }),
  }
  if (Object.keys(errors).length > 0) return { fieldErrors: errors }
  return {
    ...words,
    isConfidential: fields.confidential === 'on',
    urgency: fields.urgency === 'urgent' ? 'urgent' : 'normal',
    inputUntil,
    pillars: of,
  }
}

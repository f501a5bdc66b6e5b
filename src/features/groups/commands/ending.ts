// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Outcome, Reads, Submitted } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { extendForm, pastCard, pastGroupCard, reportForm } from '#/features/groups/cards/ending.ts'
import { chooseGroup } from '#/features/groups/cards/groups.ts'
import { managed, show } from '#/features/groups/commands/groups.ts'
import { extendGroup } from '#/features/groups/rules/ending.ts'
import {
  findGroup,
  groupIn,
  pastGroups,
  runningGroup,
  type ThemeGroup,
  themeGroup,
  themeGroups,
} from '#/features/groups/rules/groups.ts'
import { report, reportOf, tookPart } from '#/features/groups/rules/report.ts'
import { groupTexts } from '#/features/groups/texts.ts'
import { chairedPillar } from '#/network/actor.ts'
import { may, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

type About = (Relation & { readonly subject: ThemeGroup }) | null

/** The report is for who took part to the end, and for the pillar's chair. */
async function reported(db: Db, group: ThemeGroup, turn: Turn): Promise<NonNullable<About>> {
  const { person } = turn.actor
  const isIn = person !== null && (await tookPart(db, group, person))
  return { subject: group, pillar: group.pillar, person: isIn ? person : null }
}

const isPast = (group: ThemeGroup, turn: Turn): boolean => group.until !== null && group.until < turn.today

/** A group as it is now: running, or ended. */
async function shown(db: Db, turn: Turn, group: ThemeGroup): Promise<Answer> {
  if (!isPast(group, turn)) return show(db, turn, group)
  const { subject, ...relation } = await reported(db, group, turn)
  const mayReport = may(turn.actor, 'group.report', relation)
  const card = pastGroupCard(subject, await reportOf(db, group.id), mayReport, turn.locale, turn.zone)
  return { card, to: 'me' }
}

/** `m50 themagroep afgerond [naam]`. */
export const showPast: Reads<string> = {
  does: 'reads',
  asks: 'group.read',
  async run(db, turn, typed) {
    const list = await pastGroups(db, turn.today)
    if (!typed) return { card: pastCard(list, turn.locale), to: 'me' }
    return shown(db, turn, groupIn(list, typed, true))
  },
}

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const group = await themeGroup(db, String(ids.group))
  if (!group) throw new Refusal('chat.absent')
  const text = groupTexts.in(turn.locale)(`done.${code as 'reported' | 'extended'}`, { group: group.name })
  return saidFirst(text, await shown(db, turn, group))
}

const groupById = async (db: Db, id: string, turn: Turn): Promise<About> => {
  const group = await themeGroup(db, id)
  return group && reported(db, group, turn)
}

const openReport: Reads<string, ThemeGroup> = {
  does: 'reads',
  asks: 'group.report',
  of: groupById,
  run: async (db, turn, _, group) => ({ form: reportForm(group, await reportOf(db, group.id), turn.locale) }),
}

/** `m50 themagroep verslag <naam>`. */
export const reportLine: Reads<string, ThemeGroup | null> = {
  does: 'reads',
  asks: 'group.report',
  of: async (db, typed, turn) =>
    typed ? reported(db, await findGroup(db, turn.today, typed, true), turn) : { subject: null },
  async run(db, turn, typed, group) {
    if (group) return openReport.run(db, turn, typed, group)
    return { card: chooseGroup(await themeGroups(db, turn.today), 'verslag', turn.locale), to: 'me' }
  },
}

/** [Verslag schrijven], also after the end. */
export const reportHandler: FormHandler = {
  open: openReport,
  submit: {
    does: 'writes',
    asks: 'group.report',
    of: (db: Db, { context }: Submitted, turn: Turn) => groupById(db, context, turn),
    async run(tx, turn, { fields }, group) {
      await report(tx, group, fields.report ?? '', turn.as, turn.now)
      return { code: 'reported', ids: { group: group.id } }
    },
    answer,
  },
}

const runningById = async (db: Db, id: string, turn: Turn): Promise<About> => {
  const group = await runningGroup(db, id, turn.today)
  return group && { subject: group, pillar: group.pillar }
}

const openExtend: Reads<string, ThemeGroup> = {
  does: 'reads',
  asks: 'group.manage',
  of: runningById,
  run: async (_, turn, __, group) => ({ form: extendForm(group, turn.locale) }),
}

/** `m50 themagroep verleng <naam>`. */
export const extendLine: Reads<string, ThemeGroup | null> = {
  does: 'reads',
  asks: 'group.manage',
  of: async (db, typed, turn) =>
    typed ? managed(db, typed, turn) : { subject: null, pillar: chairedPillar(turn.actor) },
  async run(db, turn, typed, group) {
    if (group) return openExtend.run(db, turn, typed, group)
    return { card: chooseGroup(await themeGroups(db, turn.today), 'verleng', turn.locale), to: 'me' }
  },
}

/** [Verlengen]. */
export const extendHandler: FormHandler = {
  open: openExtend,
  submit: {
    does: 'writes',
    asks: 'group.manage',
    of: (db: Db, { context }: Submitted, turn: Turn) => runningById(db, context, turn),
    async run(tx, turn, { fields }, group) {
      await extendGroup(tx, group, fields.until ?? '', turn.as, turn.today)
      return { code: 'extended', ids: { group: group.id } }
    },
    answer,
  },
}

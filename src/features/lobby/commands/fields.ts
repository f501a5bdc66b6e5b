// SPDX-License-Identifier: EUPL-1.2
// What someone filled in of a lobby point: read, and what is wrong with it said at its field, all at once.
import type { Reads } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { isDay } from '#/features/lobby/rules/day.ts'
import { dossiersIn } from '#/features/lobby/rules/dossiers.ts'
import type { Details } from '#/features/lobby/rules/propose.ts'
import { targets } from '#/features/lobby/rules/targets.ts'
import { longest, mistakesIn, type Wording } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { pillarById } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'
import type { PillarId } from '#/network/ids.ts'
import { fold } from '#/network/names.ts'

export type Errors = Readonly<Record<string, string>>

export function textErrors(texts: Parameters<typeof mistakesIn>[0], turn: Turn): Errors {
  const t = lobbyTexts.in(turn.locale)
  return Object.fromEntries(
    mistakesIn(texts).map(({ field, is, length }) => [
      field,
      is === 'empty' ? t(`empty.${field as 'title'}`) : t('tooLong', { length, max: longest[field] }),
    ]),
  )
}

export const wordsIn = (fields: Fields): Wording => ({
  title: fields.title?.trim() ?? '',
  problem: fields.problem?.trim() ?? '',
  ask: fields.ask?.trim() ?? '',
  whyMidsized: fields.whyMidsized?.trim() ?? '',
})

type Wrong = { readonly fieldErrors: Errors }

export const errorsOf = (read: object | null): Errors =>
  read && 'fieldErrors' in read ? (read as Wrong).fieldErrors : {}

/** The words and the pillar of a proposal's first step. */
export async function firstStepIn(
  db: Db,
  turn: Turn,
  fields: Fields,
): Promise<(Wording & { readonly pillar: PillarId }) | Wrong> {
  const words = wordsIn(fields)
  const pillar = await pillarById(db, turn.today, fields.pillar ?? '')
  const errors = textErrors(words, turn)
  if (!pillar) return { fieldErrors: { ...errors, pillar: lobbyTexts.in(turn.locale)('empty.pillar') } }
  return Object.keys(errors).length > 0 ? { fieldErrors: errors } : { ...words, pillar: pillar.id }
}

/** What is wrong with a day that may be left out: there is none such, or it is over. */
export function dayErrors(field: string, day: string | null, turn: Turn): Errors {
  const t = lobbyTexts.in(turn.locale)
  if (!day) return {}
  if (!isDay(day)) return { [field]: t('noSuchDay') }
  return day < turn.today ? { [field]: t('pastDeadline') } : {}
}

/** `was`: the deadline that it had, which may have passed. A theme is one of `pillar`; where that has none, none can be chosen. */
export async function detailsIn(
  db: Db,
  turn: Turn,
  fields: Fields,
  pillar: PillarId | null,
  was: string | null = null,
): Promise<Details | Wrong> {
  const t = lobbyTexts.in(turn.locale)
  const known = await targets(db, turn.today)
  const chosen = [fields.target, fields.secondTarget].flatMap(id => known.filter(target => target.id === id))
  const all = await themes(db)
  const theme = all.some(one => one.pillar === pillar) ? all.find(one => one.id === fields.theme) : undefined
  const elsewhere = theme && theme.pillar !== pillar && pillar ? await pillarById(db, turn.today, pillar) : null
  const deadline = fields.deadline?.trim() || null
  const evidence = fields.evidence?.trim() ?? ''
  const dossiers = dossiersIn(fields.dossiers ?? '')
  const errors = {
    ...textErrors({ evidence }, turn),
    ...(known.length > 0 && chosen.length === 0 && { target: t('empty.target') }),
    ...(elsewhere && { theme: t('otherTheme', { pillar: elsewhere.name }) }),
    ...dayErrors('deadline', deadline === was ? null : deadline, turn),
    ...(dossiers.strange.length > 0 && { dossiers: t('strangeDossier', { dossier: dossiers.strange[0] ?? '' }) }),
  }
  if (Object.keys(errors).length > 0) return { fieldErrors: errors }
  return {
    targets: [...new Set(chosen.map(({ id }) => id))],
    theme: theme?.id ?? null,
    deadline,
    evidence: evidence || null,
    dossiers: dossiers.known,
    isConfidential: fields.confidential === 'on',
  }
}

/** So many names are offered while one types. */
const mostOffered = 20

/** Offers targets while one types. */
export const offersTargets: Reads<string> = {
  does: 'reads',
  asks: 'lobby.propose',
  async run(db, turn, typed) {
    // People say VWS, which is its id.
    const fitting = (await targets(db, turn.today)).filter(one =>
      [one.id, one.name].some(name => fold(name).includes(fold(typed))),
    )
    return { suggestions: fitting.slice(0, mostOffered).map(({ id, name }) => ({ value: id, label: name })) }
  },
}

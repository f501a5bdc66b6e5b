// SPDX-License-Identifier: EUPL-1.2
// School holidays and recesses: a proposed date of a meeting is held against them.
import { z } from 'zod'
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { longestName, ofValue, periodForm, periodsCard, periodValue } from '#/features/desk/cards/periods.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { audit } from '#/network/audit.ts'
import {
  type DayPeriod,
  dropPeriod,
  type PeriodKey,
  periodKinds,
  periodOf,
  periodsComing,
  putPeriod,
  schoolRegions,
} from '#/network/day-periods.ts'
import { mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** `m50 planning vakanties [blad]`. */
export const showPeriods: Reads<string> = {
  does: 'reads',
  asks: 'planning.read',
  async run(db, turn, typed) {
    const all = await periodsComing(db, turn.today)
    const page = pageIn(typed, all.length)
    const shown = all.slice(page.from, page.from + pageSize)
    return { card: periodsCard(shown, page, mayEver(turn.actor, 'workingHours.set'), turn.locale), to: 'me' }
  },
}

const isDay = (text: string | undefined): text is string => z.iso.date().safeParse(text).success

function keyIn(value: string): PeriodKey | null {
  const [, named, region = '', date] = /^(\w+)\.(.*)\.(.{10})$/.exec(value) ?? []
  const kind = periodKinds.find(one => one === named)
  return kind && isDay(date) ? { kind, region, date } : null
}

/** The one that a button or form is about. @throws Refusal where it is there no more */
async function named(db: Db, value: string): Promise<DayPeriod> {
  const key = keyIn(value)
  const found = key && (await periodOf(db, key))
  if (!found) throw new Refusal('desk.periodGone')
  return found
}

const asked = async (db: Db, value: string): Promise<DayPeriod | null> => (value === 'new' ? null : named(db, value))

/** What was filled in, or what is wrong with it. */
async function given(db: Db, turn: Turn, { fields }: Submitted, old: DayPeriod | null) {
  const t = deskTexts.in(turn.locale)
  const regions = ['', ...(await schoolRegions(db)), ...(old ? [old.region] : [])]
  const all = [...regions.map(region => ({ kind: 'school' as const, region })), { kind: 'recess' as const, region: '' }]
  const of = all.find(one => ofValue(one) === fields.kind)
  const name = fields.name?.trim() ?? ''
  const { startsOn: date, lastOn } = fields
  const errors = {
    ...(!of && { kind: t('period.wrong.kind') }),
    ...((!name || [...name].length > longestName) && { name: t('period.wrong.name', { most: longestName }) }),
    ...(!isDay(date) && { startsOn: t('period.wrong.day') }),
    ...(!isDay(lastOn) && { lastOn: t('period.wrong.day') }),
    ...(isDay(date) && isDay(lastOn) && lastOn < date && { lastOn: t('period.wrong.order') }),
  }
  if (!of || !isDay(date) || !isDay(lastOn) || Object.keys(errors).length > 0) return { fieldErrors: errors }
  const period: DayPeriod = { ...of, name, date, lastOn }
  const isAnother = !old || periodValue(old) !== periodValue(period)
  if (isAnother && (await periodOf(db, period))) return { fieldErrors: { startsOn: t('period.wrong.twice') } }
  return period
}

const done = async (_: Db, turn: Turn, { code }: Outcome) => {
  const t = deskTexts.in(turn.locale)
  const text = t(`period.done.${code as 'set' | 'dropped'}`)
  return {
    card: { version: 1 as const, text, buttons: [lineButton(t('planning.periods'), 'planning vakanties')] },
    to: 'me' as const,
  }
}

const subject = (key: PeriodKey) => ({ kind: 'day', id: periodValue(key) })

/** [Toevoegen] and [Wijzigen]. */
export const periodSetForm: FormHandler = {
  open: {
    does: 'reads',
    asks: 'workingHours.set',
    run: async (db, turn, value) => ({
      form: periodForm(await asked(db, value), await schoolRegions(db), turn.locale),
    }),
  },
  submit: {
    does: 'writes',
    asks: 'workingHours.set',
    async run(tx: Tx, turn: Turn, submitted: Submitted) {
      const old = await asked(tx, submitted.context)
      const period = await given(tx, turn, submitted, old)
      if ('fieldErrors' in period) return period
      if (old) await dropPeriod(tx, old)
      await putPeriod(tx, period, 'secretariat')
      audit(tx, { action: 'period.set', subject: subject(period), by: turn.as, new: { lastOn: period.lastOn } })
      return { code: 'set', ids: {} }
    },
    answer: done,
  },
}

/** [Verwijderen]. */
export const dropPeriodPress: Writes<string> = {
  does: 'writes',
  asks: 'workingHours.set',
  async run(tx, turn, value) {
    const period = await named(tx, value)
    await dropPeriod(tx, period)
    audit(tx, { action: 'period.dropped', subject: subject(period), by: turn.as, old: { lastOn: period.lastOn } })
    return { code: 'dropped', ids: {} }
  },
  answer: done,
}

// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { FormHandler, Outcome, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { holidayMistakes, holidaysButton, holidaysForm, holidaysPlanCard } from '#/features/importing/cards/holidays.ts'
import { rowsOfLine, rowsSubmitted } from '#/features/importing/commands/file.ts'
import { applyHolidays, planHolidays, readHolidays } from '#/features/importing/rules/holidays.ts'
import { importTexts } from '#/features/importing/texts.ts'
import { schoolRegions } from '#/network/day-periods.ts'
import { dropDraft, keepDraft, readDraft } from '#/network/drafts.ts'
import { Refusal } from '#/network/refusal.ts'

const draft = 'import.holidays'
const draftText = z.object({ text: z.string() })

const read = async (db: Db, text: string) => readHolidays(text, await schoolRegions(db))

/** Keeps what was sent for [Toepassen]; gives what is wrong with it instead, in words. */
async function kept(tx: Tx, turn: Turn, text: string): Promise<Outcome | string> {
  const { mistakes } = await read(tx, text)
  if (mistakes.length > 0) return holidayMistakes(mistakes, turn.locale)
  await keepDraft(tx, turn.actor.identity, 'form', draft, { text }, turn.now)
  return { code: 'planned', ids: {} }
}

async function keptHolidays(db: Db, turn: Turn) {
  const found = draftText.safeParse(await readDraft(db, turn.actor.identity, 'form', draft))
  const { holidays } = await read(db, found.data?.text ?? '')
  if (holidays.length === 0) throw new Refusal('importing.holidaysGone')
  return holidays
}

/** The dry run, with the button that does it. */
async function planned(db: Db, turn: Turn): Promise<Answer> {
  const holidays = await keptHolidays(db, turn)
  return { card: holidaysPlanCard(await planHolidays(db, holidays), holidays.length, turn.locale), to: 'me' }
}

/** `m50 importeer vakanties`; with a file sent along, what that would change. */
export const holidaysLine: Writes<string> = {
  does: 'writes',
  asks: 'workingHours.set',
  first: rowsOfLine,
  async run(tx, turn, text) {
    if (!text) return { form: holidaysForm(turn) }
    const result = await kept(tx, turn, text)
    if (typeof result !== 'string') return result
    const t = importTexts.in(turn.locale)
    return {
      card: { version: 1, title: t('wrong.title'), text: result, buttons: [holidaysButton(t('holidays.again'))] },
      to: 'me',
    }
  },
  answer: planned,
}

/** The overview of school holidays, as a file or pasted: what is wrong stands at the field; else the dry run. */
export const holidaysHandler: FormHandler = {
  open: { does: 'reads', asks: 'workingHours.set', run: async (_, turn) => ({ form: holidaysForm(turn) }) },
  submit: {
    does: 'writes',
    asks: 'workingHours.set',
    first: (turn, _, submitted) => rowsSubmitted(turn, submitted),
    async run(tx, turn, { fields: { file, rows = '' } }) {
      const result = await kept(tx, turn, rows)
      return typeof result === 'string' ? { fieldErrors: { [file ? 'file' : 'rows']: result } } : result
    },
    answer: planned,
  },
}

/** [Toepassen]. */
export const applyHolidaysPress: Writes<string> = {
  does: 'writes',
  asks: 'workingHours.set',
  async run(tx, turn) {
    const count = await applyHolidays(tx, await keptHolidays(tx, turn), turn.as)
    await dropDraft(tx, turn.actor.identity, 'form', draft)
    return { code: 'applied', ids: { count } }
  },
  answer: async (_, turn, { ids }) => {
    const t = importTexts.in(turn.locale)
    const text = t('holidays.done', { count: Number(ids.count) })
    return { card: { version: 1, text, buttons: [lineButton(t('holidays.show'), 'planning vakanties')] }, to: 'me' }
  },
}

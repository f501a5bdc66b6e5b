// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { chatTexts } from '#/chat/chat-texts.ts'
import type { FormHandler, Outcome, Reads, Writes } from '#/chat/feature.ts'
import { locales } from '#/chat/texts.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { holidaysButton } from '#/features/importing/cards/holidays.ts'
import { importForm, membersButton, mistakesCard, mistakesText, planCard } from '#/features/importing/cards/import.ts'
import { rowsOfLine, rowsSubmitted } from '#/features/importing/commands/file.ts'
import { applyImport, planImport } from '#/features/importing/rules/apply.ts'
import { columns, type Known, readMembers } from '#/features/importing/rules/members.ts'
import { importTexts } from '#/features/importing/texts.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { dropDraft, keepDraft, readDraft } from '#/network/drafts.ts'
import { membersOn } from '#/network/municipalities.ts'
import { Refusal } from '#/network/refusal.ts'

const draft = 'import.members'
const draftRows = z.object({ rows: z.string() })

/** Other words for a column, as spreadsheets have them. */
const alsoColumn: Readonly<Record<string, readonly string[]>> = {
  email: ['emailadres', 'mail', 'e-mail address'],
  name: ['volledige naam', 'full name'],
}

async function known(db: Db, turn: Turn): Promise<Known> {
  const [municipalities, list] = await Promise.all([membersOn(db, turn.today), pillars(db, turn.today)])
  return {
    municipalities,
    pillars: list,
    wordsOf: key => {
      const column = columns.find(one => one === key)
      if (column)
        return [...locales.map(locale => importTexts.in(locale)(`column.${column}`)), ...(alsoColumn[key] ?? [])]
      return locales.map(locale => chatTexts.find(locale, `role.${key}`, {}))
    },
  }
}

/** What a spreadsheet says, read and compared with what is so today. */
async function looked(db: Db, turn: Turn, text: string) {
  const { rows, mistakes } = readMembers(text, await known(db, turn))
  if (mistakes.length > 0) return { rows, mistakes, changes: [] }
  const { changes, clashes } = await planImport(db, rows, turn.today)
  return { rows, mistakes: clashes, changes }
}

/** `m50 importeer`: what can be brought in. */
export const importLine: Reads<string> = {
  does: 'reads',
  asks: 'import.members',
  async run(_, turn, typed) {
    if (typed) throw new Refusal('importing.what')
    const t = importTexts.in(turn.locale)
    return {
      card: {
        version: 1,
        text: t('choose'),
        buttons: [membersButton(t('members')), holidaysButton(t('holidays.button'))],
      },
      to: 'me',
    }
  },
}

/** Keeps the rows for [Toepassen]; gives what is wrong with them instead, in words. */
async function kept(tx: Tx, turn: Turn, rows: string): Promise<Outcome | string> {
  const { mistakes } = await looked(tx, turn, rows)
  if (mistakes.length > 0) return mistakesText(mistakes, turn)
  await keepDraft(tx, turn.actor.identity, 'form', draft, { rows }, turn.now)
  return { code: 'planned', ids: {} }
}

/** The dry run, with the button that does it. */
async function planned(db: Db, turn: Turn): Promise<Answer> {
  const { changes } = await looked(db, turn, await keptRows(db, turn))
  return { card: planCard(changes, turn.locale), to: 'me' }
}

/** `m50 importeer leden`; with a file sent along, what that would change. */
export const membersLine: Writes<string> = {
  does: 'writes',
  asks: 'import.members',
  first: rowsOfLine,
  async run(tx, turn, rows) {
    if (!rows) return { form: importForm(turn.locale, turn.actor.municipality?.name) }
    const result = await kept(tx, turn, rows)
    return typeof result === 'string' ? { card: mistakesCard(result, turn.locale), to: 'me' } : result
  },
  answer: planned,
}

/** Rows in a file or pasted from a spreadsheet: each mistake stands at the field, with its row and column; else the dry run [F94]. */
export const membersForm: FormHandler = {
  open: {
    does: 'reads',
    asks: 'import.members',
    run: async (_, turn) => ({ form: importForm(turn.locale, turn.actor.municipality?.name) }),
  },
  submit: {
    does: 'writes',
    asks: 'import.members',
    first: (turn, _, submitted) => rowsSubmitted(turn, submitted),
    async run(tx, turn, { fields: { file, rows = '' } }) {
      const result = await kept(tx, turn, rows)
      return typeof result === 'string' ? { fieldErrors: { [file ? 'file' : 'rows']: result } } : result
    },
    answer: planned,
  },
}

async function keptRows(db: Db, turn: Turn): Promise<string> {
  const found = draftRows.safeParse(await readDraft(db, turn.actor.identity, 'form', draft))
  if (!found.success) throw new Refusal('importing.gone')
  return found.data.rows
}

/** [Toepassen]. */
export const applyPress: Writes<string> = {
  does: 'writes',
  asks: 'import.members',
  async run(tx, turn) {
    const { rows, mistakes } = await looked(tx, turn, await keptRows(tx, turn))
    if (mistakes.length > 0) throw new Refusal('importing.changed')
    const count = await applyImport(tx, rows, turn.as, turn)
    await dropDraft(tx, turn.actor.identity, 'form', draft)
    return { code: 'applied', ids: { count } }
  },
  answer: async (_, turn, { ids }) => ({
    card: { version: 1, text: importTexts.in(turn.locale)('done', { count: Number(ids.count) }) },
    to: 'me',
  }),
}

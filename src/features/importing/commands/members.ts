// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { chatTexts } from '#/chat/chat-texts.ts'
import type { FormHandler, Reads, Writes } from '#/chat/feature.ts'
import { locales } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { importForm, membersButton, mistakesText, planCard } from '#/features/importing/cards/import.ts'
import { applyImport, planImport } from '#/features/importing/rules/apply.ts'
import { columns, type Known, readMembers } from '#/features/importing/rules/members.ts'
import { importTexts } from '#/features/importing/texts.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { dropDraft, keepDraft, readDraft } from '#/network/drafts.ts'
import { membersOn } from '#/network/municipalities.ts'
import { Refusal } from '#/network/refusal.ts'

const draft = 'import.members'
const kept = z.object({ rows: z.string() })

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

/** What was pasted, read and compared with what is so today. */
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
    return { card: { version: 1, text: t('choose'), buttons: [membersButton(t('members'))] }, to: 'me' }
  },
}

/** `m50 importeer leden`. */
export const membersLine: Reads<string> = {
  does: 'reads',
  asks: 'import.members',
  run: async (_, turn) => ({ form: importForm(turn.locale, turn.actor.municipality?.name) }),
}

/** Rows pasted from a spreadsheet: each mistake stands at the field, with its row and column; else the dry run, with the button that does it [F94]. */
export const membersForm: FormHandler = {
  open: membersLine,
  submit: {
    does: 'writes',
    asks: 'import.members',
    async run(tx, turn, { fields }) {
      const text = fields.rows ?? ''
      const { mistakes } = await looked(tx, turn, text)
      if (mistakes.length > 0) return { fieldErrors: { rows: mistakesText(mistakes, turn.locale) } }
      await keepDraft(tx, turn.actor.identity, 'form', draft, { rows: text }, turn.now)
      return { code: 'planned', ids: {} }
    },
    async answer(db, turn) {
      const { changes } = await looked(db, turn, await keptRows(db, turn))
      return { card: planCard(changes, turn.locale), to: 'me' }
    },
  },
}

async function keptRows(db: Db, turn: Turn): Promise<string> {
  const found = kept.safeParse(await readDraft(db, turn.actor.identity, 'form', draft))
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

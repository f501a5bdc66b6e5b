// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Reads, Submitted } from '#/chat/feature.ts'
import type { Fields, Form } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { askedAgain, type Begun, type Choices, shareForm } from '#/features/bottlenecks/cards/forms.ts'
import { pressedBottleneck, shown } from '#/features/bottlenecks/commands/read.ts'
import { type Line, lineOf } from '#/features/bottlenecks/rules/line.ts'
import { longest, type Said, share } from '#/features/bottlenecks/rules/share.ts'
import { similarTo } from '#/features/bottlenecks/rules/similar.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import { pillarById, pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'
import { Refusal } from '#/network/refusal.ts'

export const choices = async (db: Db, turn: Turn): Promise<Choices> => ({
  pillars: await pillars(db, turn.today),
  themes: await themes(db),
})

export const formOf = async (db: Db, turn: Turn, begun: Begun, isOther: boolean): Promise<Form> =>
  shareForm(begun, await choices(db, turn), isOther, turn.locale)

/** A bottleneck is a municipality's: who is of none hears that before anything is typed. @throws Refusal */
export function demandMunicipality({ actor }: Turn): void {
  if (!actor.municipality) throw new Refusal('bottlenecks.noMunicipality')
}

/** What a form begins with that goes on with a line. */
export async function begunIn(db: Db, turn: Turn, typed: string): Promise<Line> {
  const own = turn.actor.person ? await pillarsOf(db, turn.actor.person) : []
  return lineOf(typed, await pillars(db, turn.today), own)
}

const open: Reads<string> = {
  does: 'reads',
  asks: 'bottleneck.share',
  async run(db, turn, value) {
    demandMunicipality(turn)
    if (value === 'new') return { form: await formOf(db, turn, await begunIn(db, turn, ''), false) }
    if (!value.startsWith('other ')) throw new Refusal('chat.absent')
    return { form: await formOf(db, turn, await begunIn(db, turn, value.slice('other '.length)), true) }
  },
}

type Errors = Readonly<Record<string, string>>

/** What is wrong in a text: empty where it must say something, or too long. */
function errorIn(turn: Turn, field: keyof typeof longest, text: string): Errors {
  const t = bottleneckTexts.in(turn.locale)
  const length = [...text].length
  if (length > longest[field]) return { [field]: t('tooLong', { length, max: longest[field] }) }
  return length === 0 && (field === 'title' || field === 'happens') ? { [field]: t(`empty.${field}`) } : {}
}

const typedIn = (fields: Fields, field: string): string => fields[field]?.trim() ?? ''

export async function saidIn(db: Db, turn: Turn, fields: Fields): Promise<Said | { readonly fieldErrors: Errors }> {
  const t = bottleneckTexts.in(turn.locale)
  const pillar = await pillarById(db, turn.today, fields.pillar ?? '')
  const theme = (await themes(db)).find(one => one.id === fields.theme)
  const texts = ['title', 'happens', 'place', 'frequency', 'cost'] as const
  const errors = {
    ...Object.assign({}, ...texts.map(field => errorIn(turn, field, typedIn(fields, field)))),
    ...(pillar ? {} : { pillar: t('empty.pillar') }),
    ...(pillar && theme && theme.pillar !== pillar.id && { theme: t('otherTheme', { pillar: pillar.name }) }),
  }
  if (!pillar || Object.keys(errors).length > 0) return { fieldErrors: errors }
  return {
    title: typedIn(fields, 'title'),
    happens: typedIn(fields, 'happens'),
    place: typedIn(fields, 'place') || null,
    frequency: typedIn(fields, 'frequency') || null,
    cost: typedIn(fields, 'cost') || null,
    pillar: pillar.id,
    theme: theme?.id ?? null,
  }
}

export const newForm: FormHandler = {
  open,
  submit: {
    does: 'writes',
    asks: 'bottleneck.share',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const said = await saidIn(tx, turn, fields)
      if ('fieldErrors' in said) return said
      const similar = context === 'other' ? [] : await similarTo(tx, said.title)
      if (similar.length > 0)
        return { form: askedAgain(await formOf(tx, turn, said, true), similar, turn.typed, turn.locale) }
      const bottleneck = await share(tx, turn.actor, said, turn.as, turn.now)
      return { code: 'shared', ids: { bottleneck } }
    },
    async answer(db, turn, { ids }) {
      const bottleneck = await pressedBottleneck(db, turn, String(ids.bottleneck))
      const done = bottleneckTexts.in(turn.locale)('done.shared', { pillar: bottleneck.pillarName })
      return saidFirst(done, await shown(db, turn, bottleneck))
    },
  },
}

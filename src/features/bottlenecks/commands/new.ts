// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Reads, Submitted } from '#/chat/feature.ts'
import type { Fields, Form } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { askedAgain, type Begun, shareForm } from '#/features/bottlenecks/cards/forms.ts'
import { similarCard } from '#/features/bottlenecks/cards/list.ts'
import { pressedBottleneck, shown } from '#/features/bottlenecks/commands/read.ts'
import { longest, type Said, share } from '#/features/bottlenecks/rules/share.ts'
import { similarTo } from '#/features/bottlenecks/rules/similar.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import { pillarById, pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'
import { Refusal } from '#/network/refusal.ts'

async function formOf(db: Db, turn: Turn, begun: Begun, isOther: boolean): Promise<Form> {
  const own = begun.pillar === undefined && turn.actor.person ? await pillarsOf(db, turn.actor.person) : []
  const pillar = begun.pillar ?? (own.length === 1 ? own[0] : null)
  const choices = { pillars: await pillars(db, turn.today), themes: await themes(db) }
  return shareForm({ ...begun, pillar: pillar ?? null }, choices, isOther, turn.locale)
}

/** A bottleneck is a municipality's: who is of none hears that before anything is typed. @throws Refusal */
function demandMunicipality({ actor }: Turn): void {
  if (!actor.municipality) throw new Refusal('bottlenecks.noMunicipality')
}

const fitting = (title: string): string => [...title].slice(0, longest.title).join('')

/** `m50 knelpunt nieuw [titel]`: what is like it is shown before it is shared as something new. */
export const newLine: Reads<string> = {
  does: 'reads',
  asks: 'bottleneck.share',
  async run(db, turn, typed): Promise<Answer> {
    demandMunicipality(turn)
    const title = fitting(typed)
    const similar = await similarTo(db, title)
    if (similar.length > 0) return { card: similarCard(similar, title, turn.locale), to: 'me' }
    return { form: await formOf(db, turn, title ? { title } : {}, title !== '') }
  },
}

const open: Reads<string> = {
  does: 'reads',
  asks: 'bottleneck.share',
  async run(db, turn, value) {
    demandMunicipality(turn)
    if (value === 'new') return { form: await formOf(db, turn, {}, false) }
    if (!value.startsWith('other ')) throw new Refusal('chat.absent')
    return { form: await formOf(db, turn, { title: fitting(value.slice('other '.length)) }, true) }
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

async function saidIn(db: Db, turn: Turn, fields: Fields): Promise<Said | { readonly fieldErrors: Errors }> {
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
      return saidFirst(done, shown(turn, bottleneck))
    },
  },
}

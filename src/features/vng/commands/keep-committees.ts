// SPDX-License-Identifier: EUPL-1.2
// The secretariat adds a committee, renames it, ends it, and says for which pillars it matters [F47].
import type { FormHandler, Outcome, Reads, Submitted } from '#/chat/feature.ts'
import { chosenIn, type Fields } from '#/chat/form.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { committeeForm, keptCard } from '#/features/vng/cards/keep-committees.ts'
import { shownCommittee } from '#/features/vng/commands/read.ts'
import { isDay } from '#/features/vng/commands/seats.ts'
import { committeeById, saysWhatItIs } from '#/features/vng/rules/committees.ts'
import {
  addCommittee,
  changeCommittee,
  committeeKinds,
  type GivenCommittee,
  type KeptCommittee,
  keptCommittee,
  keptCommittees,
  lockedCommittee,
  longestName,
} from '#/features/vng/rules/keep-committees.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { matchName } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'

type Wrong = { readonly fieldErrors: Readonly<Record<string, string>> }

const formOf = async (db: Db, turn: Turn, committee: KeptCommittee | null): Promise<Answer> => ({
  form: committeeForm(committee, await pillars(db, turn.today), turn),
})

/** `m50 vng beheer [blad|commissie]`. */
export const keepLine: Reads<string> = {
  does: 'reads',
  asks: 'committee.manage',
  async run(db, turn, typed) {
    const all = await keptCommittees(db)
    const isPage = /^\d*$/.test(typed)
    const match = isPage ? null : matchName(typed, all, ({ id, name }) => [name, id])
    if (match?.found === 'exact' || match?.found === 'near') return formOf(db, turn, match.item)
    const t = vngTexts.in(turn.locale)
    const names = match?.found === 'several' ? match.items.map(({ name }) => name) : []
    const which =
      names.length > 0
        ? t('which.several', { words: typed, names: listed(names, turn.locale) })
        : t('which.none', { words: typed })
    const page = pageIn(isPage ? typed : '', all.length)
    const lines = all.slice(page.from, page.from + pageSize)
    return { card: keptCard(lines, page, match ? which : null, turn), to: 'me' }
  },
}

/** What was filled in of a committee, or what is wrong with it. */
async function givenIn(db: Db, turn: Turn, fields: Fields, old: KeptCommittee | null): Promise<GivenCommittee | Wrong> {
  const t = vngTexts.in(turn.locale)
  const name = fields.name?.trim() ?? ''
  const { length } = [...name]
  const kind = [...Object.values(committeeKinds), old?.kind].find(one => one === fields.kind)
  const [startsOn, endsOn] = [fields.startsOn ?? '', fields.endsOn ?? '']
  const known = (await pillars(db, turn.today)).map(({ id }) => id)
  const [first, second] = [chosenIn(fields.pillar), chosenIn(fields.alsoPillar)]
  const errors = {
    ...(!name && { name: t('wrong.name') }),
    ...(length > longestName && { name: t('tooLong', { length, max: longestName }) }),
    ...(!kind && { kind: t('wrong.kind') }),
    ...(startsOn && !isDay(startsOn, turn.zone) && { startsOn: t('wrong.day') }),
    ...(endsOn && !isDay(endsOn, turn.zone) && { endsOn: t('wrong.day') }),
    ...(endsOn && isDay(endsOn, turn.zone) && endsOn <= startsOn && { endsOn: t('wrong.endsOn') }),
  }
  if (!kind || Object.keys(errors).length > 0) return { fieldErrors: errors }
  return {
    name,
    kind,
    startsOn: startsOn || null,
    endsOn: endsOn || null,
    primary: known.filter(id => first.includes(id)),
    secondary: known.filter(id => second.includes(id) && !first.includes(id)),
  }
}

/** What it is called among those that lobby points are addressed to: as in the network's data, which is in Dutch. */
const targetOf = (name: string): string =>
  vngTexts.in('nl')(saysWhatItIs(name) ? 'keep.target.own' : 'keep.target.committee', { name })

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const t = vngTexts.in(turn.locale)
  const cancelled = Number(ids.cancelled ?? 0)
  const done =
    cancelled > 0
      ? t('done.committeeEnded', { count: cancelled })
      : t(`done.${code as 'committeeAdded' | 'committeeChanged'}`)
  const committee = await committeeById(db, String(ids.committee), turn.today, { coming: true })
  return saidFirst(
    done,
    committee ? await shownCommittee(db, turn, committee) : await keepLine.run(db, turn, '', undefined),
  )
}

/** [Commissie toevoegen], and [Wijzigen] of one that there is, was or will be. */
export const committeeHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'committee.manage',
    async run(db, turn, value) {
      const committee = value === 'new' ? null : await keptCommittee(db, value)
      if (value !== 'new' && !committee) throw new Refusal('chat.absent')
      return formOf(db, turn, committee)
    },
  },
  submit: {
    does: 'writes',
    asks: 'committee.manage',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const [id = '', version] = context.split('.')
      const old = id ? await lockedCommittee(tx, id) : null
      if (id && !old) throw new Refusal('chat.absent')
      // Another changed it meanwhile: what was filled in would undo that unseen.
      if (old && String(old.version) !== version) throw new Refusal('vng.committeeChanged', {}, { field: 'name' })
      const given = await givenIn(tx, turn, fields, old)
      if ('fieldErrors' in given) return given
      const target = targetOf(given.name)
      if (!old) {
        const added = await addCommittee(tx, given, target, turn.as, turn.today)
        return { code: 'committeeAdded', ids: { committee: added } }
      }
      const cancelled = await changeCommittee(tx, old, given, target, turn.as, turn)
      return { code: 'committeeChanged', ids: { committee: old.id, cancelled } }
    },
    answer,
  },
}

// SPDX-License-Identifier: EUPL-1.2
import { momentOf } from '#/chat/dates.ts'
import type { FormHandler, PlannedKind, Reads, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { movePlanned, plannedById, plannedToCome, skipPlanned } from '#/delivery/planned.ts'
import { comingMoment, plannedFailed } from '#/features/desk/rules/planning.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { audit } from '#/network/audit.ts'
import { asId } from '#/network/ids.ts'
import type { Planned } from '#/network/planned-kind.ts'
import { mayEver, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

const shownFailed = 20

const batch = 50

type View = NonNullable<Awaited<ReturnType<PlannedKind['view']>>>
type Kinds = ReadonlyMap<string, PlannedKind>

const viewOf = async (db: Db, kinds: Kinds, planned: Planned, turn: Turn) =>
  (await kinds.get(planned.kind)?.view(db, planned, readerOf(turn))) ?? null

/** The first of what is still to come and has something to say, so many of it where there is so much: a row that is pointless by now is no line. */
async function viewed(db: Db, kinds: Kinds, turn: Turn, wanted: number) {
  const found: { readonly planned: Planned; readonly view: View }[] = []
  for (let offset = 0; found.length < wanted; offset += batch) {
    const rows = await plannedToCome(db, batch, offset)
    const views = await Promise.all(rows.map(planned => viewOf(db, kinds, planned, turn)))
    for (const [i, planned] of rows.entries()) {
      const view = views[i]
      if (view) found.push({ planned, view })
    }
    if (rows.length < batch) break
  }
  return found
}

/** `m50 planning [blad]`: everything still to come, from any feature, with its moment and whom it goes to [A45]. */
export const showPlanning = (kinds: Kinds): Reads<string> => ({
  does: 'reads',
  asks: 'planning.read',
  async run(db, turn, typed) {
    const t = deskTexts.in(turn.locale)
    const asked = pageIn(typed, Number.POSITIVE_INFINITY)
    // One more than the page takes tells whether there is another.
    const found = await viewed(db, kinds, turn, asked.from + pageSize + 1)
    const { page, last, from } = pageIn(typed, found.length)
    const isAll = found.length <= asked.from + pageSize
    const items = found.slice(from, from + pageSize).map(({ planned, view }) => ({
      text: t('planning.item', {
        at: momentOf(planned.dueAt, turn.locale, turn.zone),
        what: { text: view.what },
        to: { text: view.to },
      }),
      ...(!kinds.get(planned.kind)?.isFixed && {
        accessory: {
          does: 'open' as const,
          name: 'planned.change',
          label: t('planning.change'),
          value: planned.id,
        },
      }),
    }))
    const countOf = isAll
      ? [
          found.length > 0 ? t('planning.count', { count: found.length }) : t('planning.empty'),
          ...(last > 1 ? [t('page.of', { page, last })] : []),
        ]
      : [t('page.one', { page })]
    const failed = await plannedFailed(db, shownFailed)
    return {
      card: {
        version: 1,
        title: t('planning.title'),
        text: [
          ...countOf,
          ...failed.map(({ kind, at }) => t('planning.failed', { kind, at: momentOf(at, turn.locale, turn.zone) })),
        ].join('\n'),
        items,
        buttons: [
          ...(page < last ? [lineButton(t('page.next'), `planning ${page + 1}`)] : []),
          lineButton(t('planning.days'), 'planning vrije-dagen'),
          ...(mayEver(turn.actor, 'workingHours.set')
            ? [{ does: 'open' as const, name: 'planning.quiet', label: t('planning.hours'), value: 'quiet' }]
            : []),
        ],
      },
      to: 'me',
    }
  },
})

/** What is to be changed, held; nothing where it has gone out meanwhile, which `changeable` refuses kindly once it is known that this one may ask. */
const held =
  (kinds: Kinds) =>
  async (db: Db, value: string): Promise<Relation & { readonly subject: Planned | null }> => {
    const id = asId(value)
    const planned = id && (await plannedById(db, id, { holding: true }))
    if (!planned) return { subject: null }
    return { ...(await kinds.get(planned.kind)?.relation?.(db, planned)), subject: planned }
  }

/** @throws Refusal where it went out meanwhile, and where it follows from what it is about */
function changeable(kinds: Kinds, planned: Planned | null): Planned {
  if (!planned) throw new Refusal('desk.plannedOver')
  if (kinds.get(planned.kind)?.isFixed) throw new Refusal('desk.plannedFixed')
  return planned
}

const done: Writes<string>['answer'] = async (_, turn, { code, ids }) => {
  const t = deskTexts.in(turn.locale)
  const at = ids.at ? momentOf(new Date(Number(ids.at)), turn.locale, turn.zone) : ''
  const text = code === 'moved' ? t('moved.moved', { at }) : t(code === 'now' ? 'moved.now' : 'moved.skipped')
  return { card: { version: 1, text, buttons: [lineButton(t('planning.show'), 'planning')] }, to: 'me' }
}

/** [Nu versturen] and [Overslaan]. */
export const settlePlanned = (kinds: Kinds, how: 'now' | 'skipped'): Writes<string, Planned | null> => ({
  does: 'writes',
  asks: 'planning.change',
  of: held(kinds),
  async run(tx, turn, _, subject) {
    const planned = changeable(kinds, subject)
    if (how === 'now') {
      await kinds.get(planned.kind)?.demandNow?.(tx, planned)
      await movePlanned(tx, planned.id, turn.now)
    } else await skipPlanned(tx, planned.id, turn.now)
    await kinds.get(planned.kind)?.changed?.(tx, planned, turn)
    audit(tx, { action: `planned.${how}`, subject: { kind: 'planned', id: planned.id }, by: turn.as })
    return { code: how, ids: { planned: planned.id } }
  },
  answer: done,
})

/** [Wijzigen]: another moment, now, or not at all. */
export const changePlanned = (kinds: Kinds): FormHandler => {
  const press = (name: string, label: string, value: string) => ({ does: 'press' as const, name, label, value })
  return {
    open: {
      does: 'reads',
      asks: 'planning.change',
      of: held(kinds),
      async run(db, turn, _, subject: Planned | null) {
        const planned = changeable(kinds, subject)
        const t = deskTexts.in(turn.locale)
        const view = await viewOf(db, kinds, planned, turn)
        if (!view) throw new Refusal('desk.plannedOver')
        const at = Temporal.Instant.fromEpochMilliseconds(planned.dueAt.getTime()).toZonedDateTimeISO(turn.zone)
        return {
          form: {
            version: 1,
            name: 'planned.change',
            title: t('move.title'),
            submit: t('move.submit'),
            intro: t('move.intro', { what: { text: view.what }, to: { text: view.to } }),
            context: planned.id,
            inputs: [
              { kind: 'date', name: 'date', label: t('move.date'), value: at.toPlainDate().toString() },
              {
                kind: 'time',
                name: 'time',
                label: t('move.time'),
                hint: t('move.hint'),
                value: at.toPlainTime().toString({ smallestUnit: 'minute' }),
              },
            ],
            buttons: [
              press('planned.now', t('move.now'), planned.id),
              press('planned.skip', t('move.skip'), planned.id),
            ],
            reopen: { label: t('planning.change'), value: planned.id },
          },
        }
      },
    },
    submit: {
      does: 'writes',
      asks: 'planning.change',
      of: (db, { context }) => held(kinds)(db, context),
      async run(tx, turn, { fields }, subject: Planned | null) {
        const planned = changeable(kinds, subject)
        const at = comingMoment(turn.zone, fields.date ?? '', fields.time ?? '', turn.now)
        await movePlanned(tx, planned.id, at)
        await kinds.get(planned.kind)?.changed?.(tx, planned, turn)
        audit(tx, {
          action: 'planned.moved',
          subject: { kind: 'planned', id: planned.id },
          by: turn.as,
          old: { at: planned.dueAt.toISOString() },
          new: { at: at.toISOString() },
        })
        return { code: 'moved', ids: { at: at.getTime() } }
      },
      answer: done,
    },
  }
}

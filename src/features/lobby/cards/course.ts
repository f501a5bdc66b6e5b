// SPDX-License-Identifier: EUPL-1.2
import { actedBy } from '#/chat/acted.ts'
import type { Card } from '#/chat/card.ts'
import { momentOf, plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import { sheetOf } from '#/chat/sheets.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import { goOnButton, resultLines, showPoint } from '#/features/lobby/cards/point.ts'
import { type Happened, outcomeKey, type Step } from '#/features/lobby/rules/course.ts'
import { changedIn } from '#/features/lobby/rules/edit.ts'
import { offerKinds } from '#/features/lobby/rules/offered.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Kept } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** Acts by the name that stands in the audit after `lobby.`. */
const acts = [
  'drafted',
  'redrafted',
  'propose',
  'retract',
  'approve',
  'unapprove',
  'decline',
  'reconsider',
  'supported',
  'unsupported',
  'reserved',
  'unreserved',
  'reworded',
  'recategorised',
  'confided',
  'released',
  'withdraw',
  'merge',
  'merged',
  'split',
  'splitOff',
  'prioritise',
  'place',
  'achieve',
  'achievePartly',
  'fail',
  'resume',
  'regather',
  'rerank',
  'archive',
  'lifted',
  'carried',
  'handedOver',
  'succeeded',
  'offered',
  'offerChanged',
  'unoffered',
  'offerHandedOver',
  'supportHandedOver',
  'leftRound',
  'saidAlong',
  'leftBehind',
  'unplace',
  'unplaceLast',
  'unplaceRanked',
  'contactTakenBack',
  'outcomeNoted',
  'outcomeCorrected',
] as const

/** What stands elsewhere in the texts than by the name of the act. */
const actTexts = { saidAlong: 'moved.along', leftBehind: 'moved.behind' } as const

const actIn = (step: Step) => acts.find(act => step.act === `lobby.${act}`)

/** What was offered, changed or taken back. */
function offerWord({ old, new: became }: Step, locale: Locale): string {
  const kind = offerKinds.find(one => one === (became ?? old)?.offer)
  return kind ? lobbyTexts.in(locale)(`offer.kind.${kind}`) : ''
}

/** What a text was and became, where a step changed any. */
function wordsChanged(step: Step, words: ReadonlyMap<number, Kept>, locale: Locale): string[] {
  const t = lobbyTexts.in(locale)
  const before = words.get(Number(step.old?.wording))
  const after = words.get(Number(step.new?.wording))
  if (!before || !after) return []
  return changedIn(before, after).map(field =>
    t('course.change', {
      field: { text: t(`form.${field === 'title' ? 'pointTitle' : field}`) },
      old: briefly(before[field], 150),
      new: briefly(after[field], 150),
    }),
  )
}

const facts = {
  pillar: 'form.pillar',
  theme: 'form.theme',
  deadline: 'form.deadline',
  targets: 'form.target',
  municipality: 'file.column.municipality',
} as const

/** What is typed beside the text: where it is not known any more what it was, or not for this reader, only that it changed is told. */
const typed = ['dossiers', 'evidence'] as const

/** What was typed beside the text, and is now. */
function typedChanged(step: Step, words: ReadonlyMap<number, Kept>, locale: Locale): string[] {
  const t = lobbyTexts.in(locale)
  const before = words.get(Number(step.old?.wording))
  const after = words.get(Number(step.new?.wording))
  const changed = String(step.new?.changed ?? '').split(' ')
  const said = (text: string | null): string => briefly(text ?? '', 150) || t('course.none')
  return typed
    .filter(field => changed.includes(field))
    .map(name => {
      const field = { text: t(`form.${name}`) }
      if (!before?.dossiers || !after?.dossiers) return t('course.changed', { field })
      const of = ({ evidence, dossiers }: Kept) => said(name === 'evidence' ? evidence : (dossiers ?? []).join(', '))
      return t('course.change', { field, old: of(before), new: of(after) })
    })
}

/** What pillars, themes, targets and municipalities are called, by their id. */
export type Names = Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>

/** Where it was put and is put now; of what was so while few knew of the point, the others read only that it changed [T20]. */
function factsChanged(step: Step, names: Names, locale: Locale): string[] {
  const t = lobbyTexts.in(locale)
  const said = (field: string, value: string | number | null | undefined): string =>
    String(value ?? '')
      .split(' ')
      .filter(Boolean)
      .map(id =>
        field === 'deadline' ? plainDayOf(id, locale) : (names[field]?.find(one => one.id === id)?.name ?? id),
      )
      .join(', ') || t('course.none')
  return Object.entries(facts).flatMap(([field, label]) => {
    const [before, after] = [step.old?.[field], step.new?.[field]]
    if (before === undefined || after === undefined || before === after) return []
    if (step.isVeiled) return [t('course.changed', { field: { text: t(label) } })]
    // What was named then is called as it was called then.
    const called = (of: Step['old'], value: typeof before): string =>
      field === 'targets' && of?.targetNames ? String(of.targetNames) : said(field, value)
    return [
      t('course.change', { field: { text: t(label) }, old: called(step.old, before), new: called(step.new, after) }),
    ]
  })
}

/** Where and when it was put on an agenda, or what it came to; and what was said of a contact that was taken back. */
function cameOf(
  step: Step,
  { placements, results, contacts }: Happened,
  locale: Locale,
  moment: (at: Date) => string,
): readonly string[] {
  const placement = placements.get(String(step.new?.placement))
  if (placement)
    return [
      lobbyTexts.in(locale)('told.placed', {
        target: placement.targetName,
        occasion: placement.occasion,
        day: plainDayOf(placement.placedOn, locale),
        spokesperson: placement.spokesperson,
      }),
    ]
  const contact = contacts.get(String(step.old?.contact))
  if (contact)
    return [lobbyTexts.in(locale)('courseBack.contact', { at: moment(contact.at), text: briefly(contact.text, 150) })]
  const result = results.get(String(step.new?.result))
  return result ? resultLines(result, locale) : []
}

/** What a municipality said in its own words, from what to what, and what that ended [F21] [F26]. */
function saidChanged({ old, new: became }: Step, { said }: Happened, locale: Locale): readonly string[] {
  const t = lobbyTexts.in(locale)
  const [before, after] = [said.get(String(old?.said)), said.get(String(became?.said))].map(line =>
    briefly(line ?? '', 150),
  )
  if (before && after && old?.stance === became?.stance)
    return before === after
      ? []
      : [t('course.change', { field: { text: t('courseSaid.line') }, old: before, new: after })]
  const isReplaced = became?.stance && old?.stance && old.stance !== became.stance
  return [
    ...(after ? [t('courseSaid.now', { line: after })] : []),
    ...(isReplaced ? [t(old.stance === 'support' ? 'courseSaid.support' : 'courseSaid.reservation')] : []),
    ...(before ? [t('courseSaid.was', { line: before })] : []),
  ]
}

/** What was decided upon a round, from what to what where it was put right. */
function decided({ old, new: became }: Step, { outcomes }: Happened, locale: Locale): readonly string[] {
  const t = lobbyTexts.in(locale)
  const [before, after] = [old, became].map(of => briefly(outcomes.get(outcomeKey(of?.round, of?.outcome)) ?? '', 150))
  if (!after) return []
  const field = { text: t('outcomeForm.label') }
  return [before ? t('course.change', { field, old: before, new: after }) : t('courseSaid.now', { line: after })]
}

/** One step in words, and what it changed. */
export interface CourseLine {
  readonly said: Text
  readonly changes: readonly string[]
}

/** Steps in words, in their order; what is no step of a point's life is left out. */
export function courseLines(
  point: Point,
  steps: readonly Step[],
  earlier: ReadonlyMap<number, Kept>,
  happened: Happened,
  names: Names,
  locale: Locale,
  moment: (at: Date) => string,
): readonly CourseLine[] {
  const t = lobbyTexts.in(locale)
  const words = new Map<number, Kept>([...earlier, [point.wording, point]])
  return steps.flatMap(step => {
    const act = actIn(step)
    if (!act) return []
    const said = t('course.line', {
      at: moment(step.at),
      act: {
        text: t(act === 'saidAlong' || act === 'leftBehind' ? actTexts[act] : `course.act.${act}`, {
          name: names.municipality?.find(({ id }) => id === step.new?.municipality)?.name ?? '',
          point: (act === 'merge' ? point.mergedInto : step.new?.point) ?? '',
          bottleneck: Number(step.new?.bottleneck ?? 0),
          count: String(step.new?.municipalities ?? '').split(' ').length,
          offer: offerWord(step, locale),
        }),
      },
      by: { text: actedBy(step, locale) },
    })
    const changes = [
      ...cameOf(step, happened, locale, moment),
      ...saidChanged(step, happened, locale),
      ...decided(step, happened, locale),
      ...wordsChanged(step, words, locale),
      ...factsChanged(step, names, locale),
      ...typedChanged(step, words, locale),
    ]
    return [{ said, changes }]
  })
}

/** The course of a point: who did what, as what, for which municipality, and when; the last step first [F74]. */
export function courseCard(
  point: Point,
  steps: readonly Step[],
  earlier: ReadonlyMap<number, Kept>,
  happened: Happened,
  names: Names,
  page: Page,
  locale: Locale,
  zone: string,
): Card {
  const t = lobbyTexts.in(locale)
  const all = courseLines(point, steps, earlier, happened, names, locale, at => momentOf(at, locale, zone))
  const { lines, next } = sheetOf(
    all.flatMap(({ said, changes }) => [`- ${said}`, ...changes]),
    page,
    locale,
  )
  return {
    version: 1,
    title: t('course.title', { number: point.number }),
    text: [
      ...(page.last > 1 ? [t('course.page', { count: steps[0]?.total ?? 0, page: page.page, last: page.last })] : []),
      ...lines,
    ].join('\n'),
    buttons: [
      ...(next === null ? [] : [lineButton(t('button.more'), `lobby verloop ${point.number} ${next}`)]),
      ...goOnButton(point, locale),
      showPoint(t('button.show'), point.number),
    ],
  }
}

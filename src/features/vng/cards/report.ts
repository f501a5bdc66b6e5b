// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { dayOf, momentOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly, listed } from '#/chat/words.ts'
import { called } from '#/features/vng/cards/called.ts'
import { inputButton, inputsButton, isOnOrAfter } from '#/features/vng/cards/input.ts'
import type { toldAs } from '#/features/vng/rules/correct-report.ts'
import { type Report, type ReportLine, takesInput, type Wording } from '#/features/vng/rules/reports.ts'
import type { ReadAhead } from '#/features/vng/rules/urgent.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import type { PillarId } from '#/network/ids.ts'

type Reads = Pick<Reader, 'locale' | 'zone'>

/** "VB 4 · De herijking komt eraan". */
export const titleOf = ({ number, title }: ReportLine, locale: Locale): Text =>
  vngTexts.in(locale)('report.title', { number, title })

export const showReport = (number: number, locale: Locale, label?: Text): Button =>
  lineButton(label ?? vngTexts.in(locale)('button.read'), `vng ${number}`)

export const editButton = ({ id }: Pick<Report, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'vng.edit',
  label: vngTexts.in(locale)('button.edit'),
  value: id,
})

/** [Corrigeren], of what is published. */
export const correctButton = ({ id }: Pick<Report, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'vng.correct',
  label: vngTexts.in(locale)('button.correct'),
  value: id,
})

/** [Wat er stond]: what it read before, the latest first. */
export const earlierButton = ({ id }: Pick<Report, 'id'>, page: number, label: Text): Button => ({
  does: 'press',
  name: 'vng.earlier',
  label,
  value: `${id}.${page}`,
})

const announceButton = (
  { id }: Report,
  pillar: { readonly id: PillarId; readonly name: string },
  locale: Locale,
): Button => ({
  does: 'press',
  name: 'vng.announce',
  label: vngTexts.in(locale)('button.announce', { pillar: pillar.name }),
  value: `${id}.${pillar.id}`,
})

const named = ({ pillars }: Pick<Report, 'pillars'>, locale: Locale): string =>
  listed(
    pillars.map(({ name }) => name),
    locale,
  )

export const pillarsLine = (report: Report, locale: Locale): Text =>
  vngTexts.in(locale)('report.pillars', { pillars: named(report, locale), count: report.pillars.length })

/** Who reports it, of which committee, and for which pillars. */
export function byLine(report: Report, { locale, zone }: Reads): Text {
  const t = vngTexts.in(locale)
  const { authorName, municipality } = report
  const author = authorName && municipality ? `${authorName} (${municipality})` : (authorName ?? municipality ?? '')
  return t('report.by', {
    committee: called(report.committeeName, locale),
    author,
    at: dayOf(report.publishedAt ?? report.createdAt, locale, zone),
  })
}

const texts = ['summary', 'decisions', 'opportunities', 'action'] as const

/** What a report says, each text as long as there is room for. */
export function textLines(report: Wording, most: number, locale: Locale): readonly string[] {
  const t = vngTexts.in(locale)
  return texts.flatMap(field => {
    const text = report[field]
    return text ? [t(`report.${field}`, { text: briefly(text, most) })] : []
  })
}

/** What of it holds beside its words: confidential, urgent, until when input is welcome, where more stands. */
export function factLines(report: Report, reader: Reads & Pick<Reader, 'today'>): readonly string[] {
  const { locale, zone } = reader
  const t = vngTexts.in(locale)
  const { inputUntil } = report
  const input = inputUntil && isOnOrAfter(inputUntil, reader) ? 'report.inputUntil' : 'report.inputWas'
  return [
    ...(report.correctedAt ? [t('report.corrected', { at: dayOf(report.correctedAt, locale, zone) })] : []),
    ...(report.isConfidential ? [t('report.confidential')] : []),
    ...(report.urgency === 'urgent' ? [t('report.urgent')] : []),
    ...(inputUntil ? [t(input, { at: momentOf(inputUntil, locale, zone) })] : []),
    ...(report.link ? [t('card.link', { link: report.link })] : []),
  ]
}

/** What of a report its reader may do. */
export interface ReportSight {
  readonly mayEdit: boolean
  readonly mayCorrect: boolean
  readonly mayInput: boolean
  readonly readsInputs: boolean
  /** In which pillars' channels they may have it posted. */
  readonly mayAnnounce: readonly PillarId[]
}

export function reportCard(
  report: Report,
  sight: ReportSight,
  reader: Reads & Pick<Reader, 'today'> & { readonly now: Date },
): Card {
  const { locale } = reader
  const t = vngTexts.in(locale)
  const open = report.state === 'published' && !report.isConfidential
  return {
    version: 1,
    title: titleOf(report, locale),
    text: [
      byLine(report, reader),
      pillarsLine(report, locale),
      ...(report.state === 'published' ? [] : [t(`report.state.${report.state}`)]),
      '',
      ...textLines(report, 2000, locale),
      ...factLines(report, reader),
    ].join('\n'),
    buttons: [
      ...(sight.mayInput && takesInput(report, reader.now)
        ? [inputButton({ kind: 'report', id: report.id }, locale, 'primary')]
        : []),
      ...(sight.mayEdit && report.state === 'proposed' ? [editButton(report, locale)] : []),
      ...(sight.mayCorrect && report.state === 'published' ? [correctButton(report, locale)] : []),
      lineButton(t('button.committee'), `vng ${report.committee}`),
    ],
    more: [
      ...report.pillars
        .filter(({ id, isAnnounced }) => open && !isAnnounced && sight.mayAnnounce.includes(id))
        .slice(0, 3)
        .map(pillar => announceButton(report, pillar, locale)),
      ...(sight.readsInputs && report.inputUntil ? [inputsButton({ kind: 'report', id: report.id }, locale)] : []),
      ...(sight.mayCorrect && report.wording > 1 ? [earlierButton(report, 1, t('button.earlier'))] : []),
    ],
  }
}

/** The report as it stands in a channel, and as it is told to who leads a pillar. */
export function toldCard(report: Report, announces: PillarId | null, reader: Reads & Pick<Reader, 'today'>): Card {
  const { locale } = reader
  const t = vngTexts.in(locale)
  const pillar = report.pillars.find(({ id, isAnnounced }) => id === announces && !isAnnounced)
  return {
    version: 1,
    title: titleOf(report, locale),
    text: [byLine(report, reader), ...textLines(report, 500, locale), ...factLines(report, reader)].join('\n'),
    buttons: [
      ...(pillar && !report.isConfidential
        ? [{ ...announceButton(report, pillar, locale), style: 'primary' as const }]
        : []),
      ...(report.inputUntil && isOnOrAfter(report.inputUntil, reader)
        ? [inputButton({ kind: 'report', id: report.id }, locale)]
        : []),
      showReport(report.number, locale, t('button.readWhole')),
    ],
  }
}

/** To who leads a pillar: what is urgent, before it was reviewed. */
export function urgentCard(report: Report, reader: Reads & Pick<Reader, 'today'>): Card {
  const { locale } = reader
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title: titleOf(report, locale),
    text: [
      t('urgent.waits'),
      byLine(report, reader),
      ...textLines(report, 500, locale),
      ...factLines(report, reader),
    ].join('\n'),
    buttons: [showReport(report.number, locale, t('button.readWhole'))],
  }
}

/** What is left of that once it waits no more, or is for its reader no more. */
export const urgentOverCard = ({ number, state }: Report, locale: Locale): Card => ({
  version: 1,
  text: vngTexts.in(locale)(`urgent.over.${state}`, { number }),
  buttons: state === 'published' ? [showReport(number, locale)] : [],
})

/** What is left in a channel of one that was taken back. */
export const stubCard = ({ number }: Pick<Report, 'number'>, locale: Locale): Card => ({
  version: 1,
  text: vngTexts.in(locale)('report.gone', { number }),
})

/** To who answered a report, or answers for it: its words were put right. They stand behind the buttons alone, since who reads this in a channel may not read them. */
export function correctedCard(
  { id, number }: Pick<Report, 'id' | 'number'>,
  to: (typeof toldAs)[number],
  input: Button | null,
  locale: Locale,
): Card {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title: t('corrected.title', { number }),
    text: t(`corrected.${to}`),
    buttons: [
      showReport(number, locale),
      ...(to === 'input' ? [] : [earlierButton({ id }, 1, t('button.earlier'))]),
      ...(input ? [{ ...input, label: t('button.changeInput') }] : []),
    ],
  }
}

/** To the author, once it is there to read: by whom, also where nobody leads one of its pillars (`unled`). */
export function publishedCard(report: Report, unled: Report['pillars'], locale: Locale): Card {
  const t = vngTexts.in(locale)
  const of = { title: report.title, pillars: named(report, locale), count: report.pillars.length }
  const missing = report.isConfidential && unled.length > 0
  return {
    version: 1,
    title: t('published.title', { number: report.number }),
    text: [
      t(report.isConfidential ? 'published.confidential' : 'published.text', of),
      ...(missing ? [t('published.unled', { pillars: named({ pillars: unled }, locale), count: unled.length })] : []),
    ].join(' '),
    buttons: [showReport(report.number, locale)],
  }
}

/** Who reads what is urgent before it is reviewed, or that nobody does who leads a pillar of it. */
function aheadLines(report: Report, { read, unled }: ReadAhead, locale: Locale): Text[] {
  const t = vngTexts.in(locale)
  const of = (pillars: Report['pillars']) => ({ pillars: named({ pillars }, locale), count: pillars.length })
  return [
    ...(read.length > 0 ? [t(report.isConfidential ? 'filed.ahead.led' : 'filed.ahead.chair', of(read))] : []),
    ...(unled.length > 0 ? [t(report.isConfidential ? 'filed.ahead.unled' : 'filed.ahead.noChair', of(unled))] : []),
  ]
}

/** The answer to whoever sent one in; with `ahead` where it is urgent. */
export function filedCard(report: Report, ahead: ReadAhead | null, request: number, locale: Locale): Card {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title: titleOf(report, locale),
    text: [
      t(report.isConfidential ? 'filed.confidential' : 'filed.text', { request }),
      ...(ahead ? aheadLines(report, ahead, locale) : []),
    ].join(' '),
    buttons: [
      editButton(report, locale),
      lineButton(t('button.request'), `verzoek ${request}`),
      showReport(report.number, locale),
    ],
  }
}

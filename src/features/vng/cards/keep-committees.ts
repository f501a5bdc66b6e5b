// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale } from '#/chat/texts.ts'
import { called } from '#/features/vng/cards/called.ts'
import { endedSeatsButton } from '#/features/vng/cards/seats.ts'
import {
  type CommitteeKind,
  committeeKinds,
  type KeptCommittee,
  longestName,
} from '#/features/vng/rules/keep-committees.ts'
import { vngTexts } from '#/features/vng/texts.ts'

const open = (label: string, value: string): Button => ({ does: 'open', name: 'vng.committee', label, value })

/** "tot 1 jan 2027", of one whose end is known. */
function whenOf({ startsOn, endsOn }: KeptCommittee, { locale, today }: Pick<Reader, 'locale' | 'today'>): string[] {
  const t = vngTexts.in(locale)
  return [
    ...(startsOn !== null && startsOn > today ? [t('keep.from', { from: plainDayOf(startsOn, locale) })] : []),
    ...(endsOn === null
      ? []
      : [t(endsOn > today ? 'keep.until' : 'keep.ended', { until: plainDayOf(endsOn, locale) })]),
  ]
}

/** All committees, those that have ended and those that are to come among them, a page at a time. */
export function keptCard(
  all: readonly KeptCommittee[],
  { page, last }: Page,
  said: string | null,
  reader: Pick<Reader, 'locale' | 'today'>,
): Card {
  const { locale } = reader
  const t = vngTexts.in(locale)
  return {
    version: 1,
    title: t('keep.title'),
    ...(said !== null && { text: said }),
    items: all.map(committee => ({
      text: [`**${called(committee.name, locale).text}**`, ...whenOf(committee, reader)].join('\n'),
      accessory: open(t('button.change'), committee.id),
    })),
    buttons: [
      ...(page < last ? [lineButton(t('list.more'), `vng beheer ${page + 1}`)] : []),
      open(t('button.addCommittee'), 'new'),
      endedSeatsButton(1, t('button.endedSeats')),
      lineButton(t('button.all'), 'vng'),
    ],
  }
}

/** One of them, or a new one. */
export function committeeForm(
  committee: KeptCommittee | null,
  pillars: readonly { readonly id: string; readonly name: string }[],
  { locale, today }: { readonly locale: Locale; readonly today: string },
): Form {
  const t = vngTexts.in(locale)
  const options = pillars.map(({ id, name }) => ({ value: id, label: name }))
  const known = (Object.keys(committeeKinds) as CommitteeKind[]).map(kind => ({
    value: committeeKinds[kind],
    label: t(`keep.kinds.${kind}`),
  }))
  // Another network's data may call it something else.
  const own = committee && !known.some(({ value }) => value === committee.kind) ? [committee.kind] : []
  const kinds = [...known, ...own.map(kind => ({ value: kind, label: kind }))]
  const startsOn = committee ? committee.startsOn : today
  return {
    version: 1,
    name: 'vng.committee',
    title: t(committee ? 'button.changeCommittee' : 'button.addCommittee'),
    submit: t('form.save'),
    context: committee ? `${committee.id}.${committee.version}` : '',
    inputs: [
      {
        kind: 'text',
        name: 'name',
        label: t('keep.name'),
        max: longestName,
        ...(committee && { value: committee.name }),
      },
      {
        kind: 'choice',
        name: 'kind',
        label: t('keep.kind'),
        options: kinds,
        value: committee?.kind ?? committeeKinds.advisory,
      },
      {
        kind: 'choices',
        name: 'pillar',
        label: t('keep.pillar'),
        options,
        optional: true,
        value: [...(committee?.primary ?? [])],
      },
      {
        kind: 'choices',
        name: 'alsoPillar',
        label: t('keep.alsoPillar'),
        options,
        optional: true,
        value: [...(committee?.secondary ?? [])],
      },
      {
        kind: 'date',
        name: 'startsOn',
        label: t('form.startsOn'),
        optional: true,
        ...(startsOn !== null && { value: startsOn }),
      },
      {
        kind: 'date',
        name: 'endsOn',
        label: t('form.endsOn'),
        hint: t('keep.endsOnHint'),
        optional: true,
        ...(committee?.endsOn && { value: committee.endsOn }),
      },
    ],
    reopen: { label: t(committee ? 'button.change' : 'button.addCommittee'), value: committee?.id ?? 'new' },
  }
}

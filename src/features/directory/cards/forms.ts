// SPDX-License-Identifier: EUPL-1.2
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { roleWord } from '#/chat/words.ts'
import type { PersonFacts } from '#/features/directory/rules/person.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import type { PersonFound } from '#/features/people/rules/find-person.ts'
import { functions } from '#/network/actor.ts'

export function correctForm(person: PersonFacts, locale: Locale): Form {
  const t = directoryTexts.in(locale)
  const { municipality } = person
  return {
    version: 1,
    name: 'person.correct',
    title: t('correct.title'),
    submit: t('correct.submit'),
    intro: t('correct.intro'),
    context: person.id,
    inputs: [
      { kind: 'text', name: 'name', label: t('correct.name'), value: person.name, max: 120 },
      {
        kind: 'municipality',
        name: 'municipality',
        label: t('correct.municipality'),
        optional: true,
        ...(municipality && { value: { value: municipality.id, label: municipality.name } }),
      },
      {
        kind: 'choice',
        name: 'function',
        label: t('correct.function'),
        optional: true,
        options: functions.map(kind => ({ value: kind, label: roleWord(kind, locale) })),
        ...(person.function && { value: person.function.kind }),
      },
    ],
    reopen: { label: t('button.correct'), value: person.id },
  }
}

export function mergeForm({ id, name }: PersonFound, locale: Locale): Form {
  const t = directoryTexts.in(locale)
  return {
    version: 1,
    name: 'person.merge',
    title: t('merge.title'),
    submit: t('merge.submit'),
    intro: t('merge.intro', { name }),
    context: id,
    inputs: [{ kind: 'person', name: 'person', label: t('merge.person'), hint: t('merge.hint') }],
    reopen: { label: t('button.merge'), value: id },
  }
}

const mostLines = 15

/** What ends today, and who takes it over. */
export function endForm({ id, name }: PersonFound, lines: readonly string[], locale: Locale): Form {
  const t = directoryTexts.in(locale)
  const rest = lines.length - mostLines
  const shown = [...lines.slice(0, mostLines), ...(rest > 0 ? [t('end.more', { count: rest })] : [])]
  const intro = [t('end.intro', { name }), ...shown.map(line => `- ${line}`), t('end.outro')].join('\n')
  return {
    version: 1,
    name: 'person.end',
    title: t('end.title'),
    submit: t('end.submit'),
    intro: lines.length > 0 ? intro : t('end.introNothing', { name }),
    context: id,
    inputs: [{ kind: 'person', name: 'successor', label: t('end.successor'), hint: t('end.hint'), optional: true }],
    reopen: { label: t('button.end'), value: id },
  }
}

// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Finding, State } from '#/features/diagnose/rules/finding.ts'
import type { Unreachable } from '#/features/diagnose/rules/unreachable.ts'
import { diagnoseTexts } from '#/features/diagnose/texts.ts'

const worstFirst: readonly State[] = ['broken', 'attention', 'well']
const mostNames = 10

/** What a text needs that is forwarded to people outside the network. */
export interface Around {
  readonly network: string
  readonly workspace: string
  /** Where the network is at home: the text for a colleague without an account is about that app. */
  readonly isOnTeams: boolean
}

/** What the bot found of itself, the worst first; with a text to forward where somebody else must act [F78]. */
export function diagnosisCard(
  findings: readonly Finding[],
  around: Around,
  { locale, typed, typedInChannel: inChannel = typed }: Pick<Turn, 'locale' | 'typed' | 'typedInChannel'>,
): Card {
  const t = diagnoseTexts.in(locale)
  const amiss = findings.filter(({ state }) => state !== 'well').length
  return {
    version: 1,
    title: t('title'),
    text: amiss > 0 ? t('attention', { count: amiss }) : t('allWell'),
    items: findings
      .toSorted((a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state))
      .map(finding => ({
        text: [
          `**${t(`state.${finding.state}`)}** · ${t(finding.code, { ...finding.facts, typed, inChannel })}`,
          ...peopleLines(finding.people ?? [], around, locale),
        ].join('\n'),
        ...accessory(finding, locale),
      })),
  }
}

function accessory({ code, people }: Finding, locale: Locale) {
  const t = diagnoseTexts.in(locale)
  if (code === 'messages.lost') return { accessory: lineButton(t('button.desk'), 'secretariaat') }
  if (code === 'hold.on') return { accessory: lineButton(t('button.release'), 'vrijgeven') }
  if (code === 'planned.missed') return { accessory: lineButton(t('button.planning'), 'planning') }
  if (people?.some(({ why }) => why === 'notAdmitted')) return { accessory: lineButton(t('button.sources'), 'bron') }
  return {}
}

function peopleLines(people: readonly Unreachable[], around: Around, locale: Locale): string[] {
  if (people.length === 0) return []
  const t = diagnoseTexts.in(locale)
  const named = (one: Unreachable) =>
    one.municipality ? t('person.of', { name: one.name, municipality: one.municipality }) : escapeMarkdown(one.name)
  const shown = people.slice(0, mostNames)
  const off = shown.filter(({ why }) => why === 'deactivated').map(({ name }) => name)
  const rest = people.length - shown.length
  const { network, workspace } = around
  const noAccount = around.isOnTeams ? t('forward.noApp', { network }) : t('forward.noAccount', { network, workspace })
  const forward = [
    ...(shown.some(({ why }) => why === 'noAccount') ? [noAccount] : []),
    ...(shown.some(({ why }) => why === 'noApp') ? [t('forward.noApp', { network })] : []),
    ...(off.length > 0 ? [t('forward.deactivated', { names: off.join(', '), workspace })] : []),
  ]
  return [
    ...shown.map(one => `- ${named(one)}: ${t(`person.why.${one.why}`)}`),
    ...(rest > 0 ? [`- ${t('person.more', { count: rest })}`] : []),
    ...new Set(forward),
  ]
}

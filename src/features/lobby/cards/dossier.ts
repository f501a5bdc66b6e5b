// SPDX-License-Identifier: EUPL-1.2
import { plainDayOf } from '#/chat/dates.ts'
import { plain } from '#/chat/markdown.ts'
import type { Block, Document } from '#/documents/document.ts'
import { supportOf, titleOf } from '#/features/lobby/cards/point.ts'
import {
  type Column,
  cellsOf,
  cellText,
  contactLines,
  coursePlain,
  offersPlain,
  placementPlain,
  rankLines,
  resultText,
  type Saying,
  standingLines,
  type Told,
} from '#/features/lobby/cards/point-fields.ts'
import { reservationsOf, supportersOf } from '#/features/lobby/rules/points.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

const position: readonly Column[] = ['state', 'since', 'targets', 'deadline', 'pillar', 'theme', 'municipality']

/** Everything of one point for whoever goes to talk about it: what M50 stands for, asks, and who stands behind it [F92]. */
export function dossierDocument(told: Told, today: string, saying: Saying): Document {
  const { point } = told
  const { locale } = saying
  const t = lobbyTexts.in(locale)
  const cells = cellsOf(told, saying)
  const heading = (text: string): Block => ({ kind: 'heading', level: 2, text })
  const list = (title: string, items: readonly string[]): readonly Block[] =>
    items.length > 0 ? [heading(title), { kind: 'list', items }] : []
  const supporters = supportersOf(point)
  const result = resultText(point)
  const about = plain(t('file.dossier.about', { day: plainDayOf(today, locale) }))
  return {
    title: plain(titleOf(point, locale)),
    language: locale,
    about: point.isConfidential ? `${t('file.dossier.confidential')} · ${about}` : about,
    blocks: [
      heading(t('file.dossier.position')),
      ...position.flatMap((name): Block[] => {
        const text = cellText(cells[name], locale)
        return text ? [{ kind: 'field', label: t(`file.column.${name}`), text }] : []
      }),
      heading(t('form.ask')),
      { kind: 'text', text: point.ask },
      heading(t('form.whyMidsized')),
      { kind: 'text', text: point.whyMidsized },
      heading(t('form.problem')),
      { kind: 'text', text: point.problem },
      heading(t('file.dossier.support')),
      { kind: 'text', text: plain(supportOf(supporters.length, reservationsOf(point).length, locale)) },
      ...(supporters.length > 0 ? [{ kind: 'list', items: standingLines(supporters) } as const] : []),
      ...list(t('file.dossier.reservations'), standingLines(reservationsOf(point))),
      ...list(t('file.column.offers'), offersPlain(told, saying)),
      ...(point.evidence ? [heading(t('form.evidence')), { kind: 'text', text: point.evidence } as const] : []),
      ...list(t('form.dossiers'), point.dossiers),
      ...list(t('told.ranks'), rankLines(told, saying)),
      ...list(t('file.column.placements'), placementPlain(told, saying)),
      ...list(t('told.contacts'), contactLines(told, saying)),
      ...(result ? [heading(t('file.column.result')), { kind: 'text', text: result } as const] : []),
      ...list(t('file.column.course'), coursePlain(told, saying)),
    ],
  }
}

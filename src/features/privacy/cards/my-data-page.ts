// SPDX-License-Identifier: EUPL-1.2
import { card as cardShape } from '#/chat/card.ts'
import { momentOf, plainDayOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import { type Html, html, page } from '#/chat/html.ts'
import { plainText } from '#/chat/plain-text.ts'
import type { Locale } from '#/chat/texts.ts'
import { storedRoleWord } from '#/chat/words.ts'
import { actWord, codeWord, kindWord, stateWord, subjectWords, typedWords } from '#/features/privacy/cards/words.ts'
import type { MyData } from '#/features/privacy/rules/my-data.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'

type Row = MyData['tables'][string][number]

/** Which columns of which tables a reader is shown; the JSON beside it holds them all. */
const sections = {
  person: { people: ['name', 'email', 'municipality_id', 'locale', 'created_at'] },
  account: { identities: ['source_id', 'name', 'email', 'user_id', 'locale', 'active_at'] },
  office: {
    roles: ['kind', 'municipality_id', 'pillar_id', 'starts_on', 'ends_on', 'confirmed_at'],
    pillar_members: ['pillar_id', 'municipality_id', 'started_at', 'ended_at', 'official_text'],
  },
  check: {
    role_check_asks: ['asked_at', 'reminded_at', 'answered_at'],
    role_checks: ['kind', 'started_at', 'closed_at'],
  },
  group: {
    theme_group_members: ['theme_group_id', 'municipality_id', 'started_at', 'ended_at'],
    theme_group_reports: ['theme_group_id', 'text', 'reported_at'],
  },
  follow: { follows: ['subject_id', 'created_at'] },
  behalf: { substitutions: ['person_id', 'substitute_id', 'starts_on', 'ends_on'] },
  request: {
    requests: ['number', 'kind', 'subject', 'state', 'created_at', 'decided_at', 'reason'],
    request_questions: ['question', 'asked_at', 'answer', 'answered_at'],
    undone_decisions: ['state', 'decided_at', 'reason', 'undone_at', 'undone_why'],
  },
  lobby: {
    lobby_points: ['number', 'title', 'problem', 'ask', 'why_midsized', 'state', 'created_at'],
    lobby_point_targets: ['target_id'],
    lobby_wordings: ['title', 'replaced_at'],
    lobby_supports: ['stance', 'line', 'created_at', 'ended_at'],
    lobby_offers: ['text', 'source', 'year', 'speaker', 'speaker_role', 'created_at', 'ended_at'],
    lobby_rounds: ['question', 'opened_at', 'outcome', 'outcome_at'],
    lobby_round_outcomes: ['outcome', 'replaced_at'],
    lobby_round_points: ['place'],
    lobby_votes: ['score', 'cast_at'],
    lobby_results: ['result', 'ended_at'],
    lobby_placements: ['target_id', 'occasion', 'placed_on', 'spokesperson', 'created_at', 'taken_back_at'],
    lobby_contacts: ['text', 'created_at', 'taken_back_at'],
    lobby_point_origins: ['created_at'],
  },
  bottleneck: {
    bottlenecks: ['number', 'title', 'happens', 'place', 'frequency', 'cost', 'created_at'],
    bottleneck_wordings: ['title', 'replaced_at'],
    bottleneck_recognitions: ['example', 'created_at', 'ended_at'],
  },
  meeting: {
    meetings: ['number', 'title', 'starts_at', 'ends_at'],
    actions: ['number', 'text', 'due_on', 'state', 'done_at'],
    agenda_items: ['meeting_id', 'title', 'about', 'created_at'],
    meeting_registrations: ['meeting_id', 'state', 'way', 'session_id', 'attendance', 'changed_at'],
    meeting_needs: ['changed_at'],
    meeting_polls: ['meeting_id', 'opened_at'],
    meeting_dates: ['meeting_id', 'starts_at'],
    meeting_date_answers: ['meeting_id', 'answered_at'],
    meeting_questions: ['meeting_id', 'text', 'created_at', 'answered_at'],
    meeting_question_backers: ['created_at'],
  },
  report: {
    committee_seats: ['committee_id', 'holder', 'starts_on', 'ends_on'],
    committee_asks: ['asked_at', 'answered_at'],
    reports: ['number', 'committee_id', 'title', 'summary', 'decisions', 'opportunities', 'state', 'created_at'],
    report_pillars: ['pillar_id'],
    report_wordings: ['title', 'replaced_at'],
    report_inputs: ['text', 'created_at'],
  },
  digest: {
    digest_wishes: ['pillar_id', 'rhythm', 'created_at'],
    digests: ['occurrence', 'introduction', 'sent_at'],
    digest_items: ['facts'],
  },
  message: { deliveries: ['created_at', 'card'], playground_messages: ['at', 'text'] },
  draft: { drafts: ['created_at', 'content'] },
  file: { files: ['created_at', 'expires_at', 'opened_at'] },
  place: { sources: ['name', 'approved_at'], channels: ['name', 'bound_at'] },
  hold: { holds: ['reason', 'starts_on', 'ends_on'] },
  planned: { planned: ['kind', 'due_at', 'state'] },
  audit: { audit: ['at', 'action', 'acted_role', 'app'] },
} as const

/** Keys and numbers that say nothing to a reader: how many there are. */
const technical = {
  settings: 'settings',
  link_codes: 'linkCodes',
  posted_messages: 'postedMessages',
  file_parts: 'fileParts',
  calendar_feeds: 'calendarFeeds',
  send_limits: 'sendLimits',
  turns: 'turns',
  'pgboss.job': 'jobs',
} as const

type Section = keyof typeof sections
type Column = { [S in Section]: (typeof sections)[S][keyof (typeof sections)[S]] }[Section] extends infer List
  ? List extends readonly (infer Name extends string)[]
    ? Name
    : never
  : never

/** Columns that hold a code. */
const coded = ['acted_role', 'app', 'locale', 'stance', 'way'] as const

/** A stored value as someone reads it. */
function shown(column: Column, value: unknown, { names }: MyData, locale: Locale, zone: string): string {
  if (column === 'card') {
    const read = cardShape.safeParse(value)
    return read.success ? plainText(read.data) : ''
  }
  if (column === 'subject') return subjectWords(value, names, locale)
  if (column === 'content') return typedWords(value, names, locale)
  if (typeof value !== 'string') return String(value)
  if (column.endsWith('_at') || column === 'at') return momentOf(new Date(value), locale, zone)
  if (column.endsWith('_on')) return plainDayOf(value, locale)
  if (column.endsWith('_id')) return names[value] ?? value
  if (column === 'state') return stateWord(value, locale)
  if (column === 'kind') return storedRoleWord(value, locale) || kindWord(value, locale)
  if (column === 'action') return actWord(value, locale)
  if (coded.some(one => one === column)) return storedRoleWord(value, locale) || codeWord(value, locale)
  return value
}

function rowOf(row: Row, columns: readonly Column[], data: MyData, locale: Locale, zone: string): Html | null {
  const t = privacyTexts.in(locale)
  const filled = columns.filter(column => row[column] !== null && row[column] !== undefined)
  if (filled.length === 0) return null
  const lines = filled.map(
    column => html`<dt>${t(`column.${column}`)}</dt><dd>${shown(column, row[column], data, locale, zone)}</dd>`,
  )
  return html`<li><dl>${lines}</dl></li>`
}

/** By which column it is seen when a row came to be, in any table that is shown. */
const moments = [
  'at',
  'undone_at',
  'replaced_at',
  'created_at',
  'asked_at',
  'reported_at',
  'started_at',
  'starts_on',
  'due_at',
  'approved_at',
  'bound_at',
  'active_at',
] as const

const momentIn = (row: Row): number => {
  const at = moments.map(column => row[column]).find(value => typeof value === 'string')
  return typeof at === 'string' ? Date.parse(at) : 0
}

function sectionOf(name: Section, data: MyData, locale: Locale, zone: string): readonly Html[] {
  const t = privacyTexts.in(locale)
  const tables: [string, readonly Column[]][] = Object.entries(sections[name])
  const rows = tables
    .flatMap(([table, columns]) => (data.tables[table] ?? []).map(row => ({ row, columns })))
    .toSorted((a, b) => momentIn(b.row) - momentIn(a.row))
    .flatMap(({ row, columns }) => rowOf(row, columns, data, locale, zone) ?? [])
  return titled(t(`section.${name}.title`), t(`section.${name}.why`), rows)
}

const titled = (title: string, why: string, rows: readonly Html[]): readonly Html[] =>
  rows.length === 0
    ? []
    : [html`<section><h2>${title}</h2><p class="quiet">${why}</p><ul class="rows">${rows}</ul></section>`]

function technicalOf({ tables }: MyData, locale: Locale): readonly Html[] {
  const t = privacyTexts.in(locale)
  const rows = Object.entries(technical).flatMap(([table, name]) => {
    const count = tables[table]?.length ?? 0
    return count > 0 ? [html`<li>${t(`technical.${name}`, { count })}</li>`] : []
  })
  return titled(t('section.technical.title'), t('section.technical.why'), rows)
}

/** What is stored about someone, to read, the newest first, with a button for all of it as JSON. */
export function myDataPage(data: MyData, { locale, zone, typed }: Pick<Reader, 'locale' | 'zone' | 'typed'>): string {
  const t = privacyTexts.in(locale)
  const all = (Object.keys(sections) as Section[]).flatMap(name => sectionOf(name, data, locale, zone))
  const body = html`<p>${t('page.text', { at: momentOf(new Date(data.madeAt), locale, zone) })}</p>
<p>${t('page.rights', { typed })}</p>
<form method="post"><button name="part" value="1">${t('page.download')}</button></form>
${all}
${technicalOf(data, locale)}`
  return page(locale, t('page.title'), body)
}

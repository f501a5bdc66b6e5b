// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { factsChangedIn, factsOf } from '#/features/lobby/rules/facts.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type At, type Details, setDetails, subjectKey } from '#/features/lobby/rules/propose.ts'
import { leaveRound } from '#/features/lobby/rules/round-leave.ts'
import { changeSight } from '#/features/lobby/rules/sight-changes.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { tell } from '#/features/lobby/rules/tell.ts'
import type { longest, Wording } from '#/features/lobby/rules/wording.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PillarId } from '#/network/ids.ts'
import { amend } from '#/requests/decide.ts'
import { openRequest } from '#/requests/load.ts'

const fields = ['title', 'problem', 'ask', 'whyMidsized'] as const satisfies readonly (keyof typeof longest)[]

/** Which of a point's texts differ. */
export const changedIn = (before: Wording, after: Wording): readonly (typeof fields)[number][] =>
  fields.filter(field => before[field] !== after[field])

/** What municipalities stood behind when a point ended stays as it was: they can take back no more that they did. */
export const isAskFixed = ({ state, openedAt }: Pick<Point, 'state' | 'openedAt'>): boolean =>
  openedAt !== null && !isRunning(state)

// What a point read while few could see it is theirs to read again alone: also what was changed before it was approved [T20].
const keep = statement(
  'lobby_wording_keep',
  `insert into lobby_wordings (point_id, wording, title, problem, ask, why_midsized, evidence, dossiers, is_confidential, replaced_at, replaced_by_id)
   select id, wording, title, problem, ask, why_midsized, evidence, dossiers, is_confidential or opened_at is null, $2::timestamptz, $3::uuid from lobby_points where id = $1::uuid`,
)
const reword = statement(
  'lobby_reword',
  `update lobby_points set title = $2, problem = $3, ask = $4, why_midsized = $5, wording = wording + 1, version = version + 1, moved_at = $6::timestamptz
   where id = $1::uuid`,
)

/** Puts other words in a locked point; what they were is kept [F18]. Who stands behind it is told where what we ask changed. Nothing where nothing differs. */
export async function rewordPoint(tx: Tx, point: Point, words: Wording, by: ActedAs, now: Date): Promise<void> {
  const changed = changedIn(point, words)
  if (changed.length === 0) return
  const { title, problem, ask, whyMidsized } = words
  await tx.query(keep, [point.id, now.toISOString(), by.personId])
  await tx.query(reword, [point.id, title, problem, ask, whyMidsized, now.toISOString()])
  const subject = { kind: 'lobbyPoint', id: point.id }
  audit(tx, {
    action: 'lobby.reworded',
    subject,
    by,
    old: { wording: point.wording },
    new: { wording: point.wording + 1, changed: changed.join(' ') },
  })
  touch(tx, subject)
  await amendRequest(tx, point, point.pillar, by)
  if (changed.includes('ask') && isRunning(point.state))
    await tell(tx, point, 'lobby.reworded', { point: point.id, wording: point.wording + 1 }, by)
}

/** Whoever decides on it sees what it reads now; a decision on what it read before is asked again [T08]. */
async function amendRequest(tx: Tx, point: Point, pillar: PillarId, by: ActedAs): Promise<void> {
  const request = point.state === 'proposed' ? await openRequest(tx, subjectKey(point.id)) : null
  if (request) await amend(tx, request, by, { point: point.id, pillar }, 'request.amended')
}

const repillar = statement(
  'lobby_repillar',
  'update lobby_points set pillar_id = $2, version = version + 1, moved_at = $3::timestamptz where id = $1::uuid',
)

/** What they are called now: a target may be renamed, and its course tells what was so. */
const targetNames = statement(
  'lobby_target_names',
  `select string_agg(name, ', ' order by name) as names from lobby_targets where id = any($1::text[])`,
)

const renumber = statement('lobby_renumber', 'update lobby_points set wording = wording + 1 where id = $1::uuid')

/** Puts a locked point elsewhere: another pillar, theme, target, deadline, evidence or dossier [F18]; what was typed of these before is kept with its earlier wordings [F74]. In its new pillar's channel it is shown. Nothing where nothing differs. */
export async function replacePoint(
  tx: Tx,
  point: Point,
  details: Details & { readonly pillar: PillarId },
  by: ActedAs,
  { now, today }: At,
): Promise<void> {
  const changed = factsChangedIn(factsOf(point), details)
  if (changed.length === 0) return
  const isTyped = changed.includes('evidence') || changed.includes('dossiers')
  if (isTyped) {
    await tx.query(keep, [point.id, now.toISOString(), by.personId])
    await tx.query(renumber, [point.id])
  }
  await setDetails(tx, point.id, details)
  const [named] = await tx.query<{ names: string | null }>(targetNames, [details.targets])
  await tx.query(repillar, [point.id, details.pillar, now.toISOString()])
  const subject = { kind: 'lobbyPoint', id: point.id }
  audit(tx, {
    action: 'lobby.recategorised',
    subject,
    by,
    old: {
      pillar: point.pillar,
      theme: point.theme,
      deadline: point.deadline,
      targets: idsOf(point.targets.map(({ id }) => id)),
      targetNames: point.targets.map(({ name }) => name).join(', '),
      ...(isTyped && { wording: point.wording }),
      // As what it read: few knew of it then.
      ...((point.isConfidential || point.openedAt === null) && { confidential: 1 }),
    },
    new: {
      pillar: details.pillar,
      theme: details.theme,
      deadline: details.deadline,
      targets: idsOf(details.targets),
      targetNames: named?.names ?? '',
      ...(isTyped && { wording: point.wording + 1 }),
      changed: changed.join(' '),
    },
  })
  touch(tx, subject)
  await amendRequest(tx, point, details.pillar, by)
  if (details.pillar !== point.pillar) await leaveRound(tx, point, by, now)
  // Another pillar's leads know of it from now on, where not everyone does.
  if (details.pillar !== point.pillar && (point.isConfidential || !point.openedAt))
    await changeSight(tx, point.id, today)
  if (details.pillar !== point.pillar && point.openedAt && !point.isConfidential)
    notify(tx, [{ kind: 'pillar', pillar: details.pillar }], 'lobby.open', { point: point.id }, { subject })
}

const idsOf = (ids: readonly string[]): string => ids.toSorted().join(' ')

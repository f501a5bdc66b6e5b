// SPDX-License-Identifier: EUPL-1.2

import { clockDriftMs, migrationsState, oldestMajor, serverVersion } from '#/database/condition.ts'
import { type Db, statement } from '#/database/db.ts'
import { readHold } from '#/database/hold.ts'
import { failing } from '#/database/retention.ts'
import { leaversTerm, terms } from '#/database/terms.ts'
import { plannedMissed } from '#/features/desk/rules/planning.ts'
import { type Check, type Finding, found, type LookedAt } from '#/features/diagnose/rules/finding.ts'
import { lostCount } from '#/features/diagnose/rules/lost.ts'
import { unreachable } from '#/features/diagnose/rules/unreachable.ts'
import { checkChain } from '#/network/audit-chain.ts'
import { deadPresses } from '#/network/dead-presses.ts'
import { holds } from '#/network/holding.ts'
import { secondsSinceTick, tickPatienceSeconds } from '#/network/last-tick.ts'

/** Slack takes a request of five minutes ago for forged, and dates turn at midnight: a few seconds do no harm. */
const driftSeconds = 10

const hostScopes = statement(
  'diagnose scopes',
  `select platform, name, missing_scopes as missing, scopes_at is not null as known from sources where platform in ('slack', 'teams') and is_host order by platform, name`,
)
const unbound = statement(
  'diagnose channels',
  `select exists (select from channels where purpose = 'secretariat' and ended_at is null) as secretariat,
     array(select name from pillars p where ${holds('p', '$1::date')}
       and not exists (select from channels c where c.pillar_id = p.id and c.purpose = 'pillar' and c.ended_at is null) order by number) as pillars`,
)
const outside = statement(
  'diagnose outside',
  `select s.platform, array_agg(distinct c.name order by c.name) as names from channels c join sources s on s.id = c.source_id
   where c.ended_at is null and c.unreached_at is not null group by s.platform order by s.platform`,
)
const waiting = statement(
  'diagnose messages',
  `select count(*)::int as late from deliveries where state in ('open', 'sending') and not held and created_at < now() - interval '5 minutes'`,
)

async function database(db: Db): Promise<Finding[]> {
  const { version, major } = await serverVersion(db)
  return [found(major < oldestMajor ? 'database.old' : 'database.well', { version, oldest: oldestMajor })]
}

async function migrations(db: Db): Promise<Finding[]> {
  const { applied, missing, unknown } = await migrationsState(db)
  if (missing.length > 0) return [found('migrations.missing', { names: missing.join(', ') })]
  if (unknown.length > 0) return [found('migrations.unknown', { names: unknown.join(', ') })]
  return [found('migrations.well', { count: applied })]
}

async function clock(db: Db): Promise<Finding[]> {
  const seconds = Math.round(Math.abs(await clockDriftMs(db)) / 1000)
  return [found(seconds > driftSeconds ? 'clock.off' : 'clock.well', { seconds })]
}

async function tick(db: Db): Promise<Finding[]> {
  const seconds = await secondsSinceTick(db)
  if (seconds === null) return [found('tick.never')]
  if (seconds > tickPatienceSeconds) return [found('tick.late', { minutes: Math.floor(seconds / 60) })]
  return [found('tick.well', { count: seconds })]
}

/** What Slack says now goes before what it said at the start. Teams does not tell a bot what it may do. */
async function scopes(db: Db, { missingScopes: asked }: LookedAt): Promise<Finding[]> {
  const hosts = await db.query<{ platform: string; name: string; missing: string[]; known: boolean }>(hostScopes)
  if (hosts.length === 0) return [found('scopes.none')]
  return hosts.map(({ platform, name, missing: noted, known }) => {
    if (platform === 'teams') return found('scopes.teams')
    const missing = asked ?? noted
    if (!asked && !known) return found('scopes.unknown', { workspace: name })
    return missing.length > 0
      ? found('scopes.missing', { workspace: name, scopes: missing.join(', ') })
      : found('scopes.well', { workspace: name })
  })
}

async function channels(db: Db, { today }: LookedAt): Promise<Finding[]> {
  const [row] = await db.query<{ secretariat: boolean; pillars: string[] }>(unbound, [today])
  const out = await db.query<{ platform: string; names: string[] }>(outside)
  const lacking = [
    ...(row?.secretariat ? [] : [found('channels.secretariat')]),
    ...(row && row.pillars.length > 0 ? [found('channels.pillars', { pillars: row.pillars.join(', ') })] : []),
    ...out.map(({ platform, names }) =>
      found(platform === 'teams' ? 'channels.outTeams' : 'channels.out', { names: names.join(', ') }),
    ),
  ]
  return lacking.length > 0 ? lacking : [found('channels.well')]
}

async function delivered(db: Db): Promise<Finding[]> {
  const [row] = await db.query<{ late: number }>(waiting)
  const lost = await lostCount(db)
  const amiss = [
    ...(row && row.late > 0 ? [found('messages.late', { count: row.late })] : []),
    ...(lost > 0 ? [found('messages.lost', { count: lost })] : []),
  ]
  return amiss.length > 0 ? amiss : [found('messages.well')]
}

async function hold(db: Db): Promise<Finding[]> {
  return [found((await readHold(db)) ? 'hold.on' : 'hold.well')]
}

async function planned(db: Db, { now }: LookedAt): Promise<Finding[]> {
  const count = await plannedMissed(db, now)
  return [count > 0 ? found('planned.missed', { count }) : found('planned.well')]
}

async function retention(db: Db, at: LookedAt): Promise<Finding[]> {
  const rules = await failing(
    db,
    [...terms, leaversTerm].map(({ name }) => name),
    at,
  )
  return [rules.length > 0 ? found('retention.failing', { rules: rules.join(', ') }) : found('retention.well')]
}

async function presses(db: Db): Promise<Finding[]> {
  const dead = await deadPresses(db)
  return [dead ? found('presses.dead', { ...dead }) : found('presses.well')]
}

async function reachable(db: Db, { today }: LookedAt): Promise<Finding[]> {
  const people = await unreachable(db, today)
  return people.length > 0 ? [found('people.unreachable', { count: people.length }, people)] : [found('people.well')]
}

async function audit(db: Db): Promise<Finding[]> {
  const { sealed, head, faults, isLate } = await checkChain(db)
  const amiss = [
    ...faults.map(({ kind, id }) => found('audit.fault', { kind, id })),
    ...(isLate ? [found('audit.late')] : []),
  ]
  if (amiss.length > 0) return amiss
  return [head === null ? found('audit.none') : found('audit.well', { sealed, head })]
}

/** What `m50 diagnose` looks at, and `npm run doctor` too [E49]. */
export const checks: readonly Check[] = [
  { name: 'database', run: database },
  { name: 'migrations', run: migrations },
  { name: 'clock', run: clock },
  { name: 'tick', run: tick },
  { name: 'scopes', run: scopes },
  { name: 'channels', run: channels },
  { name: 'hold', run: hold },
  { name: 'messages', run: delivered },
  { name: 'planned', run: planned },
  { name: 'retention', run: retention },
  { name: 'presses', run: presses },
  { name: 'people', run: reachable },
]

/** Reads the whole audit, which takes long in a large one: for `npm run doctor` alone [T46]. */
export const auditCheck: Check = { name: 'audit', run: audit }

// SPDX-License-Identifier: EUPL-1.2
// The clock that looks after digests, without a bot: what it sends stands as deliveries.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Tx } from '#/database/db.ts'
import { composed } from '#/features/digests/rules/contents.ts'
import { type At, lockedReviewed, type Reviewed } from '#/features/digests/rules/review.ts'
import { scheduleOf } from '#/features/digests/rules/schedules.ts'
import { workingHours } from '#/network/days-off.ts'
import type { PillarId } from '#/network/ids.ts'
import { movableTime } from '#/network/time.ts'
import { freshDatabase } from './database.ts'
import { digestLook, type Orders, zone } from './digest-look.ts'
import { eventually } from './eventually.ts'
import { aSource } from './people.ts'
import { NODE_COMPILE_CACHE, swift } from './running-bot.ts'
import { underClock } from './skewed-clock.ts'

export { zone }
export const at = (day: string, time: string) => Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone)
const aheadAt = (day: string, clock: string) => at(day, clock).epochMilliseconds - Date.now()

/** A seeded network without people. */
export async function digestClock() {
  const test = await freshDatabase({ seeded: true })
  const time = movableTime()
  const { database, look, flush } = digestLook(test.url, time)
  let skew = -24
  const sources = {
    slack: await aSource(test),
    teams: await aSource(test, { platform: 'teams', externalId: 'T2', isHost: false }),
  }

  return {
    test,
    database,
    /** What two copies do at a moment, whose own clocks are a day ahead of it, and the next time a day behind. */
    async lookAt(day: string, clock: string): Promise<void> {
      time.moveTo(aheadAt(day, clock))
      skew = -skew
      await underClock(skew, () => Promise.all([look(), look()]))
    },
    /** The process of the only copy that runs at a moment is killed where its look comes to a point. */
    async diesAt(day: string, clock: string, point: string): Promise<void> {
      const given: Orders = { databaseUrl: test.url, aheadMs: aheadAt(day, clock), at: point }
      const entry = join(import.meta.dirname, 'digest-look.ts')
      const copy = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', ...swift, entry, JSON.stringify(given)],
        { env: { ...process.env, NODE_COMPILE_CACHE }, stdio: 'inherit' },
      )
      await once(copy, 'exit')
      if (copy.signalCode !== 'SIGKILL') throw new Error(`the copy ended by itself: ${copy.exitCode}`)
      // What it had begun is undone once Postgres has noticed.
      await eventually(
        () =>
          test.query(
            `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'`,
          ),
        begun => begun.length === 0,
        30_000,
      )
    },
    /** What a person does at a moment. */
    async does(day: string, clock: string, act: (tx: Tx, at: At) => Promise<void>): Promise<void> {
      time.moveTo(aheadAt(day, clock))
      const now = time.now()
      await database.turns.transaction(async tx => {
        await act(tx, { now, today: day, hours: await workingHours(tx, zone) })
        await flush(tx, now)
      })
    },
    /** What a person does at a moment to the newest draft of a pillar. */
    reviews(
      pillar: string,
      day: string,
      clock: string,
      act: (tx: Tx, found: Reviewed, at: At) => Promise<void>,
    ): Promise<void> {
      return this.does(day, clock, async (tx, now) => {
        const [draft] = await test.query<{ id: string }>(
          `select d.id from digests d join digest_schedules s on s.id = d.schedule_id where s.pillar_id = $1 and d.state in ('draft', 'held') order by d.occurrence desc`,
          [pillar],
        )
        const found = await lockedReviewed(tx, draft?.id ?? '', { ...now, zone })
        if (!found) throw new Error(`${pillar} has no draft on ${day}`)
        await act(tx, found, now)
      })
    },
    /** A channel for a pillar, a theme group or the secretariat. */
    async binds(
      purpose: 'pillar' | 'themeGroup' | 'secretariat',
      id: string | null,
      platform: keyof typeof sources = 'slack',
    ): Promise<void> {
      await test.query(
        `insert into channels (source_id, external_id, name, purpose, pillar_id, theme_group_id, bound_at)
         values ($1::uuid, $2, $2, $3, case when $3 = 'pillar' then $4 end, case when $3 = 'themeGroup' then $4 end, now())`,
        [sources[platform], `${purpose} ${id}`, purpose, id],
      )
    },
    /** Something happens in a pillar, or in each, at noon of a day. */
    happens: (day: string, pillar: string | null = null, title = 'Punt') =>
      test.query(
        `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, municipality_id, created_at, opened_at, moved_at)
         select 'gathering', $3, 'Wat', 'Wat', 'Waarom', p.id, 'GM0355', $1::timestamptz, $1::timestamptz, $1::timestamptz from pillars p where $2::text is null or p.id = $2`,
        [at(day, '12:00').toInstant().toString(), pillar, title],
      ),
    /** The digests of a pillar or a theme group, in order: the day, how it stands, and why. */
    digestsOf: async (of: string) =>
      (
        await test.query<{ occurrence: string; state: string; reason: string | null }>(
          `select d.occurrence, d.state, d.reason from digests d join digest_schedules s on s.id = d.schedule_id
           where coalesce(s.pillar_id, s.theme_group_id) = $1 order by d.occurrence`,
          [of],
        )
      ).map(({ occurrence, state, reason }) => [occurrence, state, reason]),
    /** What a digest of a pillar would tell at a moment. */
    async news(pillar: string, day: string, clock: string): Promise<readonly (string | number)[]> {
      const id = pillar as PillarId
      const schedule = await scheduleOf(database.turns, { kind: 'pillar', id, name: id, pillar: id }, day)
      const now = new Date(at(day, clock).epochMilliseconds)
      const { items } = await composed(database.turns, schedule, { now, zone })
      return items.map(({ facts }) =>
        facts.kind === 'round' ? facts.points : 'title' in facts ? facts.title : facts.kind,
      )
    },
    async end(): Promise<void> {
      await database.close()
      await test.drop()
    },
  }
}

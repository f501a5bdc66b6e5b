// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'

/** Where the people are: the workspace or tenant, the secretariat's channel in it, and how the ids of its users begin. */
export interface Place {
  readonly source: string
  readonly secretariat: string
  readonly prefix: string
}

/** The platform's user id of the nth official. */
export const officialId = (prefix: string, n: number): string => `${prefix}${String(n).padStart(8, '0')}`

const members = 1_000

/** What of each the database holds: what a write must leave one of. */
export interface Rows {
  readonly requests: number
  readonly acts: number
  readonly deliveries: number
  readonly supports: number
  readonly registrations: number
  /** Deliveries that have been sent. */
  readonly sent: number
}

/** The bench's own look into the bot's database. */
export async function openRows(connectionString: string, { source: externalId, secretariat, prefix }: Place) {
  const pool = new pg.Pool({ connectionString, max: 1 })
  pool.on('error', () => {})
  const only = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await pool.query<Row>(text, values)).rows[0]
  /** The workspace or tenant, as soon as the bot knows which it is. */
  async function host(): Promise<string> {
    for (let i = 0; i < 500; i++) {
      const source = await only<{ id: string }>(`select id from sources where external_id = $1 and is_host`, [
        externalId,
      ])
      if (source) return source.id
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    throw new Error('the bot does not know its host')
  }
  return {
    /** Officials that the bot knows as if they had registered, spread over the network's municipalities; a channel for the secretariat, and members in the pillars. */
    async register(officials: number): Promise<void> {
      const source = await host()
      await pool.query(
        `insert into channels (source_id, external_id, name, purpose, bound_at) values ($1, $2, 'secretariaat', 'secretariat', now())`,
        [source, secretariat],
      )
      await pool.query(
        `with homes as (
           select municipality_id, min(domain) as domain, row_number() over (order by municipality_id) - 1 as n, count(*) over () as of
           from municipality_domains d where kind = 'email' and exists (
             select from memberships m where m.municipality_id = d.municipality_id and m.starts_on <= now() and (m.ends_on is null or m.ends_on > now()))
           group by municipality_id
         ), added as (
           insert into people (id, name, email, municipality_id)
           select gen_random_uuid(), 'A. Ambtenaar ' || g, 'ambtenaar' || g || '@' || h.domain, h.municipality_id
           from generate_series(0, $2::int + ${members} - 1) g join homes h on h.n = g % h.of
           returning id, name, email, municipality_id
         ), known as (
           insert into identities (source_id, user_id, person_id, name, email, checked_at, active_at)
           select $1::uuid, $3 || lpad(substr(name, 14), 8, '0'), id, name, email, now(), now() from added
         ), functions as (
           insert into roles (person_id, kind, municipality_id, starts_on) select id, 'official', municipality_id, current_date - 30 from added
         )
         insert into pillar_members (pillar_id, person_id, municipality_id, started_at)
         select p.id, a.id, a.municipality_id, now() from added a
         join (select id, row_number() over (order by id) - 1 as n, count(*) over () as of from pillars where ends_on is null) p
           on p.n = substr(a.name, 14)::int % p.of
         where substr(a.name, 14)::int >= $2::int`,
        [source, officials, prefix],
      )
      await pool.query('vacuum analyze')
    },
    /** How many municipalities the officials are spread over, one after another. */
    async homes(): Promise<number> {
      const row = await only<{ homes: number }>('select count(distinct municipality_id)::int as homes from people')
      return row?.homes ?? 0
    },
    /** Lobby points that gather support, numbered from 1. */
    async propose(points: number): Promise<void> {
      await pool.query(
        `insert into lobby_points (number, state, title, problem, ask, why_midsized, pillar_id, municipality_id, created_at, opened_at, moved_at)
         select n, 'gathering', 'Punt ' || n, 'Wat speelt er', 'Wat vragen we', 'Waarom', (select min(id) from pillars), (select min(municipality_id) from people), now(), now(), now()
         from generate_series(1, $1::int) n`,
        [points],
      )
      await pool.query('vacuum analyze')
    },
    /** Meetings with so many places to which everyone is invited, numbered from 1. */
    async plan(meetings: number, places: number): Promise<void> {
      await pool.query(
        `insert into meetings (number, kind_id, title, starts_at, ends_at, place, capacity_on_site, register_until, state, created_at, opened_at)
         select n, 'partnersessie', 'Stormloop', now() + interval '30 days', now() + interval '30 days 3 hours', 'Gemeentehuis', $2::int, now() + interval '20 days', 'open', now(), now()
         from generate_series(1, $1::int) n`,
        [meetings, places],
      )
      await pool.query('vacuum analyze')
    },
    async count(): Promise<Rows> {
      const rows = await only<Record<keyof Rows, number>>(
        `select (select count(*)::int from requests) as requests,
           (select count(*)::int from audit where action = 'request.filed') as acts,
           (select count(*)::int from deliveries) as deliveries,
           (select count(*)::int from lobby_supports) as supports,
           (select count(*)::int from meeting_registrations) as registrations,
           (select count(*)::int from deliveries where state = 'sent') as sent`,
      )
      if (!rows) throw new Error('no rows')
      return rows
    },
    /** A checkpoint and a vacuum now, so that none comes while the clock runs. */
    async tidy(): Promise<void> {
      await pool.query('vacuum analyze')
      await pool.query('checkpoint')
    },
    close: () => pool.end(),
  }
}

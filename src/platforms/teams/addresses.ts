// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

const read = statement(
  'teams_service_url',
  `select service_url as url from sources where platform = 'teams' and external_id = $1 and service_url is not null`,
)
const note = statement(
  'teams_service_url_note',
  `update sources set service_url = $2 where platform = 'teams' and external_id = $1 and service_url is distinct from $2 returning id`,
)

/** By which connector each tenant's conversations are reached. Teams tells it with every activity, and it may change. */
export interface Addresses {
  of(tenant: string): Promise<string>
  /** Keeps what an activity told, for the other copies too. */
  heard(tenant: string, serviceUrl: string): void
}

const oldMs = 60_000

/** `fallback` is the connector for a tenant of which nothing was heard yet. */
export function createAddresses(db: Db, fallback: string): Addresses {
  const known = new Map<string, { readonly url: string; readonly at: number }>()
  return {
    async of(tenant) {
      const kept = known.get(tenant)
      if (kept && performance.now() - kept.at < oldMs) return kept.url
      const [row] = await db.query<{ url: string }>(read, [tenant])
      const url = row?.url ?? kept?.url ?? fallback
      known.set(tenant, { url, at: performance.now() })
      return url
    },
    heard(tenant, serviceUrl) {
      const kept = known.get(tenant)
      known.set(tenant, { url: serviceUrl, at: performance.now() })
      // A tenant that was never seen has no row yet: it is noted with a later activity.
      if (kept?.url !== serviceUrl || performance.now() - kept.at > oldMs)
        db.query(note, [tenant, serviceUrl]).catch(() => known.delete(tenant))
    },
  }
}

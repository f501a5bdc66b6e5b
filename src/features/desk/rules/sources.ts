// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { type ActedAs, audit, byBot } from '#/network/audit.ts'
import { domainIn } from '#/network/domain.ts'
import type { Arrival } from '#/network/identify.ts'
import type { RequestId, SourceId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { fileRequest } from '#/requests/file.ts'
import type { RequestKind } from '#/requests/kind.ts'

const sourceSubject = z.object({
  source: z.uuid().transform(id => id as SourceId),
  name: z.string(),
  /** What the secretariat ticked; empty until it did. */
  domains: z.array(z.string()),
})
export type SourceSubject = z.infer<typeof sourceSubject>

/** What the first sight of an account brings about: a workspace asks to be admitted, a second claim on an address is told [T04] [T05]. */
export async function arrived(
  tx: Tx,
  arrival: Arrival,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  if (arrival.kind === 'secondClaim')
    return notify(tx, [{ kind: 'secretariat' }], 'desk.secondClaim', {
      person: arrival.person,
      identity: arrival.identity,
    })
  const subject: SourceSubject = { source: arrival.source, name: arrival.name, domains: [] }
  await fileRequest(
    tx,
    {
      kind: sourceKind,
      subject,
      subjectKey: `source.admit ${arrival.source}`,
      requester: null,
      requesterText: arrival.name,
      municipality: null,
      isSecretariat: false,
    },
    byBot,
    at,
  )
}

/** Domains as typed, with commas or spaces between. @throws Refusal at the field when one is none, or there is none. */
export function domainsFrom(typed: string): readonly string[] {
  const words = typed.split(/[\s,;]+/).filter(Boolean)
  const wrong = words.find(word => domainIn(word) === null)
  if (wrong !== undefined) throw new Refusal('desk.domainShape', { domain: wrong }, { field: 'domains' })
  if (words.length === 0) throw new Refusal('desk.domainsFirst', {}, { field: 'domains' })
  return [...new Set(words.map(domainIn).filter(domain => domain !== null))]
}

const setDomains = statement(
  'source_admit',
  `with admitted as (
     update sources set state = 'admitted', approved_at = $3::timestamptz, approved_by = $4::uuid where id = $1::uuid and not is_host returning id
   ),
   others as (delete from source_domains where source_id = $1::uuid and domain <> all($2::text[])),
   asked_again as (update identities set checked_at = null where source_id = $1::uuid)
   insert into source_domains (source_id, domain) select admitted.id, d from admitted, unnest($2::text[]) d on conflict do nothing`,
)

/** Another workspace or tenant speaks from now on for these domains and no others; its accounts are looked at anew when they come next. */
export async function admitSource(
  tx: Tx,
  source: SourceId,
  domains: readonly string[],
  by: ActedAs,
  now: Date,
): Promise<void> {
  await tx.query(setDomains, [source, domains, now.toISOString(), by.personId])
  audit(tx, {
    action: 'source.admitted',
    subject: { kind: 'source', id: source },
    by,
    new: { domains: domains.join(' ') },
  })
}

const shutOut = statement(
  'source_refuse',
  `with refused as (update sources set state = 'refused' where id = $1::uuid and not is_host returning id)
   delete from source_domains where source_id = (select id from refused)`,
)

/** Nobody there is heard any more, from the next thing they do. */
export async function refuseSource(tx: Tx, source: SourceId, by: ActedAs): Promise<void> {
  await tx.query(shutOut, [source])
  audit(tx, { action: 'source.refused', subject: { kind: 'source', id: source }, by })
}

// Its people are asked after anew once it is admitted, so who came since was looked at since; `active_at` alone is noted too roughly.
const asleepAgain = statement(
  'source_asleep',
  `with put as (
     update sources set state = 'asleep', approved_at = null, approved_by = null
     where id = $1::uuid and not is_host and not (state = 'admitted' and exists (
       select from identities i where i.source_id = $1::uuid and (i.active_at > $2::timestamptz or i.checked_at > $2::timestamptz)))
     returning id
   ),
   none as (delete from source_domains where source_id = (select id from put))
   select id from put`,
)

/** Another workspace or tenant: admitted for the domains that the secretariat ticks, and heard for no other. */
export const sourceKind: RequestKind<SourceSubject> = {
  name: 'source.admit',
  subject: sourceSubject,
  async approve(tx, request, by, at) {
    const { source, domains } = request.subject
    if (domains.length === 0) throw new Refusal('desk.domainsFirst')
    await admitSource(tx, source, domains, by, at.now)
  },
  decline: (tx, request, by) => refuseSource(tx, request.subject.source, by),
  async undo(tx, request, by) {
    const { source, name } = request.subject
    const decided = request.decidedAt?.toISOString() ?? null
    const [row] = await tx.query(asleepAgain, [source, decided])
    if (!row) throw new Refusal('desk.sourceUsed', { number: request.number, name })
    audit(tx, { action: 'source.asleep', subject: { kind: 'source', id: source }, by })
    return request.subject
  },
}

export interface SourceRow {
  readonly id: SourceId
  readonly name: string
  readonly externalId: string
  readonly platform: string
  readonly state: string
  readonly isHost: boolean
  readonly domains: readonly string[]
  /** The open request to admit it. */
  readonly request: RequestId | null
}

const all = statement(
  'sources_all',
  `select s.id, s.name, s.external_id as "externalId", s.platform, s.state, s.is_host as "isHost", array(select domain from source_domains d where d.source_id = s.id order by domain) as domains,
     (select r.id from requests r where r.subject_key = 'source.admit ' || s.id and r.state in ('open', 'asked')) as request
   from sources s order by s.is_host desc, s.name`,
)

export const sources = (db: Db): Promise<readonly SourceRow[]> => db.query<SourceRow>(all)

const seen = statement(
  'source_domains_seen',
  `select split_part(email, '@', 2) as domain, count(*)::int as people from identities where source_id = $1::uuid and email is not null and not is_guest group by 1 order by 2 desc limit 10`,
)

/** The domains of the addresses that its people came with: what the form proposes. */
export const domainsSeen = async (db: Db, source: SourceId): Promise<readonly string[]> =>
  (await db.query<{ domain: string }>(seen, [source])).map(row => row.domain)

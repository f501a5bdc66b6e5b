// SPDX-License-Identifier: EUPL-1.2
// Rows that delivery tests begin with: a source, a person with an account in it, a bound channel.
import { randomUUID } from 'node:crypto'
import type { PersonId, PillarId, SourceId } from '#/network/ids.ts'
import type { TestDatabase } from './database.ts'

export async function aSource(
  database: TestDatabase,
  given: { platform?: string; externalId?: string; isHost?: boolean; state?: string } = {},
): Promise<SourceId> {
  const id = randomUUID() as SourceId
  const { platform = 'slack', externalId = 'T1', isHost = true, state = 'admitted' } = given
  await database.query(
    `insert into sources (id, platform, external_id, name, is_host, state) values ($1, $2, $3, 'a source', $4, $5)`,
    [id, platform, externalId, isHost, state],
  )
  return id
}

export async function aPerson(database: TestDatabase, locale: string | null = null): Promise<PersonId> {
  const id = randomUUID() as PersonId
  await database.query(`insert into people (id, name, locale) values ($1, 'Iemand', $2)`, [id, locale])
  return id
}

export async function anAccount(
  database: TestDatabase,
  given: {
    source: SourceId
    person: PersonId | null
    user: string
    activeAt?: Date
    locale?: string
    email?: string
    isGuest?: boolean
    isDeactivated?: boolean
    direct?: string
  },
): Promise<string> {
  const id = randomUUID()
  await database.query(
    `insert into identities (id, source_id, user_id, person_id, name, email, is_guest, is_deactivated, locale, active_at, direct_id)
     values ($1, $2, $3, $4, 'Iemand', $5, $6, $7, $8, $9, $10)`,
    [
      id,
      given.source,
      given.user,
      given.person,
      given.email ?? null,
      given.isGuest ?? false,
      given.isDeactivated ?? false,
      given.locale ?? null,
      given.activeAt ?? null,
      given.direct ?? null,
    ],
  )
  return id
}

export async function aChannel(
  database: TestDatabase,
  given: { source: SourceId; channel: string; purpose?: string; pillar?: PillarId; ended?: boolean },
): Promise<string> {
  const id = randomUUID()
  await database.query(
    `insert into channels (id, source_id, external_id, name, purpose, pillar_id, bound_at, ended_at)
     values ($1, $2, $3, 'kanaal', $4, $5, now(), case when $6::boolean then now() end)`,
    [id, given.source, given.channel, given.purpose ?? 'secretariat', given.pillar ?? null, given.ended ?? false],
  )
  return id
}

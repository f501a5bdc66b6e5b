// SPDX-License-Identifier: EUPL-1.2
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { z } from 'zod'
import { BackupRefused } from '#/database/backup/format.ts'

/** The keys of meetings, as they stand in the database: wrapped with the secret key. They are backed up apart from what they seal, so that a backup undoes no destruction [T45]. */
const saved = z.object({
  m50Keys: z.literal(1),
  keys: z.array(z.object({ meeting: z.uuid(), wrapped: z.base64() })),
})

async function connected<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, application_name: 'm50 backup' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** All keys, as JSON, and how many they are. */
export const takeKeys = (connectionString: string): Promise<{ readonly content: string; readonly count: number }> =>
  connected(connectionString, async client => {
    const { rows } = await client.query<{ meeting: string; wrapped: string }>(
      `select meeting_id as meeting, encode(wrapped, 'base64') as wrapped from vault.meeting_keys order by meeting_id`,
    )
    const keys = rows.map(({ meeting, wrapped }) => ({ meeting, wrapped: wrapped.replaceAll('\n', '') }))
    return { content: JSON.stringify({ m50Keys: 1, keys }), count: keys.length }
  })

/** Puts back the keys of meetings that sealed something still; a key that is there stays. Gives how many went back. @throws BackupRefused where it holds no keys */
export async function putKeys(connectionString: string, from: Readable): Promise<number> {
  const read = saved.safeParse(
    await text(from)
      .then(content => JSON.parse(content))
      .catch(() => null),
  )
  if (!read.success) throw new BackupRefused('This file holds no keys. Nothing was changed.')
  return connected(connectionString, async client => {
    const { rowCount } = await client.query(
      `insert into vault.meeting_keys (meeting_id, wrapped)
       select k.meeting, decode(k.wrapped, 'base64') from json_to_recordset($1::json) k (meeting uuid, wrapped text)
       where exists (select from meeting_needs n join meeting_registrations r on r.id = n.registration_id where r.meeting_id = k.meeting)
       on conflict do nothing`,
      [JSON.stringify(read.data.keys)],
    )
    return rowCount ?? 0
  })
}

// SPDX-License-Identifier: EUPL-1.2
import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type EventLink, eventIn, eventToken } from '#/network/event-link.ts'
import type { FileId, IdentityId } from '#/network/ids.ts'
import type { AccountKey } from '#/network/load-actor.ts'
import { seal, unseal } from '#/network/sealed.ts'

/** The links of made files and of calendars. A link is not stored: it is computed with the secret key, of a file from its id, and the database holds only its token's hash. */
export interface Links {
  tokenOf(file: FileId): Buffer
  urlOf(file: FileId): string
  /** Of someone's calendar, by the id of its link. */
  feedTokenOf(feed: string): Buffer
  feedUrlOf(feed: string): string
  /** Of one meeting for someone's calendar. */
  eventUrlOf(event: EventLink): string
  /** What such a link's token says; null where it is none of ours. */
  eventIn(token: string): EventLink | null
}

export const createLinks = (key: Buffer, publicUrl: string): Links => {
  const tokenOf = (file: FileId) => createHmac('sha256', key).update(`file ${file}`).digest()
  const feedTokenOf = (feed: string) => createHmac('sha256', key).update(`calendar ${feed}`).digest()
  return {
    tokenOf,
    urlOf: file => `${publicUrl}/files/${tokenOf(file).toString('base64url')}`,
    feedTokenOf,
    feedUrlOf: feed => `${publicUrl}/calendar/${feedTokenOf(feed).toString('base64url')}.ics`,
    eventUrlOf: event => `${publicUrl}/calendar/event/${eventToken(key, event)}.ics`,
    eventIn: token => eventIn(key, token),
  }
}

export interface Part {
  readonly name: string
  readonly mediaType: string
  readonly content: string | Uint8Array
}

/** A link works so long. */
export const keptDays = 30

const hash = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest()

const insert = statement(
  'file_make',
  `insert into files (id, token_hash, identity_id, kind, locale, created_at, expires_at)
   values ($1::uuid, $2, $3::uuid, $4, $5, $6::timestamptz, $6::timestamptz + interval '${keptDays} days')`,
)
const insertPart = statement(
  'file_part',
  'insert into file_parts (file_id, place, name, media_type, sealed) values ($1::uuid, $2::int, $3, $4, $5)',
)
const replaced = statement('file_replaced', 'delete from files where identity_id = $1::uuid and kind = $2')

/** Makes a file for one reader; what they had of that kind before is gone, unless it `isOneOfMany`. A part is what a button of the link gives. */
export async function makeFile(
  tx: Tx,
  links: Links,
  file: {
    readonly reader: IdentityId
    readonly kind: string
    readonly locale: string
    readonly parts: readonly Part[]
    readonly isOneOfMany?: true
  },
  now: Date,
): Promise<FileId> {
  const id = randomUUID() as FileId
  const token = links.tokenOf(id)
  if (!file.isOneOfMany) await tx.query(replaced, [file.reader, file.kind])
  await tx.query(insert, [id, hash(token), file.reader, file.kind, file.locale, now.toISOString()])
  for (const [place, { name, mediaType, content }] of file.parts.entries())
    await tx.query(insertPart, [id, place, name, mediaType, seal(Buffer.from(content), token, `${id} ${place}`)])
  return id
}

export interface FileFound {
  readonly id: FileId
  readonly kind: string
  readonly locale: string
  readonly parts: readonly Pick<Part, 'name' | 'mediaType'>[]
  /** For whom it was made. */
  readonly account: AccountKey
}

const find = statement(
  'file_find',
  `select f.id, f.kind, f.locale, (
     select json_agg(json_build_object('name', p.name, 'mediaType', p.media_type) order by p.place) from file_parts p where p.file_id = f.id) as parts,
     json_build_object('platform', s.platform, 'workspace', s.external_id, 'user', i.user_id) as account
   from files f join identities i on i.id = f.identity_id join sources s on s.id = i.source_id where f.token_hash = $1 and f.expires_at > $2::timestamptz`,
)

const tokenIn = (text: string): Buffer | null => (/^[\w-]{43}$/.test(text) ? Buffer.from(text, 'base64url') : null)

/** The file behind a link; null where there is none, or no more. Looking changes nothing. */
export async function findFile(db: Db, token: string, now: Date): Promise<FileFound | null> {
  const secret = tokenIn(token)
  return (secret && (await db.query<FileFound>(find, [hash(secret), now.toISOString()]))[0]) ?? null
}

const open = statement(
  'file_open',
  `with bound as (
     update files set reader_hash = $2, opened_at = $3::timestamptz where token_hash = $1 and reader_hash is null and expires_at > $3::timestamptz
       and exists (select from file_parts p where p.file_id = files.id and p.place = $4::int) returning id)
   select f.id, p.name, p.media_type as "mediaType", p.sealed, f.reader_hash as reader, exists (select from bound) as "isFirst"
   from files f join file_parts p on p.file_id = f.id and p.place = $4::int where f.token_hash = $1 and f.expires_at > $3::timestamptz`,
)

interface Opened {
  readonly id: FileId
  readonly name: string
  readonly mediaType: string
  readonly sealed: Buffer
  readonly reader: Buffer | null
  readonly isFirst: boolean
}

/** `reader` is the secret that this browser keeps from now on. */
export type Opening =
  | {
      readonly is: 'open'
      readonly file: FileId
      readonly reader: Buffer
      readonly name: string
      readonly mediaType: string
      readonly content: Buffer
    }
  | { readonly is: 'absent' }
  | { readonly is: 'elsewhere' }

/** Gives a part to the browser that opens the file first, and to that one again. `readerOf` gives the secret that this browser kept for a file. */
export async function openFile(
  db: Db,
  token: string,
  place: number,
  readerOf: (file: FileId) => Buffer | null,
  now: Date,
): Promise<Opening> {
  const secret = tokenIn(token)
  const found = secret && (await findFile(db, token, now))
  if (!secret || !found) return { is: 'absent' }
  const kept = readerOf(found.id)
  const reader = kept ?? randomBytes(32)
  const [file] = await db.query<Opened>(open, [hash(secret), hash(reader), now.toISOString(), place])
  if (!file) return { is: 'absent' }
  const isTheirs = file.isFirst || (kept !== null && file.reader !== null && timingSafeEqual(file.reader, hash(kept)))
  if (!isTheirs) return { is: 'elsewhere' }
  const { id, name, mediaType, sealed } = file
  return { is: 'open', file: id, reader, name, mediaType, content: unseal(sealed, secret, `${id} ${place}`) }
}

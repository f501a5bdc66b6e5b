// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'
import type { IdentityId } from '#/network/ids.ts'

/** Keeps what an account wanted, one of each kind and name; a later one takes its place. Deleted after seven days. */
export async function keepDraft(
  db: Db,
  identity: IdentityId,
  kind: 'line' | 'form',
  name: string,
  content: object,
  now: Date,
): Promise<void> {
  const kept = { content, createdAt: now }
  await db.prisma.draft.upsert({
    where: { identityId_kind_name: { identityId: identity, kind, name } },
    create: { identityId: identity, kind, name, ...kept },
    update: kept,
  })
}

/** What was kept, as it was kept: stored JSON is checked by whoever reads it. */
export async function readDraft(db: Db, identity: IdentityId, kind: 'line' | 'form', name: string): Promise<unknown> {
  const draft = await db.prisma.draft.findFirst({
    where: { identityId: identity, kind, name },
    select: { content: true },
  })
  return draft?.content ?? null
}

export async function dropDraft(db: Db, identity: IdentityId, kind: 'line' | 'form', name: string): Promise<void> {
  await db.prisma.draft.deleteMany({ where: { identityId: identity, kind, name } })
}

// SPDX-License-Identifier: EUPL-1.2
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { preparedName, usualConnections } from '#/database/database.ts'
import { PrismaClient } from '#/database/generated/client.ts'

/** Two statements in one transaction, on a pool like the bot's own: as many connections, kept open, statements prepared. Nothing without DATABASE_URL. */
export function twoStatements(app: 'slack' | 'teams'): (key: string) => Promise<void> {
  const { DATABASE_URL: connectionString } = process.env
  if (!connectionString) return async () => {}
  const pool = new pg.Pool({ connectionString, max: usualConnections.turns, idleTimeoutMillis: 0 })
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: preparedName }),
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
  })
  return key =>
    prisma.$transaction(async tx => {
      await tx.turn.create({ data: { key } })
      await tx.audit.create({
        data: {
          at: new Date(),
          action: 'command.noted',
          subjectKind: 'turn',
          subjectId: key,
          actedRole: 'member',
          app,
        },
      })
    })
}

// SPDX-License-Identifier: EUPL-1.2
// What the bot is compared with, as quick as Bolt lets it be: an app that acknowledges a command; with DATABASE_URL it first does two statements in one Prisma transaction.
import { PrismaPg } from '@prisma/adapter-pg'
import bolt from '@slack/bolt'
import pg from 'pg'
import { connectionsOfTurns, preparedName } from '#/database/database.ts'
import { PrismaClient } from '#/database/generated/client.ts'

const { App, ExpressReceiver, LogLevel } = bolt
const { PORT, SLACK_SIGNING_SECRET: signingSecret = '', DATABASE_URL: connectionString } = process.env

/** On a pool like the bot's own: as many connections, kept open, statements prepared. */
function openPrisma(url: string): PrismaClient {
  const pool = new pg.Pool({ connectionString: url, max: connectionsOfTurns, idleTimeoutMillis: 0 })
  return new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: preparedName }),
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
  })
}

const prisma = connectionString ? openPrisma(connectionString) : null
const logLevel = LogLevel.ERROR
const receiver = new ExpressReceiver({
  signingSecret,
  endpoints: '/slack/events',
  processBeforeResponse: true,
  logLevel,
})
const app = new App({
  receiver,
  logLevel,
  convoStore: false,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BOT', botUserId: 'U0BOT' }),
})

app.command('/m50', async ({ ack, body }) => {
  await prisma?.$transaction(async tx => {
    await tx.turn.create({ data: { key: body.trigger_id } })
    await tx.audit.create({
      data: {
        at: new Date(),
        action: 'command.noted',
        subjectKind: 'turn',
        subjectId: body.trigger_id,
        actedRole: 'member',
        app: 'slack',
      },
    })
  })
  await ack('Genoteerd.')
})

await receiver.start({ port: Number(PORT), host: '127.0.0.1' })

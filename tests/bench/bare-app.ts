// SPDX-License-Identifier: EUPL-1.2
// What the bot is compared with on Slack, as quick as Bolt lets it be: an app that acknowledges a command; with DATABASE_URL it first does two statements in one Prisma transaction.
import bolt from '@slack/bolt'
import { twoStatements } from './bare-prisma.ts'

const { App, ExpressReceiver, LogLevel } = bolt
const { PORT, SLACK_SIGNING_SECRET: signingSecret = '' } = process.env

const note = twoStatements('slack')
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
  await note(body.trigger_id)
  await ack('Genoteerd.')
})

await receiver.start({ port: Number(PORT), host: '127.0.0.1' })

// SPDX-License-Identifier: EUPL-1.2
// What the bot is compared with on Teams: an app of Microsoft's package that checks tokens and answers what is typed; with DATABASE_URL it first does two statements in one Prisma transaction.
import { PUBLIC, withOverrides } from '@microsoft/teams.api'
import { App, ExpressAdapter } from '@microsoft/teams.apps'
import express from 'express'
import { quietLogger } from '#/platforms/teams/app.ts'
import { silent } from '../support/silent-log.ts'
import { twoStatements } from './bare-prisma.ts'

const { PORT, BENCH_CLIENT: clientId = '', BENCH_TENANT: tenantId = '', BENCH_TEAMS: teams = '' } = process.env

const note = twoStatements('teams')
const login = await fetch(`${teams}/${tenantId}/oauth2/v2.0/token`, { method: 'POST' })
const { access_token: token } = (await login.json()) as { access_token: string }
const logger = quietLogger(silent)
const web = express()
const app = new App({
  clientId,
  tenantId,
  token: async () => token,
  cloud: withOverrides(PUBLIC, { openIdMetadataUrl: `${teams}/v1/.well-known/openidconfiguration` }),
  serviceUrl: `${teams}/teams`,
  httpServerAdapter: new ExpressAdapter(web, { logger }),
  logger,
})

app.on('message', async ({ activity, send }) => {
  await note(activity.id)
  await send('Genoteerd.')
})

await app.initialize()
web.listen(Number(PORT), '127.0.0.1')

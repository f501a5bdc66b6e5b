// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { freshDatabase } from './database.ts'
import { type RunningBot, startBot } from './running-bot.ts'
import { keyOf } from './teams/tokens.ts'
import { startTeams } from './teams-server.ts'

/** The M50 of the model talks on a Teams of our own: a seeded database, the bot as a process of its own, and the people, none of them known to the bot yet but the secretary. */
export async function teamsNetwork({
  settings = {},
  seeded = true,
  asksNoToken = false,
}: {
  settings?: Record<string, string>
  /** False where the bot seeds it itself, from its own NETWORK_DIR. */
  seeded?: boolean
  /** As Microsoft's Agents Playground does. */
  asksNoToken?: boolean
} = {}) {
  const database = await freshDatabase({ seeded })
  const teams = await startTeams({ asksNoToken, key: keyOf('teams', inject('teamsKey')) })
  const all = {
    ...teams.settings,
    DATABASE_URL: database.url,
    // Each connection plans and reads for itself: few of them do for the few who talk in most tests.
    DATABASE_CONNECTIONS: '8',
    DATA_DIR: join(tmpdir(), `m50-bot-${randomBytes(6).toString('hex')}`),
    SECRET_KEY: randomBytes(32).toString('base64'),
    SECRETARIAT_EMAILS: 's.jansen@zeist.nl',
    ...settings,
  }
  const jansen = teams.addPerson({ name: 'S. Jansen', email: 's.jansen@zeist.nl' })
  const deVries = teams.addPerson({ name: 'W. de Vries', email: 'w.devries@zeist.nl' })
  const bakker = teams.addPerson({ name: 'A. Bakker', email: 'a.bakker@zeist.nl' })
  const smit = teams.addPerson({ name: 'M. Smit', email: 'm.smit@waalwijk.nl' })
  const secretariat = teams.addChannel({ name: 'secretariaat', members: [jansen] })
  const general = teams.addChannel({ name: 'algemeen', members: [jansen, deVries, bakker, smit] })
  const bots: RunningBot[] = []
  return {
    teams,
    database,
    jansen,
    deVries,
    bakker,
    smit,
    secretariat,
    general,
    settings: all,
    async begin(instead: Record<string, string> = all, options: Parameters<typeof startBot>[1] = {}) {
      const bot = await startBot(instead, options)
      bots.push(bot)
      teams.talkTo(bot.url)
      return bot
    },
    printed: () => bots.map(bot => bot.printed()).join(''),
    /** The secretary binds the channel, as on the first day. */
    async bound() {
      await jansen.mentions(secretariat, 'kanaal secretariaat')
      await jansen.receives('secretariaat')
    },
    async end() {
      for (const bot of bots) if (bot.process.exitCode === null && bot.process.signalCode === null) await bot.kill()
      await teams.close()
      await database.drop()
    },
  }
}

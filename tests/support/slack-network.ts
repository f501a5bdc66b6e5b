// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { freshDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { type RunningBot, startBot } from './running-bot.ts'
import { startSlack } from './slack-server.ts'
import { says } from './talk.ts'

/** The M50 of the model talks on a Slack of our own: a seeded database, the bot as a process of its own, and the people, none of them known to the bot yet but the secretary. */
export async function slackNetwork({
  settings = {},
  scopes,
  seeded = true,
  empty = false,
}: {
  settings?: Record<string, string>
  scopes?: string[]
  /** False where the bot seeds it itself, from its own NETWORK_DIR. */
  seeded?: boolean
  /** True where the bot makes the tables itself, too. */
  empty?: boolean
} = {}) {
  const database = await freshDatabase({ seeded, empty })
  const slack = await startSlack(scopes ? { scopes } : {})
  const dataDir = `${process.env.TMPDIR ?? '/tmp'}/m50-bot-${randomBytes(6).toString('hex')}`
  const all = {
    ...slack.settings,
    DATABASE_URL: database.url,
    // Each connection plans and reads for itself: few of them do for the few who talk in most tests.
    DATABASE_CONNECTIONS: '8',
    DATA_DIR: dataDir,
    SECRET_KEY: randomBytes(32).toString('base64'),
    SECRETARIAT_EMAILS: 's.jansen@zeist.nl',
    ...settings,
  }
  const person = (name: string, email: string, more: object = {}) =>
    slack.addPerson({ name: name.toLowerCase(), realName: name, email, ...more })
  const jansen = person('S. Jansen', 's.jansen@zeist.nl')
  const deVries = person('W. de Vries', 'w.devries@zeist.nl')
  const bakker = person('A. Bakker', 'a.bakker@zeist.nl')
  const smit = person('M. Smit', 'm.smit@waalwijk.nl')
  const secretariat = slack.addChannel({ name: 'secretariaat', members: [jansen], withBot: true })
  const general = slack.addChannel({ name: 'algemeen', members: [jansen, deVries, bakker, smit], withBot: true })
  const bots: RunningBot[] = []
  /** `knowsSlack`: false where Slack does not say at the start who the bot is. */
  const begin = async (
    more: Record<string, string> = {},
    { knowsSlack = true, ...options }: Parameters<typeof startBot>[1] & { knowsSlack?: boolean } = {},
  ) => {
    const bot = await startBot({ ...all, ...more }, options)
    bots.push(bot)
    if (knowsSlack) await eventually(bot.printed, text => text.includes('The host workspace is known'), 30_000)
    slack.talkTo(bot.url)
    return bot
  }
  return {
    slack,
    database,
    person,
    jansen,
    deVries,
    bakker,
    smit,
    secretariat,
    general,
    settings: all,
    begin,
    /** All that the bots printed. */
    printed: () => bots.map(bot => bot.printed()).join(''),
    /** The secretary binds the channel, as on the first day. */
    async bound() {
      let outcome = await jansen.command('kanaal secretariaat', { channel: secretariat })
      // Right after its start, on a machine with much to do, the bot may be too late for Slack to show its answer: one types it again.
      while (outcome.failure) outcome = await jansen.command('kanaal secretariaat', { channel: secretariat })
      await outcome.ephemeral(30_000)
    },
    /** The channel is bound, and the people of the talks have said their functions. */
    async known() {
      await this.bound()
      for (const person of [jansen, bakker, smit]) await says(person, 'aanmelden ambtenaar')
      await says(deVries, 'aanmelden wethouder')
    },
    async end() {
      for (const bot of bots) if (bot.process.exitCode === null && bot.process.signalCode === null) await bot.kill()
      await slack.close()
      await database.drop()
    },
  }
}

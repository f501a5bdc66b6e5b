// SPDX-License-Identifier: EUPL-1.2
// A process of its own that starts the embedded database, for tests that kill it. Says in one line of JSON what it got, then lives until its input
// ends; a line of input is a statement to run.
import { createInterface } from 'node:readline'
import pg from 'pg'
import { startEmbedded } from '#/database/embedded.ts'
import { silent } from '../support/silent-log.ts'

const [dataDir = '', adopt] = process.argv.slice(2)
const say = (line: object) => console.log(JSON.stringify(line))

const extra = ['fsync=off']
try {
  const database = await startEmbedded({ dataDir, adopt: adopt === 'bot' ? 'bot' : 'script', log: silent, extra })
  say({ url: database.url, adopted: database.adopted })
  for await (const statement of createInterface(process.stdin)) {
    if (statement === 'leave without stopping') process.exit()
    const client = new pg.Client(database.url)
    await client.connect()
    say({ rows: (await client.query(statement)).rows })
    await client.end()
  }
  await database.stop()
} catch (error) {
  say({ refused: error instanceof Error ? error.message : String(error) })
}

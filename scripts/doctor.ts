// SPDX-License-Identifier: EUPL-1.2
// npm run doctor [-- <check> …] [-- --list] [-- --fix]: looks whether the bot is well; exit code 1 when something is broken. Names no people.
import { chmod, lstat, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { plain } from '#/chat/markdown.ts'
import { type Database, openDatabase } from '#/database/database.ts'
import type { Db } from '#/database/db.ts'
import { type Embedded, startEmbedded } from '#/database/embedded.ts'
import { postgresCode } from '#/database/errors.ts'
import type { Log } from '#/database/log.ts'
import { migrate } from '#/database/migrate.ts'
import { DatabaseUnusable } from '#/database/unusable.ts'
import { auditCheck, checks } from '#/features/diagnose/rules/checks.ts'
import type { LookedAt, State } from '#/features/diagnose/rules/finding.ts'
import { diagnoseTexts } from '#/features/diagnose/texts.ts'
import { dateIn } from '#/network/calendar.ts'
import { networkPlace, wordOf } from '#/network/setting.ts'
import { missingNow } from '#/platforms/slack/home.ts'
import { createClient } from '#/platforms/slack/web-client.ts'
import { parseSettings, type Settings } from '#/settings.ts'

interface Line {
  readonly check: string
  readonly state: State
  readonly text: string
}

/** What the secretariat types before a command that a finding names, anywhere and in a channel. */
interface Said {
  readonly typed: string
  readonly inChannel: string
}

const names = ['settings', 'key', ...checks.map(({ name }) => name), auditCheck.name]
const words: Record<State, string> = { well: 'ok', attention: 'look', broken: 'BROKEN' }
const say = diagnoseTexts.in('en')
const aloud: Log = {
  info() {},
  warn: (_facts, sentence) => console.error(sentence),
  error: (_facts, sentence) => console.error(sentence),
}

/** That Slack is away is a finding, and no line of its own. */
const silent: Log = { info() {}, warn() {}, error() {} }

const flags = process.argv.slice(2).filter(word => word.startsWith('-'))
const asked = process.argv.slice(2).filter(word => !word.startsWith('-'))
const strange = [
  ...flags.filter(flag => flag !== '--list' && flag !== '--fix'),
  ...asked.filter(name => !names.includes(name)),
]
const wanted = (name: string) => asked.length === 0 || asked.includes(name)
const isFixing = flags.includes('--fix')

if (strange.length > 0) {
  console.error(`The doctor does not know ${strange.join(', ')}. It knows ${names.join(', ')}, --list and --fix.`)
  process.exitCode = 2
} else if (flags.includes('--list')) console.log(names.join('\n'))
else {
  let isBroken = false
  for await (const { check, state, text } of examine()) {
    isBroken ||= state === 'broken'
    console.log(`${words[state].padEnd(8)}${check.padEnd(12)}${text.replaceAll('\n', `\n${' '.repeat(20)}`)}`)
  }
  if (isBroken) process.exitCode = 1
}

async function* examine(): AsyncGenerator<Line> {
  const parsed = parseSettings(process.env)
  if (!parsed.ok) {
    for (const text of parsed.mistakes) yield { check: 'settings', state: 'broken', text }
    return
  }
  if (wanted('settings')) yield { check: 'settings', state: 'well', text: 'The settings are understood.' }
  if (wanted('key')) yield await keyLine(parsed.settings)
  if (names.slice(2).some(wanted)) yield* databaseLines(parsed.settings)
}

/** Whether the key that was made at the first start is whole, and nobody else's to read. */
async function keyLine({ secretKey, dataDir }: Settings): Promise<Line> {
  const line = (state: State, text: string): Line => ({ check: 'key', state, text })
  if (secretKey) return line('well', 'SECRET_KEY is set.')
  const file = join(dataDir, 'secret-key')
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept === null) return line('well', 'The first start makes a key.')
  if (Buffer.from(kept, 'base64').length !== 32)
    return line('broken', `${file} holds no key of 32 bytes in base64: put it back from a backup, or set SECRET_KEY.`)
  if (((await stat(file)).mode & 0o077) === 0) return line('well', 'The key is whole, and its owner’s alone.')
  if (!isFixing) return line('broken', `Others may read ${file}: --fix makes it its owner’s alone.`)
  await chmod(file, 0o600)
  return line('well', `Mended: ${file} is its owner’s alone now.`)
}

async function* databaseLines(settings: Settings): AsyncGenerator<Line> {
  const { database, dataDir, slack } = settings
  const isThere = database || (await lstat(join(dataDir, 'postgres')).catch(() => null))
  if (!isThere) {
    yield { check: 'database', state: 'attention', text: `There is no database in ${dataDir} yet: npm start makes it.` }
    return
  }
  let embedded: Embedded | undefined
  let opened: Database | undefined
  try {
    embedded = database ? undefined : await startEmbedded({ dataDir, adopt: 'script', log: aloud })
    const url = embedded?.url ?? database?.directUrl ?? ''
    opened = openDatabase({ url, turns: 1, background: 1 })
    // Before the first migration there is nothing to read it from.
    const place = networkPlace(opened.background, settings)
    const { name, zone } = await place.catch(() => ({ name: 'M50', zone: 'UTC' }))
    const now = new Date()
    const missingScopes =
      slack && wanted('scopes') ? await missingNow(createClient(slack.botToken, slack.apiUrl, silent)) : null
    const typed = slack?.command ?? wordOf(name)
    const said = { typed, inChannel: settings.teams && !slack ? `@${name}` : typed }
    yield* checkLines(opened, url, { now, today: dateIn(zone, now), missingScopes }, said)
  } catch (error) {
    yield { check: 'database', state: 'broken', text: whyNot(error) }
  } finally {
    await opened?.close()
    await embedded?.stop()
  }
}

/** @throws the error itself when it is none of the database's. */
function whyNot(error: unknown): string {
  if (error instanceof DatabaseUnusable) return error.message
  const code = postgresCode(error) ?? (error instanceof Error && 'code' in error ? error.code : null)
  if (code === null) throw error
  return `The database can't be asked (code ${code}).`
}

async function* checkLines({ background }: Database, url: string, at: LookedAt, said: Said): AsyncGenerator<Line> {
  for (const check of [...checks, auditCheck]) {
    const lines = await linesOf(background, check, at, said)
    const lacks = check.name === 'migrations' && lines.some(({ state }) => state === 'broken')
    if (lacks && isFixing) {
      const applied = await migrate({ connectionString: url, log: aloud })
      yield { check: check.name, state: 'well', text: `Mended: applied ${applied.join(', ')}.` }
      continue
    }
    if (wanted(check.name) || lacks) yield* lines
    // The others would ask for columns that are not there.
    if (lacks) return
  }
}

async function linesOf(db: Db, { name, run }: (typeof checks)[number], at: LookedAt, said: Said): Promise<Line[]> {
  if (!wanted(name) && name !== 'migrations') return []
  const findings = await run(db, at)
  return findings.map(({ state, code, facts }) => ({
    check: name,
    state,
    text: plain(say(code, { ...facts, ...said })),
  }))
}

// SPDX-License-Identifier: EUPL-1.2
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseSettings } from '#/settings.ts'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'compose.yml'), 'utf8')
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')

const check = z.object({ test: z.array(z.string()) })
const volumes = z.array(z.string().regex(/^\w+:\//))
const compose = z.strictObject({
  services: z.strictObject({
    bot: z.object({
      depends_on: z.object({ postgres: z.object({ condition: z.literal('service_healthy') }) }),
      env_file: z.tuple([z.object({ path: z.literal('.env'), required: z.literal(false) })]),
      environment: z.record(z.string(), z.string()),
      entrypoint: z.tuple([z.string()]),
      command: z.array(z.string()),
      ports: z.tuple([z.string().startsWith('127.0.0.1:')]),
      networks: z.array(z.string()),
      volumes,
      read_only: z.literal(true),
      stop_grace_period: z.literal('30s'),
      healthcheck: check,
    }),
    postgres: z.object({
      image: z.string(),
      environment: z.record(z.string(), z.string()),
      networks: z.tuple([z.literal('database')]),
      volumes,
      healthcheck: check,
    }),
  }),
  volumes: z.record(z.string(), z.null()),
  networks: z.object({ outside: z.null(), database: z.object({ internal: z.literal(true) }) }),
})

/** As compose fills in what nobody set. */
const filled = (value: string) => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')

describe('[E52] compose.yml', () => {
  const { services, volumes: declared } = compose.parse(parse(text))

  it('starts the bot on a healthy Postgres, which only the bot can reach, and keeps both their data', () => {
    expect(services.postgres.healthcheck.test).toContain('pg_isready')
    expect(services.postgres).not.toHaveProperty('ports')
    expect(services.bot.networks).toContain('database')
    const used = [...services.bot.volumes, ...services.postgres.volumes].map(volume => volume.split(':')[0] ?? '')
    expect(used.toSorted()).toEqual(Object.keys(declared).toSorted())
    const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD } = services.postgres.environment
    expect(services.bot.environment.DATABASE_URL).toBe(
      `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`,
    )
  })

  it('gives settings that the bot understands, with the two lines that somebody adds', () => {
    const environment = Object.entries(services.bot.environment).map(([name, value]) => [name, filled(value)])
    const added = {
      SLACK_SIGNING_SECRET: 'x',
      SLACK_BOT_TOKEN: 'xoxb-x',
      SECRET_KEY: Buffer.alloc(32).toString('base64'),
    }
    const parsed = parseSettings({ NODE_ENV: 'production', ...Object.fromEntries(environment), ...added })
    expect(parsed).toMatchObject({ ok: true, settings: { dataDir: '/data', playground: false } })
  })

  it('asks the bot itself whether it is ready, at the port where it listens', () => {
    const asked = services.bot.healthcheck.test.at(-1)
    expect(asked).toContain(`http://127.0.0.1:${services.bot.environment.PORT}/readyz`)
    expect(services.bot.ports[0].split(':').at(-1)).toBe(services.bot.environment.PORT)
  })

  it('runs what the image holds, as the image itself runs it', () => {
    const [entry] = services.bot.entrypoint
    expect(existsSync(join(root, entry))).toBe(true)
    expect(dockerfile).toContain('\nCOPY scripts scripts\n')
    expect(readFileSync(join(root, '.dockerignore'), 'utf8')).toContain('\n!scripts\n')
    expect(dockerfile).toContain(`\nCMD ${JSON.stringify(services.bot.command).replaceAll(',', ', ')}\n`)
    expect(dockerfile).toContain('chown 10001:10001 /data')
  })

  it('holds no secret, and every image is named with its version', () => {
    expect(text).not.toMatch(/xoxb-|SECRET_KEY:/)
    expect(services.postgres.image).toMatch(/^[\w/.-]+:\d+/)
  })
})

describe('[E52] a secret', () => {
  let DATA_DIR: string
  beforeAll(async () => {
    DATA_DIR = await mkdtemp(join(tmpdir(), 'm50-secret-'))
  })
  afterAll(() => rm(DATA_DIR, { recursive: true }))

  const run = promisify(execFile)
  const keyWith = (settings: Record<string, string> = {}) =>
    run('scripts/with-secret.sh', ['printenv', 'SECRET_KEY'], {
      cwd: root,
      env: { PATH: process.env.PATH, DATA_DIR, ...settings },
    })

  it('is made when none is given, told once, and the same ever after', async () => {
    const first = await keyWith({ SECRET_KEY: '' })
    expect(first.stderr).toContain(`It stands in ${DATA_DIR}/secret-key: keep a copy apart`)
    expect(first.stderr).not.toContain(first.stdout.trim())
    expect(Buffer.from(first.stdout, 'base64')).toHaveLength(32)
    expect(parseSettings({ SECRET_KEY: first.stdout.trim() }).ok).toBe(true)
    expect((await stat(join(DATA_DIR, 'secret-key'))).mode & 0o777).toBe(0o600)
    expect(await keyWith()).toEqual({ stdout: first.stdout, stderr: '' })
    expect(await readdir(DATA_DIR)).toEqual(['secret-key'])
  })

  it('that is given is used', async () => {
    expect(await keyWith({ SECRET_KEY: 'given' })).toEqual({ stdout: 'given\n', stderr: '' })
  })
})

// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import type { Log } from '#/database/log.ts'
import { createLog, readable } from '#/log.ts'

function written(level = 'debug') {
  const lines: string[] = []
  const log = createLog(level, { write: line => void lines.push(line) })
  return { log, lines, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') }
}

/** What a line says besides when. */
function factsOf(facts: object): Record<string, unknown> {
  const { log, last } = written()
  log.info(facts, 'said')
  const { time, level, msg, ...rest } = last()
  return rest
}

const canaries = [
  'J. de Vries',
  'Jan de Vries',
  'j.devries@zeist.nl',
  'Dat is een goed idee.',
  '+31 6 12345678',
  'a, b',
]

describe('a line', () => {
  it('is JSON on one line: when, how bad, the sentence and the facts', () => {
    const { log, lines, last } = written()
    log.warn({ method: 'chat.postMessage', outcome: 'limited', retryAfterSeconds: 3 }, 'a call to Slack failed')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^\{.*\}\n$/)
    expect(last()).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      method: 'chat.postMessage',
      outcome: 'limited',
      retryAfterSeconds: 3,
      msg: 'a call to Slack failed',
    })
  })

  it('may do without a sentence, and fits every room', () => {
    const { log, last } = written()
    const room: Log = log
    const router: { info(line: object): void; error(line: object): void } = log
    room.info({ port: 3000 }, 'Ready')
    expect(last()).toMatchObject({ port: 3000, msg: 'Ready' })
    router.error({ turn: 'pijler', ms: 3 })
    expect(last()).toMatchObject({ level: 'error', turn: 'pijler', ms: 3 })
    expect(last()).not.toHaveProperty('msg')
  })

  it.each([
    ['warn', ['warn', 'error']],
    ['silent', []],
  ])('is written from the level %s on', (level, expected) => {
    const { log, lines } = written(level)
    log.info({}, 'a')
    log.warn({}, 'b')
    log.error({}, 'c')
    expect(lines.map(line => JSON.parse(line).level)).toEqual(expected)
  })

  it('is text to read on a terminal', () => {
    const { log, lines } = written()
    log.warn({ kind: 'request', ms: 3, migrations: ['a', 'b'] }, 'Redraw not asked')
    expect(readable(lines[0] ?? '')).toMatch(
      /^\d\d:\d\d:\d\d warn {2}Redraw not asked kind=request ms=3 migrations=\["a","b"\]\n$/,
    )
    log.info({ ms: 3 })
    expect(readable(lines[1] ?? '')).toMatch(/^\d\d:\d\d:\d\d info {2}ms=3\n$/)
  })

  it('has what the person on call needs', () => {
    const facts = {
      turn: 'pijler word-lid',
      outcome: 'chat.notYours',
      ms: 12,
      code: '7F3K',
      delivery: '0198f0a0-6d6e-7000-8000-000000000001',
      kind: 'pillars.approved',
      platform: 'slack',
      sweep: 'live cards',
      playground: '/say',
      from: '@slack',
      migrations: ['20261124120313_first_slice'],
      folder: '/var/lib/m50 data',
      at: 'event.channel.id',
    }
    expect(factsOf(facts)).toEqual(facts)
  })
})

describe('[T48] no name, address or text', () => {
  it('passes in a field that is not in the list', () => {
    expect(factsOf({ name: 'Jansen', text: 'hallo', user: 7, ms: 3 })).toEqual({ ms: 3, dropped: 3 })
  })

  it.each(canaries)('passes as %s in a field that is', canary => {
    for (const field of [
      'turn',
      'outcome',
      'kind',
      'reason',
      'code',
      'at',
      'id',
      'delivery',
      'ms',
      'migrations',
      'word',
    ])
      expect(factsOf({ [field]: canary }), field).toEqual({ dropped: 1 })
    for (const nested of [{ name: canary }, [canary], { kind: canary, at: [canary], code: canary }])
      expect(JSON.stringify(factsOf({ turn: nested, error: nested, at: nested, migrations: nested }))).not.toContain(
        canary,
      )
  })

  it('passes in the message of an error; its kind, code and place do', () => {
    const error = Object.assign(new TypeError(canaries.join('\n')), { code: '23505', detail: canaries[0] })
    const { error: kept } = factsOf({ error })
    expect(kept).toEqual({
      kind: 'TypeError',
      code: '23505',
      at: expect.arrayContaining([expect.stringMatching(/^at .*log\.test\.ts/)]),
    })
    const deceiving = new Error('canary\n    at the pool of Jansen')
    expect(JSON.stringify(factsOf({ error: deceiving }))).not.toContain('Jansen')
    expect(factsOf({ error: { kind: 'TypeError', at: ['   at run (a.ts:1:2)', canaries[0]] } })).toEqual({
      error: { kind: 'TypeError', at: ['at run (a.ts:1:2)'] },
    })
  })

  it('passes as an error in place of facts', () => {
    const { log, lines } = written()
    log.error(new Error(canaries[2]), 'failed')
    expect(lines[0]).not.toContain(canaries[2])
  })

  it('passes in what Postgres or a package says of itself', () => {
    const say = (error: string) => factsOf({ error })
    expect(say('connect ECONNREFUSED 127.0.0.1:5432')).toEqual({ error: 'connect ECONNREFUSED 127.0.0.1:5432' })
    expect(say('invalid input syntax for type uuid: "J. de Vries"')).toEqual({
      error: 'invalid input syntax for type uuid: …',
    })
    expect(say('Key (email)=(j.devries@zeist.nl) already exists')).toEqual({ error: 'Key …… already exists' })
    expect(say('no such user j.devries@zeist.nl\nat all')).toEqual({ error: 'no such user … at all' })
  })

  it('passes in more than 200 characters', () => {
    const { log, last } = written()
    log.info(
      {
        postgres: 'p'.repeat(500),
        folder: 'f'.repeat(500),
        kind: 'k'.repeat(81),
        sweep: `${'a'.repeat(50)} ${'b'.repeat(50)}`,
      },
      's'.repeat(500),
    )
    expect(last()).toMatchObject({ postgres: `${'p'.repeat(199)}…`, folder: `${'f'.repeat(199)}…`, dropped: 2 })
    expect(factsOf({ at: Array.from({ length: 20 }, () => 'at run (a.ts:1:2)') }).at).toHaveLength(8)
    expect(last().msg).toBe(`${'s'.repeat(199)}…`)
  })
})

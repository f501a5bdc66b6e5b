// SPDX-License-Identifier: EUPL-1.2
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { type Metrics, mountMetrics } from '#/web/metrics.ts'
import { queueDepth } from '#/web/queue-depth.ts'
import { openPostOffice } from '../support/post-office.ts'
import { rawLine } from '../support/raw-http.ts'
import { recordingLog, silent } from '../support/silent-log.ts'
import { type Served, serve } from './serve.ts'

const token = 'prometheus-3b9e'
const canary = 'J. de Vries <j.devries@zeist.nl>'
const elsewhere = Object.values(networkInterfaces())
  .flatMap(addresses => addresses ?? [])
  .find(address => address.family === 'IPv4' && !address.internal)?.address

let web: Served
afterEach(() => web.close())

async function open(options: { metricsToken?: string; host?: string } = {}): Promise<Metrics> {
  const { host = '127.0.0.1', ...settings } = options
  web = await serve({ host })
  return mountMetrics(web.app, settings)
}

const statusFor = async (headers: Record<string, string>, url = web.url) =>
  (await fetch(`${url}/metrics`, { headers })).status
const page = async () => (await fetch(`${web.url}/metrics`)).text()
const series = async (name: string) => (await page()).split('\n').filter(line => line.startsWith(name))

describe('[T55] who may read /metrics', () => {
  it('is who asks on this machine itself', async () => {
    await open()
    const answer = await fetch(`${web.url}/metrics`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    expect(await answer.text()).toContain('process_cpu_seconds_total')
    expect(await statusFor({}, web.url.replace('127.0.0.1', 'localhost'))).toBe(200)
  })

  it.each(['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])(
    'is not whom a proxy on this machine lets through, by %s',
    async header => {
      await open({ metricsToken: token })
      const answer = await fetch(`${web.url}/metrics`, { headers: { [header]: '127.0.0.1' } })
      expect([answer.status, await answer.text()]).toEqual([404, 'Deze pagina bestaat niet.\n'])
    },
  )

  it('is not the page of another site, whose name leads to this machine', async () => {
    await open()
    const line = rawLine(web.port)
    line.write('GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    expect(await line.closed).toMatch(/^HTTP\/1\.1 404 /)
  })

  it.skipIf(!elsewhere)('is not whom comes from elsewhere, without the token', async () => {
    await open({ metricsToken: token, host: '0.0.0.0' })
    const from = `http://${elsewhere}:${web.port}`
    expect(await statusFor({}, from)).toBe(404)
    const pretending = rawLine(web.port, elsewhere)
    pretending.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(await pretending.closed).toMatch(/^HTTP\/1\.1 404 /)
    expect(await statusFor({ authorization: `Bearer ${token}` }, from)).toBe(200)
  })

  it('is who bears the token, and no other', async () => {
    await open({ metricsToken: token })
    const by = (authorization: string) => statusFor({ 'x-forwarded-for': '203.0.113.7', authorization })
    expect(await by(`Bearer ${token}`)).toBe(200)
    expect(await by(`bearer ${token}`)).toBe(200)
    for (const wrong of ['Bearer wrong', `Bearer ${token}x`, `Basic ${token}`, token, 'Bearer ', 'Bearer undefined'])
      expect(await by(wrong), wrong).toBe(404)
  })

  it('is nobody from elsewhere where no token is set', async () => {
    await open()
    for (const wrong of ['Bearer undefined', 'Bearer ', 'Bearer null'])
      expect(await statusFor({ 'x-forwarded-for': '203.0.113.7', authorization: wrong })).toBe(404)
  })
})

describe('what is counted', () => {
  it('is each turn by name and outcome, with how long it took', async () => {
    const log = (await open()).counted(silent)
    log.info({ turn: 'pijler word-lid', outcome: 'ok', ms: 30 }, 'turn')
    log.info({ turn: 'pijler word-lid', outcome: 'ok', ms: 40 }, 'turn')
    log.info({ turn: 'request.approve', outcome: 'desk.decided', ms: 3_000 }, 'turn')
    expect(await series('m50_turns_total')).toEqual([
      'm50_turns_total{turn="pijler word-lid",outcome="ok"} 2',
      'm50_turns_total{turn="request.approve",outcome="desk.decided"} 1',
    ])
    const took = await series('m50_turn_duration_seconds')
    expect(took).toContain('m50_turn_duration_seconds_bucket{le="0.025",turn="pijler word-lid"} 0')
    expect(took).toContain('m50_turn_duration_seconds_bucket{le="0.05",turn="pijler word-lid"} 2')
    expect(took).toContain('m50_turn_duration_seconds_sum{turn="request.approve"} 3')
  })

  it('is each line once, which goes on to the log as it came', async () => {
    const { log, lines } = recordingLog()
    const counted = (await open()).counted(log)
    counted.info({ turn: 'help', outcome: 'ok', ms: 1 }, 'turn')
    counted.error({ turn: 'help', code: '7F3K', outcome: 'fault' }, 'turn')
    counted.warn({ method: 'chat.postMessage', outcome: 'limited' }, 'a call to Slack failed')
    expect(lines.map(line => line.level)).toEqual(['info', 'error', 'warn'])
    expect(lines[0]).toEqual({ level: 'info', facts: { turn: 'help', outcome: 'ok', ms: 1 }, sentence: 'turn' })
    expect(await series('m50_turns_total')).toEqual(['m50_turns_total{turn="help",outcome="ok"} 1'])
  })

  it('is each delivery of a real worker by kind and outcome, and what stands in the queue', async () => {
    const metrics = await open()
    const office = await openPostOffice()
    try {
      const reader = await office.reader('U1')
      metrics.depth(() => queueDepth(office.database.background))
      await office.say(reader, [canary])
      expect(await series('m50_queue_depth')).toEqual([
        'm50_queue_depth{state="open"} 1',
        'm50_queue_depth{state="sending"} 0',
        'm50_queue_depth{state="unclear"} 0',
        'm50_queue_depth{state="failed"} 0',
        'm50_queue_depth{state="held"} 0',
      ])
      office.startWorker()
      await office.settled('sent', canary)
      expect(await series('m50_queue_depth')).toContain('m50_queue_depth{state="open"} 0')
      const counted = metrics.counted(silent)
      for (const line of office.lines.filter(line => line.sentence === 'Delivery'))
        counted.info(line.facts, line.sentence)
      expect(await series('m50_deliveries_total')).toEqual([
        `m50_deliveries_total{kind="note.surely",platform="${office.platform.name}",outcome="sent"} 1`,
      ])
      expect(await series('m50_delivery_duration_seconds_count')).toEqual([
        `m50_delivery_duration_seconds_count{platform="${office.platform.name}"} 1`,
      ])
    } finally {
      await office.close()
    }
  })

  it('is shown without the queue while nobody can say how deep it is', async () => {
    const metrics = await open()
    metrics.depth(async () => ({ open: 3 }))
    expect(await series('m50_queue_depth')).toEqual(['m50_queue_depth{state="open"} 3'])
    metrics.depth(() => Promise.reject(new Error('away')))
    expect(await series('m50_queue_depth')).toEqual([])
    metrics.depth(() => new Promise(() => {}))
    expect(await series('process_cpu_seconds_total')).toHaveLength(1)
  })
})

describe('[T48] a label', () => {
  it('never holds what a person is called or wrote', async () => {
    const log = (await open()).counted(silent)
    for (const text of [canary, 'j.devries@zeist.nl', 'Jan\nde Vries', 'x'.repeat(61), '', 7, null, { a: canary }]) {
      log.info({ turn: text, outcome: text, ms: 1 }, 'turn')
      log.info({ delivery: 'd', kind: text, platform: text, outcome: text, ms: 1 }, 'Delivery')
    }
    expect(await series('m50_turns_total')).toEqual(['m50_turns_total{turn="other",outcome="other"} 8'])
    expect(await series('m50_deliveries_total')).toEqual([
      'm50_deliveries_total{kind="other",platform="other",outcome="other"} 8',
    ])
    expect(await page()).not.toMatch(/Vries|zeist/)
  })

  it('has no more than 300 values, whatever comes', async () => {
    const log = (await open()).counted(silent)
    for (let i = 0; i < 1_000; i++) log.info({ turn: `turn${i}`, outcome: 'ok', ms: 1 }, 'turn')
    const turns = await series('m50_turns_total')
    expect(turns).toHaveLength(301)
    expect(turns).toContain('m50_turns_total{turn="other",outcome="ok"} 700')
  })
})

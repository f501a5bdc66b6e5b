// SPDX-License-Identifier: EUPL-1.2
import type { Express } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Log } from '#/database/log.ts'
import { bears, isLocal } from '#/web/local.ts'

export interface Metrics {
  /** The same log, whose lines are counted as well: a turn's (`turn`, `outcome`, `ms`), a delivery's (`delivery`, `kind`, `platform`, `outcome`, `ms`), and a day's retention (`rule`, `rows`). */
  counted(log: Log): Log
  /** How many deliveries stand in each state, asked whenever the metrics are. Where it throws or lasts, the others are shown without it. */
  depth(read: () => Promise<Readonly<Record<string, number>>>): void
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const depthMs = 2_000
const valuesAtMost = 300

/** Lets a label have so many values that are a name in the code; whatever else comes is `other`: no text of a person, and no end of series. */
function bounded(): (value: unknown) => string {
  const seen = new Set<string>()
  return value => {
    if (typeof value !== 'string' || !/^[\p{L}\d][\p{L}\d_. '-]{0,59}$/u.test(value)) return 'other'
    if (seen.size < valuesAtMost) seen.add(value)
    return seen.has(value) ? value : 'other'
  }
}

/** `GET /metrics`, for Prometheus: on this machine itself, or with the bearer token; to anyone else it does not exist [T55]. */
export function mountMetrics(app: Express, settings: { readonly metricsToken?: string | undefined }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const turns = new Counter({
    name: 'm50_turns_total',
    help: 'Turns by handler and outcome',
    labelNames: ['turn', 'outcome'],
    registers,
  })
  const turnSeconds = new Histogram({
    name: 'm50_turn_duration_seconds',
    help: 'How long turns took',
    labelNames: ['turn'],
    buckets: seconds,
    registers,
  })
  const deliveries = new Counter({
    name: 'm50_deliveries_total',
    help: 'Runs of deliveries by kind of notice, platform and outcome',
    labelNames: ['kind', 'platform', 'outcome'],
    registers,
  })
  const deliverySeconds = new Histogram({
    name: 'm50_delivery_duration_seconds',
    help: 'How long runs of deliveries took',
    labelNames: ['platform'],
    buckets: seconds,
    registers,
  })
  const deleted = new Counter({
    name: 'm50_retention_rows_total',
    help: 'Rows deleted or emptied because their term had passed, by rule',
    labelNames: ['rule'],
    registers,
  })
  const queue = new Gauge({
    name: 'm50_queue_depth',
    help: 'Deliveries that stand in a state',
    labelNames: ['state'],
    registers,
  })
  const label = {
    rule: bounded(),
    turn: bounded(),
    kind: bounded(),
    platform: bounded(),
    outcome: bounded(),
    state: bounded(),
  }
  let readDepth = async (): Promise<Readonly<Record<string, number>>> => ({})

  function count(facts: object): void {
    const { turn, delivery, kind, platform, outcome, ms, rule, rows }: Record<string, unknown> = { ...facts }
    if (typeof rows === 'number') deleted.inc({ rule: label.rule(rule) }, rows)
    if (typeof ms !== 'number') return
    if (turn !== undefined) {
      const name = label.turn(turn)
      turns.inc({ turn: name, outcome: label.outcome(outcome) })
      turnSeconds.observe({ turn: name }, ms / 1000)
    } else if (delivery !== undefined) {
      const on = label.platform(platform)
      deliveries.inc({ kind: label.kind(kind), platform: on, outcome: label.outcome(outcome) })
      deliverySeconds.observe({ platform: on }, ms / 1000)
    }
  }

  async function measureDepth(): Promise<void> {
    queue.reset()
    const late = new Promise<null>(resolve => setTimeout(resolve, depthMs, null).unref())
    const depth = await Promise.race([readDepth().catch(() => null), late])
    for (const [state, number] of Object.entries(depth ?? {})) queue.set({ state: label.state(state) }, number)
  }

  app.get('/metrics', async (request, response, next) => {
    const { metricsToken } = settings
    if (!isLocal(request) && !(metricsToken && bears(request, metricsToken))) return next()
    await measureDepth()
    response.type(registry.contentType).send(await registry.metrics())
  })

  return {
    counted: log => ({
      info(facts, sentence) {
        count(facts)
        log.info(facts, sentence)
      },
      warn: (facts, sentence) => log.warn(facts, sentence),
      error: (facts, sentence) => log.error(facts, sentence),
    }),
    depth(read) {
      readDepth = read
    },
  }
}

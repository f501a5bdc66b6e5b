// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path'
import type { Bot } from '#/bot.ts'
import { createFileSight } from '#/chat/file-sight.ts'
import { createLookAgain } from '#/chat/look-again.ts'
import type { Limited, Platform, Typed } from '#/chat/platform.ts'
import { createRegistry } from '#/chat/registry.ts'
import { createRouter } from '#/chat/router.ts'
import type { RouterParts } from '#/chat/router-parts.ts'
import type { PlatformName, Take } from '#/chat/turn.ts'
import { openDatabase, shareConnections } from '#/database/database.ts'
import { type Mark, noMark, statement, type Tx } from '#/database/db.ts'
import { startEmbedded } from '#/database/embedded.ts'
import { readHold } from '#/database/hold.ts'
import type { Log } from '#/database/log.ts'
import { lookAtPlanned } from '#/delivery/clock/due.ts'
import { startClock } from '#/delivery/clock.ts'
import { createContinuity } from '#/delivery/continuity.ts'
import { createFlush } from '#/delivery/flush.ts'
import { noteLimit } from '#/delivery/limit-rows.ts'
import { scopeOf } from '#/delivery/limits.ts'
import { createRedraw, startLiveCards } from '#/delivery/live-cards.ts'
import { notify, touchedOf } from '#/delivery/notify.ts'
import { noteSighting } from '#/delivery/sighting.ts'
import { createWitness } from '#/delivery/witness.ts'
import { startWorker } from '#/delivery/worker.ts'
import { holdReading, mostRead } from '#/features/desk/rules/read-much.ts'
import { arrived } from '#/features/desk/rules/sources.ts'
import { tellLost } from '#/features/diagnose/jobs.ts'
import { features, requestKinds } from '#/features/index.ts'
import { calendarEventFile } from '#/features/meetings/commands/calendar.ts'
import { calendarFeed } from '#/features/meetings/commands/feed.ts'
import { createKeeping } from '#/features/privacy/jobs.ts'
import { createLog } from '#/log.ts'
import { auditRowsOf } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import { createLinks } from '#/network/files.ts'
import { registerHost } from '#/network/identify.ts'
import { noteTick } from '#/network/last-tick.ts'
import { createSealing } from '#/network/seal-audit.ts'
import { wordOf } from '#/network/setting.ts'
import { type MovableTime, movableTime, realTime, type Time } from '#/network/time.ts'
import { createVault } from '#/network/vault.ts'
import { openedNetwork } from '#/opened-network.ts'
import { answerMessage, deliveryMessage } from '#/platforms/slack/message.ts'
import { secretKey } from '#/secret-key.ts'
import { parseSettings, type Settings } from '#/settings.ts'
import { type Ending, endAll, stopsBy } from '#/stopping.ts'
import { throughLoss } from '#/through-loss.ts'
import { failed, untilStopped } from '#/until-stopped.ts'
import { goThroughProxy } from '#/way-out.ts'
import { mountCalendar } from '#/web/calendar.ts'
import { mountFiles } from '#/web/files.ts'
import { mountHealth } from '#/web/health.ts'
import { type Metrics, mountMetrics } from '#/web/metrics.ts'
import { queueDepth } from '#/web/queue-depth.ts'
import { createWeb, type Web } from '#/web/server.ts'

/**
 * Composes the bot: settings → database → features → platforms → jobs → web. It listens at once, and is ready when its database is.
 * `mark` is called at every step of turns, worker and clock: a test stops the process there. `time` is the network's.
 */
export async function start(
  settings: Settings,
  plainLog: Log,
  mark: Mark = noMark,
  time: Time | MovableTime = realTime,
): Promise<Bot> {
  const stopping = new AbortController()
  const endings: Ending[] = []
  const halts: (() => void)[] = []
  const checks: Record<string, () => Promise<boolean> | boolean> = { started: () => false }
  const wedged = Promise.withResolvers<void>()
  const isOpen = () => checks.started?.() === true
  const web = createWeb({ settings: settings.web, log: plainLog, isOpen })
  mountHealth(web.app, checks)
  const metrics = mountMetrics(web.app, settings.web)
  // Until the database is there, nothing can be answered; platforms come again.
  web.app.use((_, response, next) => {
    if (isOpen()) next()
    else response.status(503).set('retry-after', '5').end()
  })
  const log = metrics.counted(plainLog)
  const server = await web.listen()
  const frame: Frame = {
    web,
    metrics,
    checks,
    endings,
    halts,
    stopped: stopping.signal,
    wedged: wedged.resolve,
    tick: async () => {},
  }
  const ready = run(settings, log, mark, time, frame).then(() => {
    log.info({ port: server.port }, 'Ready')
  })
  ready.catch(() => {})
  return {
    port: server.port,
    ready,
    wedged: wedged.promise,
    tick: () => frame.tick(),
    async stop() {
      const began = performance.now()
      stopping.abort()
      await endAll([{ name: 'start', by: stopsBy.answers, end: () => ready.catch(() => {}) }], began, log)
      for (const halt of halts) halt()
      await endAll([{ name: 'web', by: stopsBy.answers, end: () => server.close() }], began, log)
      await endAll(endings.toReversed(), began, log)
    },
  }
}

interface Frame {
  readonly web: Web
  readonly metrics: Metrics
  readonly checks: Record<string, () => Promise<boolean> | boolean>
  /** Ended in reverse. */
  readonly endings: Ending[]
  /** Called at once when the stop begins: nothing new is taken, and what would hold it up is closed. */
  readonly halts: (() => void)[]
  readonly stopped: AbortSignal
  readonly wedged: () => void
  /** What the clock does at every tick, as soon as there is one. */
  tick: () => Promise<void>
}

async function run(settings: Settings, log: Log, mark: Mark, time: Time | MovableTime, frame: Frame): Promise<void> {
  const { web, metrics, checks, endings, halts, stopped, wedged } = frame
  const { role } = settings

  let urls = settings.database
  if (!urls) {
    const embedded = await startEmbedded({ dataDir: settings.dataDir, adopt: 'bot', log })
    endings.push({ name: 'postgres', by: stopsBy.all, end: () => embedded.stop() })
    urls = { url: embedded.url, directUrl: embedded.url }
  }
  const connections = shareConnections(settings.databaseConnections)
  const database = openDatabase({ ...urls, ...connections })
  endings.push({ name: 'database', by: stopsBy.all, end: () => database.close() })
  const names: PlatformName[] = [
    ...(settings.slack ? (['slack'] as const) : []),
    ...(settings.teams ? (['teams'] as const) : []),
    ...(settings.playground ? (['playground'] as const) : []),
  ]
  const { queue, world, name, zone, defaultLocale } = await openedNetwork({
    networkDir: settings.networkDir,
    given: settings,
    hasPlayground: settings.playground,
    connectionString: urls.directUrl,
    database,
    connections: connections.jobs,
    platforms: names,
    log,
    time,
    stopped,
  })
  endings.push({ name: 'queue', by: stopsBy.work, end: leftMs => queue.stop(leftMs) })
  stopped.throwIfAborted()
  halts.push(() => queue.pause())
  checks.database = async () => (await database.background.query(ping)).length === 1
  checks.hold = async () => (await readHold(database.background)) === null
  metrics.depth(() => queueDepth(database.background))

  const registry = createRegistry(features)
  const platforms = new Map<PlatformName, Platform>()
  const redraw = createRedraw(database.background, queue, log)
  const flush = createFlush({
    kindOf(kind) {
      const notice = registry.notices.get(kind)
      if (!notice) throw new Error(`no notice kind ${kind}`)
      return notice
    },
    queue,
    defaultLocale,
    zone,
  })
  const settle: RouterParts['flush'] = async (tx, now, kept) => {
    const told = await flush(tx, now, kept)
    const touched = touchedOf(tx)
    const hasForgotten = auditRowsOf(tx).some(row => row.action === 'person.forgotten')
    return () => {
      queue.announce(told)
      void redraw(touched)
      if (hasForgotten) void keeping.noteForgotten().catch(() => {})
    }
  }
  const { dataDir } = settings
  const witness = createWitness(join(dataDir, 'last-seen.json'))
  endings.push({ name: 'witness', by: stopsBy.all, end: async () => witness.keep('now') })
  const continuity = createContinuity(database.background, witness, log)
  // Before anything is said of what retention or the ledger of the forgotten find in a database that was put back.
  await throughLoss(urls.directUrl, log, stopped, () => continuity.begin(stopped))
  const keeping = createKeeping({ pool: database.background, dataDir, zone, time, log, kinds: requestKinds, flush })
  await throughLoss(urls.directUrl, log, stopped, () => keeping.beforeDoors())

  const secret = secretKey(settings)
  const links = createLinks(secret.current, settings.web.publicUrl)
  const router: RouterParts = {
    database,
    registry,
    profile: async account => (await platforms.get(account.platform)?.profile(account)) ?? null,
    flush: settle,
    arrived: (tx, arrival, now) => arrived(tx, arrival, { now, today: dateIn(zone, now) }),
    tellLater: (tx, person, saved, at) =>
      notify(tx, [{ kind: 'person', person }], 'people.later', { saved, at: at.toISOString() }),
    mostRead,
    readMuch: holdReading,
    redraw: subjects => void redraw(subjects),
    sighted: message =>
      void noteSighting(database.background, message)
        .then(subject => subject && redraw([subject]))
        .catch(() => {}),
    links,
    vault: createVault(secret),
    zone,
    time,
    defaultLocale,
    secretariat: settings.secretariatEmails,
    log: { info: line => log.info(line, 'turn'), error: line => log.error(line, 'turn') },
    mark,
  }
  const take: Take = createRouter(router)

  const doors = role === 'worker' ? createWeb({ settings: settings.web, log }) : web
  const door = doors.app
  mountFiles(door, database.turns, settings.web.publicUrl, createFileSight(registry, zone), time)
  const present = () => ({ now: time.now(), today: dateIn(zone, time.now()), defaultLocale })
  mountCalendar(
    door,
    secret => calendarFeed(database.turns, secret, present()),
    token => calendarEventFile(database.turns, links, token, present()),
  )
  const limitedOn = (platform: PlatformName) => (limit: Limited) => {
    const scope = scopeOf(platform, limit.workspace, limit.method, limit.conversation)
    void noteLimit(database.background, scope, limit.seconds).catch(() => {})
  }
  // A platform is loaded only where it is wanted: its package takes its time and its memory.
  if (settings.slack) {
    const { createSlack } = await import('#/platforms/slack/slack.ts')
    const opensForm = (name: string) => registry.forms.get(name)?.open !== undefined
    const slack = createSlack({
      post: doors.post,
      settings: settings.slack,
      name,
      take,
      log,
      locale: defaultLocale,
      // Whose token this is, is the host.
      admitHome: home => database.background.transaction(tx => registerHost(tx, 'slack', home, time.now())),
      limited: limitedOn('slack'),
      opensForm,
      now: time.now,
    })
    endings.push({ name: 'slack', by: stopsBy.answers, end: leftMs => slack.stop(leftMs) })
    platforms.set('slack', slack.platform)
  }
  if (settings.teams) {
    const { createTeams, hostName } = await import('#/platforms/teams/teams.ts')
    const home = { workspace: settings.teams.tenantId, name: hostName, missingScopes: null }
    await throughLoss(urls.directUrl, log, stopped, () =>
      database.background.transaction(tx => registerHost(tx, 'teams', home, time.now())),
    )
    const teams = await createTeams({
      web: door,
      settings: settings.teams,
      command: wordOf(name),
      mention: `@${name}`,
      limited: limitedOn('teams'),
      db: database.background,
      take,
      log,
      locale: defaultLocale,
      now: time.now,
    })
    endings.push({ name: 'teams', by: stopsBy.answers, end: leftMs => teams.stop(leftMs) })
    platforms.set('teams', teams.platform)
  }
  if (world) {
    const { createPlayground } = await import('#/platforms/playground/playground.ts')
    const playground = createPlayground({
      web: door,
      database,
      take,
      world,
      zone,
      time,
      hands: 'moveTo' in time ? { time, tick: () => frame.tick() } : undefined,
      locale: defaultLocale,
      theme: settings.theme,
      drawForSlack: (card, { locale, delivery, drawing = 0 }) =>
        delivery ? deliveryMessage({ card, locale, delivery, drawing }) : answerMessage(card, locale),
      log: { error: line => log.error(line, 'playground') },
    })
    await playground.open()
    // Its open pages would hold the server up.
    halts.push(() => playground.stop())
    platforms.set('playground', playground.platform)
  }

  if (role !== 'web') {
    const typed: Typed = (platform, isDirect) => {
      // In a channel of Teams the bot hears only what mentions it.
      if (platform === 'teams') return isDirect ? wordOf(name) : `@${name}`
      return (platform === 'playground' ? world?.command : settings.slack?.command) ?? '/m50'
    }
    const work = { database, platforms, features, queue, log, zone, time, typed, mark, continuity }
    const flushAlone = (tx: Tx, now: Date) => settle(tx, now, null)
    startWorker({ ...work, flush: flushAlone })
    const live = startLiveCards(work)
    const clock = startClock({
      zone,
      log,
      sweeps: [
        { name: 'continuity', often: true, run: () => continuity.check() },
        {
          name: 'planned',
          often: true,
          run: () =>
            lookAtPlanned({
              database: database.background,
              kinds: registry.planned,
              time,
              zone,
              log,
              mark,
              flush: flushAlone,
            }),
        },
        { name: 'tick', run: () => noteTick(database.background) },
        { name: 'count', run: () => continuity.count() },
        { name: 'accounts', run: createLookAgain(router) },
        { name: 'live cards', run: () => live.sweep() },
        { name: 'ledger', run: () => keeping.noteForgotten() },
        { name: 'retention', run: () => keeping.deleteDue() },
        {
          name: 'lost messages',
          async run() {
            const said = await database.background.transaction(async tx => {
              await tellLost(tx)
              return settle(tx, time.now(), null)
            })
            said()
          },
        },
        { name: 'audit seals', run: createSealing(database.background, log, () => dateIn(zone, time.now())) },
      ],
    })
    frame.tick = () => clock.tick()
    endings.push({ name: 'clock', by: stopsBy.answers, end: () => clock.stop() })
    checks.worker = () => queue.isWorking()
    // Three looks in a row: right after an outage the workers need a moment too.
    let stuck = 0
    const watch = setInterval(() => {
      stuck = queue.isWorking() || database.pulse.away() ? 0 : stuck + 1
      if (stuck === 3) wedged()
    }, watchMs)
    halts.push(() => clearInterval(watch))
    checks.clock = () => clock.isTicking()
  }
  checks.started = () => true
}

const ping = statement('ping', 'select 1')
const watchMs = 5_000

async function main(): Promise<void> {
  const parsed = parseSettings(process.env)
  if (!parsed.ok) {
    console.error(parsed.mistakes.join('\n'))
    process.exitCode = 1
    return
  }
  const { settings } = parsed
  const log = createLog(settings.logLevel)
  if (settings.proxy) goThroughProxy(settings.proxy)
  try {
    // Made at the first start and looked at in each: a damaged one must be noticed before something is sealed with another.
    secretKey(settings)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
    return
  }
  // Where real people read along, nothing is sent before its time.
  const time = settings.playground && !settings.slack && !settings.teams ? movableTime() : realTime
  const bot = await start(settings, log, noMark, time).catch(error => void failed(error))
  if (!bot) return
  await untilStopped(bot, log, () => {
    if (settings.playground) log.info({}, `The playground is at http://localhost:${bot.port}/playground`)
  })
}

if (import.meta.main) await main()

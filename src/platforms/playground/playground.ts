// SPDX-License-Identifier: EUPL-1.2
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import type { z } from 'zod'
import { isConnectionLoss } from '#/chat/away.ts'
import type { Platform } from '#/chat/platform.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Take } from '#/chat/turn.ts'
import type { Database } from '#/database/database.ts'
import { faultFacts } from '#/database/fault.ts'
import { realTime, type Time } from '#/network/time.ts'
import { fieldsOf } from '#/platforms/adaptive-card/fields.ts'
import {
  clockBody,
  homeBody,
  localeBody,
  type Place,
  pressAct,
  pressBody,
  sayBody,
  submitAct,
  submitBody,
  suggestAct,
  suggestBody,
} from './acts.ts'
import type { Reply } from './answers.ts'
import { type Hands, moveTime, restoreTime } from './clock.ts'
import { onlyLocal, onlyOurPage } from './guard.ts'
import { type Here, hereOf } from './incoming.ts'
import { chooseLocale, localeOf } from './locale.ts'
import { createContent, type DrawForSlack } from './messages.ts'
import { pageFiles } from './page.ts'
import { conversationsOf, personOf, type World } from './people.ts'
import { createPlatform } from './platform.ts'
import { tellStory } from './story.ts'
import { streamMessages } from './stream.ts'
import { createTalk } from './talk.ts'
import { taskPeople } from './tasks.ts'
import { playgroundTexts } from './texts.ts'

export interface Playground {
  readonly platform: Platform
  /** Lets the people of the playground say what was said before the visitor came, where that is still to be told. */
  open(): Promise<void>
  /** Ends the open streams, so that the server can close. */
  stop(): void
}

export interface PlaygroundParts {
  readonly web: Express
  readonly database: Database
  readonly take: Take
  readonly world: World
  /** The network's time zone, in which the page shows when something was said. */
  readonly zone: string
  /** The language of who never chose one. */
  readonly locale: Locale
  /** A CSS file of design tokens, in the place of the example theme. */
  readonly theme?: string | undefined
  /** A card as Slack would get it: the page shows either drawing. */
  readonly drawForSlack: DrawForSlack
  readonly log: { error(line: object): void }
  /** The network's time; with hands, a visitor may move it. */
  readonly time?: Time
  readonly hands?: Hands | undefined
}

/** What is no JSON, or too much of it, says so itself; else the database is away. No page ever shows where in the code. */
const withoutTrace: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 503
  response.status(status).json({ kind: 'wrong' })
}

/** Puts the playground on the web server, under /playground: a page that plays a chat client, and the platform behind it. */
export function createPlayground({
  web,
  database,
  take,
  world,
  zone,
  locale,
  theme,
  drawForSlack,
  log,
  hands,
  time = hands?.time ?? realTime,
}: PlaygroundParts): Playground {
  const { turns } = database
  const contentOf = createContent(drawForSlack)
  const streams = new Set<() => void>()

  const { ask, say, home, tell } = createTalk({ db: turns, take, contentOf, world, locale, zone, now: time.now })

  const router = express.Router()
  router.use(onlyLocal)
  router.use(pageFiles({ world, locale, theme }))
  const api = express.Router()
  api.use(onlyOurPage)
  api.use('/say', express.json({ limit: '5mb' }))
  api.use(express.json({ limit: '200kb' }))

  api.get('/world', async (_, response) => {
    const all = world.people.map(async person => ({
      id: person.id,
      name: person.name,
      about: person.about,
      municipality: person.municipality,
      locale: (await localeOf(turns, person).catch(() => null)) ?? locale,
      conversations: conversationsOf(world, person),
    }))
    response.json({
      people: await Promise.all(all),
      bot: world.bot,
      command: world.command,
      pillar: world.pillar.name,
      channels: world.channels.map(({ id, bound }) => ({ id, purpose: bound?.purpose ?? 'general' })),
      tasks: taskPeople(world),
      zone,
      isMovable: hands !== undefined,
      texts: playgroundTexts.trees,
    })
  })

  api.get('/stream', (request, response) => {
    const readers = [request.query.as].flat().flatMap(id => personOf(world, String(id)) ?? [])
    if (readers.length === 0) return void response.status(404).end()
    const stop = streamMessages({ db: turns, time, world }, [...new Set(readers)], response)
    streams.add(stop)
    response.on('close', () => streams.delete(stop))
  })

  api.post('/locale', async (request, response) => {
    const body = localeBody.safeParse(request.body)
    const person = body.success && personOf(world, body.data.as)
    if (!person) return void response.status(400).end()
    await chooseLocale(turns, person, body.data.locale)
    response.json({ kind: 'done' })
  })

  api.post('/clock', async (request, response) => {
    const body = clockBody.safeParse(request.body)
    if (!body.success || !hands) return void response.status(400).json({ kind: 'wrong' })
    await moveTime(turns, hands, body.data.step, zone)
    response.json({ kind: 'done' })
  })

  /** An act: its body checked, whoever acts let in, and an answer whatever happens. */
  function act<Body extends Place>(
    shape: z.ZodType<Body>,
    run: (here: Here, body: Body) => Promise<Reply>,
  ): RequestHandler {
    return async (request: Request, response: Response) => {
      const body = shape.safeParse(request.body)
      if (!body.success) return void response.status(400).json({ kind: 'wrong' })
      const here = hereOf(world, body.data)
      if (!here) return void response.status(403).json({ kind: 'wrong' })
      try {
        response.json(await run(here, body.data))
      } catch (error) {
        const isAway = isConnectionLoss(error) || database.pulse.away()
        log.error({
          playground: request.path,
          outcome: isAway ? 'away' : 'fault',
          ...(isAway ? {} : faultFacts(error)),
        })
        response
          .status(503)
          .json({ kind: 'failed', text: playgroundTexts.in(body.data.locale)(isAway ? 'away' : 'fault') })
      }
    }
  }

  api.post('/say', act(sayBody, say))
  api.post('/home', act(homeBody, home))
  api.post(
    '/press',
    act(pressBody, (here, body) => ask(here, pressAct(body), body.nonce)),
  )
  api.post(
    '/submit',
    act(submitBody, (here, body) => {
      const sent = { form: body.form, fields: fieldsOf(body.data), labels: body.labels ?? {} }
      return ask(here, submitAct(body), body.nonce, { sent })
    }),
  )
  api.post(
    '/suggest',
    act(suggestBody, (here, body) => ask(here, suggestAct(body), null)),
  )
  api.use(withoutTrace)
  router.use('/api', api)
  web.use('/playground', router)
  web.get('/', (_, response) => response.redirect('/playground'))

  return {
    platform: createPlatform(database, world, contentOf, time.now),
    async open() {
      if (hands) await restoreTime(turns, hands)
      // A story that is broken off is told on at the next start; nobody waits for it.
      await tellStory(turns, world, tell).catch(error =>
        log.error({ playground: 'story', outcome: 'fault', ...faultFacts(error) }),
      )
    },
    stop() {
      for (const stop of streams) stop()
    },
  }
}
